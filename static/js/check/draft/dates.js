/* Read and say the dates of EDTF that drafts hold; also "28 April 2025", as a person writes it. */

import { fold } from "../../core/folding.js";
import * as i18n from "../../core/i18n.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";

/* The same stands in geo/story/format/dates.py. */
const POINT = /^(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?$/;
const OPEN = "..";
const PLAIN = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?$/;

/**
 * @param {number} year
 * @param {number} month
 */
function daysIn(year, month) {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/**
 * A day as a text that sorts; null if there is none.
 * @param {number} year
 * @param {number} month
 * @param {number} number
 */
function day(year, month, number) {
  if (!year || month < 1 || month > 12 || number < 1 || number > daysIn(year, month)) return null;
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(number).padStart(2, "0")].join("-");
}

/**
 * First and last day that a point can mean; null if one does not exist.
 * @param {string} text
 */
function span(text) {
  const found = POINT.exec(text);
  if (!found) return null;
  const [first, last] = ["0", "9"].map((digit) => Number(found[1].replaceAll("X", digit)));
  /** @type {(part: string | undefined) => boolean} */
  const open = (part) => part === undefined || part === "XX";
  const [from, to] = open(found[2]) ? [1, 12] : [Number(found[2]), Number(found[2])];
  const ends = [day(first, from, open(found[3]) ? 1 : Number(found[3])),
    day(last, to, open(found[3]) ? daysIn(last, to) : Number(found[3]))];
  return ends.every(Boolean) ? ends : null;
}

/** @param {string} text */
const parts = (text) => text.split("/");

/**
 * Whether a text is a date that the server will take.
 * @param {string} text
 */
function valid(text) {
  if (text === "unknown") return true;
  const points = parts(text);
  if (points.length === 1) return Boolean(span(text));
  const [first, last] = points.map((part) => (part === OPEN ? [null, null] : span(part)));
  if (points.length > 2 || !first || !last) return false;
  return first[0] && last[1] ? first[0] <= last[1] : Boolean(first[0] || last[1]);
}

/**
 * What is wrong with a text, as the name of a sentence; nothing if it is a date.
 * @param {string} text
 */
function problem(text) {
  if (valid(text)) return "";
  const formed = parts(text).every((part) => part === OPEN || POINT.test(part));
  return formed && parts(text).some((part) => part !== OPEN && !span(part)) ? "dateNone" : "dateWrong";
}

/** @param {string} text */
function point(text) {
  const found = PLAIN.exec(text);
  if (!found || !span(text)) return text;
  const [, year, month, number] = found;
  if (number) return i18n.day([year, month, number].join("-"));
  const months = given.config.calendars[i18n.language()].months;
  return (month ? months[Number(month) - 1] + " " : "") + i18n.plain(Number(year));
}

/**
 * The date in words, as the reading map says it.
 * @param {string} text
 */
function words(text) {
  if (text === "unknown") return t("noDate");
  const [start, end] = text.split("/");
  let said = point(start);
  if (end !== undefined) {
    said = start === ".." ? t("upTo", { date: point(end) })
      : end === ".." ? t("since", { date: point(start) }) : point(start) + " – " + point(end);
  }
  if (/[~%]/.test(text)) said = t("about", { date: said });
  return /[?%]/.test(text) ? t("uncertain", { date: said }) : said;
}

/**
 * What a person wrote, as EDTF: a day or month in words becomes one, all else is left.
 * @param {string} text
 */
function read(text) {
  const plain = text.trim();
  if (!plain) return "unknown";
  const found = /^(?:(\d{1,2})\.?\s+)?(\p{L}{3,})\.?,?\s+(\d{4})([?~%]?)$/u.exec(plain);
  if (!found) return plain;
  const { months } = given.config.calendars[i18n.language()];
  const name = fold(found[2]);
  const at = months.findIndex((/** @type {string} */ month) => fold(month).startsWith(name));
  if (at < 0) return plain;
  const day = found[1] ? "-" + found[1].padStart(2, "0") : "";
  return found[3] + "-" + String(at + 1).padStart(2, "0") + day + found[4];
}

export { valid, problem, words, read };
