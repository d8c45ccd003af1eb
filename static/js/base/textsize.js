/* Measure how much room a name takes on the map; each text and size is measured once. */

const widths = new Map();
/** @type {CanvasRenderingContext2D | null} */
let measure = null;

/** Begin to measure. A letter that another font has stood in for is measured again in its own. */
function begin() {
  if (document.fonts) document.fonts.addEventListener("loadingdone", () => widths.clear());
  return /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
}

/** Times the width that is asked for: a longer word is broken; as on paper (geo/printmap/typeset/blocks.py). */
const LONGEST_WORD = 2;
/** What stays with the letter before it. */
const STAYS = /^[\p{M}\p{Cf}]/u;

/**
 * A word in pieces, if it is too long even for the widest line.
 * @param {string} word
 * @param {(text: string) => boolean} fits
 */
function broken(word, fits) {
  if (fits(word)) return [word];
  const parts = [""];
  for (const letter of word) {
    const longer = parts[parts.length - 1] + letter;
    if (STAYS.test(letter) || fits(longer)) parts[parts.length - 1] = longer;
    else parts.push(letter);
  }
  return parts;
}

/**
 * The lines of a text that is no wider than asked; a word is broken only at the worst.
 * @param {string} text
 * @param {number} size
 * @param {number} weight
 * @param {number} widest
 */
export function wrapped(text, size, weight, widest) {
  /** @type {string[]} */
  const lines = [];
  const fits = (/** @type {string} */ part) => textSize(part, size, weight).w <= LONGEST_WORD * widest;
  for (const word of text.split(/\s+/).flatMap((whole) => broken(whole, fits))) {
    const last = lines[lines.length - 1];
    const longer = last ? last + " " + word : word;
    if (last && textSize(longer, size, weight).w <= widest) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * @param {string} text
 * @param {number} size
 * @param {number} weight
 * @param {number} [spacing] after each letter, in pixels
 * @returns {Size}
 */
export function textSize(text, size, weight, spacing = 0) {
  const font = weight + " " + size + "px \"Dateline Sans\", system-ui, sans-serif";
  const key = font + "|" + text;
  if (!widths.has(key)) {
    measure = measure || begin();
    measure.font = font;
    widths.set(key, measure.measureText(text).width);
  }
  return { w: Math.ceil(widths.get(key) + spacing * text.length) + 8, h: Math.ceil(size * 1.45) };
}
