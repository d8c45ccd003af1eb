/* Offer the options of a picture or a film: the common ones first, the rest under "More options". */

import { button, clear, el, icon } from "../base/dom.js";
import { LANGUAGES } from "../base/rules.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given, toggled } from "../core/state.js";
import * as kept from "./kept.js";
import * as picture from "./picture.js";
import * as telling from "./telling.js";

/** Wait for the next key or the next step of a number. */
const TYPING_MS = 300;
const LONGEST = 72;
/** As the server takes it. */
const LONGEST_LINE = 300;

/** @typedef {(patch: Partial<Wanted>, after?: number) => void} Change */
/** @typedef {[id: string, text: Child, lang?: string]} Choice */

/** @type {Wanted} */
let options;
/** @type {(after: number) => void} */
let changed;
/** Show anew what a format keeps for itself. */
let retaken = () => {};

/**
 * Take a choice; `after` is how long more of it may follow.
 * @type {Change}
 */
function change(patch, after) {
  Object.assign(options, patch);
  changed(after || 0);
}

/* --- kinds of controls --------------------------------------------------------------------- */

let count = 0;

/** @param {string} label @param {HTMLElement} control @param {string} [className] */
function field(label, control, className) {
  if (!control.id) count += 1;
  const id = control.id || "export-field-" + count;
  control.id = id;
  return el("div", { class: "export-field " + (className || "") }, el("label", { for: id }, label), control);
}

/** @param {Choice[]} choices @param {string} value @param {(value: string) => void} onChange */
function select(choices, value, onChange) {
  /** @type {HTMLSelectElement} */
  const control = el("select", { on: { change: () => onChange(control.value) } },
    choices.map(([id, text, lang]) => el("option", { value: id, lang }, text)));
  control.value = value;
  return control;
}

/**
 * A few choices side by side, one of them taken.
 * @param {string} name
 * @param {string} label
 * @param {Choice[]} choices
 * @param {string} value
 * @param {(value: string) => void} onChange
 */
function segments(name, label, choices, value, onChange) {
  return el("fieldset", { class: "export-field" }, el("legend", {}, label),
    el("div", { class: "segments" }, choices.map(([id, text]) => el("label", {},
      el("input", { type: "radio", name: "export-" + name, value: id, checked: id === value,
        on: { change: () => onChange(id) } }), el("span", {}, text)))));
}

/**
 * @param {Child} label
 * @param {boolean} checked
 * @param {(checked: boolean) => void} onChange
 * @param {Attributes} [attributes]
 */
function tick(label, checked, onChange, attributes) {
  /** @type {HTMLInputElement} */
  const box = el("input", { type: "checkbox", checked, ...attributes,
    on: { change: () => onChange(box.checked) } });
  return el("label", { class: "export-tick" }, box, el("span", {}, label));
}

/* --- size ---------------------------------------------------------------------------------- */

/** @type {(one: { id: string, title: string }) => Choice} */
const named = ({ id, title }) => [id, title];

/** @param {{ dpi: number }} given */
const forPrinters = ({ dpi }) => dpi >= picture.PRINTERS_DPI;

/** @param {{ id: string }} given */
const presetOption = ({ id }) =>
  el("option", { value: id }, i18n.list([t("preset." + id), picture.size({ preset: id })]));

/** @param {Pick<Offered, "limits">} given */
function sizes({ limits }) {
  const presets = picture.presetsOf(options);
  /** @type {(label: string, some: Offered["presets"]) => Child} */
  const group = (label, some) => (some.length ? el("optgroup", { label }, some.map(presetOption)) : null);
  const sides = /** @type {("width" | "height" | "dpi")[]} */ (["width", "height", "dpi"]).map((key) => {
    const [least, most] = key === "dpi" ? limits.dpi : limits.side;
    /** @type {HTMLInputElement} */
    const input = el("input", { type: "number", min: least, max: most, step: 1, inputmode: "numeric",
      value: options[key], data: { own: key },
      on: { input: () => change({ [key]: input.value }, TYPING_MS) } });
    return { key, input };
  });
  const own = el("div", { class: "export-own" }, sides.map(({ key, input }) => field(t("export." + key), input)));
  /** @type {HTMLSelectElement} */
  const chosen = el("select", { id: "export-preset", on: { change: () => take(chosen.value) } },
    group(t("export.screen"), presets.filter((one) => !forPrinters(one))),
    group(t("export.paper"), presets.filter(forPrinters)),
    el("option", { value: picture.OWN }, t("export.own")));
  chosen.value = options.preset;
  own.hidden = options.preset !== picture.OWN;

  /** One's own size begins where the preset before it was. */
  function take(/** @type {string} */ preset) {
    /** @type {Partial<Wanted>} */
    const patch = { preset };
    own.hidden = preset !== picture.OWN;
    if (!own.hidden) {
      const { width, height, dpi } = picture.page(options);
      Object.assign(patch, { width: Math.round(width), height: Math.round(height), dpi });
      for (const { key, input } of sides) input.value = String(patch[key]);
    }
    kept.leave(options);
    change({ ...patch, ...kept.take({ ...options, ...patch }) });
    retaken();
  }
  return [field(t("export.use"), chosen), own];
}

/* --- the common ones ----------------------------------------------------------------------- */

