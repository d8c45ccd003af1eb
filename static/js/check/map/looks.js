/* How a draft's mark looks: as its certainty says, in the colour and with the symbol of its category. */

import { placed } from "../../base/circle.js";
import { given } from "../../core/state.js";
import * as symbols from "../../map/symbols.js";
import * as categories from "../deciding/categories.js";

/**
 * A style in another hue, its symbol another.
 * @param {Style} style
 * @param {Category} category
 * @param {string} theme
 */
function dyed(style, { colour, symbol }, theme) {
  const hues = given.config.hues[theme];
  // The server has drawn in one hue what a category colours.
  const text = JSON.stringify(style).replaceAll(hues[given.config.like], hues[colour]);
  return { ...JSON.parse(text), ...(style.symbol ? { symbol } : {}) };
}

/**
 * The class of a category, made when it is first asked for.
 * @param {DraftLayer} layer
 * @param {DraftClass} plain
 * @param {Category} category
 */
function classOf(layer, plain, category) {
  const id = [plain.id, category.colour, category.symbol].join("-");
  let found = layer.classes.find((one) => one.id === id);
  if (!found) {
    const worn = category.symbol && plain.symbolled ? plain.symbolled : plain.coloured;
    found = { ...plain, id, style: Object.fromEntries(Object.entries(worn).map(([theme, style]) =>
      [theme, dyed(style, category, theme)])) };
    layer.classes.push(found);
    symbols.define({ layers: given.config.layers });
  }
  return found;
}

/**
 * The layer and the class in which a mark is drawn.
 * @param {DraftMark} mark
 * @param {string} [name] of the layer
 * @returns {[DraftLayer, DraftClass]}
 */
function of(mark, name = mark.layer) {
  const layer = /** @type {DraftLayer} */ (given.config.layers.find(({ id }) => id === name));
  const plain = /** @type {DraftClass} */ (layer.classes.find(({ id }) => id === mark.certainty));
  const category = categories.find(categories.wordsOf(mark.key).category);
  return [layer, category ? classOf(layer, plain, category) : plain];
}

/**
 * By which one look is told from another.
 * @param {DraftMark} mark
 */
const sign = (mark) => of(mark)[1].id;

/**
 * What makes shapes of a geometry: areas or lines, as a class is drawn.
 * @param {Simple} geometry
 * @param {DraftClass} cls
 */
function maker(geometry, { kind }) {
  const feature = /** @type {GeoJSON.Feature} */ ({ type: "Feature", properties: null, geometry: placed(geometry) });
  const latlngs = /** @type {L.Layer & Partial<Pick<L.Polyline, "getLatLngs">>} */ (L.GeoJSON.geometryToLayer(feature)).getLatLngs?.() || [];
  return (/** @type {L.PolylineOptions} */ options) => (kind === "polygon"
    ? L.polygon(/** @type {L.LatLng[][]} */ (latlngs), options) : L.polyline(/** @type {L.LatLng[][]} */ (latlngs), options));
}

/**
 * The parts of a mark's symbol as shapes, bottom first.
 * @param {ReturnType<typeof maker>} make
 * @param {[DraftLayer, DraftClass]} look
 * @param {string} className
 */
const shapes = (make, [layer, cls], className) => symbols.parts(layer, cls).map((part) => {
  const path = make({ ...symbols.leaflet(part), interactive: false, className });
  return path.on("add", () => { if (part.filter) path._path.setAttribute("filter", part.filter); });
});

export { of, sign, maker, shapes };
