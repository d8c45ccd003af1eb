/* The base map under the marks, and the tools beside it. */

import { byId, clear, el, iconButton, reducedMotion } from "../../base/dom.js";
import * as i18n from "../../core/i18n.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";
import * as themes from "../../core/theme.js";

/** @type {L.GridLayer[]} */
let tiles = [];

/** Show the base map in the theme and the language of now. */
function retile() {
  const { map } = given;
  for (const layer of tiles) {
    if (!("theme" in layer.options)) continue;
    Object.assign(layer.options, { theme: themes.now(), lang: i18n.language() });
    if (map.hasLayer(layer)) layer.redraw();
    else layer.addTo(map);
  }
}

/**
 * Put the tools beside the map, and below it whom it owes what.
 * @param {() => void} home
 */
function tools(home) {
  const { map } = given;
  const zoom = (/** @type {number} */ by) => map.setZoom(map.getZoom() + by, { animate: !reducedMotion() });
  const bar = byId("tools");
  clear(bar, el("div", { class: "tool-group" }, iconButton("plus", t("zoomIn"), () => zoom(1)),
    iconButton("minus", t("zoomOut"), () => zoom(-1))),
  el("div", { class: "tool-group" }, iconButton("home", t("allMarks"), () => home())));
  bar.setAttribute("aria-label", t("mapTools"));
  L.DomEvent.disableClickPropagation(bar);
  clear(byId("credits"), given.config.credits.map(({ text, url }, index) => [index ? " · " : null,
    el("a", { href: url, target: "_blank", rel: "noopener" }, el("bdi", {}, text))]));
}

/**
 * @param {L.GridLayer[]} layers of tiles, as folium made them
 * @param {() => void} home
 */
function start(layers, home) {
  tiles = layers;
  tools(home);
}

export { start, tools, retile };
