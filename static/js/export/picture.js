/* Say in addresses, names and snippets which picture or film of the map a person asks for. */

import * as address from "../core/address.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { drawn } from "../core/options.js";
import { given, state } from "../core/state.js";
import * as themes from "../core/theme.js";
import * as view from "../map/view.js";
import * as names from "./names.js";

/** The size of one's own, beside the presets of the server. */
const OWN = "own";
const PREVIEW_PX = 800;
const MM_IN_INCH = 25.4;
/** A preset so fine is for paper. */
const PRINTERS_DPI = 300;

/** @type {Offered} */
let known;

/** What of the time line a film tells, beside statements one by one. */
const ARTICLE = "article";

/** What the server can draw: presets, formats, themes, limits. Asked for once. */
async function offered() {
  if (known) return known;
  const answer = await fetch(given.config.presets);
  if (!answer.ok) throw new Error(answer.statusText);
  known = await answer.json();
  return known;
}

/** What a first picture or film is like; all else is taken from the map. */
function first() {
  const { preset, tell, camera } = drawn();
  const { width, height, dpi } = page({ preset });
  return { kind: "picture", form: "png", otherForm: "mp4", preset, width: Math.round(width),
    height: Math.round(height), dpi, tell, camera, chosen: /** @type {Set<string> | null} */ (null) };
}

/** The picture of the view as it stands: what the map shows, and how. */
function ofView() {
  const { lang, layers, from, to, undated, at, center, zoom } = state;
  return { lang, layers: new Set(layers), from, to, undated, theme: themes.now(), center, zoom,
    at: given.story.annotationById.has(at) ? at : null, notes: false, detail: "auto",
    without: new Set(), title: "", subtitle: "", placed: new Map(),
    whole: false, seen: view.seen() };
}

/** @typedef {{ width: number, height: number, dpi: number }} Page */

/**
 * The sides of the page in CSS pixels and its resolution.
 * @param {{ preset: string } & Partial<Page>} options
 */
function page(options) {
  return /** @type {Page} */ (options.preset === OWN ? options : known.presets.find(({ id }) => id === options.preset));
}

/** @param {Wanted} given */
const isFilm = ({ kind }) => kind === "film";

/**
 * The presets for a picture or a film; the pictures of a film have their own, lower limit.
 * @param {Wanted} options
 */
const presetsOf = (options) => known.presets.filter(({ pixels }) =>
  !isFilm(options) || pixels[0] * pixels[1] <= known.films.pixels);

/** @param {Wanted} options */
const formatsOf = (options) => (isFilm(options) ? known.films.formats : known.formats);

/**
 * Whether a picture of this form has pixels, and so a resolution.
 * @param {string} form
 */
const isRaster = (form) => form === "png" || form === "webp";

/**
 * How large a page is in words: a sheet of paper in millimetres, all else in pixels.
 * @param {{ preset: string } & Partial<Page>} options
 */
function size(options) {
  const { width, height, dpi } = page(options);
  const paper = options.preset !== OWN && dpi >= PRINTERS_DPI;
  const told = (/** @type {number} */ side) => Math.round(side / names.CSS_DPI * (paper ? MM_IN_INCH : dpi));
  return sides(told(width), told(height), paper ? "export.mm" : "export.px");
}

/** @param {number} width @param {number} height @param {string} [unit] */
const sides = (width, height, unit) =>
  t(unit || "export.px", { width: i18n.plain(width), height: i18n.plain(height) });

/** @param {Wanted} options */
function parameters(options) {
  /** @type {Record<string, string | number | undefined>} */
  const asked = options.preset === OWN
    ? { width: options.width, height: options.height, dpi: options.dpi } : { preset: options.preset };
  if (!options.whole) asked.bounds = options.seen.join(",");
  const { layers, from, to, undated } = address.written({ ...options, center: null, mark: null, panel: null }, given.story);
  Object.assign(asked, { layers, from, to, undated });
  if (!isFilm(options)) Object.assign(asked, pointedOut(options));
  else Object.assign(asked, asFilm(options));
  asked.theme = options.theme;
  asked.lang = options.lang;
  return asked;
}

/** @param {Wanted} given */
const pointedOut = ({ at, notes, detail, without, title, subtitle, placed, preset }) => ({ at: at || undefined,
  notes: notes ? "on" : undefined, detail: detail === "auto" ? undefined : detail,
  without: [...without].join(",") || undefined, title: title.trim() || undefined,
  subtitle: subtitle.trim() || undefined, names: names.written({ placed, preset }) || undefined });

/**
 * What a film has beside a picture, as far as it does not go without saying.
 * @param {Wanted} options
 */
