/* Show the card at its place on the map where it hides the least, or docked where the page is narrow. */

import { byId, clear, el, iconButton, isNarrow, reducedMotion } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given } from "../core/state.js";
import * as store from "../core/store.js";
import * as marks from "../map/marks.js";
import * as view from "../map/view.js";

const POINT_PX = 14;
const ASIDE_PX = 20;

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Sides */

/** @type {L.Popup | null} */
let popup = null;
let closing = false;

/** @param {HTMLElement} content @param {L.LatLng} latlng @param {Choosing} options */
function show(content, latlng, options) {
  hide();
  if (isNarrow()) {
    const dock = byId("dock");
    clear(dock, iconButton("close", t("close"), () => close(), { class: "tool dock-close" }), content);
    dock.hidden = false;
    dock.scrollTop = 0;
  } else {
    popup = L.popup({ maxWidth: 340, minWidth: 300, maxHeight: Math.max(220,
      given.map.getSize().y - 130), autoPan: false, closeButton: false, offset: [0, -6],
    className: "dl-popup" }).setLatLng(latlng).setContent(frame(content));
    popup.on("remove", () => { if (!closing) closed(); });
    popup.openOn(given.map);
    stepAside(popup, latlng);
    if (!options.still) intoView();
  }
  if (options.focus) {
    /** @type {HTMLElement | null} */
    const target = content.querySelector("[tabindex='-1']");
    if (target) target.focus({ preventScroll: true });
  }
}

/** @param {HTMLElement} content */
function frame(content) {
  return el("div", { dir: document.documentElement.dir, lang: i18n.language(), class: "popup-frame" },
    iconButton("close", t("close"), () => close(), { class: "tool card-close" }), content);
}

/** What of the map nothing else covers, in its own pixels. */
function free() {
  const size = given.map.getSize();
  const inset = view.insets();
  return { left: inset.left, top: 12, right: size.x - inset.right, bottom: size.y - 30 };
}

/**
 * How much of the story a card would hide: the chosen marks most, other points, then areas.
 * @param {Sides} box
 */
function hidden(box) {
  const map = given.map;
  const ids = marks.chosen();
  let cost = 0;
  for (const mark of marks.all()) {
    const chosen = ids.has(mark.id);
    if (!mark.shown || (mark.cls.kind !== "point" && !chosen)) continue;
    const bounds = /** @type {L.LatLngBounds} */ (marks.boundsOf([mark.id]));
    const low = map.latLngToContainerPoint(bounds.getSouthWest());
    const high = map.latLngToContainerPoint(bounds.getNorthEast());
    const wide = Math.min(box.right, high.x + POINT_PX) - Math.max(box.left, low.x - POINT_PX);
    const tall = Math.min(box.bottom, low.y + POINT_PX) - Math.max(box.top, high.y - POINT_PX);
    if (wide <= 0 || tall <= 0) continue;
    const share = wide * tall / ((high.x - low.x + 2 * POINT_PX) * (low.y - high.y + 2 * POINT_PX));
    cost += mark.cls.kind === "point" ? (chosen ? 3 : 1) : share;
  }
  return cost;
}

/**
 * Let the card stand elsewhere than above its place, if it hides less of the story there.
 * @param {L.Popup} popup
 * @param {L.LatLng} latlng
 */
function stepAside(popup, latlng) {
  const element = /** @type {HTMLElement} */ (popup.getElement());
  const [width, height] = [element.offsetWidth, element.offsetHeight];
  const at = given.map.latLngToContainerPoint(latlng);
  const room = free();
  const box = (/** @type {number} */ left, /** @type {number} */ top) => ({ left, top, right: left + width, bottom: top + height });
  const above = box(at.x - width / 2, at.y - height - ASIDE_PX);
  const beside = [at.x + ASIDE_PX, at.x - width - ASIDE_PX, room.left, room.right - width]
    .flatMap((left) => [at.y - height / 2, room.top, room.bottom - height].map((top) => box(left, top)));
  const fits = (/** @type {Sides} */ one) => one.left >= room.left && one.right <= room.right
    && one.top >= room.top && one.bottom <= room.bottom;
  const places = [above, box(above.left, at.y + ASIDE_PX), ...beside]
    .filter((one, number) => number === 0 || fits(one));
  const costs = places.map(hidden);
  const best = costs.indexOf(Math.min(...costs));
  if (best <= 0) return;
  const { left, bottom } = places[best];
  popup.options.offset = [left + width / 2 - at.x, bottom - at.y];
  element.classList.add("is-aside");
  popup.update();
}

/** Move the map just so much that the open card is seen whole beside the legend. */
function intoView() {
  if (!popup) return;
  const map = given.map;
  const box = /** @type {HTMLElement} */ (popup.getElement()).getBoundingClientRect();
  const frameBox = map.getContainer().getBoundingClientRect();
  const inset = view.insets();
  /** @type {(start: number, end: number, low: number, high: number) => number} */
  const shift = (start, end, low, high) => (start < low ? start - low : end > high
    ? Math.min(end - high, start - low) : 0);
  const dx = shift(box.left, box.right, frameBox.left + inset.left, frameBox.right - inset.right);
  const dy = shift(box.top, box.bottom, frameBox.top + 12, frameBox.bottom - 30);
  if (dx || dy) map.panBy([dx, dy], { animate: !reducedMotion() });
}

function hide() {
  closing = true;
  if (popup) {
    const element = popup.getElement();
    popup.remove();
    // Leaflet lets it fade for a while; two cards at once would confuse.
    if (element) element.remove();
  }
  popup = null;
  closing = false;
  const dock = byId("dock");
  dock.hidden = true;
  dock.replaceChildren();
}

/** With its card a choice ends. */
function closed() {
  popup = null;
  store.set({ at: null, mark: null });
}

function close() {
  hide();
  closed();
}

export const isOpen = () => Boolean(popup) || !byId("dock").hidden;

export { show, hide, close, intoView };
