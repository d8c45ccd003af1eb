/* Name the story's marks on the map without two names touching; call out what is too small to see. */

import { el, isNarrow } from "../base/dom.js";
import { wrapped } from "../base/textsize.js";
import * as i18n from "../core/i18n.js";
import * as store from "../core/store.js";
import * as themes from "../core/theme.js";
import * as clutter from "../placing/clutter.js";
import * as leaders from "../placing/leaders.js";
import { isNamed, isPoint, styleOf } from "../placing/lettering.js";
import * as placing from "../placing/placing.js";
import * as callouts from "./callouts.js";
import * as importance from "./importance.js";
import * as together from "./together.js";
import { wishes } from "./wishes.js";

const STILL_MS = 120;
/** Of a line of a remark; as on paper. */
const WIDEST_REMARK_PX = 150;

const placed = new Map();
/** @type {L.Map} */
let map;
/** @type {HTMLElement} */
let pane;
let request = 0;
/** @type {number | null} */
let zoom = null;
let moving = false;
let resting = 0;

/**
 * How many more stand where a name does.
 * @param {Wish} wish
 */
const more = (wish) => (wish.more ? " +" + i18n.number(wish.more) : "");

/** @param {Wish} wish @param {Box} box @param {Writing} style @param {string} id */
function draw(wish, box, style, id) {
  const node = el("div", { class: "lbl lbl-" + style.kind + " lbl-role-" + wish.mark.layer.theme
    + (wish.ground ? " lbl-ground" : "") + (style.folded ? " lbl-folded" : "")
    + (style.upper ? " lbl-upper" : "") + (style.italic ? " lbl-italic" : ""), "aria-hidden": "true",
  style: "font-size:" + style.size + "px;font-weight:" + style.weight + ";letter-spacing:" + style.spacing
    + "px;--lbl:" + style.colour + (style.folded ? ";width:" + style.folded + "px" : "") },
  i18n.bdi(wish.mark.feature.properties.name),
  wish.more ? el("span", { class: "more", dir: "ltr" }, more(wish)) : null,
  (style.remark || []).map((line) => el("bdi", { class: "lbl-remark" }, line)));
  L.DomUtil.setPosition(node, L.point(Math.round(box.x + 2), Math.round(box.y)));
  placed.set(id, node);
  if (isNamed(wish.mark) && !wish.ground) press(node, wish);
  return node;
}

/**
 * A name that is all there is of its mark is pressed as a mark is.
 * @param {HTMLElement} node
 * @param {Wish} wish
 */
function press(node, { mark, anchor }) {
  node.classList.add("lbl-press");
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    if (map.dragging?.moved()) return;
    mark.targets[0]?.fire("click", { latlng: map.layerPointToLatLng(anchor) });
  });
}

/**
 * Where a place is whose own mark is off.
 * @param {Wish} wish
 */
function dot(wish) {
  if (!wish.ground || wish.mark.cls.kind !== "point" || wish.mark.layer.theme === "area") return [];
  const node = el("div", { class: "ground-dot", "aria-hidden": "true" });
  L.DomUtil.setPosition(node, L.point(Math.round(wish.anchor.x - 3), Math.round(wish.anchor.y - 3)));
  return [node];
}

/**
 * What is remarked on a mark, in lines; the name of a place whose layer is off has none.
 * @param {Wish} wish
 */
function remarkOf({ mark, ground }) {
  const { remark } = mark.feature.properties;
  return remark && !ground ? wrapped(i18n.pick(remark).text, placing.REMARK_PX, 400, WIDEST_REMARK_PX) : undefined;
}

/**
 * Find places for names, one after the other, and take them.
 * @param {Wish[]} wishes
 * @param {Box[]} obstacles
 * @param {Point[]} dots
 */
function named(wishes, obstacles, dots) {
  const found = [];
  const left = [];
  const taken = [...obstacles];
  for (const wish of wishes) {
    let style = styleOf(wish);
    const text = i18n.pick(wish.mark.feature.properties.name).text + more(wish);
    const remark = remarkOf(wish);
    const whole = { ...style, remark };
    let box = placing.place(wish, text, whole, taken, dots);
    if (box) style = whole;
    else if (remark) box = placing.place(wish, text, style, taken, dots);
    if (box) {
      taken.push(box, ...(box.line ? leaders.links(box.line) : []));
      found.push({ wish, box, style });
    } else left.push(wish);
  }
  return { found, left, taken: taken.slice(obstacles.length) };
}

/**
 * Draw names; those without room come first in another round, which is taken if it names more.
 * @param {Wish[]} wishes
 * @param {Box[]} obstacles
 * @param {Point[]} dots
 */
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
  clutter.look(map);
  const found = wishes();
  const groups = callouts.gather(found);
  const rings = groups.map(callouts.ring);
  const obstacles = [...placing.look(map), ...leaders.discs(found), ...rings];
  /** @type {Element[]} */
  const nodes = [];
  const points = found.filter(({ mark }) => isPoint(mark));
  const rest = found.filter((wish) => !isPoint(wish.mark) && !wish.tiny);
  const dots = points.map((wish) => wish.anchor);
  nodes.push(...points.flatMap(together.badge));
  const settle = (/** @type {Wish[]} */ wishes) => nodes.push(...mostNamed(wishes, obstacles, dots));
  settle(points);
  for (const group of groups) {
    const text = i18n.pick(group.mark.feature.properties.name).text;
    /** @type {Writing} */
    const style = { kind: "callout", size: 12.5, weight: 500, reach: 24, must: true,
      widest: isNarrow() ? 130 : 230,
      pad: group.members.length > 1 ? 58 : 36 };
    const box = placing.place(group, text, style, obstacles) || callouts.ring(group);
    obstacles.push(box);
    placing.cover(box);
    const drawn = callouts.draw(group, box);
    for (const { mark } of group.members) placed.set(mark.id, drawn.button);
    nodes.push(...drawn.nodes);
  }
  settle(rest);
  const focused = document.activeElement && pane.contains(document.activeElement)
    ? /** @type {HTMLElement} */ (document.activeElement).dataset.callout : null;
  clutter.hide(map, obstacles);
  pane.replaceChildren(...nodes);
  pane.classList.remove("is-moving");
  if (focused) refocus(focused);
}

/** @param {string} id */
function refocus(id) {
  const all = /** @type {HTMLElement[]} */ ([...pane.querySelectorAll(".callout")]);
  const again = all.find((node) => node.dataset.callout === id);
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

/** @param {string} id @param {boolean} on */
function near(id, on) {
  const node = placed.get(id);
  if (node) node.classList.toggle("is-near", on);
}

/** @param {L.Map} leafletMap */
function start(leafletMap) {
  map = leafletMap;
  pane = map.createPane("names");
  pane.style.zIndex = "620";
  map.on("zoomstart", () => pane.classList.add("is-moving"));
  map.on("zoomend viewreset resize", later);
  map.on("movestart", move);
  map.on("moveend", rest);
  store.on(["layers", "from", "to", "undated", "lang", "at", "mark", "theme"], later);
  themes.whenSystemChanges(later);
  layOut();
}

export { start, near, layOut, later };
