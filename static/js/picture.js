/* Say in addresses, names and snippets which picture of the map a person asks for. */
(function (D) {
  "use strict";

  /** The size of one's own, beside the presets of the server. */
  const OWN = "own";
  const PREVIEW_PX = 800;
  const CSS_DPI = 96;
  const MM_IN_INCH = 25.4;
  /** A preset so fine is for paper. */
  const PRINTERS_DPI = 300;

  let known = null;

  /** What the server can draw: presets, formats, themes, limits. Asked for once. */
  async function offered() {
    if (known) return known;
    const answer = await fetch(D.config.presets);
    if (!answer.ok) throw new Error(answer.statusText);
    known = await answer.json();
    return known;
  }

  /** The picture of the view as it stands: what the map shows, and how. */
  function ofView() {
    const { lang, layers, from, to, undated, at, center, zoom } = D.state;
    return { lang, layers: new Set(layers), from, to, undated, theme: D.theme.now(), center, zoom,
      at: D.story.annotationById.has(at) ? at : null, notes: false, whole: false, seen: D.tools.seen() };
  }

  /** The sides of the page in CSS pixels and its resolution. */
  function page(options) {
    return options.preset === OWN ? options : known.presets.find(({ id }) => id === options.preset);
  }

  /** Whether a picture of this form has pixels, and so a resolution. */
  const isRaster = (form) => form === "png" || form === "webp";

  /** How large a page is in words: a sheet of paper in millimetres, all else in pixels. */
  function size(options) {
    const { width, height, dpi } = page(options);
    const paper = options.preset !== OWN && dpi >= PRINTERS_DPI;
    const told = (side) => D.i18n.plain(Math.round(side / CSS_DPI * (paper ? MM_IN_INCH : dpi)));
    return D.t(paper ? "export.mm" : "export.px", { width: told(width), height: told(height) });
  }

  function parameters(options) {
    const asked = options.preset === OWN
      ? { width: options.width, height: options.height, dpi: options.dpi } : { preset: options.preset };
    if (!options.whole) asked.bounds = options.seen.join(",");
    const { layers, from, to, undated } = D.address.written({ ...options, center: null }, D.story);
    Object.assign(asked, { layers, from, to, undated });
    if (options.at) asked.at = options.at;
    if (options.notes) asked.notes = "on";
    asked.theme = options.theme;
    asked.lang = options.lang;
    return asked;
  }

  /** An address within this page's own house, its lists readable. */
  function address(path, asked) {
    const url = new URL(path, window.location.href);
    for (const [key, value] of Object.entries(asked)) {
      if (value !== undefined) url.searchParams.set(key, value);
    }
    url.search = url.search.replaceAll("%2C", ",");
    return url.href;
  }

  const file = (options, form) => address(D.config.pictures + "." + form, parameters(options));
  const facts = (options) => file(options, "json");

  /** The same page, so coarse that its longer side has about as many pixels as a preview needs. */
  function preview(options) {
    const { width, height } = page(options);
    const [least, most] = known.limits.dpi;
    const dpi = Math.round(PREVIEW_PX / Math.max(width, height) * CSS_DPI);
    return address(D.config.pictures + ".png",
      { ...parameters(options), dpi: Math.min(Math.max(dpi || least, least), most) });
  }

  const formatTitle = (form) => known.formats.find(({ id }) => id === form).title;

  /** What a saved file is called; the server has the same rule, and the last word. */
  function name(options) {
    const size = options.preset === OWN ? options.width + "x" + options.height : options.preset;
    const theme = options.theme === "light" ? null : options.theme;
    return [D.story.id, size, options.at, theme, options.lang].filter(Boolean).join("-") + "." + options.form;
  }

  /** The live map with the same view. The screen has no grey theme; there it is light. */
  function live(options) {
    const theme = options.theme === "dark" ? "dark" : "light";
    const center = options.whole ? null : options.center;
    return address(D.config.embed,
      D.address.written({ ...options, theme, center, panel: null }, D.story));
  }

  /* --- snippets for a page ------------------------------------------------------------------- */

  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const escaped = (text) => String(text).replace(/[&<>"]/g, (letter) => ESCAPES[letter]);

  function tag(name, attributes) {
    return "<" + name + Object.entries(attributes)
      .map(([key, value]) => ` ${key}="${escaped(value)}"`).join("") + ">";
  }

  /** A picture for a page; a page cannot show PDF so, and takes PNG. */
  function imageTag(options, alt) {
    const { width, height } = page(options);
    return tag("img", { src: file(options, options.form === "pdf" ? "png" : options.form), alt,
      lang: options.lang, width: Math.round(width), height: Math.round(height), style: "max-width:100%;height:auto" });
  }

  function frameTag(options) {
    return tag("iframe", { src: live(options), title: D.i18n.pick(D.story.title).text, width: "100%",
      height: 640, style: "border:0", allow: "fullscreen; clipboard-write" }) + "</iframe>";
  }

  D.picture = { OWN, PRINTERS_DPI, offered, ofView, page, size, isRaster, file, facts, preview,
    formatTitle, name, imageTag, frameTag };
})(window.Dateline = window.Dateline || {});
