/* The window on the line of time: two handles, play, reset. It filters marks and list together. */

import { announce, byId, clear, dress, svg } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given, state } from "../core/state.js";
import * as store from "../core/store.js";
import * as timescale from "./timescale.js";

const PLAY_MS = 1100;

/** @typedef {"from" | "to"} End */

/**
 * How the line is drawn now.
 * @type {{ x: (day: number) => number, dayAt: (place: number) => number, domain: timescale.Domain, bottom: number, width: number }}
 */
let scale;
/**
 * What it is drawn with, once it is: two veils and two handles.
 * @type {Record<"before" | "after" | End, SVGElement> | undefined}
 */
let parts;
let playing = 0;

const fromDay = () => (state.from ? timescale.dayOf(state.from) : scale.domain.first);
const toDay = () => (state.to ? timescale.dayOf(state.to) : scale.domain.last);

/**
 * Set one end or both; an end at the story's own end is no limit.
 * @param {number} from
 * @param {number} to
 */
function set(from, to) {
  const { first, last } = scale.domain;
  const low = Math.min(Math.max(from, first), last);
  const high = Math.max(Math.min(to, last), low);
  store.set({ from: low > first ? timescale.isoOf(low) : null,
    to: high < last ? timescale.isoOf(high) : null });
}

/** @param {End} which */
function handle(which) {
  return svg("g", { class: "handle handle-" + which, role: "slider", tabindex: "0",
    "aria-orientation": "horizontal", "aria-label": t(which === "from" ? "windowFrom" : "windowTo"),
    data: { handle: which } },
  svg("rect", { class: "handle-hit", x: -13, y: 0, width: 26, height: scale.bottom + 22 }),
  svg("line", { y1: 0, y2: scale.bottom }),
  svg("rect", { class: "grip", x: -5, y: scale.bottom / 2 - 13, width: 10, height: 26, rx: 5 }),
  svg("path", { class: "grip-lines", d: "M-1.500 " + (scale.bottom / 2 - 5) + "v10M1.500 "
    + (scale.bottom / 2 - 5) + "v10" }));
}

/** @param {typeof scale} line */
function render(line) {
  scale = line;
  const { bottom } = scale;
  const made = { before: svg("rect", { class: "veil", y: 0, height: bottom }),
    after: svg("rect", { class: "veil", y: 0, height: bottom }),
    from: handle("from"), to: handle("to") };
  parts = made;
  clear(byId("time-window"), Object.values(made));
  for (const which of /** @type {End[]} */ (["from", "to"])) {
    made[which].addEventListener("pointerdown", (event) => drag(event, made[which], which));
    made[which].addEventListener("keydown", (event) => keys(event, which));
  }
}

/** @param {SVGElement} rect @param {number} a @param {number} b */
function veil(rect, a, b) {
  rect.setAttribute("x", String(Math.min(a, b)));
  rect.setAttribute("width", String(Math.abs(b - a)));
}

function update() {
  if (!parts) return;
  const { x, domain, width } = scale;
  const [a, b] = [x(fromDay()), x(toDay() + 1)];
  const flip = x(domain.start) > x(domain.end);
  // Unset, the handles stand at the line's own ends, clear of the first and the last event.
  const left = state.from ? a : x(domain.start);
  const right = state.to ? b : x(domain.end);
  veil(parts.before, flip ? width : 0, left);
  veil(parts.after, right, flip ? 0 : width);
  /** @type {[SVGElement, number, number][]} */
  const ends = [[parts.from, left, fromDay()], [parts.to, right, toDay()]];
  for (const [node, place, day] of ends) {
    node.setAttribute("transform", "translate(" + place + ",0)");
    node.setAttribute("aria-valuemin", String(domain.first));
    node.setAttribute("aria-valuemax", String(domain.last));
    node.setAttribute("aria-valuenow", String(day));
    node.setAttribute("aria-valuetext", i18n.day(timescale.isoOf(day)));
  }
  sentence();
}

/** Say the window and what it leaves in. */
function sentence() {
  const kept = given.story.article.filter(store.inWindow).length;
  const limited = Boolean(state.from || state.to);
  const range = i18n.day(timescale.isoOf(fromDay())) + " – " + i18n.day(timescale.isoOf(toDay()));
  byId("time-range").textContent = limited
    ? range + " · " + t("shownOf", { i: kept, n: given.story.article.length }) : t("allDates");
  byId("time-reset").disabled = !limited;
  byId("time-panel").classList.toggle("is-limited", limited);
}

