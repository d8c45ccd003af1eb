/* Read the map shapes and names that lie in the file itself, as the server's packs have them. */

import { byId } from "../base/dom.js";

const MARGIN = 1 / 32;
const FULL = 1;

/**
 * Of a cell: what is filled, and its lines; or that it is full.
 * @typedef {{ full?: true, fill: Path2D | null, line: Path2D, x0: number, y0: number, most: number }} Shape
 */
/** @typedef {Record<string, Shape>} Shapes by layer */
/** @typedef {{ grid: number, cell: Point, shapes: Shapes, disputed: Shape[] }} Found */

/** @type {Ground | undefined} */
let data;
/** @type {Promise<Atlas> | undefined} */
let records;
/** @type {Map<string, Promise<never>>} */
const cells = new Map();

function read() {
  /** @type {Ground} */
  const found = data || JSON.parse(byId("dateline-ground").textContent);
  data = found;
  return found;
}

/** @param {string} text */
async function inflate(text) {
  const packed = Uint8Array.from(window.atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Running sums of differences that were split into byte planes.
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {number} count
 * @param {number} width
 */
function column(bytes, at, count, width) {
  const values = new Uint32Array(count);
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    let step = 0;
    for (let plane = width - 1; plane >= 0; plane -= 1) {
      step = step * 256 + bytes[at + plane * count + index];
    }
    sum = width === 2 ? (sum + step) & 0xffff : (sum + step) >>> 0;
    values[index] = sum;
  }
  return values;
}

/**
 * The rings or lines of a cell, in steps across it: columns x and y, and where each part ends.
 * @param {Uint8Array} bytes
 */
function decode(bytes) {
  const view = new DataView(bytes.buffer);
  const width = view.getUint8(0);
  const parts = view.getUint32(1, true);
  const ends = [];
  for (let index = 0, sum = 0; index < parts; index += 1) {
    sum += view.getUint16(5 + 2 * index, true);
    ends.push(sum);
  }
  const count = parts ? ends[parts - 1] : 0;
  const at = 5 + 2 * parts + Math.ceil(parts / 8);
  return { x: column(bytes, at, count, width), y: column(bytes, at + count * width, count, width),
    ends, most: width === 2 ? 0xffff : 0xffffffff };
}

/**
 * Paths of a cell: what is filled, and its lines without the cuts along the cell's own edge.
 * @param {{ x: Uint32Array, y: Uint32Array, ends: number[], most: number }} given
 * @param {boolean} areas
 */
function paths({ x, y, ends, most }, areas) {
  const fill = areas ? new Path2D() : null;
  const line = new Path2D();
  // Steps across the whole world are too large for a path's numbers; they count from the first.
  const [x0, y0] = most === 0xffff ? [0, 0] : [x[0] || 0, y[0] || 0];
  /** @type {(a: number, b: number) => boolean} */
  const cut = (a, b) => areas && ((x[a] === x[b] && (x[a] === 0 || x[a] === most))
    || (y[a] === y[b] && (y[a] === 0 || y[a] === most)));
  let first = 0;
  for (const end of ends) {
    for (let index = first; index < end; index += 1) {
      /** @type {[number, number]} */
      const to = [x[index] - x0, y[index] - y0];
      if (fill) fill[index === first ? "moveTo" : "lineTo"](...to);
      line[index === first || cut(index - 1, index) ? "moveTo" : "lineTo"](...to);
    }
    if (fill) fill.closePath();
    first = end;
  }
  return { fill, line, x0, y0, most };
}

/**
 * Where a cell of a grid lies in a tile: pixels to a step, and the place of its own corner.
 * @param {number} grid
 * @param {Point} cell
 * @param {TileCoords} tile
 * @param {{ x0: number, y0: number, most: number }} given
 */
function frame(grid, cell, tile, { x0, y0, most }) {
  const scale = 2 ** (tile.z - grid);
  const k = ((1 + 2 * MARGIN) / most) * scale * 256;
  return { k, x: ((cell.x - MARGIN) * scale - tile.x) * 256 + x0 * k,
    y: ((cell.y + 1 + MARGIN) * scale - tile.y) * 256 - y0 * k };
}

/** @param {Packed} value @param {boolean} areas @returns {Promise<Shape>} */
async function shape(value, areas) {
  return value === FULL ? /** @type {Shape} */ ({ full: true }) : paths(decode(await inflate(value)), areas);
}

/** @param {Ground["levels"][0]} level @param {Point} cell */
async function open(level, cell) {
  /** @type {Shapes} */
  const found = {};
  for (const [layer, value] of Object.entries(level.cells[cell.x + "/" + cell.y])) {
    found[layer] = await shape(value, layer !== "border");
  }
  return found;
}

/**
 * Give what is read of a file once, however many tiles ask for it.
 * @template T
 * @param {string} key
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
function once(key, make) {
  const made = cells.get(key) || make();
  cells.set(key, /** @type {Promise<never>} */ (made));
  return made;
}

/**
 * The finest cell at hand for a tile, its shapes, and the unsettled lines near it.
 * @param {TileCoords} tile
 * @returns {Promise<Found>}
 */
async function around(tile) {
  const { levels, lines } = read();
  const wanted = levels.findIndex(({ zooms }) => tile.z >= zooms[0] && tile.z <= zooms[1]);
  for (let number = wanted < 0 ? levels.length - 1 : wanted; number >= 0; number -= 1) {
    const level = levels[number];
    const up = tile.z - level.grid;
    const cell = { x: tile.x >> up, y: tile.y >> up };
    if (up >= 0 && level.cells[cell.x + "/" + cell.y]) {
      const shapes = await once([number, cell.x, cell.y].join(), () => open(level, cell));
      const disputed = await Promise.all(level.disputed.filter((name) => lines[name])
        .map((name) => once(name, () => shape(lines[name], false))));
      return { grid: level.grid, cell, shapes, disputed };
    }
  }
  throw new Error("the base map has no ground at zoom " + tile.z);
}

/** The names of the base map, with how each kind of them looks. */
function names() {
  records = records || inflate(read().names).then((bytes) =>
    JSON.parse(new TextDecoder().decode(bytes)));
  return records;
}

export const themes = () => read().themes;

export { around, frame, names };