const asFilm = (options) => ({ tell: options.tell === drawn().tell ? undefined : tells(options),
  camera: options.camera === drawn().camera ? undefined : options.camera });

/**
 * Which statements a film tells, as the server reads it: a word, or their ids.
 * @param {Wanted} given
 */
const tells = ({ tell, chosen }) => (tell === "some" ? [...chosen || []].join(",") : tell);

/**
 * An address within this page's own house, its lists readable.
 * @param {string} path
 * @param {Record<string, string | number | undefined>} asked
 */
function addressOf(path, asked) {
  const url = new URL(path, window.location.href);
  for (const [key, value] of Object.entries(asked)) {
    if (value !== undefined) url.searchParams.set(key, String(value));
  }
  url.search = url.search.replaceAll("%2C", ",");
  return url.href;
}

/** @param {Wanted} options */
const root = (options) => (isFilm(options) ? given.config.films : given.config.pictures);
/** @param {Wanted} options @param {string} form */
const file = (options, form) => addressOf(root(options) + "." + form, parameters(options));
/** @param {Wanted} options @param {string} form */
const link = (options, form) => address.shared(file(options, form));
/**
 * Where is told how far the film is that is being made.
 * @param {Wanted} options
 */
const progress = (options) => addressOf(root(options) + "/" + options.form + "/progress", parameters(options));
/** @param {Wanted} options */
const facts = (options) => file(options, "json");

/**
 * The same page, so coarse that its longer side has about as many pixels as a preview needs.
 * @param {Wanted} options
 */
function preview(options) {
  const { width, height } = page(options);
  const [least, most] = known.limits.dpi;
  const dpi = Math.round(PREVIEW_PX / Math.max(width, height) * names.CSS_DPI);
  return addressOf(root(options) + ".png",
    { ...parameters(options), dpi: Math.min(Math.max(dpi || least, least), most) });
}

/** @param {Wanted} options */
const formatTitle = (options) => formatsOf(options).find(({ id }) => id === options.form)?.title;

/**
 * What a saved file is called; the server has the same rule, and the last word.
 * @param {Wanted} options
 */
function name(options) {
  const size = options.preset === OWN ? options.width + "x" + options.height : options.preset;
  const theme = options.theme === drawn().theme ? null : options.theme;
  const at = isFilm(options) ? null : options.at;
  return [given.story.id, size, at, theme, options.lang].filter(Boolean).join("-") + "." + options.form;
}

/**
 * The live map with the same view. The screen has no grey theme; there it is light.
 * @param {Wanted} options
 */
function live(options) {
  const theme = options.theme === "dark" ? "dark" : "light";
  const center = options.whole ? null : options.center;
  return addressOf(given.config.embed,
    address.written({ ...options, theme, center, mark: null, panel: null }, given.story));
}

/* --- snippets for a page ------------------------------------------------------------------- */

/** @type {Record<string, string>} */
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** @param {string | number} text */
const escaped = (text) => String(text).replace(/[&<>"]/g, (letter) => ESCAPES[letter]);

/** @param {string} name @param {Record<string, string | number>} attributes */
function tag(name, attributes) {
  return "<" + name + Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`).join("") + ">";
}

/**
 * How large a picture or a film stands on a page, at the most.
 * @param {Wanted} options
 */
function room(options) {
  const { width, height } = page(options);
  return { width: Math.round(width), height: Math.round(height), style: "max-width:100%;height:auto" };
}

/**
 * A picture for a page; a page cannot show PDF so, and takes PNG.
 * @param {Wanted} options
 * @param {string} alt
 */
function imageTag(options, alt) {
  return tag("img", { src: link(options, options.form === "pdf" ? "png" : options.form), alt,
    lang: options.lang, ...room(options) });
}

/**
 * A film for a page: it plays when asked to, and is loaded then. A GIF is a picture there.
 * @param {Wanted} options
 * @param {string} alt
 */
function filmTag(options, alt) {
  if (options.form === "gif") return imageTag(options, alt);
  return tag("video", { src: link(options, options.form), poster: link(options, "png"), controls: "",
    playsinline: "", preload: "none", "aria-label": alt, lang: options.lang, ...room(options) }) + "</video>";
}

/** @param {Wanted} options */
function frameTag(options) {
  return tag("iframe", { src: address.shared(live(options)), title: i18n.pick(given.story.title).text, width: "100%",
    height: 640, style: "border:0", allow: "fullscreen; clipboard-write" }) + "</iframe>";
}

export { pointedOut,
  OWN, PRINTERS_DPI, ARTICLE, offered, first, ofView, page, size, sides, isFilm, isRaster, presetsOf,
  formatsOf, file, link, progress, facts, preview, formatTitle, name, imageTag, filmTag, frameTag,
};
