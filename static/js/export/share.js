/* Hand over texts to be copied: the words of a picture or a film, its address, snippets for a page. */

import { el, icon } from "../base/dom.js";
import * as address from "../core/address.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import * as picture from "./picture.js";

const SAID_MS = 2600;

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */
/** @typedef {{ field: Field, button: HTMLButtonElement, said: HTMLElement, label: HTMLElement, timer: number }} Row */

/** @type {Index<Row> & Map<string, Row>} */
const rows = new Map();

/**
 * Put a field's text on the clipboard; whether that went. The field stays selected if not.
 * @param {Field} field
 */
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand("copy");  // where a frame or a plain address may not use the other
  }
}

/** @param {Row} row */
async function copy(row) {
  const { field, button, said } = row;
  const word = /** @type {Node} */ (button.lastChild);
  const went = await copied(field);
  if (went) button.focus();
  said.textContent = t(went ? "export.copied" : "export.selected");
  button.classList.toggle("is-done", went);
  word.textContent = went ? said.textContent : t("export.copy");
  window.clearTimeout(row.timer);
  row.timer = window.setTimeout(() => {
    button.classList.remove("is-done");
    word.textContent = t("export.copy");
    said.textContent = "";
  }, SAID_MS);
}

/** @param {string} id @param {string} label @param {string | null} [hint] @param {boolean} [tall] */
function row(id, label, hint, tall) {
  const name = "export-" + id;
  /** @type {Field} */
  const field = el(tall ? "textarea" : "input", { id: name, readonly: true, rows: tall ? 4 : null,
    type: tall ? null : "text", class: tall ? null : "code", spellcheck: "false",
    "aria-describedby": hint ? name + "-hint" : null, on: { focus: () => field.select() } });
  const button = el("button", { type: "button", class: "export-copy", data: { copies: id } },
    icon("copy"), el("span", {}, t("export.copy")));
  const said = el("span", { class: "unseen", role: "status" });
  const made = { field, button, said, label: el("label", { for: name }), timer: 0 };
  button.addEventListener("click", () => copy(made));
  rows.set(id, made);
  call(id, label);
  return el("div", { class: "export-row" }, made.label,
    hint ? el("span", { class: "export-hint", id: name + "-hint" }, hint) : null, field, button, said);
}

/** @param {string} id @param {string} label */
function call(id, label) {
  rows.get(id).label.textContent = label;
  rows.get(id).button.setAttribute("aria-label", t("export.copy") + ": " + label);
}

function build() {
  rows.clear();
  return el("section", { class: "export-share", "aria-label": t("export.share") },
    row("alt", t("export.alt"), t("export.altHint"), true),
    row("description", t("export.description"), null, true),
    address.onlyHere() ? el("p", { id: "export-here", class: "export-here" }, t("export.here")) : null,
    row("link", t("export.link")),
    row("img", t("export.img")),
    row("iframe", t("export.iframe")));
}

/** @param {Record<string, string>} texts */
function write(texts) {
  for (const [id, text] of Object.entries(texts)) {
    const { field, button } = rows.get(id);
    field.value = text;
    button.disabled = !text;
  }
}

/**
 * The addresses stand at once; the picture's words, and what holds them, wait for its facts.
 * @param {Wanted} options
 */
function expect(options) {
  const film = picture.isFilm(options);
  call("link", t(film ? "film.link" : "export.link"));
  call("img", t(film ? "film.tag" : "export.img"));
  write({ link: picture.link(options, options.form), iframe: picture.frameTag(options) });
  for (const id of ["alt", "description", "img"]) rows.get(id).button.disabled = true;
}

/**
 * Fill in the words of a picture.
 * @param {Wanted} options
 * @param {{ alt: string, description: string, lang: string }} given
 */
function fill(options, { alt, description, lang }) {
  const made = picture.isFilm(options) ? picture.filmTag : picture.imageTag;
  write({ alt, description, img: made(options, alt) });
  for (const id of ["alt", "description"]) {
    Object.assign(rows.get(id).field, { lang, dir: i18n.direction(lang) });
  }
}

/** There is no such picture, and nothing to be said of it. */
const empty = () => write({ alt: "", description: "", link: "", img: "", iframe: "" });

export { build, expect, fill, empty };
