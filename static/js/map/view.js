/* Frame what is to be seen in the part of the map that nothing covers. */

import * as circle from "../base/circle.js";
import { byId, isNarrow, reducedMotion } from "../base/dom.js";
import { given } from "../core/state.js";
import * as marks from "./marks.js";

/** How much of the map the open legend covers, so that nothing is framed beneath it. */
function insets() {
  const legend = byId("legend");
  const rtl = document.documentElement.dir === "rtl";
  if (isNarrow() || !legend.classList.contains("is-open")) {
    return rtl ? { left: 56, right: 10 } : { left: 10, right: 56 };
  }
  const box = byId("legend-body").getBoundingClientRect();
  const frame = given.map.getContainer().getBoundingClientRect();
  const leftSide = box.left - frame.left < frame.right - box.right;
  return leftSide ? { left: box.right - frame.left + 10, right: 56 }
    : { left: 56, right: frame.right - box.left + 10 };
}

/**
 * Two margins, smaller where they would leave a side of the map less than a third.
 * @param {number} one
 * @param {number} other
 * @param {number} side
 */
function margins(one, other, side) {
  const share = Math.min(1, (side * 2) / 3 / (one + other));
  return [one * share, other * share];
}

/** @param {L.LatLngBounds} bounds @param {L.FitBoundsOptions} [options] */
function fit(bounds, options) {
  const inset = insets();
  const size = given.map.getSize();
  const [left, right] = margins(inset.left, inset.right, size.x);
  const [top, bottom] = margins(24, 40, size.y);
  given.map.fitBounds(bounds, { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom],
    ...options });
}

/** West, south, east, north of the part of the map that nothing covers, in degrees; over the 180th
    meridian west is larger than east. */
function seen() {
  const size = given.map.getSize();
  let { left, right } = insets();
  if (size.x - left - right < size.x / 3) [left, right] = [0, 0];
  const upper = given.map.containerPointToLatLng([left, 0]);
  const lower = given.map.containerPointToLatLng([size.x - right, size.y]);
  /** @type {(how: (value: number) => number, value: number) => number} */
  const round = (how, value) => how(value * 1e4) / 1e4;  // ten metres, outwards
  const [west, east] = lower.lng - upper.lng < 360 ? [upper.lng, lower.lng] : [-180, 180];
  return [round(Math.floor, circle.wrapped(west)), round(Math.floor, lower.lat),
    round(Math.ceil, circle.wrapped(east)), round(Math.ceil, upper.lat)];
}

/**
 * The whole story, framed beside the legend.
 * @param {L.FitBoundsOptions} [options]
 */
function home(options) {
  fit(circle.bounds(given.story.bounds), { animate: !reducedMotion(), ...options });
}

/**
 * Frame some marks closely.
 * @param {string[]} ids
 */
function frame(ids) {
  const bounds = marks.boundsOf(ids);
  if (bounds) fit(bounds.pad(0.15), { maxZoom: 11, animate: !reducedMotion(), duration: 0.8 });
}

export { insets, fit, seen, home, frame };
