/* Choose a statement or a mark, fly there, and step through the article. */

import { announce, byId, isNarrow, reducedMotion } from "../base/dom.js";
import { named } from "../base/keys.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given, state } from "../core/state.js";
import * as store from "../core/store.js";
import * as marks from "../map/marks.js";
import { nameOf } from "../map/naming.js";
import * as view from "../map/view.js";
import * as card from "./card.js";
import * as popup from "./popup.js";

const POINT_ZOOM = 7;
const CLOSEST_ZOOM = 11;
const CARD_PX = 250;
/** Of a move: the map stands there already, and no end will be heard. */
const NOWHERE_PX = 2;

let moves = 0;
/**
 * The list of the statements, to bring one up in it.
 * @type {{ bringUp: (id: string) => void, button: (id: string) => HTMLElement }}
 */
let list;

/** @param {Annotation} annotation */
function turnOnLayers(annotation) {
  const on = new Set(state.layers);
  for (const id of annotation.all) {
    const layer = given.story.layerOf.get(id);
    if (layer) on.add(layer.id);
  }
  if (on.size !== state.layers.size) store.set({ layers: on });
}

/**
 * Where the card points: the statement's own place, or the middle of its arc.
 * @param {Annotation} annotation
 */
function anchor(annotation) {
  const main = annotation.marks[0] || annotation.tie || "";
  return marks.get(main) ? marks.anchorOf(main) : null;
}

/**
 * What is to be seen of a statement: its areas and lines; points together with its tie.
 * @param {Annotation} annotation
 */
function sight(annotation) {
  const own = annotation.marks.filter((id) => marks.get(id));
  const drawn = own.filter((id) => marks.get(id).cls.kind !== "point");
  return drawn.length ? drawn : annotation.all;
}

/**
 * Centre and zoom that show some marks beside the legend, with room for the card above.
 * @param {L.LatLngBounds} bounds
 */
function target(bounds) {
  const map = given.map;
  const inset = view.insets();
  const size = map.getSize();
  const narrow = isNarrow();
  const top = narrow ? 0 : Math.min(size.y * 0.45, CARD_PX);
  const point = bounds.getNorthEast().equals(bounds.getSouthWest());
  const padding = L.point(inset.left + inset.right + 60, top + 60);
  const fitting = point ? Math.max(map.getZoom(), POINT_ZOOM)
    : Math.min(map.getBoundsZoom(bounds, false, padding), CLOSEST_ZOOM);
  const middle = map.project(bounds.getCenter(), fitting);
  const aside = L.point((inset.left - inset.right) / 2, (top - 20) / 2);
  return { center: map.unproject(middle.subtract(aside), fitting), zoom: fitting };
}

/** @param {string[]} ids @param {() => void} done @param {boolean} [still] */
function flyTo(ids, done, still) {
  const map = given.map;
  const bounds = marks.boundsOf(ids);
  if (!bounds) return done();
  const { center, zoom } = target(bounds);
  if (still || reducedMotion()) {
    map.setView(center, zoom, { animate: false });
    return done();
  }
  const near = zoom === map.getZoom() && map.getBounds().pad(0.5).contains(center);
  const move = ++moves;
  if (near) map.panTo(center, { duration: 0.4 });
  else map.flyTo(center, zoom, { duration: 0.8 });
  // Not before: what this move cuts short ends with its beginning, and would be taken for its end.
  if (near && map.latLngToContainerPoint(center).distanceTo(map.getSize().divideBy(2)) < NOWHERE_PX) return done();
  map.once("moveend", () => { if (move === moves) done(); });
  return undefined;
}

/**
 * Show a statement's marks at once, without flight.
 * @param {string} id
 */
function frame(id) {
  flyTo(sight(given.story.annotationById.get(id)), popup.intoView, true);
}

/**
 * Choose a statement: light its marks, fly there, open its card, bring it up in the list.
 * @param {string} id
 * @param {Choosing} [options]
 */
function choose(id, options) {
  const annotation = given.story.annotationById.get(id);
  if (!annotation) return;
  const wanted = { fly: true, ...options };
  toTheMap();
  turnOnLayers(annotation);
  store.set({ at: id, mark: null });
  const open = () => {
    const latlng = anchor(annotation);
    if (state.at !== id) return;
    // Without a mark there is nowhere to point: the list tells it, and on a phone the dock.
    if (latlng || isNarrow()) popup.show(card.forAnnotation(annotation, actions), /** @type {L.LatLng} */ (latlng), wanted);
    else popup.hide();
  };
  if (wanted.fly) {
    popup.hide();
    flyTo(sight(annotation), open);
  } else {
    open();
  }
  speak(annotation);
}

