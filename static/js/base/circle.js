/* Longitude is a circle: choose the copy of the world on which a story lies whole, and keep to it. */

const TURN = 360;

/** The longitude around which all is laid; beyond 180 where a story lies over the 180th meridian. */
let middle = 0;

/**
 * A longitude as addresses have it, from -180 to 180.
 * @param {number} lon
 */
const wrapped = (lon) => (Math.abs(lon) <= 180 ? lon : lon - TURN * Math.floor((lon + 180) / TURN));

/**
 * The same place on the copy of the world around the middle.
 * @param {number} lon
 */
const near = (lon) => (Math.abs(lon - middle) <= 180 ? lon : lon - TURN * Math.round((lon - middle) / TURN));

/** @param {Position} position */
const latLng = ([lon, lat]) => L.latLng(lat, near(lon));

/**
 * How far a side lies east of another that may stand for the next copy of the world.
 * @param {number} west
 * @param {number} east
 */
const eastOf = (west, east) => (west > east ? east + TURN : east);

/**
 * Lay all that follows around bounds: west, south, east, north; over 180 west is the larger.
 * @param {Bounds} bounds
 */
function around([west, , east]) {
  middle = west > east ? (west + east + TURN) / 2 : 0;
}

/**
 * Bounds as Leaflet takes them, on the copy around the middle.
 * @param {Bounds} bounds
 */
function bounds([west, south, east, north]) {
  const low = middle ? near(west) : west;
  return L.latLngBounds([south, low], [north, low + eastOf(west, east) - west]);
}

/**
 * The longitudes of coordinates, however deep they lie.
 * @param {Coordinates} part
 * @param {number[]} [found]
 */
const numbers = (part, found = []) => {
  if (typeof part[0] === "number") found.push(part[0]);
  else for (const inner of /** @type {Coordinates[]} */ (part)) numbers(inner, found);
  return found;
};

/** @template {Coordinates} T @param {T} part @param {number} by @returns {T} */
const moved = (part, by) => /** @type {T} */ (typeof part[0] === "number" ? [part[0] + by, ...part.slice(1)]
  : /** @type {Coordinates[]} */ (part).map((inner) => moved(inner, by)));

/**
 * The extents that were reckoned, by their coordinates, which nothing changes in place.
 * @type {WeakMap<Coordinates, [number, number]>}
 */
const extents = new WeakMap();

/**
 * From which longitude to which a geometry reaches, as it is written. For each place that a name might
 * have, the same outlines are asked: their positions are gone through once.
 * @param {Simple} geometry
 * @returns {[number, number]}
 */
function extent({ coordinates }) {
  const known = extents.get(coordinates);
  if (known) return known;
  let [low, high] = [Infinity, -Infinity];
  for (const lon of numbers(coordinates)) [low, high] = [Math.min(low, lon), Math.max(high, lon)];
  extents.set(coordinates, [low, high]);
  return [low, high];
}

/**
 * The same, the first of them from -180 to 180.
 * @param {Simple} geometry
 */
function span(geometry) {
  const [low, high] = extent(geometry);
  return [wrapped(low), wrapped(low) + high - low];
}

/**
 * Lay all that follows around the smallest arc that holds some geometries.
 * @param {Simple[]} geometries
 */
function among(geometries) {
  const sorted = geometries.map(span).flatMap(([low, high]) => (high > 180 ? [[low, 180], [-180, high - TURN]]
    : [[low, high]])).sort((a, b) => a[0] - b[0]);
  let [west, reached] = sorted.length ? [sorted[0][0], sorted[0][1]] : [0, 0];
  let [first, east, widest] = [west, west, 0];
  for (const [low, high] of sorted) {
    if (low - reached > widest) [widest, west, east] = [low - reached, low, reached];
    reached = Math.max(reached, high);
  }
  around(widest > first + TURN - reached ? [west, 0, east, 0] : [first, 0, reached, 0]);
}

/**
 * A geometry, whole as it is, on the copy around the middle.
 * @param {Simple} geometry
 */
function placed(geometry) {
  const [low, high] = extent(geometry);
  const by = near((low + high) / 2) - (low + high) / 2;
  return by ? /** @type {Simple} */ ({ ...geometry, coordinates: moved(geometry.coordinates, by) }) : geometry;
}

/** Let a drag far enough jump to the copy that holds the marks; Leaflet knows only the one around 0.
    A map must be made after this, for it takes over then what happens in a drag. */
function keepWhileDragging() {
  const jump = L.Map.Drag.prototype._onPreDragWrap;
  L.Map.Drag.include({
    _onPreDragWrap() {
      const own = this._initialWorldOffset;
      this._initialWorldOffset += (middle / TURN) * this._worldWidth;
      jump.call(this);
      this._initialWorldOffset = own;
    },
  });
}

export const middleNow = () => middle;

export { keepWhileDragging, around, among, bounds, latLng, near, placed, wrapped };
