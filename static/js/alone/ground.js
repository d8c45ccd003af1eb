/* Draw the base map's ground in the browser, tile by tile, where there is no server to draw it. */

import { el } from "../base/dom.js";
import * as packs from "./packs.js";

/** @typedef {(shape: packs.Shape) => { k: number, x: number, y: number }} Place where a shape lies in a tile */

const TILE_PX = 256;

/**
 * An empty tile, as fine as the screen.
 * @param {L.GridLayer} layer
 * @param {TileCoords} coords
 */
function blank(layer, coords) {
  const ratio = Math.min(window.devicePixelRatio || 1, 2);
  const { theme, lang } = layer.options;
  return el("canvas", { width: TILE_PX * ratio, height: TILE_PX * ratio,
    data: { tile: [theme, lang, coords.z, coords.x, coords.y].join("/") } });
}

/** @param {HTMLCanvasElement} tile */
const ratioOf = (tile) => tile.width / TILE_PX;

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} ratio
 * @param {{ k: number, x: number, y: number }} given
 */
function lay(ctx, ratio, { k, x, y }) {
  ctx.setTransform(k * ratio, 0, 0, -k * ratio, x * ratio, y * ratio);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} ratio
 * @param {packs.Shape} shape
 * @param {Place} at
 */
function fill(ctx, ratio, shape, at) {
  if (shape.full) {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    return;
  }
  lay(ctx, ratio, at(shape));
  ctx.fill(/** @type {Path2D} */ (shape.fill), "evenodd");
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} ratio
 * @param {packs.Shape} shape
 * @param {Place} at
 * @param {[width: number, dash: number[]]} look
 */
function stroke(ctx, ratio, shape, at, [width, dash]) {
  if (shape.full) return;
  const place = at(shape);
  lay(ctx, ratio, place);
  ctx.lineWidth = width / place.k;
  ctx.setLineDash(dash.map((length) => length / place.k));
  ctx.lineCap = dash.length ? "butt" : "round";
  ctx.stroke(shape.line);
}

/**
 * What a layer of the ground is drawn from.
 * @param {string} name
 * @param {packs.Found} found
 */
function shapesOf(name, found) {
  if (name === "disputed") return found.disputed;
  const shape = found.shapes[name === "band" ? "border" : name.replace("-shore", "")];
  return shape ? [shape] : [];
}

/**
 * @param {HTMLCanvasElement} tile
 * @param {TileCoords} coords
 * @param {string} theme
 * @param {packs.Found} found
 */
function paint(tile, coords, theme, found) {
  const ctx = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  const ratio = ratioOf(tile);
  const looks = packs.themes()[theme];
  /** @type {Place} */
  const inCell = (shape) => packs.frame(found.grid, found.cell, coords, shape);
  /** @type {Place} */
  const inWorld = (shape) => packs.frame(0, { x: 0, y: 0 }, coords, shape);
  ctx.fillStyle = looks.land;
  ctx.fillRect(0, 0, tile.width, tile.height);
  ctx.lineJoin = "round";
  for (const [name, colour, width, dash] of looks.zooms[coords.z]) {
    const at = name === "disputed" ? inWorld : inCell;
    ctx.fillStyle = ctx.strokeStyle = colour;
    for (const shape of shapesOf(name, found)) {
      if (width === null) fill(ctx, ratio, shape, at);
      else if (width) stroke(ctx, ratio, shape, at, [width, dash]);
    }
  }
}

/** A layer of tiles that are drawn when they are asked for; Leaflet treats it as any other. */
class Drawn extends L.GridLayer {
  /** @param {TileCoords} coords @param {L.DoneCallback} done */
  createTile(coords, done) {
    const tile = blank(this, coords);
    this.draw(tile, coords).then(() => done(undefined, tile), (error) => done(error, tile));
    return tile;
  }

  /** @param {HTMLCanvasElement} tile @param {TileCoords} coords */
  async draw(tile, coords) {
    const { theme = "" } = this.options;
    paint(tile, coords, theme, await packs.around(coords));
  }
}

/** @param {L.GridLayerOptions} options */
export const layer = (options) => new Drawn(options);

export { Drawn, TILE_PX, ratioOf };
