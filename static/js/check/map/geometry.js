/* Keep a drawn geometry plain, tell why one is none, and make the ring of a circle. */

import { geodesic } from "../../core/geodesic.js";
import { t } from "../../core/i18n.js";
import { crosses } from "./crossing.js";

const CORNERS = 72;

/**
 * Coordinates to a metre, on the world's first copy.
 * @param {Geometry} geometry
 */
function plain(geometry) {
  const flat = (JSON.stringify(geometry.coordinates).match(/-?[\d.]+(?:e-?\d+)?/g) || []).map(Number);
  const lons = flat.filter((_, index) => index % 2 === 0);
  const turn = 360 * Math.floor((Math.min(...lons) + 180) / 360);
  const round = (/** @type {number} */ value) => Math.round(value * 1e5) / 1e5;
  /** @type {(part: any[]) => any[]} */
  const walk = (part) => (typeof part[0] === "number" ? [round(part[0] - turn), round(part[1])] : part.map(walk));
  return { type: geometry.type, coordinates: walk(geometry.coordinates) };
}

/**
 * Why a geometry makes no line or area; nothing where it does.
 * @param {Geometry} geometry
 */
function faulty({ type, coordinates }) {
  const isArea = type.endsWith("Polygon");
  const depth = type.startsWith("Multi") ? 1 : 0;
  /** @type {Position[][]} */
  const paths = isArea ? coordinates.flat(depth) : depth ? coordinates : [coordinates];
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

export { plain, faulty, ring };
