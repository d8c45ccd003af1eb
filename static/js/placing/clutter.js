/* See where the map has writing, lines or panels, so that the story's names stand beside them. */

const SHRINK = 3;
const EDGE = 26;
const WRITTEN_ALPHA = 40;
const STRETCH_PX = 36;
/** How far apart, in shrunken pixels, what is written may be and still be one name: letters, lines. */
const [ALONG, DOWN] = [4, 3];
/** Kept free around the story's names and marks. */
const ROUND = 2;
const COVERS = ["#legend", "#tools", "#outside", "#edge", ".leaflet-control-scale"];

/** @type {CanvasRenderingContext2D} */
let ctx;
/** @type {Float32Array | null} */
let lines = null;
/** @type {Float32Array | null} */
let writing = null;
/** The pixels that are written, one byte each. */
/** @type {Uint8Array | null} */
let ink = null;
let width = 0;
let height = 0;
/** @type {Point} */
let origin;
let seen = "";

/**
 * Sum, from the corner to each pixel, the pixels for which a test holds.
 * @param {(x: number, y: number) => boolean} holds
 */
function count(holds) {
  const total = new Float32Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += holds(x, y) ? 1 : 0;
      total[(y + 1) * (width + 1) + x + 1] = total[y * (width + 1) + x + 1] + row;
    }
  }
  return total;
}

/**
 * Where neighbouring pixels differ: a shore, a border, or on an online source's tiles a name.
 * @param {Uint8ClampedArray} pixels
 */
function edges(pixels) {
  const light = (/** @type {number} */ at) => pixels[at] * 0.3 + pixels[at + 1] * 0.6 + pixels[at + 2] * 0.1;
  return count((x, y) => {
    const at = (y * width + x) * 4;
    const here = light(at);
    return (x + 1 < width && Math.abs(here - light(at + 4)) > EDGE)
      || (y + 1 < height && Math.abs(here - light(at + width * 4)) > EDGE);
  });
}

/** @param {Uint8ClampedArray} pixels */
function written(pixels) {
  ink = Uint8Array.from({ length: width * height }, (_, at) => Number(pixels[at * 4 + 3] > WRITTEN_ALPHA));
  return count((x, y) => Boolean(ink?.[y * width + x]));
}

/** @typedef {HTMLImageElement & HTMLCanvasElement} Tile one or the other */

/** @param {HTMLElement | undefined} pane */
const tilesOf = (pane) => /** @type {Tile[]} */ (pane ? [...pane.querySelectorAll(".leaflet-tile-loaded")] : []);

/**
 * The pixels of tiles as they now lie on the map; another host's are not to be seen.
 * @param {Tile[]} tiles
 * @param {DOMRect} frame
 */
function pixelsOf(tiles, frame) {
  ctx = ctx || /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d", { willReadFrequently: true }));
  Object.assign(ctx.canvas, { width, height });
  for (const tile of tiles) {
    const box = tile.getBoundingClientRect();
    ctx.drawImage(tile, (box.left - frame.left) / SHRINK, (box.top - frame.top) / SHRINK,
      box.width / SHRINK, box.height / SHRINK);
  }
  try {
    return ctx.getImageData(0, 0, width, height).data;
  } catch {
    return null;
  }
}

/**
 * What tells one look from another: the view, and which tiles lie where in it.
 * @param {L.Map} map
 * @param {L.Point} size
 * @param {Tile[]} tiles
 */
function sight(map, size, tiles) {
  return [map.getZoom(), map.getPixelOrigin(), origin, size, ...tiles.map((tile) =>
    (tile.src || tile.dataset.tile) + tile.style.transform + /** @type {HTMLElement} */ (tile.parentElement).style.transform)].join(" ");
}

/**
 * Look at the base map as it now is: its ground for lines, its names for writing.
 * @param {L.Map} map
 */
function look(map) {
  const size = map.getSize();
  const [ground, names] = ["tilePane", "ground-names"].map((name) => tilesOf(map.getPane(name)));
  origin = map.containerPointToLayerPoint([0, 0]);
  const now = sight(map, size, [...ground, ...names]);
  if (now === seen) return; // a layer was switched, or a statement chosen
  seen = now;
  const frame = map.getContainer().getBoundingClientRect();
  width = Math.ceil(size.x / SHRINK);
  height = Math.ceil(size.y / SHRINK);
  const below = pixelsOf(ground, frame);
  lines = below && edges(below);
  ink = null;
  const above = names.length ? pixelsOf(names, frame) : null;
  writing = above && written(above);
}

/**
 * The whole of what is written at a pixel, letters and dot: its corners, in pixels. It is wiped out,
 * so that it is found once.
 * @param {number} seed
 */
