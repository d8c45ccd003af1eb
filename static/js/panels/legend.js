/* The legend, which is also the switch of the layers, and the key to the certainty forms. */

import { announce, button, byId, clear, el, iconButton, isNarrow } from "../base/dom.js";
import { CERTAINTIES } from "../base/rules.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given, state, toggled } from "../core/state.js";
import * as store from "../core/store.js";
import * as symbols from "../map/symbols.js";

const GROUPS = ["story", "context"];
/** Of which the first in use shows how a form of certainty looks. */
const KINDS = ["point", "polygon", "line"];
const FORMED = ["ring", "half"];
/** Letters of a word that a title says already, in whatever form. */
const STEM = 6;
/** The map's width and height from which on the legend is open at first. */
const LEAST_STAGE_PX = [620, 400];

/** @type {Map<string, HTMLInputElement>} */
const rows = new Map();
/** @type {{ node: HTMLElement, ids: string[] }[]} */
const counts = [];

/**
 * What a class means beside its layer: its category or tone, that it is proposed; nothing if it is plain.
 * @param {LayerClass} cls
 */
function variantWords(cls) {
  const category = given.story.categories.find(({ id }) => id === cls.category);
  const words = category ? [i18n.pick(category.title).text] : [];
  if (cls.tone) words.push(t("tone." + cls.tone));
  if (cls.status === "proposed") words.push(t("status.proposed"));
  return i18n.list(words);
}

/** @type {(title: string, word: string) => boolean} */
const says = (title, word) => title.toLowerCase().includes(word.toLowerCase().slice(0, STEM));

/** @type {(cls: LayerClass) => number} */
const sureness = (cls) => CERTAINTIES.indexOf(cls.certainty);

/**
 * The ways in which a layer's marks differ in meaning, as on paper: each with the surest of its
 * classes, whose symbol stands for all, for the forms of certainty are told once.
 * @param {Layer} layer
 */
function variants(layer) {
  /** @type {Map<string, { words: string, cls: LayerClass, rows: Set<string> }>} */
  const found = new Map();
  for (const cls of layer.rows) {
    const words = variantWords(cls);
    const variant = found.get(words) || { words, cls, rows: new Set() };
    if (sureness(cls) < sureness(variant.cls)) variant.cls = cls;
    variant.rows.add(cls.row);
    found.set(words, variant);
  }
  return [...found.values()];
}

/**
 * How many marks; while the window leaves some out, how many of them are in it.
 * @param {string} name
 * @param {Layer} layer
 * @param {Set<string> | null} among rows of which they are; all where there is none
 */
function count(name, layer, among) {
  const node = el("span", { class: name });
  counts.push({ node, ids: layer.features.features.map((feature) => feature.properties)
    .filter((properties) => !properties.aside && (!among || among.has(layer.classById.get(properties.class).row))).map(({ id }) => id) });
  return node;
}

function tally() {
  const limited = state.from || state.to;
  for (const { node, ids } of counts) {
    const kept = limited ? ids.filter(store.markInWindow).length : ids.length;
    node.textContent = kept === ids.length ? i18n.number(ids.length)
      : i18n.number(kept) + "/" + i18n.number(ids.length);
  }
}

/** @param {Layer} layer */
function row(layer) {
  /** @type {HTMLInputElement} */
  const box = el("input", { type: "checkbox", id: "layer-" + layer.id, data: { layer: layer.id },
    on: { change: () => store.set({ layers: toggled(state.layers, layer.id, box.checked) }) } });
  const only = button(t("only"), () => onlyThis(layer.id),
    { class: "only", "aria-label": t("onlyThis") + ": " + i18n.pick(layer.title).text });
  const found = variants(layer);
  const single = found.length < 2;
  const note = single && found.length ? found[0].words : "";
  rows.set(layer.id, box);
  return el("li", { class: "layer" },
    el("div", { class: "layer-line" },
      el("label", { class: "layer-label" }, box,
        single && found.length ? symbols.swatch(layer, found[0].cls) : null,
        el("span", { class: "layer-title" }, i18n.bdi(layer.title),
          note && !says(i18n.pick(layer.title).text, note) ? el("span", { class: "layer-form" }, note) : null),
        count("layer-count", layer, null)), only),
    single ? null : el("ul", { class: "classes" }, found.map(({ words, cls, rows: among }) =>
      el("li", { class: "class" }, symbols.swatch(layer, cls),
        el("span", { class: "class-label" }, el("bdi", {}, words || t("category.none"))), count("class-count", layer, among)))));
}

/** @param {string} id */
function group(id) {
  // What stands aside is seen only while it is asked for: a layer of nothing else would count none.
  const layers = given.story.layers.filter((layer) => layer.group === id
    && !layer.features.features.every(({ properties }) => properties.aside));
  if (!layers.length) return null;
  // The list reads from the top of the map down.
  return el("section", { class: "group" }, el("h3", {}, t("group." + id)),
    el("ul", { class: "layers" }, [...layers].reverse().map(row)));
}

