/* Gather what wants a name on the map as it is now, the important first. */

import { given, state } from "../core/state.js";
import * as marks from "../map/marks.js";
import * as shapes from "../map/shapes.js";
import * as spots from "../placing/spots.js";
import * as importance from "./importance.js";
import * as together from "./together.js";

const TINY_PX = 26;
const MOST = 120;
const CONTEXT_ZOOM = 8;

/**
 * A mark's box on the screen, in layer points.
 * @param {Mark} mark
 */
function boxOf(mark) {
  const bounds = marks.boundsOf([mark.id]);
  if (!bounds) return null;
  const a = given.map.latLngToLayerPoint(bounds.getNorthWest());
  const b = given.map.latLngToLayerPoint(bounds.getSouthEast());
  return { x: a.x, y: a.y, w: b.x - a.x, h: b.y - a.y };
}

/** What wants a name now: shown marks near the view, the important ones first. */
export function wishes() {
  const size = given.map.getSize();
  const corner = given.map.containerPointToLayerPoint([0, 0]);
  const view = { x: corner.x - 20, y: corner.y - 20, w: size.x + 40, h: size.y + 40 };
  /** @type {Wish[]} */
  const found = [];
  for (const mark of marks.all()) {
    // The base map leaves a story's places to it: they keep their names when their layer is off.
    const ground = !mark.shown && mark.feature.properties.place;
    if ((!mark.shown && !ground) || mark.feature.properties.tie || isAside(mark)) continue;
    const isSeen = (/** @type {Point} */ { x, y }) => spots.overlaps(view, { x, y, w: 1, h: 1 });
    let anchor = given.map.latLngToLayerPoint(marks.anchorOf(mark.id));
    if (!isSeen(anchor)) {
      const other = mark.layer.theme !== "area" && shapes.seenOn(mark.feature.geometry, given.map.getBounds());
      if (!other) continue;
      anchor = given.map.latLngToLayerPoint(other);
    }
    const box = mark.cls.kind === "point" ? null : boxOf(mark);
    const tiny = !ground && box !== null && Math.max(box.w, box.h) < TINY_PX;
    const statements = (given.story.onMark.get(mark.id) || []).length;
    found.push({ mark, anchor, box, tiny, ground, statements, chosen: isChosen(mark.id) });
  }
  return together.gather(importance.ordered(found)).slice(0, MOST);
}

/**
 * Context is named where there is room for it: close by, or when it is chosen.
 * @param {Mark} mark
 */
function isAside(mark) {
  return mark.layer.group === "context" && given.map.getZoom() < CONTEXT_ZOOM && !isChosen(mark.id);
}

/** @param {string} id */
function isChosen(id) {
  const annotation = given.story.annotationById.get(state.at || "");
  return id === state.mark || Boolean(annotation && annotation.marks.includes(id));
}