/** @param {PointerEvent} event @param {SVGElement} node @param {End} which */
function drag(event, node, which) {
  stop();
  event.preventDefault();
  node.focus({ preventScroll: true });
  node.setPointerCapture(event.pointerId);
  const left = byId("time-chart").getBoundingClientRect().left;
  let frame = 0;
  const move = (/** @type {PointerEvent} */ moved) => {
    if (frame) return;
    frame = window.requestAnimationFrame(() => {
      frame = 0;
      const day = scale.dayAt(moved.clientX - left);
      if (which === "from") set(Math.min(day, toDay()), toDay());
      else set(fromDay(), Math.max(day - 1, fromDay()));
    });
  };
  const end = () => {
    node.removeEventListener("pointermove", move);
    announce(byId("time-range").textContent);
  };
  node.addEventListener("pointermove", move);
  node.addEventListener("pointerup", end, { once: true });
  node.addEventListener("pointercancel", end, { once: true });
}

/**
 * Arrows move by a month, with Shift by a day, Page keys by a year, Home and End to the ends.
 * @param {KeyboardEvent} event
 * @param {End} which
 */
function keys(event, which) {
  const { domain } = scale;
  const day = which === "from" ? fromDay() : toDay();
  const short = domain.last - domain.first < 100;
  const flip = i18n.mirrored() ? -1 : 1;
  /** @type {Record<string, number>} */
  const ways = { ArrowRight: flip, ArrowUp: 1, ArrowLeft: -flip, ArrowDown: -1 };
  const by = ways[event.key];
  let target = null;
  if (by) target = event.shiftKey || short ? day + by : monthStep(day, by, which);
  else if (event.key === "PageUp") target = timescale.month(day, 12, which === "to");
  else if (event.key === "PageDown") target = timescale.month(day, -12, which === "to");
  else if (event.key === "Home") target = which === "from" ? domain.first : fromDay();
  else if (event.key === "End") target = which === "to" ? domain.last : toDay();
  if (target === null) return;
  event.preventDefault();
  stop();
  if (which === "from") set(Math.min(target, toDay()), toDay());
  else set(fromDay(), Math.max(target, fromDay()));
}

/**
 * To the next month's edge; from the middle of a month first to its own edge.
 * @param {number} day
 * @param {number} by
 * @param {string} which
 */
function monthStep(day, by, which) {
  const edge = timescale.month(day, 0, which === "to");
  if (edge !== day && Math.sign(edge - day) === by) return edge;
  return timescale.month(day, by, which === "to");
}

/* --- play ----------------------------------------------------------------------------------- */

function stops() {
  const days = given.story.annotations.filter(({ date }) => date.earliest || date.latest)
    .map(({ date }) => timescale.dayOf(date.latest || date.earliest || ""));
  const all = [...new Set(days)].sort((a, b) => a - b);
  if (all.length <= 24) return all;
  return Array.from({ length: 24 }, (_, index) => all[Math.floor((index * (all.length - 1)) / 23)]);
}

function play() {
  if (playing) return stop();
  const from = fromDay();
  const line = stops().filter((day) => day >= from);
  let place = toDay() >= scale.domain.last ? 0 : line.findIndex((day) => day > toDay());
  const advance = () => {
    if (place < 0 || place >= line.length) return stop();
    set(from, line[place]);
    place += 1;
    return undefined;
  };
  playing = window.setInterval(advance, PLAY_MS);
  advance();
  return button();
}

function stop() {
  window.clearInterval(playing);
  playing = 0;
  button();
}

function button() {
  dress("time-play", playing ? "pause" : "play", t(playing ? "pause" : "play"));
  dress("time-reset", "reset", t("resetWindow"));
}

function start() {
  byId("time-play").addEventListener("click", play);
  byId("time-reset").addEventListener("click", () => {
    stop();
    store.set({ from: null, to: null });
    announce(t("allDates"));
  });
  button();
  store.on(["lang"], button);
}

export { start, render, update };
