/* Draw the marks, each in the form of its certainty; choose them, and drag the chosen pin. */

import * as circle from "../../base/circle.js";
import { announce, el, reducedMotion, svg } from "../../base/dom.js";
import { ARROWS, asButton } from "../../base/keys.js";
import * as i18n from "../../core/i18n.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";
import * as themes from "../../core/theme.js";
import * as symbols from "../../map/symbols.js";
import * as decisions from "../deciding/decisions.js";
import * as store from "../deciding/store.js";
import * as scope from "../draft/scope.js";
import * as wording from "../draft/wording.js";
import { work } from "../draft/work.js";
import * as ground from "./ground.js";
import * as looks from "./looks.js";
import * as marks from "./marks.js";
import * as outlines from "./outlines.js";
import * as rivals from "./rivals.js";

const HALF_PX = 24;
/** At least so near a town is shown when it is chosen, and what has an extent. */
const TOWN_ZOOM = 6;
const WHOLE_ZOOM = 4;
const STEP_PX = 4;
/** The share of the marks that the map shows at first. */
const NEAR = 0.8;

/** @typedef {{ mark: DraftMark, sign: string, layer: L.Marker | L.FeatureGroup }} Entry */

/** @type {L.Map} */
let map;
/** Whether a press on the map belongs to a drawing. */
let busy = () => false;
/** @type {DraftLayer[]} */
let layers;
/** @type {Map<string, Entry>} */
const drawn = new Map();

/* --- points ------------------------------------------------------------------------------------- */

/** @param {DraftMark} mark @param {boolean} chosen */
function face(mark, chosen) {
  const [layer, cls] = looks.of(mark);
  const parts = symbols.parts(layer, cls);
  const reach = Math.max(...parts.map((part) => part.radius)) + 5;
  return svg("svg", { viewBox: [-HALF_PX, -HALF_PX, HALF_PX * 2, HALF_PX * 2].join(" "), width: HALF_PX * 2,
    height: HALF_PX * 2, "aria-hidden": "true", focusable: "false" },
  chosen ? svg("circle", { class: "pin-ring", r: reach }) : null,
  parts.map((part) => symbols.dot(part)),
  mark.confirmed || cls.style.light.symbol ? null : svg("text", { class: "pin-open", "text-anchor": "middle", y: 3.6 }, "?"));
}

/** @param {DraftMark} mark @param {boolean} chosen */
function pin(mark, chosen) {
  const icon = L.divIcon({ className: "pin" + (chosen ? " is-chosen" : ""), html: face(mark, chosen),
    iconSize: [HALF_PX * 2, HALF_PX * 2], iconAnchor: [HALF_PX, HALF_PX] });
  const marker = L.marker(circle.latLng(/** @type {Position} */ (mark.geometry.coordinates)), { icon, draggable: chosen, keyboard: true,
    autoPanOnFocus: false, zIndexOffset: chosen ? 900 : 0, alt: marks.describe(mark) });
  marker.on("click", () => choose(mark));
  marker.on("dragend", () => moved(marker.getLatLng(), null));
  marker.on("add", () => {
    const node = /** @type {HTMLElement} */ (marker.getElement());
    Object.assign(node.dataset, { mark: mark.key });
    node.setAttribute("aria-label", marks.describe(mark) + (chosen ? ". " + t("pinKeys") : ""));
    node.addEventListener("keydown", (event) => { if (chosen) nudge(event, marker); });
  });
  return marker;
}

/**
 * The arrow keys move the chosen pin; with Shift farther. One run of them is one step.
 * @param {KeyboardEvent} event
 * @param {L.Marker} marker
 */
function nudge(event, marker) {
  const by = ARROWS[event.key];
  if (!by) return;
  event.preventDefault();
  event.stopPropagation();
  const far = STEP_PX * (event.shiftKey ? 8 : 1);
  const at = map.latLngToContainerPoint(marker.getLatLng()).add([by[0] * far, by[1] * far]);
  moved(map.containerPointToLatLng(at), "nudge " + work.chosen);
  /** @type {HTMLElement | null} */
  const node = map.getContainer().querySelector(".pin.is-chosen");
  if (node) node.focus({ preventScroll: true });
}

/** @param {L.LatLng} latlng @param {string | null} merge */
function moved(latlng, merge) {
  const mention = store.chosen();
  const { lat, lng } = latlng.wrap();
  const round = (/** @type {number} */ value) => Math.round(value * 1e5) / 1e5;
  decisions.draw(mention, { type: "Point", coordinates: [round(lng), round(lat)] },
    { moved: wording.choiceOf(mention), merge });
  announce(t("did.moved", { name: mention.text }));
}

/* --- lines and areas ----------------------------------------------------------------------------- */

/** @param {DraftMark} mark @param {boolean} chosen */
function figure(mark, chosen) {
  const look = looks.of(mark);
  const { kind } = look[1];
  const make = looks.maker(mark.geometry, look[1]);
  const hit = make({ className: "hit", color: "#000", opacity: 0, weight: 20, fill: kind === "polygon",
    fillOpacity: 0, bubblingMouseEvents: false });
  hit.on("click", () => choose(mark));
  hit.on("add", () => {
    asButton(hit._path, () => choose(mark));
    hit._path.setAttribute("aria-label", marks.describe(mark));
    hit._path.dataset.mark = mark.key;
  });
  const glow = chosen ? [make({ className: "glow glow-" + kind, interactive: false, fill: false })] : [];
  return L.featureGroup([...glow, ...looks.shapes(make, look, "part"), hit]);
}

