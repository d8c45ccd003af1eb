/* What the page itself writes into a draft: it stands in the story, so in the article's language. */

import * as i18n from "../../core/i18n.js";
import { given } from "../../core/state.js";
import * as dates from "./dates.js";
import { work } from "./work.js";

/* Reasons are the machine's own, whoever checks: in English, as the server writes all others. */
const BY_HAND = "marked by hand";
const SEARCHED = "found by search";

/** The article's language; English where the page has no words of it. */
function language() {
  const [own] = (work.draft.article.language || "en").split("-");
  return given.config.written[own] ? own : "en";
}

/**
 * A word for the draft.
 * @param {string} key
 * @param {Values} [values]
 */
const word = (key, values) => i18n.fill(given.config.written[language()][key], values);

/**
 * The same word in the languages that are not the article's, for who reads the story in one of them.
 * @param {string} key
 * @returns {Texts}
 */
const elsewhere = (key) => Object.fromEntries(Object.entries(given.config.written)
  .filter(([code]) => code !== language()).map(([code, words]) => [code, words[key]]));

/** @param {string} edtf */
const date = (edtf) => dates.words(edtf, word, language());

export { BY_HAND, SEARCHED, language, word, elsewhere, date };
