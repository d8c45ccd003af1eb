/* Put the story's marks on the map, show and hide them, and light up the chosen ones. */

import * as circle from "../base/circle.js";
import { asButton } from "../base/keys.js";
import { given, state } from "../core/state.js";
import * as store from "../core/store.js";
import * as canvas from "./canvas.js";
import { describe } from "./naming.js";
import { Arc, bows, Grouped, make, simple } from "./shapes.js";
import * as symbols from "./symbols.js";

const MANY_POINTS = 600;
const TIE_SPREAD_PX = 26;
const HIT_WIDTH_PX = 22;
const CHOSEN = "\u0000chosen";

/** @type {Index<Mark>} */
const marks = new Map();
/** @type {L.Map} */
let map;
/** @type {Grouped} */
let shapes;
/** @type {Grouped} */
let points;
/** @type {{ press: (id: string, latlng: L.LatLng) => void, enter: (id: string) => void, near: (id: string, on: boolean) => void }} */
let told;

/**
 * Points lie above the base map's names, lines and areas beneath them.
 * @param {Mark} mark
 */
function where(mark) {
  const renderer = mark.cls.kind === "point" ? points : shapes;
  return { renderer, pane: renderer.options.pane, group: mark.layer.id };
}

/**
 * The wide unseen path that takes the pointer, and the keyboard's focus.
 * @param {Mark} mark
 * @param {Simple} geometry
 * @param {number} [bow]
 */
function hit(mark, geometry, bow) {
  const { cls } = mark;
  const options = { ...where(mark), className: "hit", color: "#000",
    opacity: 0, weight: HIT_WIDTH_PX, fill: cls.kind !== "line", fillOpacity: 0, radius: 13,
    stroke: cls.kind !== "point", bubblingMouseEvents: false };
  if (cls.kind === "polygon") options.weight = 6;
  return make(geometry, options, bow);
}

/** @param {Mark} mark @param {number} [bow] */
function build(mark, bow) {
  const { layer, cls, feature } = mark;
  for (const geometry of simple(feature.geometry)) {
    for (const part of symbols.parts(layer, cls)) {
      const path = make(geometry, { ...symbols.leaflet(part), ...where(mark),
        interactive: false, className: "part part-" + part.role }, bow);
      if (path) mark.paths.push({ path, part });
    }
    const target = hit(mark, geometry, bow);
    if (target) mark.targets.push(target);
  }
  for (const { path } of mark.paths) path.addTo(map);
  for (const target of mark.targets) {
    target.addTo(map);
    listen(mark, target);
  }
  decorate(mark);
}

/**
 * What Leaflet's options cannot say: filters and arrow heads.
 * @param {Mark} mark
 */
function decorate(mark) {
  const { layer, cls, feature } = mark;
  for (const { path, part } of mark.paths) {
    if (part.filter) path._path.setAttribute("filter", part.filter);
    // The soft edge of a point lies beneath the discs of all: it covers none.
    if (part.role === "halo" && cls.kind === "point") path.bringToBack();
    const tie = feature.properties.tie;
    if (tie && tie.directed && part.role === "main") {
      path._path.setAttribute("marker-end", "url(#arrow-" + symbols.keyOf(layer, cls) + ")");
    }
  }
}

/** @param {Mark} mark @param {Shaped} target */
function listen(mark, target) {
  const id = mark.id;
  target.on("click", (event) => {
    L.DomEvent.stop(event);
    told.press(id, event.latlng);
  });
  target.on("mouseover", () => hover(id, true)).on("mouseout", () => hover(id, false));
  if (!target._path) return;
  const path = target._path;
  asButton(path, () => told.enter(id));
  path.dataset.mark = id;
  path.addEventListener("focus", () => hover(id, true));
  path.addEventListener("blur", () => hover(id, false));
}

/** @param {string} id @param {boolean} on */
function hover(id, on) {
  const mark = marks.get(id);
  for (const { path } of mark.paths) if (path._path) path._path.classList.toggle("is-near", on);
  told.near(id, on);
}

/** @param {Story} story */
function addAll(story) {
  const spread = bows(story.featureById.values(), TIE_SPREAD_PX);
  const single = [...story.featureById.values()].filter((f) => f.geometry && f.geometry.type === "Point");
  const many = single.length > MANY_POINTS;
  for (const layer of story.layers) {
    for (const renderer of [shapes, points]) renderer.group(layer.id);
    for (const feature of layer.features.features) {
      const id = feature.properties.id;
      const cls = layer.classById.get(feature.properties.class);
      /** @type {Mark} */
      const mark = { id, feature, layer, cls, paths: [], targets: [], stamp: null, shown: true };
      marks.set(id, mark);
      if (many && feature.geometry && feature.geometry.type === "Point") {
        mark.stamp = canvas.point(circle.latLng(feature.geometry.coordinates), layer, cls);
        mark.stamp.addTo(map);
        listen(mark, mark.stamp);
      } else {
        build(mark, spread.get(id));
      }
    }
  }
}

/**
 * Put all marks on the map; `tell` hears when one is pressed, entered by a key, or near the pointer.
 * @param {L.Map} leafletMap
 * @param {Story} story
 * @param {typeof told} tell
 */
