/* Find the place for one name: by its mark, on its area, or where a line leads to it. */

import { isNarrow } from "../base/dom.js";
import { textSize } from "../base/textsize.js";
import * as i18n from "../core/i18n.js";
import { given } from "../core/state.js";
import * as shapes from "../map/shapes.js";
import * as clutter from "./clutter.js";
import * as leaders from "./leaders.js";
import * as spots from "./spots.js";

/** How much farther a call-out goes that would be cut, for it is a button. */
const FAR_PX = 70;
/** Of the map's width: a line of a name at most; and of its own, when it stands in two. */
const WIDEST = 0.7;
const FOLDED = 0.62;
/** Of type; as on paper (geo/printmap/naming/labels.py). */
const REMARK_PX = 10.5;
/** Where there is no room for a name so long, it is tried in two lines. */
const LONG_PX = 90;

/**
 * The part of the map that nothing covers.
 * @type {Box}
 */
let view;
/**
 * What covers the map, and call-outs: nothing may be hidden beneath them.
 * @type {Box[]}
 */
let solid = [];

/**
 * Whether a box lies whole in the part of the map that nothing covers.
 * @param {Box} box
 */
const inside = (box) => spots.within(box, view);

/**
 * Look at the map as it now is; what covers it is told.
 * @param {L.Map} map
 */
function look(map) {
  const size = map.getSize();
  const corner = map.containerPointToLayerPoint([6, 6]);
  view = { x: corner.x, y: corner.y, w: size.x - 12, h: size.y - 12 };
  solid = clutter.covers(map);
  return solid;
}

/**
 * Let nothing be hidden beneath one more box.
 * @param {Box} box
 */
const cover = (box) => { solid.push(box); };

/**
 * A name too wide for the map stands in two lines, or more.
 * @param {Size} size
 * @param {Writing} style
 */
function fold(size, style) {
  const lines = Math.max(2, Math.ceil((2 * FOLDED * size.w) / (view.w * WIDEST)));
  Object.assign(size, { w: Math.ceil((2 * FOLDED * size.w) / lines), h: size.h * lines });
  style.folded = size.w;
}

/**
 * Whether the middle of a name lies on its area: not in a hole of it, nor beside its parts.
 * @param {Wish} given
 * @param {Box} given1
 */
function isOn({ mark }, { x, y, w, h }) {
  return shapes.holds(mark.feature.geometry, given.map.layerPointToLatLng([x + w / 2, y + h / 2]));
}

/**
 * A point's name stands by its own dot, or a line leads to it; in more lines where it must.
 * @param {Wish} wish
 * @param {Size} size
 * @param {Writing} style
 * @param {Box[]} obstacles
 * @param {Point[]} dots
 * @returns {Box | null}
 */
function placePoint(wish, size, style, obstacles, dots) {
  const open = (/** @type {Box} */ box) => !obstacles.some((other) => spots.overlaps(box, other));
  const radius = leaders.radiusOf(wish.mark);
  const near = spots.candidates("point", wish.anchor, size, style.reach);
  const free = [near, spots.slid(near, wish.anchor, view)].map((boxes) =>
    boxes.filter((box) => inside(box) && open(box) && leaders.isOwn(box, wish.anchor, radius, dots)));
  const beside = spots.barest(free.find((boxes) => boxes.length) || []);
  if (beside) return beside;
  const others = obstacles.filter((box) => box.of !== wish.mark.id);
  const led = leaders.afar(wish.anchor, size, radius, dots).filter((box) => inside(box) && open(box)
    && leaders.isClear(leaders.ends(wish.anchor, box, radius), others));
  const best = spots.barest(led);
  return best && { ...best, line: leaders.ends(wish.anchor, best, radius) };
}

/**
 * @param {Wish} wish
 * @param {string} text
 * @param {Writing} style
 * @param {Box[]} obstacles
 * @param {Point[]} [dots]
 * @returns {Box | null}
 */
function place(wish, text, style, obstacles, dots = []) {
  const words = style.upper ? text.toLocaleUpperCase(i18n.language()) : text;
  const size = textSize(words, style.size, style.weight, style.spacing);
  for (const line of style.remark || []) {
    const row = textSize(line, REMARK_PX, 400);
    Object.assign(size, { w: Math.max(size.w, row.w), h: size.h + row.h });
  }
  if (style.kind === "area" && wish.box && wish.box.w < size.w && wish.box.h < 60) {
    style.kind = "line";
    style.reach = Math.max(wish.box.w, wish.box.h) / 2 + 2;
  }
  size.w = Math.min(size.w, style.widest || Infinity);
  if (style.kind !== "callout" && size.w > view.w * WIDEST) fold(size, style);
  if (style.kind === "point") {
    const found = placePoint(wish, size, style, obstacles, dots);
    if (found || style.folded || size.w < LONG_PX) return found;
    fold(size, style);
    return placePoint(wish, size, style, obstacles, dots);
  }
  if (style.pad) {
    size.w += style.pad;
    size.h = Math.max(size.h, isNarrow() ? 40 : 26);
  }
  const around = (/** @type {number} */ reach) => spots.candidates(style.kind, wish.anchor, size, reach);
  const open = (/** @type {Box} */ box) => !obstacles.some((other) => spots.overlaps(box, other));
  const slid = (/** @type {Box[]} */ boxes) => (style.kind === "area" ? [] : spots.slid(boxes, wish.anchor, view));
  const { reach = 0 } = style;
  const options = around(reach);
  const free = options.filter(open);
  const whole = free.filter(inside);
  const on = style.kind === "area" ? whole.filter((box) => isOn(wish, box)) : [];
  const own = on.filter((box) => wish.box && spots.within(box, wish.box));
  const far = whole.length || !style.must ? [] : around(reach + FAR_PX);
  const farther = [...far.filter(inside), ...slid(far)];
  // At the worst a call-out lies on names, whole; not on another nor beneath what covers the map.
  const upon = [...options.filter(inside), ...slid(options), ...farther]
    .filter((box) => style.must && !solid.some((other) => spots.overlaps(box, other)));
  const best = [own, on, whole, slid(options).filter(open), farther.filter(open), upon, free]
    .find((boxes) => boxes.length) || [];
  return spots.barest(best) || (style.must ? options.find(inside) || options[0] : null);
}

export { REMARK_PX, look, cover, place };
