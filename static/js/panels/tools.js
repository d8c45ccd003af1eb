/* The map's own tools and its tiles: home, full screen, scale, where the pointer is, whom it owes. */

import { byId, clear, el, iconButton, link, reducedMotion } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given } from "../core/state.js";
import * as store from "../core/store.js";
import * as themes from "../core/theme.js";
import * as labels from "../labels/labels.js";
import * as view from "../map/view.js";
import * as measure from "./measure.js";

/** @type {L.Map} */
let map;
/** @type {L.GridLayer[]} */
let layers = [];

function fullscreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (document.fullscreenEnabled) document.documentElement.requestFullscreen();
  else window.open(window.location.href, "_blank", "noopener");
}

/* --- where the pointer is ------------------------------------------------------------------ */

/** @param {L.LatLng} latlng @param {string} what */
function showPosition(latlng, what) {
  byId("position").replaceChildren(el("span", { class: "position-what" }, t(what)), " ",
    el("bdi", {}, i18n.coordinate(latlng)));
}

function followPointer() {
  let pending = 0;
  map.on("mousemove", (event) => {
    if (pending) return;
    pending = window.requestAnimationFrame(() => {
      pending = 0;
      showPosition(event.latlng, "pointer");
    });
  });
  map.on("mouseout moveend", () => showPosition(map.getCenter(), "centre"));
  showPosition(map.getCenter(), "centre");
}

/* --- the base map ---------------------------------------------------------------------------- */

/**
 * Tell a layer the theme and language of now, as far as its tiles have any; whether it changed.
 * @param {L.GridLayer} layer
 */
function tell({ options }) {
  const now = { theme: themes.now(), lang: i18n.language() };
  const changed = /** @type {("theme" | "lang")[]} */ (Object.keys(now)).filter((key) => key in options && options[key] !== now[key]);
  for (const key of changed) options[key] = now[key];
  return changed.length > 0;
}

/** Ask anew for the tiles that theme or language change: of another language, names alone. */
function retile() {
  for (const layer of layers) if (tell(layer) && map.hasLayer(layer)) layer.redraw();
}

/** Show the base map. Its names, drawn over the marks' shapes, rest while the map zooms. */
function layTiles() {
  for (const layer of layers) {
    if (map.hasLayer(layer)) continue;
    tell(layer);
    layer.addTo(map);
  }
}

/** @param {L.GridLayer} names */
function restWhileZooming(names) {
  const pane = /** @type {HTMLElement} */ (map.getPane(String(names.options.pane)));
  const show = () => pane.classList.remove("is-moving");
  map.on("zoomstart", () => pane.classList.add("is-moving"));
  map.on("zoomend", () => { if (!names.isLoading()) show(); });
  names.on("load", show);
}

/** @param {L.GridLayer} layer @returns {Promise<void>} */
function loaded(layer) {
  return new Promise((resolve) => {
    if (layer.isLoading()) layer.once("load", () => resolve());
    else resolve();
  });
}

/**
 * Wait until every tile in view has come, but no longer than asked.
 * @param {number} longest in milliseconds
 */
function tilesShown(longest) {
  return Promise.race([Promise.all(layers.map(loaded)),
    new Promise((resolve) => { window.setTimeout(resolve, longest); })]);
}

/** Whom the map owes what; the article itself is named in the head of the page. */
function credits() {
  const all = [...given.config.credits, ...given.story.credits.filter((credit) => credit.id !== "article")];
  const first = given.story.as_of === given.story.source.published;
  clear(byId("credits"), all.map((credit, index) => [first && !index ? null : " · ",
    el("span", { class: "credit" }, link(el("bdi", {}, credit.text), credit.url))]));
}

function buttons() {
  const zoom = (/** @type {number} */ by) => map.setZoom(map.getZoom() + by, { animate: !reducedMotion() });
  const bar = byId("tools");
  clear(bar,
    el("div", { class: "tool-group" }, iconButton("plus", t("zoomIn"), () => zoom(1)),
      iconButton("minus", t("zoomOut"), () => zoom(-1))),
    el("div", { class: "tool-group" }, iconButton("home", t("home"), () => view.home()),
      iconButton("full", t("fullscreen"), fullscreen),
      iconButton("ruler", t("measure"), () => measure.toggle(), { id: "measure-toggle",
        "aria-pressed": String(measure.active()) })));
  bar.setAttribute("aria-label", t("mapTools"));
}

/** Leaflet's scale bar, in the language's own words and digits. */
class Scale extends L.Control.Scale {
  /** @param {number} metres */
  _updateMetric(metres) { this._show(this._mScale, metres / 1000, "km"); }

  /** @param {number} metres */
  _updateImperial(metres) { this._show(this._iScale, metres / 1609.344, "mi"); }

  /** @param {HTMLElement} line @param {number} most @param {string} unit */
  _show(line, most, unit) {
    const power = 10 ** Math.floor(Math.log10(most));
    const length = power * ([5, 3, 2, 1].find((step) => step * power <= most) || 1);
    this._updateScale(line, "", length / most);
    line.replaceChildren(el("bdi", {}, i18n.number(length) + " " + t(unit)));
  }
}

/** @param {L.Map} leafletMap @param {L.GridLayer[]} ground */
function start(leafletMap, ground) {
  map = leafletMap;
  layers = ground;
  for (const layer of layers) {
    layer.on("load", () => labels.later());
    if (layer.options.pane !== "tilePane") restWhileZooming(layer);
  }
  const scale = new Scale({ position: "bottomleft", maxWidth: 110 }).addTo(map);
  L.DomEvent.disableClickPropagation(byId("tools"));
  buttons();
  credits();
  followPointer();
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    store.set({ center: [lng, lat], zoom: map.getZoom() });
  });
  store.on(["lang", "theme"], retile);
  store.on(["lang"], () => { buttons(); scale._update(); showPosition(map.getCenter(), "centre"); });
}

export { start, retile, layTiles, tilesShown };
