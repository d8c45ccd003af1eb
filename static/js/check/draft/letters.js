/* Count a text's letters as the server does, in code points, where the browser counts half ones; find those that no picture can show. */

import { DRAWN } from "../../base/rules.js";

/** A letter that no font of ours has: pictures cannot show it. */
const LOST = new RegExp("[^" + DRAWN + "]", "gu");
const PAIRED = /[\ud800-\udbff][\udc00-\udfff]/;

/**
 * The browser's position of the n-th letter.
 * @param {string} text
 * @param {number} letters
 */
function toUnits(text, letters) {
  if (!PAIRED.test(text)) return letters;
  let units = 0;
  for (let count = 0; count < letters && units < text.length; count += 1) {
    units += Number(text.codePointAt(units)) > 0xffff ? 2 : 1;
  }
  return units;
}

/**
 * How many letters stand before the browser's position.
 * @param {string} text
 * @param {number} units
 */
function toLetters(text, units) {
  if (!PAIRED.test(text)) return units;
  return [...text.slice(0, units)].length;
}

/** @param {string} text @param {number} start @param {number} end */
const cut = (text, start, end) => text.slice(toUnits(text, start), toUnits(text, end));

/**
 * The sentence around a letter, as [start, end]; the whole text where the browser cannot tell.
 * @param {string} text
 * @param {number} letter
 * @param {string} language
 */
function sentence(text, letter, language) {
  if (!window.Intl || !Intl.Segmenter) return [0, toLetters(text, text.length)];
  const units = toUnits(text, letter);
  const segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
  const found = segmenter.segment(text).containing(units);
  if (!found) return [0, toLetters(text, text.length)];
  const bare = found.segment.trimEnd().length;
  return [toLetters(text, found.index), toLetters(text, found.index + bare)];
}

/**
 * The letters of a text that no picture can show, each once.
 * @param {string} text
 */
const lost = (text) => [...new Set(text.match(LOST) || [])];

export { lost, toUnits, toLetters, cut, sentence };
