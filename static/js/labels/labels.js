/* Name the story's marks on the map without two names touching; call out what is too small to see. */

import { el, isNarrow } from "../core/dom.js";
import * as i18n from "../core/i18n.js";
import * as store from "../core/store.js";
import * as shapes from "../map/shapes.js";
import * as callouts from "./callouts.js";
import * as clutter from "./clutter.js";
import * as importance from "./importance.js";
import * as leaders from "./leaders.js";
import * as spots from "./spots.js";
import { textSize } from "./textsize.js";
import * as together from "./together.js";
import { wishes } from "./wishes.js";

const STILL_MS = 120;
/** How much farther a call-out goes that would be cut, for it is a button. */
const FAR_PX = 70;
/** Of the map's width: a line of a name at most; and of its own, when it stands in two. */
const WIDEST = 0.7;
const FOLDED = 0.62;
/** Where there is no room for a name so long, it is tried in two lines. */
const LONG_PX = 90;

const placed = new Map();
let map = null;
let pane = null;
let request = 0;
let view = null;
/** What covers the map, and call-outs: nothing may be hidden beneath them. */
let solid = [];
let zoom = null;
let moving = false;
let resting = 0;

/** Whether a box lies whole in the part of the map that nothing covers. */
const inside = (box) => spots.within(box, view);

function lookAtView() {
  const size = map.getSize();
  const corner = map.containerPointToLayerPoint([6, 6]);
  view = { x: corner.x, y: corner.y, w: size.x - 12, h: size.y - 12 };
}

/** A name too wide for the map stands in two lines, or more. */
function fold(size, style) {
  const lines = Math.max(2, Math.ceil((2 * FOLDED * size.w) / (view.w * WIDEST)));
  Object.assign(size, { w: Math.ceil((2 * FOLDED * size.w) / lines), h: size.h * lines });
  style.folded = size.w;
}

/** Whether the middle of a name lies on its area: not in a hole of it, nor beside its parts. */
function isOn({ mark }, { x, y, w, h }) {
  return shapes.holds(mark.feature.geometry, map.layerPointToLatLng([x + w / 2, y + h / 2]));
}

