/* Draw the neutral style with SVG: the one adapter to Leaflet's options, to the legend, to canvas. */

import { byId, clear, svg } from "../base/dom.js";
import * as themes from "../core/theme.js";

/**
 * A class's own name among the paint servers of the page.
 * @param {{ id: string }} layer
 * @param {{ id: string }} cls
 */
const keyOf = (layer, cls) => (layer.id + "--" + cls.id).replace(/[^\w-]/g, "_");

/** Of a disc's radius, to which its symbol reaches; as on paper (geo/style/marks.py). */
const SYMBOL_SHARE = 0.68;
/**
 * The symbols in use by their names, each the data of a path about the origin that reaches 1 far.
 * @type {Record<string, string>}
 */
let pictograms = {};

/** @param {Pick<LayerClass, "style">} cls */
const styleOf = (cls) => cls.style[themes.now()];

/* --- parts: what is drawn, bottom first, in SVG's terms ---------------------------------- */

/** @param {Style} style @param {string} role @returns {Part} */
function linePart(style, role) {
  if (role === "casing") {
    return { role, radius: 0, stroke: style.casing, width: style.casing_width_px, opacity: 1 };
  }
  if (role === "halo") {
    return { role, radius: 0, stroke: style.stroke, width: (style.stroke_width_px || 0) + style.soft_edge_px,
      opacity: 0.4 };
  }
  return { role, radius: 0, stroke: style.stroke, width: style.stroke_width_px,
    opacity: style.stroke_opacity, dash: style.dash_px };
}

/** @param {Style} style @param {string} key @returns {Part[]} */
function pointParts(style, key) {
  if (style.shape === "name") return [{ role: "main", radius: 1, paint: "none" }];
  const radius = style.radius_px;
  const parts = [];
  if (style.soft_edge_px) {
    parts.push({ role: "halo", radius: radius + style.soft_edge_px, paint: "halo",
      fill: "url(#halo-" + key + ")", fillOpacity: 1 });
  }
  if (style.casing) {
    parts.push({ ...linePart(style, "casing"), radius, paint: "none" });
  }
  parts.push({ ...linePart(style, "main"), radius, paint: style.shape,
    fill: style.shape === "half" ? "url(#half-" + key + ")" : style.fill,
    fillOpacity: style.shape === "half" ? 1 : style.fill_opacity });
  if (style.symbol) {
    parts.push({ role: "symbol", radius: radius * SYMBOL_SHARE, fill: style.symbol_colour, fillOpacity: 1,
      pictogram: pictograms[style.symbol] });
  }
  return parts;
}

/**
 * A part of a point as SVG: a disc, or the symbol in it.
 * @param {Part} part
 * @param {number} [x]
 * @param {number} [y]
 */
function dot(part, x = 0, y = 0) {
  return part.pictogram
    ? svg("path", { d: part.pictogram, "fill-rule": "evenodd", ...attributes(part),
      transform: `translate(${x} ${y}) scale(${part.radius})` })
    : svg("circle", { cx: x, cy: y, r: part.radius, ...attributes(part) });
}

/** @param {Style} style @param {string} key @returns {Part[]} */
function lineParts(style, key) {
  const parts = [];
  if (style.soft_edge_px) {
    parts.push({ ...linePart(style, "halo"), filter: "url(#soft-" + key + ")" });
  }
  if (style.casing) parts.push(linePart(style, "casing"));
  parts.push(linePart(style, "main"));
  return parts;
}

/** @param {Style} style @param {string} key @returns {Part[]} */
function polygonParts(style, key) {
  /** @type {Part} */
  const main = { ...linePart(style, "main"), fill: style.fill, fillOpacity: style.fill_opacity };
  if (style.hatch) Object.assign(main, { fill: "url(#hatch-" + key + ")", fillOpacity: 1 });
  if (style.soft_edge_px) main.filter = "url(#soft-" + key + ")";
  return style.casing ? [linePart(style, "casing"), main] : [main];
}

