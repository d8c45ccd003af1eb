/* Draw a point, a line, an area or a circle for the chosen mention, by pointer or by keyboard. */

import { placed } from "../../base/circle.js";
import { announce, button, byId, clear, el, isNarrow } from "../../base/dom.js";
import { ARROWS } from "../../base/keys.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";
import * as decisions from "../deciding/decisions.js";
import * as store from "../deciding/store.js";
import { shapeOf } from "../draft/work.js";
import { crosses, faulty, plain, ring } from "./geometry.js";
import { see } from "./map.js";
import { equip, Tip } from "./tools.js";

const ECHO_MS = 400;

/** @type {L.Map} */
let map;
/** @type {Tip} */
let tip;
/**
 * What is drawn: `point`, `line` or `area`; or `edit` where a shape is changed.
 * @type {string | null}
 */
let mode = null;
/** @type {L.Marker | L.Polyline | L.Polygon | null} */
let shape = null;
let ended_ms = -ECHO_MS;

const active = () => mode !== null;

/** Whether a press on the map belongs to a drawing, or is the echo of the touch that ended one. */
const busy = () => active() || performance.now() - ended_ms < ECHO_MS;

/** The line or area that is drawn or changed. */
const figure = () => /** @type {L.Polyline} */ (shape);
const corners = () => /** @type {L.LatLng[]} */ (figure().getLatLngs().flat());

/** @param {Simple} geometry */
function take(geometry) {
  const mention = store.chosen();
  stop();
  if (!mention) return;
  decisions.draw(mention, plain(geometry));
  announce(t("did.drawn", { name: mention.text }));
  see();
}

/** @param {L.LatLng} corner */
const spot = ({ lat, lng }) => lat.toFixed(5) + " " + lng.toFixed(5);

/**
 * Whether the way from the last corner would cross a side that stands.
 * @param {L.LatLng} at
 */
function wouldCross(at) {
  const coordinates = [...corners(), at].map(({ lng, lat }) => [lng, lat]);
  return crosses(plain({ type: "LineString", coordinates }).coordinates);
}

/* --- while drawing -------------------------------------------------------------------------------- */

/** @param {string} hint @param {...(HTMLElement | null)} buttons */
function sheet(hint, ...buttons) {
  const box = byId("drawing");
  box.setAttribute("aria-label", hint);
  clear(box, el("p", { class: "hint" }, hint), el("div", { class: "sheet-row" }, buttons.filter(Boolean),
    button(t("cancel"), stop)));
  box.hidden = false;
  L.DomEvent.disableClickPropagation(box);
}

/**
 * Begin on the map, which has the keyboard from now on.
 * @param {string} name
 * @param {() => NonNullable<typeof shape>} make
 */
function enter(name, make) {
  if (isNarrow()) store.set({ tab: "map" });
  stop();
  mode = name;
  shape = make();
  map.doubleClickZoom.disable();
  byId("stage").classList.add("is-measuring");
  map.getContainer().focus({ preventScroll: true });
}

/**
 * What the library draws by itself; a point is seen once the pointer moves.
 * @param {string} name
 */
function blank(name) {
  if (name === "point") {
    const icon = L.divIcon({ className: "draw-point", iconSize: [20, 20] });
    return map.editTools.startMarker(undefined, { icon, interactive: false, keyboard: false });
  }
  const options = { className: "glow-edit", interactive: false,
    editOptions: { editTools: map.editTools, skipMiddleMarkers: true } };
  const path = name === "line" ? map.editTools.startPolyline(undefined, options)
    : map.editTools.startPolygon(undefined, options);
  return path.addTo(map);
}

/** @param {string} name */
function begin(name) {
  const mention = store.chosen();
  if (!mention) return;
  enter(name, () => blank(name));
  const hint = t("draw." + name + ".hint", { name: mention.text });
  sheet(hint, button(t("draw.here"), here, { id: "draw-here" }),
    name === "point" ? null : button(t("draw.back"), back, { id: "draw-back" }),
    name === "point" ? null : button(t("draw.finish"), finish, { id: "draw-finish" }));
  guide();
  announce(hint);
}

/** Say what comes next: in the sheet, and beside the pointer. */
function guide() {
  const box = byId("drawing");
  /** @type {Element} */ (box.querySelector(".hint")).textContent = box.getAttribute("aria-label");
  if (mode === "point") return tip.say(t("draw.tip.point"));
  const isArea = mode === "area";
  const count = corners().length;
  const enough = count >= (isArea ? 3 : 2);
  return tip.say(t("draw.tip." + (enough ? (isArea ? "closeArea" : "endLine") : count ? "next" : "start")));
}

/**
 * Say why something is not taken.
 * @param {string} sentence
 */
function refuse(sentence) {
  /** @type {Element} */ (byId("drawing").querySelector(".hint")).textContent = sentence;
  tip.say(sentence);
  announce(sentence);
}

