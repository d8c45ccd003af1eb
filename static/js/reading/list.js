/* The story in words beside the map: paragraph by paragraph, with the context set off. */

import { byId, clear, el, reducedMotion } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given, state } from "../core/state.js";
import * as store from "../core/store.js";
import * as facts from "./facts.js";
import * as tour from "./tour.js";

const CHUNK = 60;
const ALL_AT_ONCE = 400;

/** @typedef {{ list: HTMLElement, part: Annotation[], filled: boolean }} Chunk some statements, whose items are made when they come near */

/** @type {Index<HTMLElement> & Map<string, HTMLElement>} */
const buttons = new Map();
/** @type {Map<string, Chunk>} */
const chunks = new Map();
/** @type {Map<Element, Chunk>} */
const lists = new Map();
/** @type {IntersectionObserver} */
let observer;

/** @param {string} id */
const button = (id) => {
  fill(chunks.get(id));
  return buttons.get(id);
};

/** @param {Annotation} annotation @returns {HTMLElement} */
function statement(annotation) {
  const face = el("button", { type: "button", class: "statement",
    on: { click: () => tour.choose(annotation.id) }, data: { annotation: annotation.id } },
  annotation.kind === "context"
    ? el("span", { class: "source-tag" }, t("context"), " · ", facts.publisher(annotation)) : null,
  el("span", { class: "claim" }, i18n.bdi(annotation.claim)),
  el("span", { class: "meta" }, facts.dateText(annotation), " · ", i18n.bdi(annotation.speaker)),
  el("span", { class: "tags" }, facts.tone(annotation), facts.position(annotation.certainty),
    el("span", { class: "places" }, facts.names(annotation))), facts.alsoNamed(annotation));
  buttons.set(annotation.id, face);
  const beside = facts.beside(annotation);
  const item = el("li", { class: "item item-" + annotation.kind, data: { item: annotation.id } }, face,
    beside.length ? el("ul", { class: "beside", "aria-label": t("contextBeside") }, beside.map(statement)) : null);
  return item;
}

/** @param {string} heading @param {Annotation[]} annotations */
function group(heading, annotations) {
  const small = given.story.annotations.length <= ALL_AT_ONCE;
  const made = [];
  for (let start = 0; start < annotations.length; start += CHUNK) {
    const part = annotations.slice(start, start + CHUNK);
    const list = el("ol", { class: "items" });
    const chunk = { list, part, filled: false };
    lists.set(list, chunk);
    for (const annotation of part) {
      chunks.set(annotation.id, chunk);
      for (const context of given.story.contextOf.get(annotation.id) || []) chunks.set(context.id, chunk);
    }
    if (small) fill(chunk);
    else {
      list.style.minHeight = part.length * 110 + "px";
      observer.observe(list);
    }
    made.push(list);
  }
  return el("section", { class: "paragraph" }, el("h3", {}, heading), made);
}

/**
 * Make a chunk's items; in a long story this waits until it comes near the view.
 * @param {Chunk | undefined} chunk
 */
function fill(chunk) {
  if (!chunk || chunk.filled) return;
  chunk.filled = true;
  chunk.list.style.minHeight = "";
  chunk.list.append(...chunk.part.map(statement));
  for (const annotation of chunk.part) filterOne(annotation);
}

function render() {
  buttons.clear();
  chunks.clear();
  lists.clear();
  if (observer) observer.disconnect();
  observer = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) fill(lists.get(entry.target));
  }, { root: null, rootMargin: "600px" });
  const sections = facts.paragraphs().map(([paragraph, annotations]) => group(facts.heading(paragraph), annotations));
  const further = facts.further();
  if (further.length) sections.push(group(t("furtherContext"), further));
  clear(byId("story-list"), intro(), sections);
  filter();
  current();
}

function intro() {
  return el("div", { class: "intro" }, el("p", { class: "standfirst" }, i18n.bdi(given.story.summary)),
    el("p", { class: "rights" }, i18n.bdi(given.story.source.rights || "")));
}

