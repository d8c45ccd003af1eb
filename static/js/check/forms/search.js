/* Search the gazetteer for another place of the chosen mention. */

import { combobox } from "../../base/combobox.js";
import { announce, byId, el, plainly, shown } from "../../base/dom.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";
import * as decisions from "../deciding/decisions.js";
import * as store from "../deciding/store.js";
import * as wording from "../draft/wording.js";
import * as written from "../draft/written.js";
import * as map from "../map/map.js";

const MOST = 8;
const WAIT_MS = 200;
const SLOW_MS = 400;
const KEYS = ["id", "name", "lon", "lat", "kind", "country", "admin1", "population", "geonameid", "score", "reasons"];

let asked = 0;

/**
 * A place as a draft holds a choice; what a draft does not know is left out.
 * @param {Record<string, unknown>} record of the server
 * @returns {Choice}
 */
function choice(record) {
  const found = /** @type {Choice} */ ({ country: "", admin1: "", population: 0, geonameid: null, ...Object.fromEntries(KEYS
    .filter((key) => record[key] !== undefined && record[key] !== null).map((key) => [key, record[key]])) });
  const score = Number(found.score);
  return { ...found, id: String(found.id), score: score >= 0 && score <= 1 ? score : 0, reasons: [written.SEARCHED] };
}

/**
 * Places by name, the likeliest first; fails with a sentence where the server cannot say.
 * @param {string} words
 * @returns {Promise<Choice[]>}
 */
async function places(words) {
  const query = new URLSearchParams({ q: words.trim(), lang: written.language(), limit: String(MOST) });
  const answer = await fetch(given.config.places + "?" + query).catch(() => null);
  const body = answer && await answer.json().catch(() => null);
  if (answer && answer.ok && body) return body.map(choice);
  const detail = body && body.detail;
  throw Object.assign(new Error(), { sentence: detail ? { english: String(detail) }
    : answer ? t("serverSays", { n: answer.status }) : t("noAnswer") });
}

const input = () => byId("place-search");

/** @param {Choice} place @returns {[string, Child]} */
const face = (place) => ["place-option", [wording.own(place.name, { class: "place-name" }), el("span", { class: "meaning" },
  [wording.whereIs(place), wording.people(place)].filter(Boolean).join(" · "))]];

/**
 * Say a sentence in place of the list.
 * @param {Sentence} sentence
 */
function tell(sentence) {
  box.say("meaning", shown(sentence));
  announce(plainly(sentence));
}

/** @returns {Promise<void>} */
async function look() {
  const mine = ++asked;
  const words = input().value;
  box.forget();
  if (!words.trim()) return box.open(false);
  // The first search on a machine may wait for the gazetteer to be built.
  const slow = window.setTimeout(() => { if (mine === asked && input()) tell(t("searching")); }, SLOW_MS);
  const found = await places(words).catch((/** @type {Error & { sentence?: Sentence }} */ error) => error);
  window.clearTimeout(slow);
  if (mine !== asked || !input() || input().value !== words) return undefined;
  if (found instanceof Error) return tell(found.sentence || found.message);
  if (!found.length) return tell(t("nothingFound", { words }));
  box.show(found, face);
  return announce(t("foundCount", { n: found.length }));
}

/** @param {Choice} place */
function take(place) {
  box.open(false);
  input().value = "";
  const mention = store.chosen();
  decisions.pick(mention, place);
  announce(t("did.chosen", { name: mention.text, place: place.name }));
  byId("card").focus({ preventScroll: true });
  map.see();
}

const leave = () => byId("card").focus({ preventScroll: true });
const box = combobox({ field: "place-search", found: "place-found", waitMs: WAIT_MS, look, take, leave, eager: true });

/** The field and its list, for the card. */
function field() {
  return el("div", { class: "place-search" },
    el("label", { for: "place-search", class: "field-label" }, t("findPlace")),
    el("input", { type: "search", id: "place-search", autocomplete: "off", spellcheck: "false", role: "combobox",
      dir: "auto", placeholder: t("findPlaceTip"), "aria-expanded": "false", "aria-controls": "place-found",
      "aria-autocomplete": "list", on: box.listeners }),
    el("ul", { id: "place-found", role: "listbox", "aria-label": t("findPlace"), hidden: true }));
}

export { field, places };
