/* Say the page's own words, names and numbers in the chosen language. */

import { byId, clear, el } from "../base/dom.js";
import { LANGUAGES, RIGHT_TO_LEFT } from "../base/rules.js";
import { asset, given } from "./state.js";

const RTL = new Set(RIGHT_TO_LEFT);
/**
 * By language and key: a form, or one for each plural.
 * @type {Record<string, Record<string, string | Record<string, string>>>}
 */
const tables = {};
let spoken = "en";
let storyLanguage = "en";

/** @param {string} code */
async function load(code) {
  if (tables[code]) return;
  const inlined = byId("dateline-i18n-" + code);
  if (inlined) {
    tables[code] = JSON.parse(inlined.textContent);
    return;
  }
  // A document with more words than the map's has them in a folder of their own.
  const own = given.config.words && asset("i18n/" + given.config.words + "/" + code + ".json");
  const files = [asset("i18n/" + code + ".json"), own || []].flat();
  const answers = await Promise.all(files.map((file) => fetch(file)));
  if (!answers.every((answer) => answer.ok)) {
    throw new Error("The words of the language " + code + " are missing.");
  }
  tables[code] = Object.assign({}, ...await Promise.all(answers.map((answer) => answer.json())));
}

/**
 * Load a language's words and make it the page's.
 * @param {string} code
 * @param {string} [ofStory]
 */
async function use(code, ofStory) {
  const wanted = LANGUAGES[code] ? code : "en";
  storyLanguage = ofStory || storyLanguage;
  await Promise.all([...new Set(["en", wanted])].map(load));
  spoken = wanted;
  document.documentElement.lang = wanted;
  document.documentElement.dir = direction(wanted);
}

/** Fill the page's choice of languages, the one of now taken. */
function offer() {
  const select = byId("language");
  clear(select, Object.entries(LANGUAGES).map(([code, name]) => el("option", { value: code, lang: code }, name)));
  select.value = spoken;
  select.setAttribute("aria-label", t("language"));
}

/** @param {string | undefined} code */
function direction(code) {
  return RTL.has(String(code).split("-")[0]) ? "rtl" : "ltr";
}

/** @param {string} key */
function lookUp(key) {
  const own = tables[spoken] && tables[spoken][key];
  return own !== undefined ? own : (tables.en || {})[key];
}

/**
 * The page's word for a key; `n` chooses the plural form, {names} are filled in.
 * @param {string} key
 * @param {Values} [values]
 * @returns {string}
 */
function t(key, values) {
  let form = lookUp(key);
  if (form === undefined) return key;
  if (typeof form === "object") {
    const rule = new Intl.PluralRules(spoken).select(Number(values && values.n) || 0);
    form = form[rule] || form.other;
  }
  return fill(form, values);
}

/**
 * Words with their {names} filled in.
 * @param {string} form
 * @param {Values} [values]
 * @returns {string}
 */
function fill(form, values) {
  return form.replace(/\{(\w+)\}/g, (whole, /** @type {string} */ name) => {
    const value = values && values[name];
    if (value === undefined || value === null) return whole;
    return typeof value === "number" ? number(value) : String(value);
  });
}

/**
 * Whose numbers a language shares: Chromium does not know its own, though it may say so.
 * @type {Record<string, string>}
 */
const NUMBERS_LIKE = { en: "en-GB", az: "tr", hy: "ru" };

const locale = (code = spoken) => NUMBERS_LIKE[code] || code;

const formats = new Map();

/** @param {number} value @param {number} [digits] @returns {string} */
function number(value, digits) {
  const key = spoken + "/" + (digits ?? "");
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(locale(), digits === undefined ? {} :
      { minimumFractionDigits: digits, maximumFractionDigits: digits }));
  }
  return formats.get(key).format(value);
}

/**
 * A whole number without marks between its thousands: a year, a side in pixels.
 * @param {number} value
 * @param {string} [code] the language, if not the page's
 */
const plain = (value, code) => new Intl.NumberFormat(locale(code), { useGrouping: false }).format(value);

/**
 * A part of a whole in hundredths.
 * @param {number} part
 */
const percent = (part) => new Intl.NumberFormat(locale(), { style: "percent" }).format(part);

/**
 * A day in words, or as a tick ("day", "month", "year") is called; always by the Gregorian calendar.
 * @param {string} iso
 * @param {string} [part]
 * @param {string} [code] the language, if not the page's
 * @returns {string}
 */
function day(iso, part, code = spoken) {
  const [year, month, date] = iso.split("-").map(Number);
  const calendar = given.config.calendars[code];
  if (part === "year") return plain(year, code);
  if (part === "month") return calendar.short[month - 1];
  if (part === "day") return plain(date, code) + "\u00a0" + calendar.short[month - 1];
  return calendar.day.replace("{day}", plain(date, code)).replace("{month}", calendar.months[month - 1])
    .replace("{year}", plain(year, code));
}

/**
 * The page's words of a key around something that is not text alone.
 * @param {string} key
 * @param {string} name of what it is in the words
 * @param {Child} what
 */
function around(key, name, what) {
  const [before, after] = t(key, { [name]: "\ufffc" }).split("\ufffc");
  return [before, what, after];
}

/**
 * Some words in a row, set apart as the script does it.
 * @param {string[]} words
 */
const list = (words) => words.join(direction(spoken) === "rtl" ? "، " : ", ");

/**
 * A country's name from its two letters; Chromium does not know those of some languages.
 * @param {string} code
 */
function country(code) {
  if (!/^[A-Z]{2}$/.test(code || "")) return code || "";
  const known = given.config.countries?.[spoken];
  const name = known ? known[code] : new Intl.DisplayNames([spoken, "en"], { type: "region", fallback: "code" }).of(code);
  return name || code;
}

/**
 * A position in words: "39.2000° N, 46.4000° E".
 * @param {L.LatLng} latlng
 */
function coordinate(latlng) {
  const point = latlng.wrap();
  const ns = t(point.lat < 0 ? "south" : "north");
  const ew = t(point.lng < 0 ? "west" : "east");
  return number(Math.abs(point.lat), 4) + "° " + ns + ", " + number(Math.abs(point.lng), 4) + "° " + ew;
}

/**
 * The best text of a {language: text} record, and the language it is in.
 * @param {Texts | string | null} record
 * @returns {{ text: string, lang: string }}
 */
function pick(record) {
  if (typeof record === "string") return { text: record, lang: storyLanguage };
  const texts = record || {};
  for (const code of [spoken, storyLanguage, "en"]) {
    if (texts[code]) return { text: texts[code], lang: code };
  }
  if (texts.default) return { text: texts.default, lang: storyLanguage };
  const [code, text] = Object.entries(texts)[0] || [storyLanguage, ""];
  return { text, lang: code };
}

/**
 * The same as an isolated element, marked with its language where it is not the page's.
 * @param {Texts | string} record
 * @param {string} [className]
 */
function bdi(record, className) {
  const { text, lang } = pick(record);
  const own = lang === spoken;
  return el("bdi", { class: className, lang: own ? null : lang,
    dir: own ? null : direction(lang) }, text);
}

export const language = () => spoken;
/** Whether the page runs from right to left. */
export const mirrored = () => direction(spoken) === "rtl";

export { percent, use, offer, t, fill, around, direction, number, plain, day, list, country, coordinate, pick, bdi };
