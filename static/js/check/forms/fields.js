/* Make form fields that write into the draft while one types, and keep the caret where it is. */

import { byId, el, english } from "../../base/dom.js";
import * as i18n from "../../core/i18n.js";
import { t } from "../../core/i18n.js";
import * as dates from "../draft/dates.js";
import * as letters from "../draft/letters.js";
import { work } from "../draft/work.js";

const LONGEST = 2000;

/**
 * A line or some lines of text, of the story's own if not told else; what `check` finds fault with is not taken.
 * @typedef {object} Line
 * @property {string} id
 * @property {string} label
 * @property {string} value
 * @property {number} [lines]
 * @property {(value: string) => string} [check]
 * @property {(value: string) => void} take
 * @property {string} [hint]
 * @property {string} [list]
 * @property {string} [type]
 * @property {number} [longest]
 * @property {string | null} [lang]
 * @property {string} [dir]
 */

/**
 * What is wrong with a text that must not be empty; an empty answer means nothing.
 * @param {string} value
 */
const needed = (value) => (value.trim() ? "" : t("needed"));

/** @param {HTMLElement} field @param {HTMLElement} error @param {string} problem */
function told(field, error, problem) {
  error.textContent = problem;
  if (problem) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

/** @param {Line} given */
function text({ id, label, value, lines, check = needed, take, hint, list, type = "text", longest = LONGEST,
  lang = work.draft.article.language, dir = "auto" }) {
  const error = el("p", { class: "field-error", id: id + "-error", role: "alert" });
  const unseen = el("p", { class: "field-error", id: id + "-lost", role: "status" });
  const warn = () => {
    const found = letters.lost(field.value);
    unseen.textContent = found.length ? t("lettersLost", { letters: i18n.list(found) }) : "";
  };
  /** @type {HTMLInputElement | HTMLTextAreaElement} */
  const field = el(lines ? "textarea" : "input", { id, class: "field-input", lang, dir, rows: lines || null, maxlength: longest,
    type: lines ? null : type, list, autocomplete: "off",
    "aria-describedby": id + "-error " + id + "-lost" + (hint ? " " + id + "-hint" : ""), on: { input: () => {
      const problem = check(field.value);
      told(field, error, problem);
      warn();
      if (!problem) take(field.value);
    } } });
  field.value = value;
  warn();
  return el("div", { class: "field" }, el("label", { class: "field-label", for: id }, label), field,
    hint ? el("p", { class: "meaning", id: id + "-hint" }, hint) : null, error, unseen);
}

/**
 * @param {{ id: string, label: string, value: string, options: [string, string][], take: (value: string) => void, glyph: Child }} given
 */
function select({ id, label, value, options, take, glyph }) {
  /** @type {HTMLSelectElement} */
  const field = el("select", { id, on: { change: () => take(field.value) } },
    options.map(([key, word]) => el("option", { value: key }, word)));
  field.value = value;
  return el("div", { class: "field" }, el("label", { class: "field-label", for: id }, label),
    el("span", { class: "field-row" }, glyph, field));
}

/**
 * A date that is not known is an empty field.
 * @param {string} edtf
 */
const shown = (edtf) => (edtf === "unknown" ? "" : edtf);
let pressed = false;
/** @type {(() => void)[]} */
const waiting = [];

/**
 * Do something once no button is held down: what is built anew meanwhile would lose the click.
 * @param {() => void} action
 */
function afterPress(action) {
  if (pressed) waiting.push(action);
  else action();
}

function release() {
  pressed = false;
  window.setTimeout(() => { for (const action of waiting.splice(0)) action(); }, 0);
}

function start() {
  window.addEventListener("pointerdown", () => { pressed = true; }, true);
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, release, true);
}

/** What was written as a date and is none, by its field: it stays there with its error until it is mended. */
/** @type {Map<string, { text: string, value: string, problem: string }>} */
const wrong = new Map();

/**
 * A date: told back in words while it is written, and as EDTF when the field is left.
 * @param {{ id: string, label: string, value: string, reason?: string, hint?: string, take: (edtf: string) => void }} given
 */
function date({ id, label, value, reason, hint = t("dateHint"), take }) {
  const said = el("p", { class: "date-words", id: id + "-words", "aria-live": "polite" });
  const error = el("p", { class: "field-error", id: id + "-error", role: "alert" });
  /** @type {HTMLInputElement} */
  const field = el("input", { id, class: "field-input", type: "text", autocomplete: "off", spellcheck: "false",
    dir: "auto", maxlength: 64, "aria-describedby": [id + "-words", id + "-error", id + "-hint"].join(" "), on: {
      input: () => {
        const edtf = dates.read(field.value);
        const fine = dates.valid(edtf);
        said.textContent = fine ? dates.words(edtf) : "";
        if (fine) told(field, error, "");
      },
      change: () => {
        const edtf = dates.read(field.value);
        const problem = dates.problem(edtf);
        if (problem) {
          wrong.set(id, { text: field.value, value, problem });
          return told(field, error, t(problem));
        }
        wrong.delete(id);
        field.value = shown(edtf);
        return afterPress(() => take(edtf));
      },
    } });
  const kept = wrong.get(id);
  if (kept && kept.value === value) {
    field.value = kept.text;
    told(field, error, t(kept.problem));
  } else {
    wrong.delete(id);
    field.value = shown(value);
    said.textContent = dates.words(value);
  }
  return el("div", { class: "field" }, el("label", { class: "field-label", for: id }, label), field, said,
    reason ? el("p", { class: "meaning" }, english(reason)) : null,
    el("p", { class: "meaning", id: id + "-hint" }, hint), error);
}

/**
 * Build a part of the page anew, and give the focus back to the control that had it.
 * @param {HTMLElement} box
 * @param {() => void} build
 */
function keep(box, build) {
  const at = /** @type {HTMLInputElement | null} */ (document.activeElement);
  const id = at && box.contains(at) && at !== box ? at.id : "";
  const caret = at && id && "selectionStart" in at && /^(text|search|url|textarea)$/.test(at.type)
    ? /** @type {const} */ ([at.selectionStart, at.selectionEnd]) : null;
  const top = box.scrollTop;
  build();
  box.scrollTop = top;
  const again = id ? /** @type {HTMLInputElement} */ (byId(id)) : null;
  if (!again) return;
  again.focus({ preventScroll: true });
  if (caret) again.setSelectionRange(...caret);
}

export { start, text, select, date, keep };
