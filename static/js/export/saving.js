/* Hand over the file: a picture by its address, a film when it has been made, which takes a while. */

import { button, byId, el, icon } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import * as header from "../panels/header.js";
import * as picture from "./picture.js";
import * as preview from "./preview.js";

/** How long a browser may take to save what it was handed. */
const KEPT_MS = 60000;
/** How often a film is asked how far it is. */
const ASKS_MS = 1000;
/** Told anew in words after such a part of the film; a bar shows the rest. */
const WORDS_AFTER = 0.25;

/** @typedef {{ name: string, address: string, progress: string, far: number, abort: AbortController }} Making */

/** @type {{ save: HTMLAnchorElement, stop: HTMLElement, name: HTMLElement, said: HTMLElement, bar: HTMLProgressElement }} */
let parts;
/** @type {Wanted} */
let options;
/** Whether the options mean any file. */
let good = false;
/**
 * The film that is being made, and what became of the last one. Both outlive the panel.
 * @type {Making | null}
 */
let making = null;
/** @type {{ address: string, problem: string | null } | null} */
let outcome = null;

function build() {
  const save = el("a", { id: "export-save", class: "export-save", on: { click: take } },
    icon("download"), el("span", {}));
  const stop = button(t("film.stop"), give, { id: "export-stop", hidden: true });
  parts = { save, stop, name: el("bdi", { id: "export-name" }), said: el("p", { id: "export-said", role: "status" }),
    bar: el("progress", { id: "export-bar", hidden: true, max: 1, "aria-label": t("film.progress") }) };
  return el("footer", { class: "export-foot" },
    el("div", { class: "export-file" }, parts.name, parts.said, parts.bar), stop, save);
}

/**
 * The way to the file: there as soon as the options are, and gone while they mean none.
 * @param {Wanted} wanted
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
  if (making) {
    const words = t("film.making", { name: making.name });
    const part = Math.floor(making.far / WORDS_AFTER) * WORDS_AFTER;
    return part ? words + " " + i18n.percent(part) : words;
  }
  if (outcome) return outcome.problem || t("film.made");
  return picture.isFilm(options) ? t("film.takes") : "";
}

function render() {
  const { save, stop, name } = parts;
  const waits = Boolean(making) && picture.isFilm(options);
  /** @type {Node} */ (save.lastChild).textContent = t("export.save", { format: picture.formatTitle(options) });
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
  if (parts.said.textContent !== said()) parts.said.textContent = said();
  renderBar();
  parts.said.classList.toggle("is-problem", Boolean(!making && outcome && outcome.problem));
  save.parentElement?.classList.toggle("is-making", Boolean(making));
}

/** How far the film is; before that is known, only that it is being made. */
function renderBar() {
  const { bar } = parts;
  bar.hidden = !making;
  if (making && making.far) bar.value = making.far;
  else bar.removeAttribute("value");
}

/**
 * Ask again and again how far a film is, until it is there or given up; it comes without that too.
 * @param {Making} mine
 */
async function follow(mine) {
  while (making === mine) {
    await new Promise((done) => { window.setTimeout(done, ASKS_MS); });
    if (making !== mine) return;
    try {
      const answer = await preview.ask(mine.progress, mine.abort.signal);
      const { done, of } = await answer.json();
      if (making === mine && of) Object.assign(mine, { far: done / of });
      if (making === mine) render();
    } catch {
      return;
    }
  }
}

/** @param {Event} event */
function take(event) {
  if (!picture.isFilm(options)) return;
  event.preventDefault();
  if (good && !making) make();
}

/** Ask for no more; what the server has begun it ends, and keeps for who asks again. */
function give() {
  making?.abort.abort();
  making = null;
  parts.save.focus();
  render();
}

async function make() {
  const mine = { name: picture.name(options), address: picture.file(options, options.form),
    progress: picture.progress(options), far: 0, abort: new AbortController() };
  making = mine;
  outcome = null;
  render();
  follow(mine);
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
 * @param {Blob} film
 * @param {{ name: string, address: string }} given
 */
function hand(film, { name, address }) {
  const own = URL.createObjectURL(film);
  el("a", { href: own, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(own), KEPT_MS);
  const open = byId("export").open;
  if (open && address === picture.file(options, options.form)) preview.showFilm(film);
}

/** @param {{ address: string }} given @param {string | null} problem */
function end({ address }, problem) {
  making = null;
  outcome = { address, problem };
  if (!byId("export").open) header.toast(said());
  render();
}

export { build, show };
