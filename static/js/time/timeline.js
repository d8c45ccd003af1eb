/* Draw the dated statements on a line of time, each with its uncertainty. */

import { byId, clear, el, svg } from "../base/dom.js";
import { textSize } from "../base/textsize.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given, state } from "../core/state.js";
import * as store from "../core/store.js";
import * as tour from "../reading/tour.js";
import * as timescale from "./timescale.js";
import * as timewindow from "./timewindow.js";

const AXIS_PX = 22;
const TOP_PX = 8;
const SIDE_PX = 16;
const MOST_EVENTS = 300;

/**
 * From which day to which the line reaches; nothing where no date is known.
 * @type {timescale.Domain}
 */
let domain;
let width = 0;
let height = 0;

/**
 * The place of a day across the line; time runs with the writing.
 * @param {number} day
 */
function x(day) {
  const inner = width - 2 * SIDE_PX;
  const along = SIDE_PX + ((day - domain.start) / (domain.end - domain.start)) * inner;
  return i18n.mirrored() ? width - along : along;
}

/** @param {number} place */
function dayAt(place) {
  const along = (i18n.mirrored() ? width - place : place) - SIDE_PX;
  return Math.round(domain.start + (along / (width - 2 * SIDE_PX)) * (domain.end - domain.start));
}

/**
 * @typedef {{ annotation: Annotation, date: StoryDate, point: boolean, x0: number, x1: number, lane?: number }} Bar
 */

/** @param {Annotation} annotation @returns {Bar} */
function bar(annotation) {
  const { date } = annotation;
  const first = date.earliest ? timescale.dayOf(date.earliest) : domain.start;
  const last = date.latest ? timescale.dayOf(date.latest) : domain.end - 1;
  const [a, b] = [x(first), x(last + 1)].sort((one, two) => one - two);
  const point = Boolean(date.earliest) && date.earliest === date.latest;
  const middle = (a + b) / 2;
  const half = point ? 6 : Math.max((b - a) / 2, 7);
  return { annotation, date, point, x0: middle - half, x1: middle + half };
}

/**
 * Open ends fade out, approximate dates fade at both ends, all others end where they end.
 * @param {Bar} bar
 */
function fade(bar) {
  const { date } = bar;
  const left = i18n.mirrored() ? date.open_end : date.open_start;
  const right = i18n.mirrored() ? date.open_start : date.open_end;
  if (!left && !right && !date.approximate) return null;
  const stops = date.approximate && !left && !right ? [[0, 0], [0.3, 1], [0.7, 1], [1, 0]]
    : [[0, left ? 0 : 1], [left ? 0.85 : 0.15, 1], [1, right ? 0 : 1]];
  const id = "fade-" + bar.annotation.id.replace(/[^\w-]/g, "_");
  return { id, server: svg("linearGradient", { id }, stops.map(([offset, opacity]) =>
    svg("stop", { offset, class: "tone-" + bar.annotation.tone, "stop-color": "currentColor",
      "stop-opacity": opacity }))) };
}

/** @param {Bar} bar @param {number} y @param {number} size */
function glyph(bar, y, size) {
  const faded = fade(bar);
  const { date } = bar;
  const middle = (bar.x0 + bar.x1) / 2;
  const classes = "mark" + (date.uncertain ? " is-uncertain" : "") + (date.approximate ? " is-about" : "");
  const body = bar.point
    ? svg("circle", { class: classes, cx: middle, cy: y, r: size / 2 + 0.5 })
    : svg("rect", { class: classes, x: bar.x0, y: y - size / 2 + 1, width: bar.x1 - bar.x0,
      height: size - 2, rx: (size - 2) / 2, fill: faded ? "url(#" + faded.id + ")" : null });
  return [faded ? faded.server : null, body];
}

/** @param {Bar} bar @param {number} y @param {number} size */
function event(bar, y, size) {
  const { annotation } = bar;
  const label = i18n.pick(annotation.date.label).text + ": " + i18n.pick(annotation.claim).text;
  return svg("g", { class: "event event-" + annotation.kind + " tone-" + annotation.tone,
    role: "button", tabindex: "-1", "aria-label": label, data: { event: annotation.id },
    on: { click: () => tour.choose(annotation.id) } },
  svg("title", {}, label),
  svg("rect", { class: "event-hit", x: bar.x0 - 2, y: y - size / 2 - 1, width: bar.x1 - bar.x0 + 4,
    height: size + 2 }),
  glyph(bar, y, size));
}

/** @param {number} bottom */
function axis(bottom) {
  return svg("g", { class: "axis", "aria-hidden": "true" },
    svg("line", { x1: 0, x2: width, y1: bottom, y2: bottom }),
    timescale.ticks(domain, width - 2 * SIDE_PX).map((tick) => {
      const middle = x(tick.at);
      const year = tick.unit === "year" ? " is-year" : "";
      const words = i18n.day(timescale.isoOf(tick.day), tick.unit);
      const half = textSize(words, 11, year ? 700 : 400).w / 2;
      return [
        svg("line", { class: "tick" + year, x1: middle, x2: middle, y1: year ? 0 : bottom - 4, y2: bottom + 4 }),
        middle < half || middle > width - half ? null
          : svg("text", { class: "tick-label" + year, x: middle, y: bottom + 16, "text-anchor": "middle" }, words)];
    }));
}