/**
 * The parts of a class's symbol, bottom first; the same for map and legend.
 * @param {{ id: string }} layer
 * @param {Pick<DraftClass, "id" | "kind" | "style">} cls
 * @returns {Part[]}
 */
function parts(layer, cls) {
  const maker = { point: pointParts, line: lineParts, polygon: polygonParts }[cls.kind];
  return maker(styleOf(cls), keyOf(layer, cls));
}

/**
 * One part as Leaflet's path options: the only place where Leaflet's words stand.
 * @param {Part} part
 */
function leaflet(part) {
  /** @type {L.PathOptions & { radius?: number }} */
  const options = {
    stroke: Boolean(part.stroke && part.width), color: part.stroke || "none",
    weight: part.width || 0, opacity: part.opacity ?? 1,
    dashArray: part.dash && part.dash.length ? part.dash.join(" ") : undefined,
    lineCap: part.dash && part.dash.length ? "butt" : "round", lineJoin: "round",
    fill: Boolean(part.fill), fillColor: part.fill || "none", fillOpacity: part.fillOpacity ?? 0,
  };
  if (part.radius) options.radius = part.radius;
  if (part.pictogram) options.pictogram = part.pictogram;
  return options;
}

/** @param {Part} part */
function attributes(part) {
  const stroked = Boolean(part.stroke && part.width);
  return { stroke: stroked ? part.stroke : "none",
    "stroke-width": stroked ? part.width : null, "stroke-opacity": stroked ? part.opacity ?? 1 : null,
    "stroke-dasharray": part.dash && part.dash.length ? part.dash.join(" ") : null,
    "stroke-linejoin": "round",
    "stroke-linecap": part.dash && part.dash.length ? "butt" : "round",
    fill: part.fill || "none", "fill-opacity": part.fill ? part.fillOpacity : null,
    filter: part.filter || null };
}

/* --- paint servers ------------------------------------------------------------------------ */

/**
 * Lines at the first angle; a second angle is drawn at right angles to it.
 * @param {string} key
 * @param {Style} style
 */
function hatch(key, style) {
  const { angles_deg: angles, gap_px: gap, width_px: width, colour, opacity } = /** @type {Hatch} */ (style.hatch);
  const line = (/** @type {string} */ d) => svg("path", { d, stroke: colour, "stroke-width": width,
    "stroke-opacity": opacity ?? 1 });
  return svg("pattern", { id: "hatch-" + key, width: gap, height: gap,
    patternUnits: "userSpaceOnUse", patternTransform: "rotate(" + angles[0] + ")" },
    svg("rect", { width: gap, height: gap, fill: style.fill || "none",
      "fill-opacity": style.fill_opacity }),
    line("M" + gap / 2 + " 0V" + gap),
    angles.length > 1 ? line("M0 " + gap / 2 + "H" + gap) : null);
}

/** @param {string} key @param {Style} style */
function soft(key, style) {
  return svg("filter", { id: "soft-" + key, x: "-60%", y: "-60%", width: "220%", height: "220%" },
    svg("feGaussianBlur", { stdDeviation: style.soft_edge_px / 2 }));
}

/** @param {string} key @param {Style} style */
function halo(key, style) {
  const inner = style.radius_px / (style.radius_px + style.soft_edge_px);
  return svg("radialGradient", { id: "halo-" + key },
    svg("stop", { offset: inner * 0.8, "stop-color": style.fill, "stop-opacity": 0.55 }),
    svg("stop", { offset: 1, "stop-color": style.fill, "stop-opacity": 0 }));
}

/** @param {string} key @param {Style} style */
function half(key, style) {
  const pale = style.casing || "#ffffff";
  return svg("linearGradient", { id: "half-" + key },
    [[0, style.fill], [0.5, style.fill], [0.5, pale], [1, pale]].map(([offset, colour]) =>
      svg("stop", { offset, "stop-color": colour })));
}

/**
 * The head of a directed tie; on the map it stops short of the disc it points at.
 * @param {string} id
 * @param {Style} style
 * @param {number} setBack
 */
