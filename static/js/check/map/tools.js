/* Set up the library that draws: corners for pointer and finger alone, and a tip beside the pointer. */

import { el } from "../../base/dom.js";

const CORNER_PX = 12;
const FINGER_PX = 20;

/** A corner's sign. To the keyboard it would be a button with no name: it has ways of its own. */
class Handle extends L.DivIcon {
  /** @param {HTMLElement} [old] */
  createIcon(old) {
    const node = super.createIcon(old);
    node.setAttribute("aria-hidden", "true");
    return node;
  }
}

const handle = (/** @type {L.DivIconOptions} */ options) => {
  const side = window.matchMedia("(pointer: coarse)").matches ? FINGER_PX : CORNER_PX;
  return new Handle({ ...options, iconSize: [side, side] });
};

/**
 * Give a map its drawing tools.
 * @param {L.Map} map
 */
function equip(map) {
  const tools = new L.Editable(map, {
    vertexMarkerClass: L.Editable.VertexMarker.extend({ options: { keyboard: false, className: "draw-corner" } }),
    middleMarkerClass: L.Editable.MiddleMarker.extend({
      options: { keyboard: false, className: "draw-corner draw-between", zIndexOffset: 900 } }),
    lineGuideOptions: { className: "draw-guide" },
  });
  map.editTools = Object.assign(tools, { createVertexIcon: handle });
}

/** What stands beside the pointer; it is read out elsewhere. */
class Tip {
  #map;
  #tip = L.tooltip({ className: "draw-tip", direction: "auto", offset: [16, 0], permanent: true });

  /** @param {L.Map} map */
  constructor(map) {
    this.#map = map;
    map.getContainer().addEventListener("mouseleave", () => this.hide());
  }

  /** @param {string} words */
  say(words) {
    this.#tip.setContent(el("span", {}, words));
  }

  /** @param {L.LatLng} at */
  move(at) {
    this.#tip.setLatLng(at).addTo(this.#map);
    /** @type {HTMLElement} */ (this.#tip.getElement()).setAttribute("aria-hidden", "true");
  }

  hide() {
    this.#tip.remove();
  }
}

export { equip, Tip };