/**
 * Very many dates are drawn as a profile of how many fall where.
 * @param {Annotation[]} dated
 * @param {number} bottom
 */
function profile(dated, bottom) {
  const bins = new Array(Math.max(20, Math.floor(width / 8))).fill(0);
  for (const annotation of dated) {
    const { earliest, latest } = annotation.date;
    const day = (timescale.dayOf(earliest || latest || "") + timescale.dayOf(latest || earliest || "")) / 2;
    bins[Math.min(bins.length - 1, Math.max(0, Math.floor((x(day) / width) * bins.length)))] += 1;
  }
  const most = Math.max(...bins, 1);
  const size = width / bins.length;
  return svg("g", { class: "profile", "aria-hidden": "true" }, bins.map((count, index) =>
    svg("rect", { x: index * size + 1, width: size - 2, height: (count / most) * (bottom - TOP_PX),
      y: bottom - (count / most) * (bottom - TOP_PX) })));
}

/** @param {Annotation[]} dated @param {number} bottom */
function events(dated, bottom) {
  const bars = dated.map(bar);
  const count = Math.max(timescale.lanes(bars, 3), 1);
  const lane = Math.min(15, (bottom - TOP_PX - 4) / count);
  const size = Math.min(11, lane - 1.5);
  return svg("g", { class: "events", role: "group", "aria-label": t("datedStatements") },
    bars.map((item) => event(item, bottom - 5 - lane * ((item.lane || 0) + 0.5), Math.max(size, 4))));
}

/** Draw everything anew for the width and the language of now. */
function render() {
  const box = byId("time-chart");
  width = box.clientWidth;
  height = box.clientHeight;
  words();
  if (!domain || width < 40) return;
  const bottom = height - AXIS_PX;
  const dated = given.story.annotations.filter((annotation) => !annotation.date.unknown);
  const picture = svg("svg", { width, height, viewBox: "0 0 " + width + " " + height },
    axis(bottom), dated.length > MOST_EVENTS ? profile(dated, bottom) : events(dated, bottom),
    svg("g", { id: "time-window" }));
  clear(box, picture);
  const first = box.querySelector(".event");
  if (first) first.setAttribute("tabindex", "0");
  timewindow.render({ x, dayAt, domain, bottom, width });
  update();
}

function words() {
  byId("time-title").textContent = t("timeline");
  byId("time-panel").setAttribute("aria-label", t("timeline"));
  undatedBox();
}

/** Statements without a date stand in a box of their own, which says what the window does to them. */
function undatedBox() {
  const undated = given.story.article.filter((annotation) => annotation.date.unknown);
  const box = byId("undated");
  box.hidden = !undated.length;
  /** @type {HTMLInputElement} */
  const check = el("input", { type: "checkbox", id: "undated-on",
    on: { change: () => store.set({ undated: check.checked }) } });
  check.checked = state.undated;
  clear(box, el("label", {}, check, el("span", {}, el("strong", {}, t("undated", { n: undated.length })),
    el("span", { class: "undated-how" }, t("undatedHow")))));
}

/**
 * The events as drawn, all or some.
 * @param {string} which
 */
const eventsOf = (which) => /** @type {SVGElement[]} */ ([...document.querySelectorAll("#time-chart " + which)]);

/** @param {SVGElement} node */
const annotationOf = (node) =>
  /** @type {Annotation} */ (given.story.annotationById.get(node.dataset.event || ""));

function update() {
  for (const node of eventsOf(".event")) {
    const annotation = annotationOf(node);
    node.classList.toggle("is-out", !store.inWindow(annotation));
    node.classList.toggle("is-current", annotation.id === state.at);
  }
  const check = byId("undated-on");
  if (check) check.checked = state.undated;
  timewindow.update();
}

/**
 * Arrow keys go from event to event, Enter chooses.
 * @param {KeyboardEvent} happening
 */
function keys(happening) {
  const node = /** @type {Element} */ (happening.target).closest(".event");
  if (!(node instanceof SVGElement)) return;
  if (happening.key === "Enter" || happening.key === " ") {
    happening.preventDefault();
    tour.choose(String(node.dataset.event));
    return;
  }
  /** @type {Record<string, number>} */
  const ways = { ArrowRight: i18n.mirrored() ? -1 : 1, ArrowLeft: i18n.mirrored() ? 1 : -1 };
  const way = ways[happening.key];
  if (!way) return;
  happening.preventDefault();
  const all = eventsOf(".event:not(.is-out)").sort((a, b) => order(a) - order(b));
  const next = all[all.indexOf(node) + way];
  if (!next) return;
  node.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
}

/** @param {SVGElement} node */
function order(node) {
  const { earliest, latest } = annotationOf(node).date;
  return timescale.dayOf(earliest || latest || "");
}

function start() {
  const found = timescale.domain(given.story.annotations);
  if (found) domain = found;
  byId("time-panel").hidden = !found;
  byId("time-chart").addEventListener("keydown", keys);
  timewindow.start();
  render();
  new ResizeObserver(() => { if (byId("time-chart").clientWidth !== width) render(); })
    .observe(byId("time-chart"));
  store.on(["from", "to", "undated", "at"], update);
  store.on(["lang"], render);
}

export { start, render };
