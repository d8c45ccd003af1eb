/* Read and say the dates of EDTF that drafts hold; also "28 April 2025", as a person writes it. */

import { fold } from "../../base/folding.js";
import * as i18n from "../../core/i18n.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";

/* The same stands in geo/story/format/dates.py. */
const POINT = /^(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?$/;
const OPEN = "..";
/* "28 April 2025", "28 апреля 2025 г.", "28 ապրիլի, 2025 թ." */
const WRITTEN = /^(?:(\d{1,2})\.?\s+)?([\p{L}\p{M}]{2,})\.?,?\s+(\d{4})(?:\s*[гթ]\.?)?([?~%]?)$/u;
/* "2025 թ. ապրիլի 28" */
const YEAR_FIRST = /^(\d{4})(?:\s*թ\.?)?,?\s+([\p{L}\p{M}]{2,})(?:\s+(\d{1,2}))?([?~%]?)$/u;
const PLAIN = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?$/;

/** @param {number} year @param {number} month */
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

/** @param {string} text @param {string} code */
function point(text, code) {
  const found = PLAIN.exec(text);
  if (!found || !span(text)) return text;
  const [, year, month, number] = found;
  if (number) return i18n.day([year, month, number].join("-"), undefined, code);
  const { months } = given.config.calendars[code];
  return (month ? months[Number(month) - 1] + " " : "") + i18n.plain(Number(year), code);
}

/**
 * The date in words, as the reading map says it; in those of the page, if not in others.
 * @param {string} text
 * @param {(key: string, values?: Values) => string} [say]
 * @param {string} [code] their language
 */
function words(text, say = t, code = i18n.language()) {
  if (text === "unknown") return say("noDate");
  const [start, end] = text.split("/");
  let said = point(start, code);
  if (end !== undefined) {
    said = start === ".." ? say("upTo", { date: point(end, code) })
      : end === ".." ? say("since", { date: said }) : said + " – " + point(end, code);
  }
  if (/[~%]/.test(text)) said = say("about", { date: said });
  return /[?%]/.test(text) ? say("uncertain", { date: said }) : said;
}

/**
 * Digits of Persian or Arabic as those of EDTF.
 * @param {string} text
 */
const digits = (text) => text.replace(/[۰-۹٠-٩]/g, (sign) => String(sign.charCodeAt(0) & 0xf));

/**
 * Which month a name is, or three letters and more of its beginning; -1 where it is none. A Russian
 * calendar has the months in the genitive, where a person may write "апрель" or "май".
 * @param {string} name
 * @param {string} code
 */
function monthOf(name, code) {
  const months = given.config.calendars[code].months.map(fold);
  const [plain, genitive] = [name, name.replace(/[йь]$/iu, "я")].map(fold);
  const whole = months.findIndex((month) => month === plain || month === genitive);
  return whole >= 0 || plain.length < 3 ? whole : months.findIndex((month) => month.startsWith(plain));
}

/**
 * The parts of a date that begins with its year, in the order of one that ends with it.
 * @param {RegExpExecArray | null} found
 */
const turned = (found) => found && [found[0], found[3], found[2], found[1], found[4]];

/**
 * What a person wrote, as EDTF: a day or month in words becomes one, all else is left.
 * @param {string} text
 */
function read(text) {
  const plain = digits(text.trim());
  if (!plain) return "unknown";
  const found = WRITTEN.exec(plain) || turned(YEAR_FIRST.exec(plain));
  if (!found) return plain;
  // The article is English: its day may be copied into a page of any language.
  const at = [i18n.language(), "en"].map((code) => monthOf(found[2], code)).find((month) => month >= 0);
  if (at === undefined) return plain;
  const day = found[1] ? "-" + found[1].padStart(2, "0") : "";
  return found[3] + "-" + String(at + 1).padStart(2, "0") + day + found[4];
}

export { valid, problem, words, read };