/** @param {L.LatLng} at */
function corner(at) {
  if (mode === "point") return take({ type: "Point", coordinates: [at.lng, at.lat] });
  if (corners().some((other) => spot(other) === spot(at))) return announce(t("draw.same"));
  if (mode === "area" && wouldCross(at)) return refuse(t("draw.tip.crosses"));
  figure().editor.push(at);
  guide();
  return announce(t("draw.corner", { n: corners().length }));
}

/** Set a corner at the middle of the map: how the keyboard draws. */
function here() {
  corner(map.getCenter());
}

function back() {
  figure().editor.pop();
  guide();
}

function finish() {
  const geometry = plain(figure().toGeoJSON().geometry);
  const wrong = faulty(geometry);
  if (wrong) refuse(wrong);
  else take(geometry);
}

function stop() {
  const was = mode;
  mode = null;
  if (was) ended_ms = performance.now();
  if (shape) {
    shape.disableEdit();
    shape.remove();
    shape = null;
  }
  tip.hide();
  byId("drawing").hidden = true;
  // On a phone the card comes back where the finger was: not before the touch is over.
  window.setTimeout(rest, was ? ECHO_MS : 0);
  byId("card").scrollTop = 0;
}

/** Give the map back, unless the next drawing has begun. */
function rest() {
  if (active()) return;
  map.doubleClickZoom.enable();
  byId("stage").classList.remove("is-measuring");
}

/**
 * While drawing, Enter sets a corner at the middle of the map and Escape ends.
 * @param {KeyboardEvent} event
 */
function keys(event) {
  if (!active()) return;
  const pan = event.target === map.getContainer() && ARROWS[event.key];
  if (event.key === "Escape") {
    event.stopPropagation();
    stop();
  } else if (pan) {
    // At once: a corner that is set while the map still glides would stand where nobody meant it.
    event.preventDefault();
    event.stopPropagation();
    map.panBy(L.point(pan).multiplyBy(event.shiftKey ? 160 : 40), { animate: false });
  } else if ((event.key === "Enter" || event.key === " ") && event.target === map.getContainer()) {
    event.preventDefault();
    event.stopPropagation();
    if (mode === "edit" || (mode !== "point" && event.key === "Enter" && event.ctrlKey)) finish();
    else here();
  } else if (event.key === "Backspace" && mode !== "edit" && mode !== "point") {
    event.preventDefault();
    back();
  }
}

/* --- other ways ------------------------------------------------------------------------------------- */

/** Let the corners of the chosen line or area be dragged. */
function reshape() {
  const geometry = placed(shapeOf(store.chosen().shape).geometry);
  enter("edit", () => {
    const path = /** @type {L.Polyline} */ (L.GeoJSON.geometryToLayer({ type: "Feature", properties: null, geometry: /** @type {GeoJSON.Geometry} */ (geometry) }));
    path.setStyle({ className: "glow-edit" }).addTo(map);
    map.fitBounds(path.getBounds().pad(0.3), { animate: false });
    path.enableEdit(map);
    return path;
  });
  sheet(t("draw.edit.hint"), button(t("draw.done"), finish, { id: "draw-finish" }));
}

/**
 * An area as far around a point as wished.
 * @param {L.LatLng} latlng
 * @param {number} radius_km
 */
async function circle(latlng, radius_km) {
  take({ type: "Polygon", coordinates: [await ring(latlng, radius_km)] });
}

/* --- what the pointer does ------------------------------------------------------------------------- */

/** @param {EditableEvent} event */
function follow({ latlng }) {
  if (mode === "edit") return;
  if (mode === "point" && shape) shape.addTo(map);
  tip.move(latlng);
}

/**
 * A press on the map sets a corner, as the keyboard does.
 * @param {EditableEvent} event
 */
function press(event) {
  event.cancel();
  tip.move(event.latlng);
  if (!event.vertex) corner(event.latlng);
}

/**
 * A press on the last corner ends, of an area also one on the first.
 * @param {EditableEvent} event
 */
function pressCorner(event) {
  if (mode === "edit") return;
  event.cancel();
  const at = event.vertex.getIndex();
  if (at === event.vertex.getLastIndex() || (mode === "area" && at === 0)) finish();
}

function listen() {
  /** @type {EditableEvent["vertex"] | null} made between two others: the press that makes it does not remove it */
  let fresh = null;
  map.on("editable:drawing:move", follow);
  map.on("editable:drawing:click", press);
  map.on("editable:vertex:click", pressCorner);
  map.on("editable:vertex:new", ({ vertex }) => {
    if (mode === "edit") fresh = vertex;
    else vertex.dragging?.disable();
  });
  map.on("editable:vertex:dragstart", () => { fresh = null; });
  map.on("editable:vertex:rawclick", (event) => {
    if (event.vertex === fresh) event.cancel();
    fresh = null;
  });
}

function start() {
  map = given.map;
  equip(map);
  tip = new Tip(map);
  listen();
  byId("stage").addEventListener("keydown", keys, true);
  store.on(["chosen", "lang"], () => { if (active()) stop(); });
}

export { start, begin, reshape, circle, active, busy };