/** @param {Offered} given @param {(kind: string) => void} onKind */
function common({ limits, themes }, onKind) {
  const formats = picture.formatsOf(options).map(named);
  return [segments("kind", t("export.kind"), [["picture", t("export.picture")], ["film", t("film")]],
    options.kind, onKind),
    picture.isFilm(options) ? telling.build(options, { segments, tick, change }) : null,
    sizes({ limits }),
    segments("form", t("export.form"), formats, options.form, (form) => change({ form })),
    segments("theme", t("export.theme"), themes.map((id) => [id, t("export.theme." + id)]), options.theme,
      (theme) => change({ theme })),
    segments("part", t("export.part"), [["seen", t("export.asSeen")], ["whole", t("home")]],
      options.whole ? "whole" : "seen", (part) => change({ whole: part === "whole" })),
    field(t("language"), select(Object.entries(LANGUAGES).map(([code, name]) => [code, name, code]),
      options.lang, (lang) => change({ lang })))];
}

/* --- the rest ------------------------------------------------------------------------------ */

function layers() {
  const turn = (/** @type {string} */ id) => (/** @type {boolean} */ on) =>
    change({ layers: toggled(options.layers, id, on) });
  return el("fieldset", { class: "export-field" }, el("legend", {}, t("export.layers")),
    [...given.story.layers].reverse().map(({ id, title }) => tick(i18n.bdi(title), options.layers.has(id),
      turn(id), { data: { exports: id } })));
}

function dates() {
  const day = (/** @type {"from" | "to"} */ key, /** @type {string} */ label) => {
    /** @type {HTMLInputElement} */
    const input = el("input", { type: "date", value: options[key] || "", data: { day: key },
      on: { input: () => { change({ [key]: input.value || null }, TYPING_MS); settle(); } } });
    return { input, line: field(label, input) };
  };
  const days = [day("from", t("windowFrom")), day("to", t("windowTo"))];
  const undated = tick(t("export.undated"), options.undated, (on) => change({ undated: on }));
  const all = button(t("allDates"), () => {
    for (const { input } of days) input.value = "";
    change({ from: null, to: null });
    settle();
  });

  function settle() {
    const open = !options.from && !options.to;
    /** @type {HTMLInputElement} */ (undated.firstChild).disabled = open;
    all.disabled = open;
  }
  settle();
  return el("fieldset", { class: "export-field" }, el("legend", {}, t("export.dates")),
    el("div", { class: "export-days" }, days.map(({ line }) => line)), undated, all);
}

/** @param {string} text */
function shortened(text) {
  return text.length > LONGEST ? text.slice(0, LONGEST).trimEnd() + "…" : text;
}

/** @param {Offered} given */
function statements({ details }) {
  /** @type {Choice[]} */
  const choices = given.story.annotations.map((annotation) => [annotation.id,
    telling.where(annotation) + ": " + shortened(i18n.pick(annotation.claim).text)]);
  const control = select([["", t("export.none")], ...choices], options.at || "",
    (at) => change({ at: at || null }));
  control.dataset.option = "at";
  const detail = select(details.map((id) => [id, t("export.detail." + id)]), options.detail,
    (wanted) => change({ detail: wanted }));
  detail.dataset.option = "detail";
  return [field(t("export.statement"), control), field(t("export.detail"), detail),
    tick(t("export.notes"), options.notes, (notes) => change({ notes }))];
}

/** @param {Offered} given */
function around({ furniture }) {
  const turn = (/** @type {string} */ id) => (/** @type {boolean} */ on) =>
    change({ without: toggled(options.without, id, !on) });
  const line = (/** @type {"title" | "subtitle"} */ key) => {
    /** @type {HTMLInputElement} */
    const input = el("input", { type: "text", maxlength: LONGEST_LINE, value: options[key], dir: "auto",
      data: { option: key }, on: { input: () => change({ [key]: input.value }, TYPING_MS) } });
    return field(t("export.line." + key), input);
  };
  return el("fieldset", { class: "export-field" }, el("legend", {}, t("export.around")),
    furniture.map((id) => tick(t("export.around." + id), !options.without.has(id), turn(id),
      { data: { around: id } })), line("title"), line("subtitle"), keeping());
}

/** A button that keeps all this with the story, and what became of it. */
function keeping() {
  if (!kept.canKeep(options)) return null;
  const said = el("span", { class: "export-hint", role: "status" }, kept.problem());
  return [button(t("export.keep"), async () => { said.textContent = await kept.keep(options); },
    { class: "quiet", id: "export-keep" }), said];
}

/**
 * All options; `all` opens those that are seldom wanted.
 * @param {Wanted} wanted
 * @param {Offered} offered
 * @param {{ all: boolean, onChange: (after: number) => void, onKind: (kind: string) => void }} given
 */
function build(wanted, offered, { all, onChange, onKind }) {
  options = wanted;
  changed = onChange;
  count = 0;
  const rest = el("div", { class: "export-rest" });
  retaken = () => clear(rest, statements(offered), around(offered));
  retaken();
  return [common(offered, onKind), el("details", { class: "export-more", open: all || Boolean(kept.problem()) },
    el("summary", {}, icon("chevron"), t("export.more")), layers(), dates(),
    picture.isFilm(options) ? null : rest)];
}

export { build };
