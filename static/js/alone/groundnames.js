/* Write the base map's names over the ground; where each stands was settled so that none touch. */

import { Drawn, ratioOf, TILE_PX } from "./ground.js";
import * as packs from "./packs.js";

const FAMILY = "\"Dateline Sans\", system-ui, sans-serif";
/** A capital's height and a line's, as shares of the letters' size. */
const CAPITAL_EM = 0.72;
const LINE_EM = 1.36;
const CENTRE = 8;

/** @typedef {{ kind: NameKind, text: string, size: number, anchor: number, offset: [number, number], at: Point }} Label */

/** @type {Map<string, Label[]>} */
const sights = new Map();

/** @param {string} text */
const scriptOf = (text) => (/[\u0530-\u058f]/.test(text) ? 1 : /[\u0600-\u06ff]/.test(text) ? 2 : 0);

/**
 * A longitude and latitude in pixels of a zoom's whole world.
 * @param {Position} position
 * @param {number} z
 */
function pixel([lon, lat], z) {
  const width = TILE_PX * 2 ** z;
  const north = Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
  return { x: (width * (lon + 180)) / 360, y: width * (0.5 - north) };
}

/**
 * @param {NameRecord} record
 * @param {NameKind[]} kinds
 * @param {number} z
 * @param {number} number
 * @returns {Label | []}
 */
function label(record, kinds, z, number) {
  const [kind, first, choice, until, points, texts] = record;
  if (first[number] > z || z > until) return [];
  const text = texts[number] || texts[0];
  const area = kinds[kind].area;
  const [size, ...offsets] = kinds[kind].looks[scriptOf(text)][z];
  const anchor = area ? CENTRE : choice[number];
  return { kind: kinds[kind], text, size, anchor, offset: offsets[anchor],
    at: pixel(points[area ? choice[number] : 0], z) };
}

/**
 * All the labels of a zoom and a language, worked out once.
 * @param {Atlas} atlas
 * @param {number} z
 * @param {string} lang
 */
function sight(atlas, z, lang) {
  const key = z + lang;
  const number = atlas.languages.indexOf(lang);
  const found = sights.get(key) || atlas.places.flatMap((record) => label(record, atlas.kinds, z, number));
  sights.set(key, found);
  return found;
}

/**
 * The labels that may reach into a tile, each with its place in it; the world goes round.
 * @param {Label[]} labels
 * @param {TileCoords} coords
 * @param {Atlas["reach"]} reach
 */
function reaching(labels, coords, [across, down]) {
  const width = TILE_PX * 2 ** coords.z;
  const found = [];
  for (const item of labels) {
    const y = item.at.y - coords.y * TILE_PX;
    if (y < -down || y > TILE_PX + down) continue;
    for (const turn of [0, -width, width]) {
      const x = item.at.x + turn - coords.x * TILE_PX;
      if (x >= -across && x <= TILE_PX + across) found.push({ ...item, x, y });
    }
  }
  return found;
}

/** @param {{ kind: { italic: boolean, weight: number }, size: number }} given */
const fontOf = ({ kind, size }) => (kind.italic ? "italic " : "") + kind.weight + " " + size + "px "
  + FAMILY;

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {string} colour
 */
function disc(ctx, x, y, radius, colour) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, Math.PI * 2);
  ctx.fillStyle = colour;
  ctx.fill();
}

/**
 * The mark of a place: a disc with a pale rim, or a ring for a capital.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Point & Label} given
 * @param {string} colour
 * @param {string} rim
 */
function dot(ctx, { x, y, kind }, colour, rim) {
  const { dot: form, radius } = kind;
  if (form === "none") return;
  const ring = form === "ring";
  disc(ctx, x, y, radius + (ring ? 1 : 0), rim);
  disc(ctx, x, y, radius - (ring ? 0 : 0.6), colour);
  if (ring) disc(ctx, x, y, radius - 1.5, rim);
}

/**
 * The base line of a label's first line, from how it hangs on its place.
 * @param {Point & Label} given
 * @param {number} lines
 */
function baseLine({ y, size, offset, anchor }, lines) {
  const upper = { 2: 0, 4: 0, 6: 0 };
  const lower = { 3: 1, 5: 1, 7: 1 };
  const at = y + offset[1];
  if (anchor in upper) return at;
  if (anchor in lower) return at + CAPITAL_EM * size;
  return at + (CAPITAL_EM * size) / 2 - ((lines - 1) * LINE_EM * size) / 2;
}

/** @type {CanvasTextAlign[]} */
const SIDES = ["left", "right", "center", "center", "left", "left", "right", "right", "center"];

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Point & Label} item
 * @param {string} colour
 * @param {string} halo
 */
function write(ctx, item, colour, halo) {
  const lines = item.text.split("\n");
  ctx.font = fontOf(item);
  ctx.direction = scriptOf(item.text) === 2 ? "rtl" : "ltr";
  ctx.textAlign = SIDES[item.anchor];
  ctx.letterSpacing = (scriptOf(item.text) === 2 ? 0 : item.kind.spacing) + "px";
  ctx.lineWidth = item.kind.halo * 2;
  ctx.strokeStyle = halo;
  ctx.fillStyle = colour;
  const first = baseLine(item, lines.length);
  for (const stroke of [true, false]) {
    lines.forEach((line, index) => {
      const [x, y] = [item.x + item.offset[0], first + index * LINE_EM * item.size];
      if (stroke) ctx.strokeText(line, x, y);
      else ctx.fillText(line, x, y);
    });
  }
}

class Names extends Drawn {
  /** @param {HTMLCanvasElement} tile @param {TileCoords} coords */
  async draw(tile, coords) {
    const { theme = "", lang = "" } = this.options;
    const atlas = await packs.names();
    const found = reaching(sight(atlas, coords.z, lang), coords, atlas.reach);
    // Letters come from the file too, but only when something asks for them.
    await Promise.all(found.map((item) => document.fonts.load(fontOf(item), item.text)));
    const ctx = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
    const ratio = ratioOf(tile);
    const looks = packs.themes()[theme];
    ctx.scale(ratio, ratio);
    ctx.lineJoin = "round";
    for (const item of found) dot(ctx, item, looks.names[item.kind.id][0], looks.rim);
    for (const item of found) {
      const [colour, halo] = looks.names[item.kind.id];
      write(ctx, item, colour, halo);
    }
  }
}

/** @param {L.GridLayerOptions} options */
export const layer = (options) => new Names(options);
/** @param {number} z @param {string} lang */
export const labels = async (z, lang) => sight(await packs.names(), z, lang);
