/* Find spots for a name beside its mark: where it may stand, and where the base map is barest. */

import * as clutter from "./clutter.js";

const LINES_SHARE = 0.12;
const OVER_WRITING = 1;
const ROWS = [0, -0.5, 0.5, -1, 1, -1.5, 1.5, -2, 2, -2.5, 2.5, -3, 3];
const COLUMNS = [0, -0.3, 0.3, -0.6, 0.6];

/** @param {Box} a @param {Box} b */
const overlaps = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** @param {Box} box @param {Box} all */
const within = (box, all) => box.x >= all.x && box.y >= all.y && box.x + box.w <= all.x + all.w
  && box.y + box.h <= all.y + all.h;

/**
 * Where a name may stand, the best first.
 * @param {string} kind
 * @param {Point} anchor
 * @param {Size} size
 * @param {number} [reach]
 * @returns {Box[]}
 */
function candidates(kind, anchor, size, reach = 0) {
  const { w, h } = size;
  const { x, y } = anchor;
  if (kind === "area") {
    return ROWS.flatMap((row) => COLUMNS.map((column) =>
      ({ x: x - w / 2 + column * w, y: y - h / 2 + row * h, w, h })));
  }
  const near = [[1, -0.5], [-1, -0.5], [0.15, -1.15], [0.15, 0.15], [-0.85, -1.15], [-0.85, 0.15],
    [-0.5, -1], [-0.5, 0]];
  const reaches = kind === "callout" ? [reach, reach + 10, reach + 26, reach + 48] : [reach, reach + 6];
  return reaches.flatMap((gap) => near.map(([fx, fy]) => ({
    x: x + (fx === 1 ? gap : fx === -1 ? -gap - w : fx * w + Math.sign(fx + 0.5) * gap * 0.5),
    y: y + fy * h + (Math.abs(fx) === 1 ? 0 : fy < -0.5 ? -gap : gap), w, h })));
}

/**
 * The place where the base map has written least; an earlier one wins where they are alike.
 * @param {Box[]} boxes
 * @returns {Box | null}
 */
function barest(boxes) {
  let best = null;
  let least = Infinity;
  boxes.forEach((box, index) => {
    // A shore or a border may pass beneath a name; writing may not.
    const writing = clutter.writingOn(box);
    const cost = Math.max(0, clutter.linesOn(box) - LINES_SHARE) + index * 0.008
      + (writing > 0 ? OVER_WRITING + writing : 0);
    if (cost < least) [best, least] = [box, cost];
  });
  return best;
}

/**
 * Places above and below a mark, moved sideways into view: long names, narrow maps.
 * @param {Box[]} boxes
 * @param {Point} given
 * @param {Box} view
 */
function slid(boxes, { x, y }, view) {
  return boxes.filter((box) => y <= box.y || y >= box.y + box.h)
    .map((box) => ({ ...box, x: Math.max(view.x, Math.min(box.x, view.x + view.w - box.w)) }))
    .filter((box) => within(box, view) && box.x <= x && x <= box.x + box.w);
}

export { overlaps, within, candidates, slid, barest };
