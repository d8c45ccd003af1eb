/* Draw a point, a line, an area or a circle for the chosen mention, by pointer or by keyboard. */

import { placed } from "../../core/circle.js";
import { announce, byId, clear, el, isNarrow } from "../../core/dom.js";
import { geodesic } from "../../core/geodesic.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";
import * as decisions from "../draft/decisions.js";
import * as store from "../draft/store.js";
import { shapeOf } from "../draft/work.js";
import { see } from "./map.js";

const CORNERS = 72;
const ECHO_MS = 400;
/** @type {Record<string, [number, number]>} */
const PANS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** @type {Record<string, string>} */
const MODES = { point: "marker", line: "polyline", area: "polygon" };

/** @type {any} */
let map = null;
/** @type {any} */
let control = null;
/** @type {any} */
let mode = null;
let ended_ms = -ECHO_MS;
/** @type {any} */
let shape = null;

/** @param {string} name */
const handlerOf = (name) => control._toolbars.draw._modes[MODES[name]].handler;
const active = () => mode !== null;

/** Whether a press on the map belongs to a drawing, or is the echo of the touch that ended one. */
const busy = () => active() || performance.now() - ended_ms < ECHO_MS;

/**
 * Coordinates to a metre, on the world's first copy.
 * @param {Geometry} geometry
 */
function plain(geometry) {
  const flat = (JSON.stringify(geometry.coordinates).match(/-?[\d.]+(?:e-?\d+)?/g) || []).map(Number);
  const lons = flat.filter((_, index) => index % 2 === 0);
  const turn = 360 * Math.floor((Math.min(...lons) + 180) / 360);
  const round = (/** @type {any} */ value) => Math.round(value * 1e5) / 1e5;
  /** @type {(part: any[]) => any[]} */
  const walk = (part) => (typeof part[0] === "number" ? [round(part[0] - turn), round(part[1])] : part.map(walk));
  return { type: geometry.type, coordinates: walk(geometry.coordinates) };
}

/** @param {Geometry} geometry */
function take(geometry) {
  const mention = store.chosen();
  stop();
  if (!mention) return;
  decisions.draw(mention, plain(geometry));
  announce(t("did.drawn", { name: mention.text }));
  see();
}

/* --- what is no shape ------------------------------------------------------------------------------ */

/** @param {{ lat: number, lng: number }} given */
const spot = ({ lat, lng }) => lat.toFixed(5) + " " + lng.toFixed(5);

/** @param {any} figure */
function crosses(figure) {
  if (!(figure instanceof L.Polygon) || !L.LineUtil.isFlat(/** @type {any} */ (figure.getLatLngs()[0]))) return false;
  return Object.assign(/** @type {any} */ (figure), { _map: /** @type {any} */ (figure)._map || map }).intersects();
}

/**
 * Why some corners make no line or area; nothing where they do.
 * @param {any} latlngs
 * @param {any} area
 */
function faulty(latlngs, area) {
  if (new Set(latlngs.map(spot)).size < (area ? 3 : 2)) return t("draw.few");
  return area && crosses(L.polygon(latlngs)) ? t("draw.tip.crosses") : "";
}

/**
 * Leaflet.draw asks before it ends a shape; it does not look at the side that closes an area.
 * @param {any} handler
 * @param {any} area
 */
function strict(handler, area) {
  handler._shapeIsValid = () => !faulty(handler._markers.map((/** @type {any} */ corner) => corner.getLatLng()), area);
}

/* --- while drawing -------------------------------------------------------------------------------- */

/**
 * @param {any} hint
 * @param {...any} buttons
 */
function sheet(hint, ...buttons) {
  const box = byId("drawing");
  box.setAttribute("aria-label", hint);
  clear(box, el("p", { class: "hint" }, hint), el("div", { class: "sheet-row" }, buttons.filter(Boolean),
    button(t("cancel"), stop)));
  box.hidden = false;
  L.DomEvent.disableClickPropagation(box);
}

/**
 * @param {string} label
 * @param {(event: any) => void} onClick
 * @param {Record<string, any>} [attributes]
 */
const button = (label, onClick, attributes) => el("button", { type: "button", class: "quiet", ...attributes,
  on: { click: onClick } }, label);

/** @param {string} name */
function begin(name) {
  const mention = store.chosen();
  if (!mention) return;
  if (isNarrow()) store.set({ tab: "map" });
  stop();
  mode = name;
  const handler = handlerOf(name);
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
  handler.setOptions({ shapeOptions: { color: colour, weight: 3, opacity: 0.9, fill: name === "area" },
    allowIntersection: name !== "area", showLength: false,
    ...(name === "point" ? { icon: L.divIcon({ className: "draw-point", iconSize: [20, 20] }) } : {}) });
  handler.enable();
  hideHandles();
  byId("stage").classList.add("is-measuring");
  sheet(t("draw." + name + ".hint", { name: mention.text }), button(t("draw.here"), here, { id: "draw-here" }),
    name === "point" ? null : button(t("draw.back"), back, { id: "draw-back" }),
    name === "point" ? null : button(t("draw.finish"), finish, { id: "draw-finish" }));
  map.getContainer().focus({ preventScroll: true });
  announce(t("draw." + name + ".hint", { name: mention.text }));
}

