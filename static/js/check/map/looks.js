/* How a draft's mark looks: as its certainty says, in the colour and with the symbol of its category. */

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
 * @param {any} layer
 * @param {any} plain
 * @param {Category} category
 */
function classOf(layer, plain, category) {
  const id = [plain.id, category.colour, category.symbol].join("-");
  let found = layer.classes.find((/** @type {any} */ one) => one.id === id);
  if (!found) {
    const worn = category.symbol && plain.symbolled ? plain.symbolled : plain.coloured;
    found = { ...plain, id, style: Object.fromEntries(Object.entries(worn).map(([theme, style]) =>
      [theme, dyed(/** @type {Style} */ (style), category, theme)])) };
    layer.classes.push(found);
    symbols.define({ layers: given.config.layers });
  }
  return found;
}

/**
 * The layer and the class in which a mark is drawn.
 * @param {DraftMark} mark
 * @param {string} [name] of the layer
 */
function of(mark, name = mark.layer) {
  const layer = given.config.layers.find((/** @type {any} */ { id }) => id === name);
  const plain = layer.classes.find((/** @type {any} */ { id }) => id === mark.certainty);
  const category = categories.find(categories.wordsOf(mark.key).category);
  return [layer, category ? classOf(layer, plain, category) : plain];
}

/**
 * By which one look is told from another.
 * @param {DraftMark} mark
 */
const sign = (mark) => of(mark)[1].id;

export { of, sign };