/** @param {HTMLElement} face */
const itemOf = (face) => /** @type {HTMLElement} */ (face.parentElement);

/** @param {Annotation} annotation */
function filterOne(annotation) {
  const face = buttons.get(annotation.id);
  const shown = store.inWindow(annotation);
  const contexts = (given.story.contextOf.get(annotation.id) || []).filter((context) => buttons.has(context.id));
  let isSeen = shown;
  for (const context of contexts) {
    const keep = store.inWindow(context);
    const own = buttons.get(context.id);
    itemOf(own).hidden = !keep;
    isSeen = isSeen || Boolean(keep && own.closest(".beside") && face && itemOf(face).contains(own));
  }
  if (face) {
    itemOf(face).hidden = !isSeen;
    face.classList.toggle("is-out", !shown);
  }
}

/** Leave in what the time window holds; paragraphs with nothing left fold away. */
function filter() {
  let kept = 0;
  for (const annotation of given.story.annotations) {
    if (annotation.kind === "article" && store.inWindow(annotation)) kept += 1;
    filterOne(annotation);
  }
  /** @type {NodeListOf<HTMLElement>} */
  const sections = document.querySelectorAll("#story-list .paragraph");
  for (const section of sections) {
    section.hidden = [...section.querySelectorAll(".items")].every((list) => (lists.get(list)?.filled
      ? !list.querySelector(":scope > :not([hidden])") : !lists.get(list)?.part.some(store.inWindow)));
  }
  const windowed = state.from || state.to;
  byId("list-count").textContent = windowed
    ? t("shownOf", { i: kept, n: given.story.article.length })
    : t("statements", { n: given.story.article.length });
}

function current() {
  for (const face of document.querySelectorAll(".statement[aria-current]")) face.removeAttribute("aria-current");
  const annotation = given.story.annotationById.get(state.at);
  if (annotation) bringUp(annotation.id);
  const sequence = store.sequence();
  const place = sequence.indexOf(annotation);
  byId("tour-count").textContent = place < 0 ? t("tourStart", { n: sequence.length })
    : t("ofCount", { i: place + 1, n: sequence.length });
  steps(place, sequence.length);
  const at = state.at;
  for (const [id, face] of buttons) if (id === at) face.setAttribute("aria-current", "true");
}

/**
 * Shut a step that leads nowhere, and hand its focus to the other one.
 * @param {number} place
 * @param {number} length
 */
function steps(place, length) {
  const [back, on] = [byId("tour-prev"), byId("tour-next")];
  const held = document.activeElement;
  back.disabled = place === 0;
  on.disabled = place >= 0 && place === length - 1;
  if (held === on && on.disabled) back.focus();
  else if (held === back && back.disabled) on.focus();
}

/**
 * Scroll the list, never the page, so that a statement is seen.
 * @param {string} id
 */
function bringUp(id) {
  const face = button(id);
  if (!face) return;
  const panel = byId("story-scroll");
  if (panel.scrollHeight <= panel.clientHeight) return;
  const box = face.getBoundingClientRect();
  const frame = panel.getBoundingClientRect();
  if (box.top >= frame.top + 40 && box.bottom <= frame.bottom - 20) return;
  panel.scrollTo({ top: panel.scrollTop + box.top - frame.top - 90,
    behavior: reducedMotion() ? "auto" : "smooth" });
}

/**
 * Up and down go from statement to statement; Enter chooses.
 * @param {KeyboardEvent} event
 */
function keys(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const shown = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#story-list .statement")])
    .filter((face) => face.offsetParent !== null);
  const place = shown.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (place < 0) return;
  event.preventDefault();
  const next = shown[place + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) next.focus();
}

function start() {
  byId("story-list").addEventListener("keydown", keys);
  byId("tour-prev").addEventListener("click", () => tour.step(-1));
  byId("tour-next").addEventListener("click", () => tour.step(1));
  render();
  store.on(["from", "to", "undated"], () => { filter(); current(); });
  store.on(["at"], current);
  store.on(["lang"], render);
}

export { start, bringUp, button };
