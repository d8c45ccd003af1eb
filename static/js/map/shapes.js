/* Leaflet shapes of our own: one SVG with a group for each layer, and arcs that bow apart. */

import * as circle from "../base/circle.js";
import { svg } from "../base/dom.js";

const STILL_MS = 350;

/** Shares of a box at which a position of what lies in it is looked for, the middle first. */
const SHARES = [0.5, 0.3, 0.7, 0.15, 0.85];
const GRID = SHARES.flatMap((y) => SHARES.map((x) => [x, y]));

/**
 * A renderer that draws well beyond the view's edges, and draws anew when a drag reaches them or
 * the map has come to rest, not at the end of each drag.
 * @template {new (...args: any[]) => L.Renderer} T
 * @param {T} Base
 */
const calm = (Base) => class extends Base {
  #resting = 0;
  /** @type {L.Point | undefined} */
  #origin;
  /** @type {L.Point | undefined} */
  #size;

  getEvents() {
    return { ...super.getEvents(), movestart: this._wait, move: this._onward, moveend: this._moved };
  }

  _wait() {
    window.clearTimeout(this.#resting);
  }

  _onward() {
    if (this._sameGround() && !this._covers()) this._update();
  }

  _moved() {
    this._wait();
    if (!this._sameGround() || !this._covers()) this._update();
    else this.#resting = window.setTimeout(() => { if (this._map) this._update(); }, STILL_MS);
  }

  _update() {
    const before = this._bounds;
    super._update();
    if (this._bounds === before) return;
    this.#origin = this._map.getPixelOrigin();
    this.#size = this._map.getSize();
  }

  /** Whether the map has only been moved since, not zoomed, set elsewhere or given another size. */
  _sameGround() {
    const map = this._map;
    return Boolean(this.#origin?.equals(map.getPixelOrigin()) && this.#size?.equals(map.getSize()))
      && this._zoom === map.getZoom();
  }

  _covers() {
    const corner = this._map.containerPointToLayerPoint([0, 0]);
    return this._bounds.contains(L.bounds(corner, corner.add(this._map.getSize())));
  }
};

/** A renderer with a group for each layer: hiding a layer is one attribute. */
class Grouped extends calm(L.SVG) {
  /** @type {Map<string, SVGGElement>} */
  #groups = new Map();

  _initContainer() {
    super._initContainer();
    this.#groups.clear();
  }

  /** @param {string} id */
  group(id) {
    const group = this.#groups.get(id) || svg("g", { data: { layer: id } });
    if (!this.#groups.has(id)) {
      this.#groups.set(id, group);
      this._rootGroup.append(group);
    }
    return group;
  }

  /** @param {L.Path} path */
  _addPath(path) {
    if (!this._rootGroup) this._initContainer();
    this.group(String(path.options.group)).append(path._path);
    path.addInteractiveTarget(path._path);
  }
}

/** An arc; ties between the same two places bow apart by some pixels, so each can be chosen. */
class Arc extends L.Polyline {
  /** @param {L.LatLng[]} latlngs @param {L.Point[][]} result @param {L.Bounds} bounds */
  _projectLatlngs(latlngs, result, bounds) {
    if (!(latlngs[0] instanceof L.LatLng)) return super._projectLatlngs(latlngs, result, bounds);
    // Leaflet rounds to whole pixels, which would make a smooth arc wobble.
    const origin = this._map.getPixelOrigin();
    const ring = latlngs.map((latlng) => this._map.project(latlng).subtract(origin));
    if (this.options.bow) this._bend(ring, this.options.bow);
    for (const point of ring) bounds.extend(point);
    result.push(ring);
    return undefined;
  }

  /** @param {L.Point[]} ring @param {number} asked */
  _bend(ring, asked) {
    const first = ring[0];
    const chord = ring[ring.length - 1].subtract(first);
    const length = Math.hypot(chord.x, chord.y) || 1;
    const bow = Math.sign(asked) * Math.min(Math.abs(asked), length * 0.35);
    ring.forEach((point, index) => {
      const along = index / (ring.length - 1);
      const shift = bow * 4 * along * (1 - along);
      point.x += (-chord.y / length) * shift;
      point.y += (chord.x / length) * shift;
    });
  }

  /** The middle of the line as drawn, or null before it is on a map. */
  middle() {
    if (!this._map || !this._rings || !this._rings.length) return null;
    const ring = this._rings[0];
    return this._map.layerPointToLatLng(ring[Math.floor(ring.length / 2)]);
  }
}

/** A symbol in a point's disc: a path that is moved to its place and sized, not drawn anew. */
class Pictogram extends L.CircleMarker {
  _updatePath() {
    this._renderer._setPath(this, String(this.options.pictogram));
    this._path.setAttribute("transform", `translate(${this._point.x} ${this._point.y}) scale(${this._radius})`);
    this._path.setAttribute("fill-rule", "evenodd");
  }
}

/**
 * A Leaflet shape of a simple geometry; with a bow it is an arc.
 * @param {Simple} geometry
 * @param {L.PolylineOptions & { radius?: number }} options
 * @param {number} [bow]
 */
function make(geometry, options, bow) {
  const { type, coordinates } = geometry;
  /** @type {(positions: unknown[], depth: number) => L.LatLng[]} */
  const toLatLngs = L.GeoJSON.coordsToLatLngs;
  if (type === "Point") {
    return new (options.pictogram ? Pictogram : L.CircleMarker)([coordinates[1], coordinates[0]], options);
  }
  if (type === "LineString" && bow !== undefined) {
    return new Arc(toLatLngs(coordinates, 0), { ...options, bow, noClip: true, smoothFactor: 0 });
  }
  if (type === "LineString") return L.polyline(toLatLngs(coordinates, 0), options);
  if (type === "MultiLineString") return L.polyline(toLatLngs(coordinates, 1), options);
  if (type === "Polygon") return L.polygon(toLatLngs(coordinates, 1), options);
  if (type === "MultiPolygon") return L.polygon(toLatLngs(coordinates, 2), options);
  return null;
}

/**
 * Split what Leaflet has no shape for into simple geometries, on the story's copy of the world.
 * @param {Geometry} geometry
 * @returns {Simple[]}
 */
function simple(geometry) {
  if (!geometry) return [];
  if (geometry.type === "MultiPoint") {
    return geometry.coordinates.flatMap((coordinates) => simple({ type: "Point", coordinates }));
  }
  if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap(simple);
  return [circle.placed(geometry)];
}

/**
 * Where a tie begins and ends, as text: two ties of other names may lead from capital to capital.
 * @param {Feature} feature
 */
function tieEnds({ geometry }) {
  const { type, coordinates } = /** @type {Simple} */ (geometry);
  const found = coordinates.flat(type === "LineString" ? 0 : 1);
  return [found[0], found[found.length - 1]].map(String);
}

/**
 * How far each tie bows: the arcs that share both ends are spread evenly about the geodesic.
 * @param {Iterable<Feature>} features
 * @param {number} spread
 * @returns {Map<string, number>}
 */
function bows(features, spread) {
  /** @type {Map<string, Feature[]>} */
  const pairs = new Map();
  for (const feature of features) {
    const tie = feature.properties.tie;
    if (!tie) continue;
    const pair = tieEnds(feature).sort().join(" ");
    pairs.set(pair, [...pairs.get(pair) || [], feature]);
  }
  const result = new Map();
  for (const ties of pairs.values()) {
    const arcs = [...new Set(ties.map(({ properties }) => properties.tie?.arc))];
    for (const feature of ties) {
      const [from, to] = tieEnds(feature);
      const side = from < to ? 1 : -1;
      const index = arcs.indexOf(feature.properties.tie?.arc);
      result.set(feature.properties.id, side * (index - (arcs.length - 1) / 2) * spread);
    }
  }
  return result;
}

/**
 * Whether a ring of positions runs around one, by the crossings of a line to the east of it.
 * @param {Position[]} ring
 * @param {number} lon
 * @param {number} lat
 */
function isAround(ring, lon, lat) {
  let odd = false;
  let before = ring[ring.length - 1];
  for (const here of ring) {  // each number by its place: parting a pair is several times dearer
    if ((here[1] > lat) !== (before[1] > lat)
      && lon < ((before[0] - here[0]) * (lat - here[1])) / (before[1] - here[1]) + here[0]) odd = !odd;
    before = here;
  }
  return odd;
}

/** @param {Geometry} geometry */
const areas = (geometry) => simple(geometry).flatMap(({ type, coordinates }) =>
  (type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : []));

/**
 * Whether an area, without its holes, holds a position.
 * @param {Geometry} geometry
 * @param {{ lat: number, lng: number }} given
 */
function holds(geometry, { lng, lat }) {
  return areas(geometry).some((rings) => rings.filter((ring) => isAround(ring, lng, lat)).length % 2);
}

/**
 * A position of an area of several parts that lies in some bounds, or null where none is found.
 * @param {Geometry} geometry
 * @param {L.LatLngBounds} bounds
 */
function seenOn(geometry, bounds) {
  const parts = areas(geometry);
  if (parts.length < 2) return null;
  for (const rings of parts) {
    const own = L.latLngBounds(rings[0].map(([lng, lat]) => L.latLng(lat, lng)));
    if (!own.intersects(bounds)) continue;
    const south = Math.max(own.getSouth(), bounds.getSouth());
    const west = Math.max(own.getWest(), bounds.getWest());
    const high = Math.min(own.getNorth(), bounds.getNorth()) - south;
    const wide = Math.min(own.getEast(), bounds.getEast()) - west;
    for (const [x, y] of GRID) {
      const at = L.latLng(south + y * high, west + x * wide);
      if (holds({ type: "Polygon", coordinates: rings }, at)) return at;
    }
  }
  return null;
}

export { calm, Grouped, Arc, make, simple, bows, holds, seenOn };