function wipe(seed) {
  const corners = [width, height, 0, 0];
  const left = [seed];
  while (left.length) {
    const at = /** @type {number} */ (left.pop());
    const [x, y] = [at % width, Math.floor(at / width)];
    corners.splice(0, 4, Math.min(corners[0], x), Math.min(corners[1], y), Math.max(corners[2], x + 1),
      Math.max(corners[3], y + 1));
    for (let row = Math.max(0, y - DOWN); row <= Math.min(height - 1, y + DOWN); row += 1) {
      for (let to = row * width + Math.max(0, x - ALONG); to <= row * width + Math.min(width - 1, x + ALONG); to += 1) {
        if (!(/** @type {Uint8Array} */ (ink))[to]) continue;
        (/** @type {Uint8Array} */ (ink))[to] = 0;
        left.push(to);
      }
    }
  }
  return corners;
}

/**
 * Corners with one more, those that overlap as one: a hole in a hole would be no hole.
 * @param {number[][]} holes
 * @param {number[]} added
 * @returns {number[][]}
 */
function joined(holes, added) {
  const near = holes.find(([a, b, c, d]) => a - 2 < added[2] && added[0] < c + 2 && b - 2 < added[3] && added[1] < d + 2);
  if (!near) return [...holes, added];
  const [a, b, c, d] = near;
  return joined(holes.filter((hole) => hole !== near),
    [Math.min(a, added[0]), Math.min(b, added[1]), Math.max(c, added[2]), Math.max(d, added[3])]);
}

/**
 * Leave out the base map's names of which some part would lie under the story's names and marks:
 * a name half hidden is none, and one beside the story's own mark is its double.
 * @param {L.Map} map
 * @param {Box[]} boxes
 */
function hide(map, boxes) {
  const pane = map.getPane("ground-names");
  if (!pane || !ink) return;
  const whole = ink;
  ink = Uint8Array.from(whole);
  /** @type {number[][]} */
  let holes = [];
  for (const box of boxes) {
    const [x0, y0] = [box.x - ROUND - origin.x, box.y - ROUND - origin.y].map((side) => Math.floor(side / SHRINK));
    const [x1, y1] = [box.x + box.w + ROUND - origin.x, box.y + box.h + ROUND - origin.y].map((side) => Math.ceil(side / SHRINK));
    for (let y = Math.max(0, y0); y < Math.min(height, y1); y += 1) {
      for (let x = Math.max(0, x0); x < Math.min(width, x1); x += 1) {
        if (ink[y * width + x]) holes = joined(holes, wipe(y * width + x));
      }
    }
  }
  ink = whole;
  const paths = holes.map(([a, b, c, d]) => "M" + (origin.x + (a - 1) * SHRINK) + " " + (origin.y + (b - 1) * SHRINK)
    + "h" + (c - a + 2) * SHRINK + "v" + (d - b + 2) * SHRINK + "h" + (a - c - 2) * SHRINK + "z");
  pane.style.clipPath = paths.length ? "path(evenodd, \"M-1e6 -1e6H1e6V1e6H-1e6z" + paths.join("") + "\")" : "";
}

/**
 * How much of a box's busiest stretch is taken: 0 where all is bare.
 * @param {Float32Array | null} sums
 * @param {Box} box
 * @returns {number}
 */
function busiest(sums, box) {
  if (!sums) return 0;
  const stretches = Math.max(1, Math.round(box.w / STRETCH_PX));
  const w = box.w / stretches;
  let most = 0;
  for (let index = 0; index < stretches; index += 1) {
    most = Math.max(most, part(sums, { x: box.x + index * w, y: box.y, w, h: box.h }));
  }
  return most;
}

/**
 * The share of a box, in layer points, that is taken.
 * @param {Float32Array} sums
 * @param {Box} box
 */
function part(sums, box) {
  const clamp = (/** @type {number} */ value, /** @type {number} */ most) => Math.max(0, Math.min(most, Math.round(value / SHRINK)));
  const [x0, x1] = [clamp(box.x - origin.x, width), clamp(box.x + box.w - origin.x, width)];
  const [y0, y1] = [clamp(box.y - origin.y, height), clamp(box.y + box.h - origin.y, height)];
  const area = (x1 - x0) * (y1 - y0);
  if (area <= 0) return 0;
  const at = (/** @type {number} */ x, /** @type {number} */ y) => sums[y * (width + 1) + x];
  return (at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0)) / area;
}

/**
 * What lies over the map: no name goes beneath it.
 * @param {L.Map} map
 */
function covers(map) {
  const frame = map.getContainer().getBoundingClientRect();
  return COVERS.flatMap((name) => [...document.querySelectorAll(name)])
    .map((node) => node.getBoundingClientRect()).filter((box) => box.width)
    .map((box) => {
      const at = map.containerPointToLayerPoint([box.left - frame.left, box.top - frame.top]);
      return { x: at.x, y: at.y, w: box.width, h: box.height };
    });
}

/** @param {Box} box */
export const linesOn = (box) => busiest(lines, box);
/** @param {Box} box */
export const writingOn = (box) => busiest(writing, box);

export { look, covers, hide };