/** @param {DraftMark} mark */
function choose(mark) {
  if (busy()) return;
  store.choose(marks.mentionOf(mark), "map");
}

/* --- all of them ----------------------------------------------------------------------------------- */

/** @param {DraftMark} mark @param {boolean} chosen */
function put(mark, chosen) {
  const layer = mark.isPoint ? pin(mark, chosen) : figure(mark, chosen);
  layer.addTo(map);
  layer.bindTooltip(el("bdi", {}, mark.name), { direction: "top", offset: [0, -12], className: "search-tip",
    permanent: chosen });
  if (chosen) layer.openTooltip();
  return layer;
}

/** Draw anew what has changed. */
function update() {
  const all = marks.all();
  circle.among([...all.values()].map(({ geometry }) => geometry));
  const theme = themes.now();
  const mine = store.chosen() ? scope.key(store.chosen()) : null;
  for (const [key, old] of drawn) {
    if (all.has(key)) continue;
    old.layer.remove();
    drawn.delete(key);
  }
  for (const [key, mark] of all) {
    const chosen = key === mine;
    const sign = [theme, chosen, looks.sign(mark), mark.confirmed, mark.name, mark.mentions.length,
      circle.middleNow(), i18n.language(), JSON.stringify(mark.geometry)].join("|");
    const old = drawn.get(key);
    if (old && old.sign === sign) {
      old.mark = mark;
      continue;
    }
    if (old) old.layer.remove();
    drawn.set(key, { layer: put(mark, chosen), sign, mark });
  }
  outlines.draw(map, all, theme);
  rivals.show(busy);
}

/** @param {Entry} entry */
function boundsOf({ layer }) {
  return layer instanceof L.Marker ? L.latLngBounds([layer.getLatLng()]) : layer.getBounds();
}

/** Bring the chosen mark into sight, if it is not, and no nearer than needed. */
function see() {
  const mention = store.chosen();
  const entry = mention && drawn.get(scope.key(mention));
  if (!entry || !map.getContainer().offsetParent || work.from === "map") return;
  const bounds = boundsOf(entry);
  const near = entry.mark.layer === "places" ? TOWN_ZOOM : WHOLE_ZOOM;
  if (map.getBounds().pad(-0.12).contains(bounds) && (map.getZoom() >= near || !entry.mark.isPoint)) return;
  const options = { animate: !reducedMotion() };
  if (entry.mark.isPoint) map.setView(bounds.getCenter(), Math.max(map.getZoom(), near), options);
  else map.fitBounds(bounds.pad(0.4), { maxZoom: 10, ...options });
}

/**
 * The towns that lie together, of five all but one: a single far name would show half the world.
 * @param {Entry[]} sure
 */
function core(sure) {
  const towns = sure.filter(({ mark }) => mark.layer === "places");
  const entries = towns.length > 1 ? towns : sure.length ? sure : [...drawn.values()];
  if (!entries.length) return [];
  const spots = entries.map((entry) => boundsOf(entry).getCenter());
  /** @type {(values: number[]) => number} */
  const middle = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  const centre = L.latLng(middle(spots.map(({ lat }) => lat)), middle(spots.map(({ lng }) => lng)));
  return entries.map((entry, at) => ({ entry, far: centre.distanceTo(spots[at]) }))
    .sort((a, b) => a.far - b.far).slice(0, Math.ceil(entries.length * NEAR)).map(({ entry }) => entry);
}

/**
 * All marks; at first only those that are likely and lie together.
 * @param {L.FitBoundsOptions} [options]
 * @param {boolean} [likely]
 */
function home(options, likely = false) {
  const bounds = L.latLngBounds([]);
  const sure = [...drawn.values()].filter(({ mark }) => mark.mentions.some((id) =>
    ["likely", "confirmed"].includes(wording.look(store.mention(id)))));
  for (const entry of likely ? core(sure) : drawn.values()) bounds.extend(boundsOf(entry));
  if (bounds.isValid()) map.fitBounds(bounds.pad(0.15), { maxZoom: 8, animate: !reducedMotion(), ...options });
  else map.setView([30, 20], 2, { animate: false });
}

function restyle() {
  symbols.define({ layers });
  ground.retile();
  update();
}

function label() {
  map.getContainer().setAttribute("aria-label", t("mapLabel"));
  ground.tools(() => home());
}

/** @param {L.Map} leafletMap @param {L.GridLayer[]} tiles @param {() => boolean} isBusy */
function start(leafletMap, tiles, isBusy) {
  map = leafletMap;
  busy = isBusy;
  layers = given.config.layers;
  symbols.know(given.config.symbols);
  map.invalidateSize({ animate: false });
  map.setView([30, 20], 2, { animate: false });
  symbols.define({ layers });
  ground.start(tiles, () => home());
  L.control.scale({ position: "bottomleft", imperial: false, maxWidth: 110 }).addTo(map);
  const container = map.getContainer();
  label();
  update();
  home({ animate: false }, true);
  ground.retile();
  outlines.listen(update);
  store.on(["draft", "chosen"], update);
  store.on(["lang"], () => { label(); restyle(); });
  store.on(["chosen"], see);
  store.on(["tab"], () => { map.invalidateSize({ animate: false }); see(); });
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
}

/** @param {string} key */
export const entryOf = (key) => drawn.get(key);

export { start, restyle, see };