/**
 * Whether it can be seen that a class is not exact: a known outline looks alike, however.
 * @param {LayerClass} cls
 */
function showsForm(cls) {
  const { soft_edge_px: soft, dash_px: dash, hatch, shape } = cls.style.light;
  return Boolean(soft || dash?.length || hatch || FORMED.includes(shape));
}

/**
 * Each form of certainty but the plain one, where there is more than one form, with a class that
 * shows it; a tie shows no place, which could be sure or not.
 */
function forms() {
  const used = given.story.layers.flatMap((layer) => layer.rows.map((cls) => ({ layer, cls })))
    .filter(({ cls }) => !cls.tone);
  const formOf = (/** @type {LayerClass} */ cls) => (showsForm(cls) ? cls.certainty : CERTAINTIES[0]);
  if (new Set(used.map(({ cls }) => formOf(cls))).size < 2) return [];
  return CERTAINTIES.slice(1).flatMap((word) => {
    const like = used.filter(({ cls }) => formOf(cls) === word)
      .sort((one, other) => KINDS.indexOf(one.cls.kind) - KINDS.indexOf(other.cls.kind));
    return like.length ? [{ word, ...like[0] }] : [];
  });
}

/** Each form in use, of the place and never of the claim; what it means is told when asked for. */
function key() {
  const found = forms();
  const rows = found.length || given.story.unsettled;
  byId("legend-key").hidden = !rows;
  if (!rows) return null;
  const told = byId("legend-key").classList.contains("is-told");
  /** @type {HTMLButtonElement} */
  const more = iconButton("chevron", t("explain"), () => {
    const now = byId("legend-key").classList.toggle("is-told");
    more.setAttribute("aria-expanded", String(now));
  }, { "aria-expanded": String(told), id: "key-more" });
  return el("section", { class: "key", "aria-label": t("certaintyKey") },
    el("dl", {}, found.map(({ word, layer, cls }) => el("div", { class: "key-row", data: { form: word } },
      el("dt", {}, symbols.swatch(layer, cls), t("position." + word)),
      el("dd", {}, t("certainty." + word + ".meaning")))), given.story.unsettled
      ? el("div", { class: "key-row", data: { form: "unsettled" } },
        el("dt", {}, symbols.borderGlyph(), t("ground.unsettled")), el("dd", {}, t("ground.unsettled.meaning"))) : null), more);
}

/** Whether there is anything to explain or to switch: one class that says itself what it is has neither. */
const isNeeded = () => given.story.layers.length > 1 || forms().length > 0 || given.story.unsettled
  || given.story.layers.some((layer) => variants(layer).length > 1);

function render() {
  rows.clear();
  counts.length = 0;
  clear(byId("legend-all"), button(t("allOn"), () => all(true)), button(t("allOff"), () => all(false)));
  clear(byId("legend-body"), GROUPS.map(group));
  clear(byId("legend-key"), key());
  byId("legend-title").textContent = t("legend");
  byId("legend").hidden = !isNeeded();
  update();
  tally();
}

function update() {
  for (const [id, box] of rows) box.checked = state.layers.has(id);
}

/** @param {string} id */
function onlyThis(id) {
  store.set({ layers: new Set([id]) });
  announce(t("onlyThis") + ": " + i18n.pick(given.story.layerById.get(id).title).text);
}

/** @param {boolean} on */
function all(on) {
  store.set({ layers: new Set(on ? given.story.layers.map((layer) => layer.id) : []) });
  announce(t(on ? "allOn" : "allOff"));
}

/** @param {boolean} wanted */
function open(wanted) {
  const legend = byId("legend");
  legend.classList.toggle("is-open", wanted);
  byId("legend-toggle").setAttribute("aria-expanded", String(wanted));
}

/** Whether the map beside the open legend is still the larger part, as in a narrow embed it is not. */
function hasRoom() {
  const stage = byId("stage").getBoundingClientRect();
  return stage.width >= LEAST_STAGE_PX[0] && stage.height >= LEAST_STAGE_PX[1];
}

const isOpen = () => byId("legend").classList.contains("is-open");

function start() {
  byId("legend-toggle").addEventListener("click", () => open(!isOpen()));
  byId("legend").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isNarrow() || !isOpen()) return;
    event.stopPropagation();
    open(false);
    byId("legend-toggle").focus();
  });
  for (const event of ["pointerdown", "dblclick", "wheel", "click"]) {
    byId("legend").addEventListener(event, (happening) => happening.stopPropagation());
  }
  render();
  open(!isNarrow() && hasRoom() && isNeeded());
  store.on(["layers"], update);
  store.on(["from", "to", "undated"], tally);
  store.on(["lang", "theme"], render);
}

export { start, render };
