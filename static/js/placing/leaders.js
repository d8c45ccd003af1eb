/* Keep names nearer to their own dot than to another's, or lead them there by a line. */

import { el } from "../base/dom.js";
import { isPoint } from "./lettering.js";
import * as spots from "./spots.js";

/** By so much a name without a line is nearer to its own dot than to any other. */
const NEARER_PX = 4;
/** From so far off its dot's edge a line leads to a name. */
const LED_FROM_PX = 14;
/** From the middle of another dot: its own name would stand so. */
const TOO_NEAR_PX = 14;
/** Dots no farther apart are at one spot. */
const SAME_PX = 0.5;
/** How far beyond its dot a name is tried that a line leads to. */
const FAR_PX = [14, 26, 42, 60, 84, 110, 140];
const AROUND = [[1, 0], [-1, 0], [1, -1], [1, 1], [-1, -1], [-1, 1], [0, -1], [0, 1],
  [0.5, -1], [0.5, 1], [-0.5, -1], [-0.5, 1], [1, -0.5], [1, 0.5], [-1, -0.5], [-1, 0.5]];
/** A line is kept free by boxes as long as this. */
const LINK_PX = 6;

/**
 * The position in a box that is nearest to another.
 * @param {Box} box
 * @param {Point} given
 */
const nearest = (box, { x, y }) => ({ x: Math.max(box.x, Math.min(x, box.x + box.w)),
  y: Math.max(box.y, Math.min(y, box.y + box.h)) });

/** @param {Box} box @param {Point} at */
function away(box, at) {
  const near = nearest(box, at);
  return Math.hypot(near.x - at.x, near.y - at.y);
}

/** @param {Point[]} dots @param {Point} own */
const others = (dots, own) => dots.filter((dot) => Math.hypot(dot.x - own.x, dot.y - own.y) > SAME_PX);

/**
 * Whether a name would be read as its own dot's, without a line.
 * @param {Box} box
 * @param {Point} own
 * @param {number} radius
 * @param {Point[]} dots
 */
function isOwn(box, own, radius, dots) {
  const reach = away(box, own) + NEARER_PX;
  return reach < radius + LED_FROM_PX && others(dots, own).every((dot) => away(box, dot) >= reach);
}

/**
 * Places that a line may lead to, the nearest first.
 * @param {Point} own
 * @param {Size} given
 * @param {number} radius
 * @param {Point[]} dots
 */
function afar(own, { w, h }, radius, dots) {
  const foreign = others(dots, own);
  const boxes = FAR_PX.flatMap((off) => AROUND.map(([x, y]) => {
    const oblique = x && y ? 0.7 : 1;
    return { x: own.x + x * ((radius + off) * oblique + w / 2) - w / 2,
      y: own.y + y * ((radius + off) * oblique + h / 2) - h / 2, w, h };
  }));
  return boxes.filter((box) => foreign.every((dot) => away(box, dot) >= TOO_NEAR_PX));
}

/**
 * Where a line runs: from the dot's edge to the name.
 * @param {Point} own
 * @param {Box} box
 * @param {number} radius
 */
function ends(own, box, radius) {
  const to = nearest(box, own);
  const length = Math.hypot(to.x - own.x, to.y - own.y);
  const part = length ? Math.min(1, radius / length) : 1;
  return [{ x: own.x + (to.x - own.x) * part, y: own.y + (to.y - own.y) * part }, to];
}

/**
 * Boxes that a line runs through.
 * @param {Point[]} line
 */
function links([from, to]) {
  const count = Math.max(1, Math.round(Math.hypot(to.x - from.x, to.y - from.y) / LINK_PX));
  const at = (/** @type {number} */ n) => ({ x: from.x + ((to.x - from.x) * n) / count, y: from.y + ((to.y - from.y) * n) / count });
  return Array.from({ length: count }, (_, n) => [at(n), at(n + 1)]).map(([a, b]) =>
    ({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), w: Math.abs(a.x - b.x), h: Math.abs(a.y - b.y) }));
}

/**
 * Whether a line runs over nothing but what it begins in.
 * @param {Point[]} line
 * @param {Box[]} obstacles
 */
function isClear(line, obstacles) {
  const [{ x, y }] = line;
  const pieces = links(line);
  const begins = (/** @type {Box} */ box) => box.x <= x + 1 && x - 1 <= box.x + box.w && box.y <= y + 1 && y - 1 <= box.y + box.h;
  return obstacles.every((box) => (box.of && begins(box)) || !pieces.some((piece) => spots.overlaps(piece, box)));
}

/**
 * Draw a line from one position to another.
 * @param {Point[]} line
 * @param {string} name
 */
function draw([from, to], name) {
  const line = el("div", { class: name, "aria-hidden": "true" });
  line.style.width = Math.hypot(to.x - from.x, to.y - from.y) + "px";
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  line.style.transform = "translate(" + from.x + "px," + from.y + "px) rotate(" + angle + "rad)";
  return line;
}

/**
 * Of a point's dot, its rim included.
 * @param {Mark} mark
 */
const radiusOf = (mark) => mark.cls.style.light.radius_px + 1;

/** @param {Wish[]} found */
function discs(found) {
  return found.filter(({ mark }) => isPoint(mark)).map((wish) => {
    const r = radiusOf(wish.mark) + 1;
    return { x: wish.anchor.x - r, y: wish.anchor.y - r, w: 2 * r, h: 2 * r, of: wish.mark.id };
  });
}

export { afar, away, discs, draw, ends, isClear, isOwn, links, radiusOf };