function arrow(id, style, setBack) {
  return svg("marker", { id, viewBox: "0 0 12 12", refX: 11 + setBack, refY: 6, markerWidth: 11,
    markerHeight: 11, markerUnits: "userSpaceOnUse", orient: "auto", overflow: "visible" },
    svg("path", { d: "M1 1.2 11 6 1 10.800 3.600 6z", fill: style.stroke,
      stroke: style.casing || "none", "stroke-width": style.casing ? 0.8 : 0 }));
}

/**
 * Take the symbols that classes name, before anything is drawn.
 * @param {Record<string, string>} paths
 */
const know = (paths) => { pictograms = paths; };

/**
 * Put every class's patterns, gradients and arrow heads into the page, for today's theme.
 * @param {{ layers: { id: string, theme: string, classes: Pick<DraftClass, "id" | "kind" | "style">[] }[] }} story
 */
function define(story) {
  const servers = [];
  for (const layer of story.layers) {
    for (const cls of layer.classes) {
      const style = styleOf(cls);
      const key = keyOf(layer, cls);
      if (style.hatch) servers.push(hatch(key, style));
      if (style.soft_edge_px) servers.push(cls.kind === "point" ? halo(key, style) : soft(key, style));
      if (style.shape === "half") servers.push(half(key, style));
      if (layer.theme === "tie") {
        servers.push(arrow("arrow-" + key, style, 9), arrow("head-" + key, style, 0));
      }
    }
  }
  clear(byId("paint"), servers);
}

/* --- swatches ----------------------------------------------------------------------------- */

const LINE = "M3 14 12 8.500 22 12.500 33 6";
const ARC = "M4 16Q18 1 32 13";
const AREA = "M7.500 4.500 28 3 32 10 27 17 9 17.500 4.500 11z";

/**
 * The real symbol of a class, small.
 * @param {Layer} layer
 * @param {LayerClass} cls
 */
function swatch(layer, cls) {
  const tie = layer.theme === "tie";
  const drawn = parts(layer, cls).map((part) => {
    if (cls.kind === "point") return dot(part, 18, 10);
    const d = cls.kind === "polygon" ? AREA : tie ? ARC : LINE;
    return svg("path", { d, ...attributes(part),
      "marker-end": tie && part.role === "main" && cls.directed
        ? "url(#head-" + keyOf(layer, cls) + ")" : null });
  });
  return svg("svg", { class: "swatch", "data-class": cls.id, viewBox: "0 0 36 20", width: 36, height: 20,
    "aria-hidden": "true", focusable: "false" }, drawn);
}

/** @type {Record<string, string>} */
const TONES = {
  tension: "M8 2.200 14.200 13.500H1.800z",
  thaw: "M8 2a6 6 0 1 1 0 12A6 6 0 1 1 8 2z",
  neutral: "M3 6.400h10v3.200H3z",
};

/**
 * A tone's own shape: triangle, disc or bar, so that colour is not needed to tell them apart.
 * @param {string} tone
 */
function toneGlyph(tone) {
  return svg("svg", { class: "glyph tone-" + tone, viewBox: "0 0 16 16", width: 12, height: 12,
    "aria-hidden": "true", focusable: "false" },
    svg("path", { d: TONES[tone] || TONES.neutral, fill: "currentColor" }));
}

/**
 * A certainty's own form, as an outline sample: solid, soft, dashed or two-tone.
 * @param {string} certainty
 */
function certaintyGlyph(certainty) {
  return svg("svg", { class: "glyph form form-" + certainty, viewBox: "0 0 30 14", width: 30,
    height: 14, "aria-hidden": "true", focusable: "false" },
    svg("path", { class: "under", d: "M2 7H28" }), svg("path", { class: "over", d: "M2 7H28" }));
}

/** A border of the base map that is not settled, as the map draws it. */
function borderGlyph() {
  return svg("svg", { class: "swatch", viewBox: "0 0 36 20", width: 36, height: 20,
    "aria-hidden": "true", focusable: "false" }, svg("path", { class: "unsettled", d: LINE }));
}

export { borderGlyph, parts, dot, leaflet, know, define, swatch, toneGlyph, certaintyGlyph, keyOf };
