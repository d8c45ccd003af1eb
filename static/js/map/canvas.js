/* Draw very many points on one canvas: each class's symbol is painted once and stamped. */

import { el } from "../base/dom.js";
import * as themes from "../core/theme.js";
import { calm } from "./shapes.js";
import * as symbols from "./symbols.js";

/** @type {Map<LayerClass, { canvas: HTMLCanvasElement, reach: number, theme: string }>} */
const stamps = new Map();
let theme = "light";

/** @param {CanvasRenderingContext2D} ctx @param {Part} part @param {Style} style */
function paint(ctx, { paint, radius, fill }, style) {
  if (paint === "halo") {
    const gradient = ctx.createRadialGradient(0, 0, radius * 0.3, 0, 0, radius);
    gradient.addColorStop(0, style.fill + "8c");
    gradient.addColorStop(1, style.fill + "00");
    return gradient;
  }
  if (paint === "half") {
    const gradient = ctx.createLinearGradient(-radius, 0, radius, 0);
    gradient.addColorStop(0.5, String(style.fill));
    gradient.addColorStop(0.5, style.casing || "#ffffff");
    return gradient;
  }
  return String(fill);
}

/** @param {CanvasRenderingContext2D} ctx @param {Part} part @param {Style} style */
function drawPart(ctx, part, style) {
  if (part.pictogram) {
    ctx.save();
    ctx.scale(part.radius, part.radius);
    ctx.globalAlpha = 1;
    ctx.fillStyle = String(part.fill);
    ctx.fill(new Path2D(part.pictogram), "evenodd");
    ctx.restore();
    return;
  }
  ctx.beginPath();
  ctx.arc(0, 0, part.radius, 0, Math.PI * 2);
  if (part.fill) {
    ctx.globalAlpha = part.fillOpacity ?? 1;
    ctx.fillStyle = paint(ctx, part, style);
    ctx.fill();
  }
  if (part.stroke && part.width) {
    ctx.globalAlpha = part.opacity ?? 1;
    ctx.lineWidth = part.width;
    ctx.strokeStyle = part.stroke;
    ctx.setLineDash(part.dash || []);
    ctx.stroke();
  }
}

/**
 * The symbol of a class in the theme of now, painted when first needed.
 * @param {Layer} layer
 * @param {LayerClass} cls
 */
function stamp(layer, cls) {
  const known = stamps.get(cls);
  if (known && known.theme === theme) return known;
  const parts = symbols.parts(layer, cls);
  const reach = Math.ceil(Math.max(...parts.map((part) => part.radius + (part.width || 0))) + 1);
  const ratio = window.devicePixelRatio || 1;
  const canvas = el("canvas", { width: reach * 2 * ratio, height: reach * 2 * ratio });
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.scale(ratio, ratio);
  ctx.translate(reach, reach);
  for (const part of parts) drawPart(ctx, part, cls.style[theme]);
  const made = { canvas, reach, theme };
  stamps.set(cls, made);
  return made;
}

class Stamp extends L.CircleMarker {
  _updatePath() {
    const { shown, stamp } = this.options;
    if (!shown || !stamp || !this._renderer._drawing || this._empty()) return;
    const { canvas, reach } = stamp();
    this._renderer._ctx.drawImage(canvas, this._point.x - reach, this._point.y - reach,
      reach * 2, reach * 2);
  }

  /** @param {L.Point} point */
  _containsPoint(point) {
    return Boolean(this.options.shown) && super._containsPoint(point);
  }
}

/** A canvas that asks for the theme once, not for each of its points. */
class Crowd extends calm(L.Canvas) {
  _draw() {
    theme = themes.now();
    super._draw();
  }

  /** Paint the whole canvas again, once, at the next frame. */
  again() {
    if (!this._map) return;
    this._redrawBounds = null;
    this._redrawRequest = this._redrawRequest || L.Util.requestAnimFrame(this._redraw, this);
  }
}

/** @type {Crowd | undefined} */
let renderer;

/**
 * A point on the shared canvas.
 * @param {L.LatLng} latlng
 * @param {Layer} layer
 * @param {LayerClass} cls
 */
function point(latlng, layer, cls) {
  renderer = renderer || new Crowd({ pane: "points", padding: 0.5, tolerance: 4 });
  return new Stamp(latlng, { renderer, stamp: () => stamp(layer, cls), shown: true, pane: "points",
    radius: cls.style.light.radius_px, weight: cls.style.light.stroke_width_px });
}

const redraw = () => renderer?.again();

export { point, redraw };