/** Set a corner at the middle of the map: how the keyboard draws. */
function here() {
  const at = map.getCenter();
  if (mode === "point") return take({ type: "Point", coordinates: [at.lng, at.lat] });
  const handler = handlerOf(mode);
  if (handler._markers.some((/** @type {any} */ corner) => spot(corner.getLatLng()) === spot(at))) return announce(t("draw.same"));
  handler._currentLatLng = at;
  handler.addVertex(at);
  return announce(t("draw.corner", { n: handler._markers.length }));
}

/** @param {string} sentence */
function say(sentence) {
  byId("drawing").querySelector(".hint").textContent = sentence;
  announce(sentence);
}

function back() {
  handlerOf(mode).deleteLastVertex();
}

function finish() {
  if (mode === "edit") {
    if (crosses(shape)) say(t("draw.tip.crosses"));
    else take(shape.toGeoJSON().geometry);
    return;
  }
  const handler = handlerOf(mode);
  const wrong = faulty(handler._markers.map((/** @type {any} */ corner) => corner.getLatLng()), mode === "area");
  if (wrong) say(wrong);
  else handler.completeShape();
}

function stop() {
  const was = mode;
  mode = null;
  if (was) ended_ms = performance.now();
  if (was && was !== "edit") handlerOf(was).disable();
  if (shape) {
    shape.remove();
    shape = null;
  }
  byId("drawing").hidden = true;
  // On a phone the card comes back where the finger was: not before the touch is over.
  window.setTimeout(() => byId("stage").classList.toggle("is-measuring", active()), was ? ECHO_MS : 0);
  byId("card").scrollTop = 0;
}

/**
 * While drawing, Enter sets a corner at the middle of the map and Escape ends.
 * @param {any} event
 */
function keys(event) {
  if (!active()) return;
  const pan = event.target === map.getContainer() && PANS[event.key];
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
    if (mode === "edit" || (event.key === "Enter" && event.ctrlKey)) finish();
    else here();
  } else if (event.key === "Backspace" && mode !== "edit" && mode !== "point") {
    event.preventDefault();
    back();
  }
}

/* --- other ways ------------------------------------------------------------------------------------- */

/** Let the corners of the chosen line or area be dragged. */
function reshape() {
  const mention = store.chosen();
  const geometry = placed(shapeOf(mention.shape).geometry);
  if (isNarrow()) store.set({ tab: "map" });
  stop();
  mode = "edit";
  shape = L.GeoJSON.geometryToLayer(/** @type {any} */ ({ type: "Feature", geometry }));
  shape.setStyle({ className: "glow-edit", fill: geometry.type.endsWith("Polygon") }).addTo(map);
  shape.editing.enable();
  hideHandles();
  map.fitBounds(shape.getBounds().pad(0.3), { animate: false });
  sheet(t("draw.edit.hint"), button(t("draw.done"), finish, { id: "draw-finish" }));
  map.getContainer().focus({ preventScroll: true });
}

/**
 * An area as far around a point as wished, on the ellipsoid.
 * @param {L.LatLng} latlng
 * @param {any} radius_km
 */
async function circle(latlng, radius_km) {
  const { WGS84 } = (await geodesic()).Geodesic;
  const ring = Array.from({ length: CORNERS }, (_, step) => {
    const { lat2, lon2 } = WGS84.Direct(latlng.lat, latlng.lng, -(360 / CORNERS) * step, radius_km * 1000);
    return [latlng.lng + ((lon2 - latlng.lng + 540) % 360) - 180, lat2];
  });
  take({ type: "Polygon", coordinates: [[...ring, ring[0]]] });
}

/** Leaflet.draw's handles are for the pointer; to the keyboard they would be buttons with no name. */
function hideHandles() {
  for (const node of map.getPane("markerPane").querySelectorAll(".leaflet-mouse-marker, .leaflet-editing-icon")) {
    for (const name of ["role", "tabindex"]) node.removeAttribute(name);
    node.setAttribute("aria-hidden", "true");
  }
}

/** @param {any} draw */
function start(draw) {
  map = given.map;
  control = draw;
  strict(handlerOf("area"), true);
  strict(handlerOf("line"), false);
  /** @type {any} */ (L.Polyline)._flat = L.LineUtil.isFlat;  // Leaflet.draw calls it by its old name, which is told as a fault
  map.on("draw:created", (/** @type {any} */ { layer }) => {
    control.options.edit.featureGroup.clearLayers();  // the draft's own mark takes its place
    take(layer.toGeoJSON().geometry);
  });
  map.on("draw:drawvertex draw:editvertex", hideHandles);
  // Leaflet.draw ends by itself on Escape; the page must know.
  map.on("draw:drawstop", () => { if (active() && mode !== "edit") stop(); });
  byId("stage").addEventListener("keydown", keys, true);
  store.on(["chosen"], () => { if (active()) stop(); });
  const { draw: words } = L.drawLocal;
  Object.assign(words.handlers.polygon.tooltip, { start: t("draw.tip.start"), cont: t("draw.tip.next"),
    end: t("draw.tip.closeArea") });
  Object.assign(words.handlers.polyline.tooltip, { start: t("draw.tip.start"), cont: t("draw.tip.next"),
    end: t("draw.tip.endLine") });
  words.handlers.polyline.error = t("draw.tip.crosses");
  words.handlers.marker.tooltip.start = t("draw.tip.point");
}

export { start, begin, reshape, circle, stop, active, busy };
