/* Search the story's marks and statements in every language, and the base map's places. */

import * as circle from "../base/circle.js";
import { combobox } from "../base/combobox.js";
import { announce, byId, el, isNarrow, reducedMotion } from "../base/dom.js";
import { fold } from "../base/folding.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given } from "../core/state.js";
import * as store from "../core/store.js";
import * as marks from "../map/marks.js";
import { nameOf } from "../map/naming.js";
import * as facts from "../reading/facts.js";
import * as tour from "../reading/tour.js";

const MOST = 8;
const WAIT_MS = 180;

/** @typedef {{ kind: "mark" | "statement", id: string, texts: string[], folded: string[] }} Own */
/** @typedef {{ kind: "place", id: string, name: string, names: Texts | string, detail: string, lon: number, lat: number }} Place */
/** @typedef {{ id: string, name: string, names?: Texts, country: string, lon: number, lat: number }} Known of the server */

/** @type {Own[]} */
const entries = [];
let asked = 0;
/** @type {L.CircleMarker | undefined} */
let pin;

/** Fold all that can be found; a long story's takes a while, so it waits for the first search. */
function index() {
  if (entries.length) return;
  for (const feature of given.story.featureById.values()) {
    const { name, also, tie, id } = feature.properties;
    if (tie) continue;
    const texts = [...new Set([...Object.values(name), ...(also || []).map((other) => other.text)])];
    entries.push({ kind: "mark", id, texts, folded: texts.map(fold) });
  }
  for (const annotation of given.story.annotations) {
    const texts = [...Object.values(annotation.claim), ...Object.values(annotation.speaker),
      ...annotation.also_named];
    entries.push({ kind: "statement", id: annotation.id, texts, folded: texts.map(fold) });
  }
}

/**
 * How well a text answers: it begins with the words, a word in it does, or it holds them.
 * @param {string[]} folded
 * @param {string} words
 */
function score(folded, words) {
  let best = 0;
  for (const text of folded) {
    if (text.startsWith(words)) best = Math.max(best, 3);
    else if (text.includes(" " + words)) best = Math.max(best, 2);
    else if (words.length > 2 && text.includes(words)) best = Math.max(best, 1);
  }
  return best;
}

/** @param {string} words */
function own(words) {
  index();
  return entries.map((entry) => ({ ...entry, score: score(entry.folded, words)
    + (entry.kind === "mark" ? 0.5 : 0) })).filter((entry) => entry.score >= 1)
    .sort((a, b) => b.score - a.score).slice(0, MOST);
}

/** @param {string} words @returns {Promise<Place[]>} */
async function places(words) {
  const address = given.config.places;
  if (!address || words.length < 2) return [];
  const query = new URLSearchParams({ q: words, lang: i18n.language() });
  try {
    const answer = await fetch(address + "?" + query);
    if (!answer.ok) return [];
    const body = await answer.json();
    return body.slice(0, 6).map(place);
  } catch {
    return [];
  }
}

/** @param {Known} record @returns {Place} */
function place(record) {
  return { kind: "place", id: record.id, name: record.name, names: record.names || record.name,
    detail: i18n.country(record.country), lon: Number(record.lon), lat: Number(record.lat) };
}

/**
 * The name that was found, where another one is shown.
 * @param {Own} entry
 */
function otherName(entry) {
  const shownName = i18n.pick(marks.get(entry.id).feature.properties.name).text;
  const words = fold(byId("search-input").value);
  if (fold(shownName).includes(words)) return null;
  const found = entry.texts.find((text) => fold(text).includes(words));
  return found ? [" (", el("bdi", {}, found), ")"] : null;
}

/** @param {Own | Place} entry */
function label(entry) {
  if (entry.kind === "place") return [i18n.bdi(entry.names), entry.detail ? el("span", { class: "detail" }, entry.detail) : null];
  if (entry.kind === "mark") {
    const mark = marks.get(entry.id);
    return [nameOf(mark.feature), otherName(entry),
      el("span", { class: "detail" }, i18n.bdi(mark.layer.title))];
  }
  const annotation = given.story.annotationById.get(entry.id);
  return [i18n.bdi(annotation.claim), el("span", { class: "detail" }, facts.citation(annotation))];
}

/** @param {Own | Place} entry @returns {[string, Child]} */
const face = (entry) => ["found found-" + entry.kind, [el("span", { class: "found-kind" }, t("found." + entry.kind)),
  el("span", { class: "found-text" }, label(entry))]];

/** @param {(Own | Place)[]} found @param {string} words */
function list(found, words) {
  if (found.length) box.show(found, face);
  else box.say("found-none", t("nothingFound", { words }));
}

async function look() {
  const input = byId("search-input");
  const words = fold(input.value);
  const mine = ++asked;
  if (!words) return void box.open(false);
  const found = own(words);
  list(found, input.value);
  const names = new Set(found.flatMap((entry) => entry.folded));
  const more = (await places(input.value.trim())).filter((entry) => !names.has(fold(entry.name))
    && Number.isFinite(entry.lon) && Number.isFinite(entry.lat));
  if (mine !== asked || byId("found").hidden) return;
  if (more.length) list([...found, ...more], input.value);
  announce(t("foundCount", { n: found.length + more.length }));
}

/** @param {Own | Place} entry */
function take(entry) {
  box.open(false);
  if (entry.kind === "place") pinAt(entry);
  else if (entry.kind === "mark") tour.chooseMark(entry.id, { fly: true });
  else tour.choose(entry.id);
}

/**
 * A place of the base map is no mark of the story: it gets a passing pin and its name.
 * @param {Place} entry
 */
function pinAt(entry) {
  const map = given.map;
  tour.toTheMap();
  const at = circle.latLng([entry.lon, entry.lat]);
  if (pin) pin.remove();
  pin = L.circleMarker(at, { pane: "measurePin", radius: 9, className: "search-pin", interactive: false })
    .addTo(map);
  pin.bindTooltip(i18n.bdi(entry.names), { permanent: true, direction: "top", offset: [0, -8],
    className: "search-tip" }).openTooltip();
  map.setView(at, Math.max(map.getZoom(), 8), { animate: !reducedMotion() });
  announce(entry.name + ": " + i18n.coordinate(at));
}

function leave() {
  byId("search-input").value = "";
  if (pin) pin.remove();
}

const box = combobox({ field: "search-input", found: "found", waitMs: WAIT_MS, look, take, leave });

function words() {
  const input = byId("search-input");
  input.placeholder = t(isNarrow() ? "searchShort" : "search");
  input.setAttribute("aria-label", t("search"));
  byId("found").setAttribute("aria-label", t("searchResults"));
}

function start() {
  const input = byId("search-input");
  given.map.createPane("measurePin").style.zIndex = "460";
  words();
  input.addEventListener("focus", index);
  for (const [name, listener] of Object.entries(box.listeners)) input.addEventListener(name, /** @type {() => void} */ (listener));
  store.on(["lang"], words);
}

export { start };