/** From the text view, or from far down a phone's page, back to where the map is seen. */
function toTheMap() {
  if (state.panel === "text") store.set({ panel: null });
  if (isNarrow()) {
    byId("stage").scrollIntoView({ block: "start", behavior: reducedMotion() ? "auto" : "smooth" });
  }
}

/** @param {Annotation} annotation */
function speak(annotation) {
  const place = store.sequence().indexOf(annotation);
  const where = place < 0 ? t("context") : t("ofCount", { i: place + 1, n: store.sequence().length });
  announce(where + ": " + i18n.pick(annotation.claim).text);
}

/**
 * Choose a mark: open all that stands on it; its first statement comes up in the list.
 * @param {string} id
 * @param {Choosing} [options]
 */
function chooseMark(id, options) {
  const mark = marks.get(id);
  if (!mark) return;
  const wanted = options || {};
  toTheMap();
  const statements = store.statementsOn(id).filter(store.inWindow);
  if (wanted.fly) store.set({ layers: new Set(state.layers).add(mark.layer.id) });
  store.set({ at: statements.length === 1 ? statements[0].id : null, mark: id });
  if (statements.length > 1) list.bringUp(statements[0].id);
  const content = () => (statements.length === 1
    ? card.forAnnotation(statements[0], actions) : card.forMark(id, actions));
  const open = () => popup.show(content(), wanted.at && mark.cls.kind === "polygon"
    ? wanted.at : marks.anchorOf(id), wanted);
  if (wanted.fly) flyTo([id], open);
  else open();
  announce(nameOf(mark.feature).textContent + ": "
    + t("statements", { n: store.statementsOn(id).length }));
}

/**
 * Choose a spot at which several marks stand: each of them can be chosen in its card.
 * @param {string[]} ids
 */
function chooseSpot(ids) {
  toTheMap();
  store.set({ at: null, mark: ids[0] });
  popup.show(card.forSpot(ids, actions), marks.anchorOf(ids[0]), {});
  announce(t("marks", { n: ids.length }));
}

/** What a card offers to do. */
const actions = { choose, chooseMark, step };

/**
 * One step on or back; with nothing chosen, the first or the last.
 * @param {number} by
 * @param {Choosing} [options]
 */
function step(by, options) {
  const all = store.sequence();
  if (!all.length) return;
  const place = all.findIndex((annotation) => annotation.id === state.at);
  const next = place < 0 ? (by > 0 ? 0 : all.length - 1) : place + by;
  if (next < 0 || next >= all.length) return;
  choose(all[next].id, options);
}

/**
 * N and P step on and back where the focus is on the map or the list.
 * @param {KeyboardEvent} event
 */
function keys(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (/** @type {Element} */ (event.target).closest("input, select, textarea, dialog")) return;
  const key = named(event);
  if (key === "n") step(1);
  else if (key === "p") step(-1);
  else return;
  event.preventDefault();
}

/** @param {KeyboardEvent} event */
function leave(event) {
  if (event.key !== "Escape" || !popup.isOpen()) return;
  const at = state.at;
  const mark = state.mark;
  const within = document.activeElement?.closest(".dl-popup, #dock");
  popup.close();
  if (!within) return;
  /** @type {HTMLElement} */
  const back = (mark && document.querySelector("[data-mark='" + CSS.escape(mark) + "']"))
    || (at && list.button(at)) || byId("map_dateline");
  if (back) back.focus({ preventScroll: true });
}

/** @param {typeof list} listOfStatements */
function start(listOfStatements) {
  list = listOfStatements;
  for (const id of ["stage", "story-panel"]) byId(id).addEventListener("keydown", keys);
  document.addEventListener("keydown", leave);
  store.on(["from", "to", "undated"], () => {
    const annotation = given.story.annotationById.get(state.at);
    if (annotation && !store.inWindow(annotation)) popup.close();
  });
}

export { start, toTheMap, frame, choose, chooseMark, chooseSpot, step };
