/* Say how a mark's name is written, as its class says it; on paper it is the same. */

import * as i18n from "../core/i18n.js";
import * as themes from "../core/theme.js";

/** @type {Record<string, number>} */
const WEIGHTS = { regular: 400, medium: 500, bold: 700 };
const JOINED = /[\u0600-\u06ff\ufb50-\ufeff]/;
/** Scripts without slanted letters here; a browser would take a foreign font. */
const UPRIGHT = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;

/**
 * Whether a mark is nothing but its name: it draws nothing.
 * @param {Mark} mark
 */
const isNamed = ({ cls }) => !cls.row;

/**
 * Whether a mark is a disc at a place, and its name stands beside it.
 * @param {Mark} mark
 */
const isPoint = ({ cls }) => cls.kind === "point" && cls.style.light.shape !== "name";

/** @param {Wish} wish @returns {Writing} */
function styleOf({ mark }) {
  const asked = mark.cls.lettering[themes.now()];
  const text = i18n.pick(mark.feature.properties.name).text;
  const look = { size: asked.size_px, weight: WEIGHTS[asked.weight], colour: asked.colour,
    upper: asked.capitals, italic: asked.italic && !UPRIGHT.test(text),
    spacing: JOINED.test(text) ? 0 : asked.spacing_px };
  if (isPoint(mark)) return { ...look, kind: "point", reach: mark.cls.style.light.radius_px + 5 };
  return mark.cls.kind === "line" ? { ...look, kind: "line", reach: 10 } : { ...look, kind: "area" };
}

export { isNamed, isPoint, styleOf };
