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
 * @param {any} Base
 */
const calm = (Base) => Base.extend({
  getEvents() {
    return { ...Base.prototype.getEvents.call(this), movestart: this._wait, move: this._onward,
      moveend: this._moved };
  },

  _wait() {
    window.clearTimeout(this._resting);
  },

  _onward() {
    if (this._sameGround() && !this._covers()) this._update();
  },

  _moved() {
    this._wait();
    if (!this._sameGround() || !this._covers()) this._update();
    else this._resting = window.setTimeout(() => { if (this._map) this._update(); }, STILL_MS);
  },

  _update() {
    const before = this._bounds;
    Base.prototype._update.call(this);
    if (this._bounds === before) return;
    this._origin = this._map.getPixelOrigin();
    this._size = this._map.getSize();
  },

  /** Whether the map has only been moved since, not zoomed, set elsewhere or given another size. */
  _sameGround() {
    const map = this._map;
    return Boolean(this._origin) && this._zoom === map.getZoom()
      && this._origin.equals(map.getPixelOrigin()) && this._size.equals(map.getSize());
  },

  _covers() {
    const corner = this._map.containerPointToLayerPoint([0, 0]);
    return this._bounds.contains(L.bounds(corner, corner.add(this._size)));
  },
});

/** A renderer with a group for each layer: hiding a layer is one attribute. */
const Grouped = calm(L.SVG).extend({
  _initContainer() {
    L.SVG.prototype._initContainer.call(this);
    this._groups = new Map();
  },

  group(/** @type {string} */ id) {
    if (!this._groups.has(id)) {
      const group = svg("g", { data: { layer: id } });
      this._groups.set(id, group);
      this._rootGroup.append(group);
    }
    return this._groups.get(id);
  },

  _addPath(/** @type {any} */ path) {
    if (!this._rootGroup) this._initContainer();
    this.group(path.options.group).append(path._path);
    path.addInteractiveTarget(path._path);
  },
});

/**
 * An arc; ties between the same two places bow apart by some pixels, so each can be chosen.
 * @type {any}
 */
const Arc = L.Polyline.extend({
  _projectLatlngs(/** @type {any} */ latlngs, /** @type {any} */ result, /** @type {any} */ bounds) {
    if (!(latlngs[0] instanceof L.LatLng)) {
      L.Polyline.prototype._projectLatlngs.call(this, latlngs, result, bounds);
      return;
    }
    // Leaflet rounds to whole pixels, which would make a smooth arc wobble.
    const origin = this._map.getPixelOrigin();
    const ring = latlngs.map((/** @type {L.LatLng} */ latlng) => this._map.project(latlng)._subtract(origin));
    if (this.options.bow) this._bend(ring);
    for (const point of ring) bounds.extend(point);
    result.push(ring);
  },

  _bend(/** @type {any} */ ring) {
    const first = ring[0];
    const chord = ring[ring.length - 1].subtract(first);
    const length = Math.hypot(chord.x, chord.y) || 1;
    const bow = Math.sign(this.options.bow) * Math.min(Math.abs(this.options.bow), length * 0.35);
    ring.forEach((/** @type {any} */ point, /** @type {number} */ index) => {
      const along = index / (ring.length - 1);
      const shift = bow * 4 * along * (1 - along);
      point.x += (-chord.y / length) * shift;
      point.y += (chord.x / length) * shift;
    });
  },

  /** The middle of the line as drawn, or null before it is on a map. */
  middle() {
    if (!this._map || !this._rings || !this._rings.length) return null;
    const ring = this._rings[0];
    return this._map.layerPointToLatLng(ring[Math.floor(ring.length / 2)]);
  },
});

/**
 * A symbol in a point's disc: a path that is moved to its place and sized, not drawn anew.
 * @type {any}
 */
const Pictogram = L.CircleMarker.extend({
  _updatePath() {
    this._renderer._setPath(this, this.options.pictogram);
    this._path.setAttribute("transform", `translate(${this._point.x} ${this._point.y}) scale(${this._radius})`);
    this._path.setAttribute("fill-rule", "evenodd");
  },
});

/**
 * A Leaflet shape of a simple geometry; with a bow it is an arc.
 * @param {Geometry} geometry
 * @param {Record<string, any>} options
 * @param {number} bow
 */
function make(geometry, options, bow) {
  const { type, coordinates } = geometry;
  const toLatLngs = L.GeoJSON.coordsToLatLngs;
  if (type === "Point") {
    return new (options.pictogram ? Pictogram : L.CircleMarker)(L.GeoJSON.coordsToLatLng(coordinates), options);
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
 */
function simple(geometry) {
  if (!geometry) return [];
  if (geometry.type === "MultiPoint") {
    return geometry.coordinates.flatMap((/** @type {any} */ coordinates) => simple({ type: "Point", coordinates }));
  }
  if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap(simple);
  return [circle.placed(geometry)];
}

/**
 * Where a tie begins and ends, as text: two ties of other names may lead from capital to capital.
 * @param {any} feature
 */
function tieEnds(feature) {
  const found = feature.geometry.coordinates.flat(feature.geometry.type === "LineString" ? 0 : 1);
  return [found[0], found[found.length - 1]].map(String);
}

/**
 * How far each tie bows: those that share both ends are spread evenly about the geodesic.
 * @param {any} features
 * @param {any} spread
 */
function bows(features, spread) {
  const pairs = new Map();
  for (const feature of features) {
    const tie = feature.properties.tie;
    if (!tie) continue;
    const pair = tieEnds(feature).sort().join(" ");
    if (!pairs.has(pair)) pairs.set(pair, []);
    pairs.get(pair).push(feature);
  }
  const result = new Map();
  for (const ties of pairs.values()) {
    ties.forEach((/** @type {any} */ feature, /** @type {number} */ index) => {
      const [from, to] = tieEnds(feature);
      const side = from < to ? 1 : -1;
      result.set(feature.properties.id, side * (index - (ties.length - 1) / 2) * spread);
    });
  }
  return result;
}

/**
 * Whether a ring of positions runs around one, by the crossings of a line to the east of it.
 * @param {Position[]} ring
 * @param {number} lon
 * @param {any} lat
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
const areas = (geometry) => simple(geometry).flatMap((/** @type {any} */ { type, coordinates }) =>
  (type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : []));

/**
 * Whether an area, without its holes, holds a position.
 * @param {Geometry} geometry
 * @param {{ lat: number, lng: number }} given
 */
function holds(geometry, { lng, lat }) {
  return areas(geometry).some((/** @type {any} */ rings) => rings.filter((/** @type {any} */ ring) => isAround(ring, lng, lat)).length % 2);
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
    const own = L.latLngBounds(rings[0].map((/** @type {any[]} */ [lng, lat]) => [lat, lng]));
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