function start(leafletMap, story, tell) {
  map = leafletMap;
  told = tell;
  // The base map's names lie between, at 420. The canvas of very many points catches the pointer
  // all over, so it stays beneath all that can be chosen.
  for (const [pane, level] of Object.entries({ points: 405, marks: 410, discs: 430 })) {
    map.createPane(pane).style.zIndex = String(level);
  }
  [shapes, points] = ["marks", "discs"].map((pane) =>
    new Grouped({ pane, padding: 0.5 }).addTo(map));
  symbols.define(story);
  addAll(story);
  glows = [shapes, points].map((renderer) => renderer.group(CHOSEN));
  speak();
  update();
  store.on(["layers", "from", "to", "undated"], update);
  store.on(["lang"], speak);
  const hasAsides = [...marks.values()].some(({ feature }) => feature.properties.aside);
  store.on(["at", "mark"], hasAsides ? update : light);
}

function speak() {
  for (const mark of marks.values()) {
    const label = mark.targets.length ? describe(mark) : "";
    for (const target of mark.targets) target._path.setAttribute("aria-label", label);
  }
}

/** What is chosen, with the ends of its ties: it is seen though it stands aside. */
function askedFor() {
  const ids = chosen();
  for (const id of [...ids]) {
    const tie = marks.get(id)?.feature.properties.tie;
    for (const end of tie ? [tie.from, tie.to] : []) ids.add(end);
  }
  return ids;
}

/** Show what the layers and the window leave in; only what changes is touched. */
function update() {
  let stamped = false;
  for (const layer of given.story.layers) {
    for (const renderer of [shapes, points]) {
      renderer.group(layer.id).style.display = state.layers.has(layer.id) ? "" : "none";
    }
  }
  const asked = askedFor();
  for (const mark of marks.values()) {
    const kept = store.markInWindow(mark.id) && (!mark.feature.properties.aside || asked.has(mark.id));
    const shown = kept && state.layers.has(mark.layer.id);
    mark.shown = shown;
    if (mark.stamp) {
      stamped = stamped || mark.stamp.options.shown !== shown;
      mark.stamp.options.shown = shown;
    } else if (mark.kept !== kept) {
      for (const { path } of mark.paths) path._path.style.display = kept ? "" : "none";
      for (const target of mark.targets) target._path.style.display = kept ? "" : "none";
    }
    mark.kept = kept;
  }
  if (stamped) canvas.redraw();
  light();
}

/** Draw every symbol anew in the theme of now; nothing else is rebuilt. */
function restyle() {
  symbols.define(given.story);
  for (const mark of marks.values()) {
    const parts = symbols.parts(mark.layer, mark.cls);
    mark.paths.forEach((entry, index) => {
      entry.part = parts[index % parts.length];
      entry.path.setStyle(symbols.leaflet(entry.part));
    });
  }
  canvas.redraw();
}

/** @type {SVGGElement[]} */
let glows = [];
/** @type {Shaped[]} */
let lit = [];

/** The ids of the marks that are chosen, by themselves or with their statement. */
function chosen() {
  const annotation = given.story.annotationById.get(state.at);
  const ids = new Set(annotation ? annotation.all : []);
  if (state.mark) ids.add(state.mark);
  return ids;
}

/** Lay a band of the accent colour under the chosen marks. */
function light() {
  for (const path of lit) path.remove();
  lit = [...chosen()].map((id) => marks.get(id)).filter((mark) => mark && mark.shown)
    .flatMap((mark) => simple(mark.feature.geometry).flatMap((geometry) => {
      const radius = (mark.cls.style.light.radius_px || 6) + 6;
      const path = make(geometry, { ...where(mark), group: CHOSEN, interactive: false,
        className: "glow glow-" + mark.cls.kind, fill: false, radius },
      mark.paths[0] && mark.paths[0].path.options.bow);
      return path ? path.addTo(map) : [];
    }));
  for (const glow of glows) glow.parentElement?.prepend(glow);
}

/**
 * The bounds of some marks, or null where none has a place.
 * @param {string[]} ids
 */
function boundsOf(ids) {
  const bounds = L.latLngBounds([]);
  for (const id of ids) {
    const mark = marks.get(id);
    if (mark && mark.stamp) bounds.extend(mark.stamp.getLatLng());
    for (const { path } of mark ? mark.paths : []) {
      bounds.extend(path instanceof L.CircleMarker ? path.getLatLng() : path.getBounds());
    }
  }
  return bounds.isValid() ? bounds : null;
}

/**
 * Where a mark is spoken of: its anchor; of an arc, the middle of the line as drawn.
 * @param {string} id
 */
function anchorOf(id) {
  const mark = marks.get(id);
  const arc = mark.paths.map(({ path }) => path).find((path) => path instanceof Arc);
  return arc?.middle() || circle.latLng(mark.feature.properties.anchor);
}

/** @param {string} id */
export const get = (id) => marks.get(id);
export const all = () => marks.values();

export { start, restyle, chosen, boundsOf, anchorOf };
