/* Fetch how far a country, a region or a water reaches, once each, and draw it below its pin. */

import { middleNow } from "../../base/circle.js";
import { given } from "../../core/state.js";
import * as looks from "./looks.js";

/** @type {Map<string, Simple | null>} */
const known = new Map();
/** @type {Map<string, { sign: string, layer: L.FeatureGroup }>} */
const drawn = new Map();
let heard = () => {};

/**
 * The outline of a place that is none of a town; nothing while it is on its way, or where none is known.
 * @param {Choice} choice
 */
function of(choice) {
  if (!choice || given.config.towns.includes(choice.kind)) return null;
  if (!known.has(choice.id)) {
    known.set(choice.id, null);
    ask(choice.id);
  }
  return known.get(choice.id) || null;
}

/** @param {string} id */
async function ask(id) {
  const answer = await fetch(given.config.outline + "?" + new URLSearchParams({ of: id })).catch(() => null);
  const body = answer && answer.ok ? await answer.json().catch(() => null) : null;
  if (!answer) known.delete(id);
  if (!body || !body.geometry) return;
  known.set(id, body.geometry);
  heard();
}

/**
 * Draw the outlines of marks in the form of their certainty, and take away those of no mark.
 * @param {L.Map} map
 * @param {Map<string, DraftMark>} marks
 * @param {string} theme
 */
function draw(map, marks, theme) {
  const wanted = new Map([...marks].filter(([, mark]) => mark.outline));
  for (const [key, old] of drawn) {
    const mark = wanted.get(key);
    if (mark && old.sign === sign(mark, theme)) continue;
    old.layer.remove();
    drawn.delete(key);
  }
  for (const [key, mark] of wanted) {
    if (!drawn.has(key)) drawn.set(key, { sign: sign(mark, theme), layer: figure(mark).addTo(map) });
  }
}

/** @param {DraftMark} mark */
const outlined = (mark) => mark.layer.replace(/s$/, "-outlines");

/** @param {DraftMark} mark @param {string} theme */
const sign = (mark, theme) => [theme, middleNow(), looks.of(mark, outlined(mark))[1].id, mark.layer, mark.choice.id].join("|");

/** @param {DraftMark} mark */
function figure(mark) {
  const look = looks.of(mark, outlined(mark));
  const paths = looks.shapes(looks.maker(/** @type {Simple} */ (mark.outline), look[1]), look, "part outline");
  for (const path of paths) {
    path.on("add", () => {
      path._path.dataset.outline = mark.key;
      path.bringToBack();
    });
  }
  return L.featureGroup(paths);
}

/** @param {() => void} listener */
export const listen = (listener) => { heard = listener; };

export { of, draw };
