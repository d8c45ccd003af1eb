/* Count the points that stand together at one spot, and name one of them for all. */

import { el } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import * as marks from "../map/marks.js";

/** So many are named one by one around their spot. */
const NAMED = 3;

/**
 * Ten metres: points no farther apart cannot be told apart at any zoom.
 * @param {L.LatLng} latlng
 */
const keyOf = (latlng) => latlng.lat.toFixed(4) + " " + latlng.lng.toFixed(4);

/** @param {Mark} mark */
const isPoint = (mark) => mark.shown && mark.cls.kind === "point" && !mark.feature.properties.tie;

/**
 * The ids of the shown points at a mark's spot, its own first.
 * @param {string} id
 */
function at(id) {
  const mark = marks.get(id);
  if (mark.cls.kind !== "point") return [id];
  const key = keyOf(marks.anchorOf(id));
  const others = [...marks.all()].filter((other) => other !== mark && isPoint(other)
    && keyOf(marks.anchorOf(other.id)) === key);
  return [id, ...others.map((other) => other.id)];
}

/**
 * Of what wants a name, the most important first: of many at one spot one, that tells how many.
 * @param {Wish[]} wishes
 */
function gather(wishes) {
  const spots = new Map();
  for (const wish of wishes.filter(({ mark }) => isPoint(mark))) {
    const key = keyOf(marks.anchorOf(wish.mark.id));
    if (!spots.has(key)) spots.set(key, []);
    spots.get(key).push(wish);
  }
  const left = new Set();
  for (const [first, ...others] of spots.values()) {
    first.count = others.length + 1;
    if (first.count <= NAMED) continue;
    first.more = others.length;
    for (const other of others) left.add(other);
  }
  return wishes.filter((wish) => !left.has(wish));
}

/**
 * How many stand at a spot, written at its mark.
 * @param {Wish} given
 */
function badge({ count = 0, anchor }) {
  if (!(count > 1)) return [];
  const node = el("div", { class: "crowd", "aria-hidden": "true" }, i18n.number(count));
  L.DomUtil.setPosition(node, L.point(Math.round(anchor.x + 3), Math.round(anchor.y - 19)));
  return [node];
}

export { at, gather, badge };
