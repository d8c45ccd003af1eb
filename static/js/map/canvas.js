/* Draw very many points on one canvas: each class's symbol is painted once and stamped. */

import { el } from "../base/dom.js";
import * as themes from "../core/theme.js";
import { calm } from "./shapes.js";
import * as symbols from "./symbols.js";

const stamps = new Map();
let theme = "light";

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Part} part
 */
function paint(ctx, part) {
  if (part.paint === "halo") {
    const gradient = ctx.createRadialGradient(0, 0, part.radius * 0.3, 0, 0, part.radius);
    gradient.addColorStop(0, part.colour + "8c");
    gradient.addColorStop(1, part.colour + "00");
    return gradient;
  }
  if (part.paint === "half") {
    const gradient = ctx.createLinearGradient(-part.radius, 0, part.radius, 0);
    gradient.addColorStop(0.5, part.colour);
    gradient.addColorStop(0.5, part.pale);
    return gradient;
  }
  return part.fill;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Part} part
 */
function drawPart(ctx, part) {
  if (part.pictogram) {
    ctx.save();
    ctx.scale(part.radius, part.radius);
    ctx.globalAlpha = 1;
    ctx.fillStyle = part.fill;
    ctx.fill(new Path2D(part.pictogram), "evenodd");
    ctx.restore();
    return;
  }
  ctx.beginPath();
  ctx.arc(0, 0, part.radius, 0, Math.PI * 2);
  if (part.fill) {
    ctx.globalAlpha = part.fillOpacity;
    ctx.fillStyle = paint(ctx, part);
    ctx.fill();
  }
  if (part.stroke && part.width) {
    ctx.globalAlpha = part.opacity;
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
  const style = cls.style[theme];
  const parts = symbols.parts(layer, cls);
  const reach = Math.ceil(Math.max(...parts.map((part) => part.radius + (part.width || 0))) + 1);
  const ratio = window.devicePixelRatio || 1;
  const canvas = el("canvas", { width: reach * 2 * ratio, height: reach * 2 * ratio });
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  ctx.translate(reach, reach);
  for (const part of parts) {
    drawPart(ctx, { ...part, colour: style.fill, pale: style.casing || "#ffffff" });
  }
  stamps.set(cls, { canvas, reach, theme });
  return stamps.get(cls);
}

/** @type {any} */
const Stamp = L.CircleMarker.extend({
  _updatePath() {
    const { shown, layer, cls } = this.options;
    if (!shown || !this._renderer._drawing || this._empty()) return;
    const { canvas, reach } = stamp(layer, cls);
    this._renderer._ctx.drawImage(canvas, this._point.x - reach, this._point.y - reach,
      reach * 2, reach * 2);
  },

  _containsPoint(/** @type {any} */ point) {
    return this.options.shown && L.CircleMarker.prototype._containsPoint.call(this, point);
  },
});

/** @type {any} */
let renderer = null;

/** A canvas that asks for the theme once, not for each of its points. */
function crowd() {
  const Calm = calm(L.Canvas);
  const Crowd = Calm.extend({
    _draw() {
      theme = themes.now();
      Calm.prototype._draw.call(this);
    },
  });
  return new Crowd({ pane: "points", padding: 0.5, tolerance: 4 });
}

/**
 * A point on the shared canvas.
 * @param {L.LatLng} latlng
 * @param {Layer} layer
 * @param {LayerClass} cls
 */
function point(latlng, layer, cls) {
  renderer = renderer || crowd();
  return new Stamp(latlng, { renderer, layer, cls, shown: true, pane: "points",
    radius: cls.style.light.radius_px, weight: cls.style.light.stroke_width_px });
}

/** Paint the whole canvas again, once, at the next frame. */
function redraw() {
  if (!renderer || !renderer._map) return;
  renderer._redrawBounds = null;
  renderer._redrawRequest = renderer._redrawRequest
    || L.Util.requestAnimFrame(renderer._redraw, renderer);
}

export { point, redraw };
