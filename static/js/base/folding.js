/* Bring a name to the form in which it is searched, as geo/gazetteer/folding.py does on the server. */

import { APOSTROPHES, HYPHENS, LETTERS, UNREAD } from "./rules.js";

/**
 * A class of the letters of a text.
 * @param {string} letters
 */
const any = (letters) => new RegExp("[" + letters.replace(/[\]\\^-]/g, "\\$&") + "]", "gu");

const APOSTROPHE = any(APOSTROPHES);
const HYPHEN = any(HYPHENS);
const LETTER = any(Object.keys(LETTERS).join(""));
const SILENT = any(UNREAD);
/** An opening quotation mark inside a word counts as an apostrophe. */
const INSIDE = /(?<=[\p{L}\p{Nl}\p{No}])[‘`](?=[\p{L}\p{Nl}\p{No}])/gu;

/** @param {string} text */
const plainly = (text) => text.replace(LETTER, (letter) => LETTERS[letter]);

/** @param {string} text */
function once(text) {
  const plain = text.replace(INSIDE, "'").replace(APOSTROPHE, "'").replace(HYPHEN, "-");
  // As Python's casefold: ß is ss, and a sigma at the end is one.
  const low = plainly(plain.toUpperCase().toLowerCase().replace(/ς/g, "σ")).replace(/եւ/g, "եվ");
  const bare = low.normalize("NFKD").replace(/\p{Mn}/gu, "");
  return plainly(bare.replace(SILENT, "")).split(/\s+/).filter(Boolean).join(" ");
}

/**
 * A name without accents, case and variants of like letters.
 * @param {string} text
 */
export function fold(text) {
  let folded = once(String(text));
  for (let again = once(folded); again !== folded; again = once(folded)) folded = again;
  return folded;
}
