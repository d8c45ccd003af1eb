/* The legend, which is also the switch of the layers, and the key to the certainty forms. */

import { announce, button, byId, clear, el, iconButton, isNarrow } from "../core/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { CERTAINTIES } from "../core/rules.js";
import { given, state, toggled } from "../core/state.js";
import * as store from "../core/store.js";
import * as symbols from "../map/symbols.js";

const GROUPS = ["story", "context"];
/** The map's width and height from which on the legend is open at first. */
const LEAST_STAGE_PX = [620, 400];

const rows = new Map();
/** @type {any[]} */
const counts = [];

/** @param {LayerClass} cls */
function classWords(cls) {
  const words = cls.tone ? [t("tone." + cls.tone)] : [];
  words.push(t("certainty." + cls.certainty));
  if (cls.status === "proposed") words.push(t("status.proposed"));
  return i18n.list(words);
}

/** @param {Layer} layer */
function classRows(layer) {
  return layer.rows.map((cls) => el("li", { class: "class" }, symbols.swatch(layer, cls),
    el("span", { class: "class-label" }, classWords(cls)),
    count("class-count", layer, cls)));
}

/**
 * What is exact and exists needs no word beside its symbol.
 * @param {LayerClass} cls
 */
const plain = (cls) => cls.certainty === "exact" && cls.status === "existing" && !cls.tone;

/**
 * How many marks; while the window leaves some out, how many of them are in it.
 * @param {string} name
 * @param {Layer} layer
 * @param {LayerClass | null} cls
 */
function count(name, layer, cls) {
  const node = el("span", { class: name });
  counts.push({ node, ids: layer.features.features.map((feature) => feature.properties)
    .filter((properties) => !properties.aside && (!cls || layer.classById.get(properties.class).row === cls.row)).map(({ id }) => id) });
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
  const box = el("input", { type: "checkbox", id: "layer-" + layer.id, data: { layer: layer.id },
    on: { change: (event) => store.set({ layers: toggled(state.layers, layer.id, event.target.checked) }) } });
  const only = el("button", { type: "button", class: "only", on: { click: () => onlyThis(layer.id) },
    "aria-label": t("onlyThis") + ": " + i18n.pick(layer.title).text }, t("only"));
  const single = layer.rows.length === 1;
  rows.set(layer.id, { box, layer });
  return el("li", { class: "layer" },
    el("div", { class: "layer-line" },
      el("label", { class: "layer-label" }, box,
        single ? symbols.swatch(layer, layer.rows[0]) : null,
        el("span", { class: "layer-title" }, i18n.bdi(layer.title),
          single && !plain(layer.rows[0])
            ? el("span", { class: "layer-form" }, classWords(layer.rows[0])) : null),
        count("layer-count", layer, null)), only),
    layer.rows.length < 2 ? null : el("ul", { class: "classes" }, classRows(layer)));
}

/** @param {string} id */
function group(id) {
  const layers = given.story.layers.filter((layer) => layer.group === id);
  if (!layers.length) return null;
  // The list reads from the top of the map down.
  return el("section", { class: "group" }, el("h3", {}, t("group." + id)),
    el("ul", { class: "layers" }, [...layers].reverse().map(row)));
}

/** Each certainty form in use, what it is called and what it means. */
function key() {
  const used = CERTAINTIES.filter((word) =>
    given.story.layers.some((layer) => layer.rows.some((cls) => cls.certainty === word)));
  const told = byId("legend-key").classList.contains("is-told");
  const more = iconButton("chevron", t("explain"), () => {
    const now = byId("legend-key").classList.toggle("is-told");
    more.setAttribute("aria-expanded", String(now));
  }, { "aria-expanded": String(told), id: "key-more" });
  return el("section", { class: "key" }, el("div", { class: "key-head" },
    el("h3", {}, t("certaintyKey")), more),
    el("dl", {}, used.map((word) => el("div", { class: "key-row" },
      el("dt", {}, symbols.certaintyGlyph(word), t("certainty." + word)),
      el("dd", {}, t("certainty." + word + ".meaning"))))));
}

function render() {
  rows.clear();
  counts.length = 0;
  clear(byId("legend-all"), button(t("allOn"), () => all(true)), button(t("allOff"), () => all(false)));
  clear(byId("legend-body"), GROUPS.map(group));
  clear(byId("legend-key"), key());
  byId("legend-title").textContent = t("legend");
  update();
  tally();
}

function update() {
  for (const [id, { box }] of rows) box.checked = state.layers.has(id);
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
  byId("legend").addEventListener("keydown", (/** @type {any} */ event) => {
    if (event.key !== "Escape" || !isNarrow() || !isOpen()) return;
    event.stopPropagation();
    open(false);
    byId("legend-toggle").focus();
  });
  for (const event of ["pointerdown", "dblclick", "wheel", "click"]) {
    byId("legend").addEventListener(event, (/** @type {any} */ happening) => happening.stopPropagation());
  }
  render();
  open(!isNarrow() && hasRoom());
  store.on(["layers"], update);
  store.on(["from", "to", "undated"], tally);
  store.on(["lang", "theme"], render);
}

export { start, render };