/** A point's name stands by its own dot, or a line leads to it; in more lines where it must. */
function placePoint(wish, size, style, obstacles, dots) {
  const open = (box) => !obstacles.some((other) => spots.overlaps(box, other));
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

function place(wish, text, style, obstacles, dots) {
  const words = style.upper ? text.toLocaleUpperCase(i18n.language()) : text;
  const size = textSize(words, style.size, style.weight, style.upper);
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
  const around = (reach) => spots.candidates(style.kind, wish.anchor, size, reach);
  const open = (box) => !obstacles.some((other) => spots.overlaps(box, other));
  const slid = (boxes) => (style.kind === "area" ? [] : spots.slid(boxes, wish.anchor, view));
  const options = around(style.reach);
  const free = options.filter(open);
  const whole = free.filter(inside);
  const on = style.kind === "area" ? whole.filter((box) => isOn(wish, box)) : [];
  const own = on.filter((box) => spots.within(box, wish.box));
  const far = whole.length || !style.must ? [] : around(style.reach + FAR_PX);
  const farther = [...far.filter(inside), ...slid(far)];
  // At the worst a call-out lies on names, whole; not on another nor beneath what covers the map.
  const upon = [...options.filter(inside), ...slid(options), ...farther]
    .filter((box) => style.must && !solid.some((other) => spots.overlaps(box, other)));
  const best = [own, on, whole, slid(options).filter(open), farther.filter(open), upon, free]
    .find((boxes) => boxes.length) || [];
  return spots.barest(best) || (style.must ? options.find(inside) || options[0] : null);
}

function styleOf(wish) {
  const { mark } = wish;
  if (mark.cls.kind === "point") {
    const style = mark.cls.style.light;
    const main = mark.layer.theme === "place" && !wish.ground;
    if (mark.layer.theme === "area") {
      return { kind: "point", size: 12, weight: 500, upper: true, reach: style.radius_px + 3 };
    }
    return { kind: "point", size: main ? 14 : 12.5, weight: main ? 700 : 500,
      reach: style.radius_px + 5 };
  }
  if (mark.layer.theme === "area") return { kind: "area", size: 12, weight: 500, upper: true };
  if (mark.cls.kind === "polygon") return { kind: "area", size: 12.5, weight: 500 };
  return { kind: "line", size: 12.5, weight: 500, reach: 10 };
}

/** How many more stand where a name does. */
const more = (wish) => (wish.more ? " +" + i18n.number(wish.more) : "");

function draw(wish, box, style, id) {
  const node = el("div", { class: "lbl lbl-" + style.kind + " lbl-role-" + wish.mark.layer.theme
    + (wish.ground ? " lbl-ground" : "") + (style.folded ? " lbl-folded" : ""), "aria-hidden": "true",
  style: "font-size:" + style.size + "px;font-weight:" + style.weight
    + (style.folded ? ";width:" + style.folded + "px" : "") },
  i18n.bdi(wish.mark.feature.properties.name),
  wish.more ? el("span", { class: "more", dir: "ltr" }, more(wish)) : null);
  L.DomUtil.setPosition(node, L.point(Math.round(box.x + 2), Math.round(box.y)));
  placed.set(id, node);
  return node;
}

/** Where a place is whose own mark is off. */
function dot(wish) {
  if (!wish.ground || wish.mark.cls.kind !== "point" || wish.mark.layer.theme === "area") return [];
  const node = el("div", { class: "ground-dot", "aria-hidden": "true" });
  L.DomUtil.setPosition(node, L.point(Math.round(wish.anchor.x - 3), Math.round(wish.anchor.y - 3)));
  return [node];
}

/** Find places for names, one after the other, and take them. */
function named(wishes, obstacles, dots) {
  const found = [];
  const left = [];
  const taken = [...obstacles];
  for (const wish of wishes) {
    const style = styleOf(wish);
    const text = i18n.pick(wish.mark.feature.properties.name).text + more(wish);
    const box = place(wish, text, style, taken, dots);
    if (box) {
      taken.push(box, ...(box.line ? leaders.links(box.line) : []));
      found.push({ wish, box, style });
    } else left.push(wish);
  }
  return { found, left, taken: taken.slice(obstacles.length) };
}

/** Draw names; those without room come first in another round, which is taken if it names more. */
function mostNamed(wishes, obstacles, dots) {
  let best = named(wishes, obstacles, dots);
  if (best.left.length) {
    const order = [...best.left, ...best.found.map(({ wish }) => wish)];
    const again = named(importance.firstly(order), obstacles, dots);
    if (importance.loss(again.left) < importance.loss(best.left)) best = again;
  }
  obstacles.push(...best.taken);
  return best.found.flatMap(({ wish, box, style }) => [
    ...(box.line ? [leaders.draw(box.line, "name-leader")] : []),
    draw(wish, box, style, wish.mark.id), ...dot(wish)]);
}

/** Place every name anew; the greedy order is: points, call-outs, zones, lines, countries. */
function layOut() {
  request = 0;
  zoom = map.getZoom();
  placed.clear();
  lookAtView();
  clutter.look(map);
  const found = wishes();
  const groups = callouts.gather(found);
  const rings = groups.map(callouts.ring);
  solid = clutter.covers(map);
  const obstacles = [...solid, ...leaders.discs(found), ...rings];
  const nodes = [];
  const points = found.filter((wish) => wish.mark.cls.kind === "point");
  const rest = found.filter((wish) => wish.mark.cls.kind !== "point" && !wish.tiny);
  const dots = points.map((wish) => wish.anchor);
  nodes.push(...points.flatMap(together.badge));
  const settle = (wishes) => nodes.push(...mostNamed(wishes, obstacles, dots));
  settle(points);
  for (const group of groups) {
    const text = i18n.pick(group.mark.feature.properties.name).text;
    const style = { kind: "callout", size: 12.5, weight: 500, reach: 24, must: true,
      widest: isNarrow() ? 130 : 230,
      pad: group.members.length > 1 ? 58 : 36 };
    const box = place(group, text, style, obstacles);
    obstacles.push(box);
    solid.push(box);
    const drawn = callouts.draw(group, box);
    for (const { mark } of group.members) placed.set(mark.id, drawn.button);
    nodes.push(...drawn.nodes);
  }
  settle(rest);
  const focused = document.activeElement && pane.contains(document.activeElement)
    ? document.activeElement.dataset.callout : null;
  pane.replaceChildren(...nodes);
  pane.classList.remove("is-moving");
  if (focused) refocus(focused);
}

function refocus(id) {
  const again = [...pane.querySelectorAll(".callout")].find((node) => node.dataset.callout === id);
  (again || map.getContainer()).focus({ preventScroll: true });
}

/** Lay out at the next frame; while the map moves, when it has come to rest. */
function later() {
  if (!moving && !request) request = window.requestAnimationFrame(layOut);
}

function move() {
  moving = true;
  window.clearTimeout(resting);
}

/** After a drag the names have come along; new ones wait a moment, for one more drag may come. */
function rest() {
  moving = false;
  window.clearTimeout(resting);
  resting = window.setTimeout(later, map.getZoom() === zoom ? STILL_MS : 0);
}

function near(id, on) {
  const node = placed.get(id);
  if (node) node.classList.toggle("is-near", on);
}

function start(leafletMap) {
  map = leafletMap;
  pane = map.createPane("names");
  pane.style.zIndex = 620;
  map.on("zoomstart", () => pane.classList.add("is-moving"));
  map.on("zoomend viewreset resize", later);
  map.on("movestart", move);
  map.on("moveend", rest);
  store.on(["layers", "from", "to", "undated", "lang", "at", "mark"], later);
  layOut();
}

export { start, near, layOut, later };
