/* Say how many of the article's marks the story's own view leaves out, and show them all; and which
   lie beyond the map. */

import * as circle from "../base/circle.js";
import { button, byId, clear, el, reducedMotion } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given } from "../core/state.js";
import * as store from "../core/store.js";
import * as marks from "../map/marks.js";
import { nameOf } from "../map/naming.js";
import * as view from "../map/view.js";

/** Of the first view's height and width: it counts as seen if only so much of its edge is not. */
const EDGE = 0.02;

/** Where Web Mercator ends, in degrees: what lies beyond is drawn there. */
const LAST = 85.06;

/** @type {L.Map} */
let map;
/** @type {L.LatLngBounds} */
let own;
/** @type {{ mark: Mark, bounds: L.LatLngBounds }[]} */
let beyond = [];

/** Marks of the article beyond the first view, each with its bounds. */
function find() {
  return [...marks.all()].filter(({ layer, feature }) => layer.group === "story"
    && !feature.properties.tie && !own.contains(marks.anchorOf(feature.properties.id)))
    .flatMap((mark) => {
      const bounds = marks.boundsOf([mark.id]);
      return bounds && !own.intersects(bounds) ? [{ mark, bounds }] : [];
    });
}

/**
 * Whether an arc in sight leads to a mark, and so says itself that there is more.
 * @param {Mark} mark
 */
function isLedTo(mark) {
  return (given.story.ends.get(mark.id) || []).some((tie) => marks.get(tie).shown);
}

/** What is missing while the story's own view, or more around it, is seen. */
function missing() {
  const shown = map.getBounds();
  if (!shown.contains(own.pad(-EDGE))) return [];
  return beyond.filter(({ mark, bounds }) => mark.shown && !isLedTo(mark) && !shown.intersects(bounds));
}

/** The marks that are drawn at the edge, for they lie beyond it. */
const polar = () => [...marks.all()]
  .filter(({ feature }) => Math.abs(feature.properties.anchor[1]) > LAST);

function update() {
  const found = missing();
  const names = polar().filter(({ shown }) => shown)
    .map(({ feature }) => nameOf(feature).textContent);
  const note = byId("outside");
  note.hidden = !found.length && !names.length;
  clear(note,
    names.length ? el("span", {}, t("outside.polar", { names: i18n.list(names) })) : null,
    found.length ? el("span", {}, t("outside.view", { n: found.length })) : null,
    found.length ? button(t("outside.show"), showAll) : null);
}

function showAll() {
  const all = L.latLngBounds(own.getSouthWest(), own.getNorthEast());
  for (const { bounds } of missing()) all.extend(bounds);
  byId("map_dateline").focus({ preventScroll: true });  // the button goes away
  view.fit(all, { animate: !reducedMotion() });
}

/** @param {L.Map} leafletMap */
function start(leafletMap) {
  map = leafletMap;
  own = circle.bounds(given.story.bounds);
  beyond = find();
  if (!beyond.length && !polar().length) return;
  L.DomEvent.disableClickPropagation(byId("outside"));
  map.on("moveend", update);
  store.on(["layers", "from", "to", "undated", "lang"], update);
  update();
}

export { start };
