/* Measure distance and area on the ellipsoid, by pointer or from the keyboard. */

import { announce, button, byId, el, iconButton } from "../base/dom.js";
import { geodesic } from "../core/geodesic.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given } from "../core/state.js";
import * as store from "../core/store.js";
import * as popup from "../reading/popup.js";

const KM_PER_MILE = 1.609344;
const STEP_M = 25000;

let on = false;
/** @type {L.LatLng[]} */
let points = [];
/** @type {L.LayerGroup | undefined} */
let drawn;

/**
 * Length of the path in metres and, from three points on, the area it closes in square metres.
 * @param {Geographiclib} given
 * @param {L.LatLng[]} latlngs
 */
function figures({ Geodesic }, latlngs) {
  const wgs84 = Geodesic.WGS84;
  let length = 0;
  for (let index = 1; index < latlngs.length; index += 1) {
    const [a, b] = [latlngs[index - 1], latlngs[index]];
    length += wgs84.Inverse(a.lat, a.lng, b.lat, b.lng).s12;
  }
  if (latlngs.length < 3) return { length, area: null };
  const ring = wgs84.Polygon(false);
  for (const point of latlngs) ring.AddPoint(point.lat, point.lng);
  return { length, area: Math.abs(ring.Compute(false, true).area) };
}

/** @param {number} value */
function digits(value) {
  return value < 10 ? 2 : value < 1000 ? 1 : 0;
}

/** @param {number} value @param {number} perMile @param {string} unit */
function pair(value, perMile, unit) {
  const other = value / perMile;
  return i18n.number(value, digits(value)) + " " + t("km" + unit) + " · "
    + i18n.number(other, digits(other)) + " " + t("mi" + unit);
}

async function tell() {
  const box = byId("measure-figures");
  if (!box) return; // closed while the library was on its way
  if (points.length < 2) {
    box.replaceChildren(el("p", { class: "hint" }, t("measureHint")));
    return;
  }
  let answer;
  try {
    answer = figures(await geodesic(), points.map((point) => point.wrap()));
  } catch (error) {
    box.replaceChildren(el("p", {}, /** @type {Error} */ (error).message));
    return;
  }
  const length = pair(answer.length / 1000, KM_PER_MILE, "");
  box.replaceChildren(el("p", { class: "figure" }, el("span", {}, t("distance")), " ",
    el("bdi", {}, length)));
  if (answer.area !== null) {
    const area = pair(answer.area / 1e6, KM_PER_MILE ** 2, "2");
    box.append(el("p", { class: "figure" }, el("span", {}, t("area")), " ", el("bdi", {}, area)));
  }
  announce(box.textContent);
}

/**
 * Points along the geodesics between the given ones, close enough to look smooth.
 * @param {L.LatLng[]} latlngs
 */
function smooth(latlngs) {
  if (!window.geodesic) return latlngs;
  const { WGS84, STANDARD, LONG_UNROLL } = window.geodesic.Geodesic;
  return latlngs.flatMap((point, index) => {
    const next = latlngs[index + 1];
    if (!next) return [point];
    const line = WGS84.InverseLine(point.lat, point.lng, next.lat, next.lng);
    const steps = Math.max(1, Math.min(64, Math.ceil(line.s13 / STEP_M)));
    return Array.from({ length: steps }, (_, step) => {
      const at = line.Position((line.s13 * step) / steps, STANDARD | LONG_UNROLL);
      return L.latLng(at.lat2, at.lon2);
    });
  });
}

function draw() {
  const layer = /** @type {L.LayerGroup} */ (drawn).clearLayers();
  const common = { pane: "measure", interactive: false };
  if (points.length > 2) {
    L.polygon(smooth([...points, points[0]]), { ...common, className: "measure-area", stroke: false })
      .addTo(layer);
  }
  if (points.length > 1) {
    L.polyline(smooth(points), { ...common, className: "measure-line" }).addTo(layer);
  }
  for (const point of points) {
    L.circleMarker(point, { ...common, radius: 4, className: "measure-point" }).addTo(layer);
  }
  tell();
}

/** @param {L.LatLng} latlng */
function add(latlng) {
  points.push(latlng);
  draw();
}

function undo() {
  points.pop();
  draw();
}

function clear() {
  points = [];
  draw();
}

function panel() {
  return el("div", { id: "measure-panel", role: "group", "aria-label": t("measure"), tabindex: "-1",
    class: "sheet" },
  el("div", { class: "sheet-head" }, el("strong", {}, t("measure")),
    iconButton("close", t("close"), () => toggle(false))),
  el("div", { id: "measure-figures" }),
  el("div", { class: "sheet-row" },
    button(t("measureCentre"), () => add(given.map.getCenter())),
    iconButton("undo", t("undo"), undo), iconButton("trash", t("clear"), clear)));
}

/**
 * While measuring, Enter sets a point at the middle of the map and Escape ends.
 * @param {KeyboardEvent} event
 */
function keys(event) {
  if (!on) return;
  if (event.key === "Escape") {
    event.stopPropagation();
    toggle(false);
  } else if ((event.key === "Enter" || event.key === " ") && event.target === given.map.getContainer()) {
    event.preventDefault();
    add(given.map.getCenter());
  } else if (event.key === "Backspace" && points.length) {
    undo();
  }
}

/** @param {boolean} [wanted] */
function toggle(wanted) {
  const map = given.map;
  on = wanted === undefined ? !on : wanted;
  byId("measure-toggle").setAttribute("aria-pressed", String(on));
  byId("stage").classList.toggle("is-measuring", on);
  const old = byId("measure-panel");
  if (old) old.remove();
  if (!drawn) {
    map.createPane("measure").style.zIndex = "450";
    drawn = L.layerGroup().addTo(map);
    map.on("click", (event) => { if (on) add(event.latlng); });
  }
  if (on) {
    popup.close();
    const sheet = panel();
    L.DomEvent.disableClickPropagation(sheet);
    byId("stage").append(sheet);
    geodesic().then(draw).catch(() => {});
    map.doubleClickZoom.disable();
    map.getContainer().focus({ preventScroll: true });
    draw();
  } else {
    map.doubleClickZoom.enable();
    points = [];
    drawn.clearLayers();
  }
}

function start() {
  byId("stage").addEventListener("keydown", keys, true);
  store.on(["lang"], () => { if (on) { toggle(false); } });
}

export const active = () => on;

export { start, toggle, add };
