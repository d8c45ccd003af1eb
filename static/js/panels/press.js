/* Say what a press on a mark means: one more point to measure to, one of many at a spot, or its card. */

import * as together from "../labels/together.js";
import * as tour from "../reading/tour.js";
import * as measure from "./measure.js";

/**
 * @param {string} id
 * @param {L.LatLng} latlng
 */
export function press(id, latlng) {
  if (measure.active()) return void measure.add(latlng);
  const here = together.at(id);
  if (here.length > 1) return void tour.chooseSpot(here);
  return void tour.chooseMark(id, { at: latlng });
}
