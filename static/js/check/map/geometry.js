/* Keep a drawn geometry plain, tell why one is none, as where its outline crosses itself, and make the ring of a circle. */

import { geodesic } from "../../core/geodesic.js";
import { t } from "../../core/i18n.js";

const CORNERS = 72;

/**
 * Coordinates to a metre, on the world's first copy.
 * @template {Simple} T
 * @param {T} geometry
 * @returns {T}
 */
function plain(geometry) {
  const flat = (JSON.stringify(geometry.coordinates).match(/-?[\d.]+(?:e-?\d+)?/g) || []).map(Number);
  const lons = flat.filter((_, index) => index % 2 === 0);
  const turn = 360 * Math.floor((Math.min(...lons) + 180) / 360);
  const round = (/** @type {number} */ value) => Math.round(value * 1e5) / 1e5;
  /** @type {(part: Coordinates) => Coordinates} */
  const walk = (part) => /** @type {Coordinates} */ (typeof part[0] === "number" ? [round(part[0] - turn), round(Number(part[1]))]
    : /** @type {Coordinates[]} */ (part).map(walk));
  return /** @type {T} */ ({ type: geometry.type, coordinates: walk(geometry.coordinates) });
}

/**
 * On which side of the way from one position to another a third lies: 1 left, -1 right, 0 in line.
 * @param {Position} from
 * @param {Position} to
 * @param {Position} at
 */
const sideOf = ([x0, y0], [x1, y1], [x, y]) => Math.sign((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0));

/**
 * Whether a position in line with two others stands between them.
 * @param {Position} from
 * @param {Position} to
 * @param {Position} at
 */
const between = ([x0, y0], [x1, y1], [x, y]) => (x - x0) * (x - x1) <= 0 && (y - y0) * (y - y1) <= 0;

/**
 * Whether two sides have a position in common.
 * @param {Position[]} one
 * @param {Position[]} other
 */
function meet([a, b], [c, d]) {
  const [toC, toD, toA, toB] = [sideOf(a, b, c), sideOf(a, b, d), sideOf(c, d, a), sideOf(c, d, b)];
  if (toC || toD || toA || toB) return toC !== toD && toA !== toB;
  return between(a, b, c) || between(a, b, d) || between(c, d, a);
}

/**
 * Whether the second of two sides goes back over the first, at whose end it begins.
 * @param {Position[]} one
 * @param {Position[]} other
 */
const returns = ([from, corner], [, to]) => sideOf(from, corner, to) === 0 && !between(from, to, corner);

/**
 * Whether the sides from position to position meet anywhere but where one follows the other.
 * @param {Position[]} path closed where it ends at its beginning
 */
function crosses(path) {
  /** @type {(one: Position, other: Position) => boolean} */
  const same = (one, other) => one[0] === other[0] && one[1] === other[1];
  const corners = path.filter((corner, at) => !at || !same(corner, path[at - 1]));
  const sides = corners.slice(1).map((corner, at) => [corners[at], corner]);
  const last = sides.length - 1;
  const closed = last > 0 && same(corners[0], corners[last + 1]);
  return sides.some((side, at) => sides.slice(at + 1).some((other, gap) => {
    if (gap === 0 && returns(side, other)) return true;
    if (closed && at === 0 && gap === last - 1) return returns(other, side);
    return gap > 0 && meet(side, other);
  }));
}

/**
 * Why a geometry makes no line or area; nothing where it does.
 * @param {Simple} geometry
 */
function faulty({ type, coordinates }) {
  const isArea = type.endsWith("Polygon");
  const depth = type.startsWith("Multi") ? 1 : 0;
  const paths = /** @type {Position[][]} */ (isArea ? coordinates.flat(depth) : depth ? coordinates : [coordinates]);
  if (paths.some((path) => new Set(path.map(String)).size < (isArea ? 3 : 2))) return t("draw.few");
  return isArea && paths.some(crosses) ? t("draw.tip.crosses") : "";
}

/**
 * A closed ring as far around a point as wished, on the ellipsoid.
 * @param {L.LatLng} latlng
 * @param {number} radius_km
 */
async function ring(latlng, radius_km) {
  const { WGS84 } = (await geodesic()).Geodesic;
  const corners = Array.from({ length: CORNERS }, (_, step) => {
    const { lat2, lon2 } = WGS84.Direct(latlng.lat, latlng.lng, -(360 / CORNERS) * step, radius_km * 1000);
    return [latlng.lng + ((lon2 - latlng.lng + 540) % 360) - 180, lat2];
  });
  return [...corners, corners[0]];
}

export { plain, crosses, faulty, ring };
