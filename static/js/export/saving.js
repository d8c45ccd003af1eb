/* Hand over the file: a picture by its address, a film when it has been made, which takes a while. */

import { button, byId, el, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";
import * as header from "../panels/header.js";
import * as picture from "./picture.js";
import * as preview from "./preview.js";

/** How long a browser may take to save what it was handed. */
const KEPT_MS = 60000;

/** @type {any} */
let parts = null;
/** @type {any} */
let options = null;
/** Whether the options mean any file. */
let good = false;
/**
 * The film that is being made, and what became of the last one. Both outlive the panel.
 * @type {any}
 */
let making = null;
/** @type {any} */
let outcome = null;

function build() {
  const save = el("a", { id: "export-save", class: "export-save", on: { click: take } },
    icon("download"), el("span", {}));
  const stop = button(t("film.stop"), give, { id: "export-stop", hidden: true });
  parts = { save, stop, name: el("bdi", { id: "export-name" }), said: el("p", { id: "export-said", role: "status" }) };
  return el("footer", { class: "export-foot" },
    el("div", { class: "export-file" }, parts.name, parts.said), stop, save);
}

/**
 * The way to the file: there as soon as the options are, and gone while they mean none.
 * @param {Record<string, any>} wanted
 * @param {boolean} means
 */
function show(wanted, means) {
  const address = picture.file(wanted, wanted.form);
  if (outcome && outcome.address !== address) outcome = null;
  options = { ...wanted };
  good = means;
  render();
}

function said() {
  if (making) return t("film.making", { name: making.name });
  if (outcome) return outcome.problem || t("film.made");
  return picture.isFilm(options) ? t("film.takes") : "";
}

function render() {
  const { save, stop, name } = parts;
  const waits = Boolean(making) && picture.isFilm(options);
  save.lastChild.textContent = t("export.save", { format: picture.formatTitle(options) });
  name.textContent = picture.name(options);
  if (good) {
    save.href = picture.file(options, options.form);
    save.download = picture.name(options);
  } else {
    save.removeAttribute("href");
  }
  if (good && !waits) save.removeAttribute("aria-disabled");
  else save.setAttribute("aria-disabled", "true");
  stop.hidden = !making;
  parts.said.textContent = said();
  parts.said.classList.toggle("is-problem", Boolean(!making && outcome && outcome.problem));
  parts.save.parentNode.classList.toggle("is-making", Boolean(making));
}

/** @param {any} event */
function take(event) {
  if (!picture.isFilm(options)) return;
  event.preventDefault();
  if (good && !making) make();
}

/** Ask for no more; what the server has begun it ends, and keeps for who asks again. */
function give() {
  making.abort.abort();
  making = null;
  parts.save.focus();
  render();
}

async function make() {
  const mine = { name: picture.name(options), address: picture.file(options, options.form),
    abort: new AbortController() };
  making = mine;
  outcome = null;
  render();
  let problem = null;
  try {
    const answer = await preview.ask(mine.address, mine.abort.signal);
    const film = await answer.blob();
    if (making === mine) hand(film, mine);
  } catch (error) {
    problem = error instanceof TypeError ? t("export.failed") : /** @type {Error} */ (error).message;
  }
  if (making === mine) end(mine, problem);
}

/**
 * Save a film, and show it where its first picture was, if that is still what is wanted.
 * @param {any} film
 * @param {{ name: string, address: string }} given
 */
function hand(film, { name, address }) {
  const own = URL.createObjectURL(film);
  el("a", { href: own, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(own), KEPT_MS);
  const open = byId("export").open;
  if (open && address === picture.file(options, options.form)) preview.showFilm(film);
}

/**
 * @param {{ address: string }} given
 * @param {any} problem
 */
function end({ address }, problem) {
  making = null;
  outcome = { address, problem };
  if (!byId("export").open) header.toast(said());
  render();
}

export { build, show };
