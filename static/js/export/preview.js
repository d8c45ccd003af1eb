/* Show how the picture will be: the newest answer only, and in its place what is wrong. */

import { clear, el } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import * as names from "./names.js";
import * as picture from "./picture.js";

const ROW_MS = 150;
const LATE_MS = 350;

/** @type {{ image: HTMLImageElement, problem: HTMLElement, busy: HTMLElement, size: HTMLElement, notes: HTMLElement, frame: HTMLElement }} */
let parts;
/** @type {AbortController | null} */
let latest = null;
let timer = 0;
let late = 0;

function build() {
  /** @type {HTMLImageElement} */
  const image = el("img", { hidden: true, alt: t("export.preview"), on: { load: () => URL.revokeObjectURL(image.src) } });
  const problem = el("p", { class: "export-problem", role: "alert" });
  const busy = el("p", { class: "export-busy", role: "status" });
  const { layer, tools } = names.build();
  parts = { image, problem, busy, size: el("p", { class: "export-size" }), notes: el("div", { role: "status" }),
    frame: el("div", { class: "export-frame" }, image, layer, problem, busy) };
  return el("section", { class: "export-sight", "aria-label": t("export.preview") }, parts.frame,
    el("div", { class: "export-facts" }, parts.size, parts.notes, tools));
}

/**
 * What the server answers; where it refuses, an error with its own sentence.
 * @param {string} address
 * @param {AbortSignal} signal
 */
async function ask(address, signal) {
  const answer = await fetch(address, { signal });
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => null);
  throw new Error((problem && problem.detail) || t("export.failed"));
}

/**
 * What is soon there is not announced: to paint that takes from the time in which it is drawn.
 * @param {boolean} now
 */
function busy(now) {
  parts.frame.setAttribute("aria-busy", String(now));
  window.clearTimeout(late);
  late = now ? window.setTimeout(lookLate, LATE_MS, true) : 0;
  if (!now) lookLate(false);
}

/** @param {boolean} isLate */
function lookLate(isLate) {
  parts.frame.classList.toggle("is-late", isLate);
  parts.busy.textContent = isLate ? t("export.drawing") : "";
}

/**
 * A film that was made stands where the picture was, until that changes.
 * @param {Blob} blob
 */
function showFilm(blob) {
  if (blob.type === "image/gif") return void showPicture(blob);
  const film = el("video", { controls: true, playsinline: true, src: URL.createObjectURL(blob),
    "aria-label": parts.image.alt, on: { error: () => takeFilm() } });
  parts.image.hidden = true;
  parts.frame.append(film);
}

function takeFilm() {
  const film = parts.frame.querySelector("video");
  if (!film) return;
  URL.revokeObjectURL(film.src);
  film.remove();
  parts.image.hidden = false;
}

/** @param {Blob} blob */
function showPicture(blob) {
  takeFilm();
  parts.problem.textContent = "";
  parts.image.src = URL.createObjectURL(blob);
  parts.image.hidden = false;
}

/**
 * How large a film is, how long, and how much it tells.
 * @param {{ width: number, height: number, seconds: number, told: string[] }} given
 */
function extent({ width, height, seconds, told }) {
  const [minutes, rest] = [Math.floor(Math.round(seconds) / 60), Math.round(seconds) % 60];
  const time = i18n.plain(minutes) + ":" + (rest < 10 ? i18n.plain(0) : "") + i18n.plain(rest);
  return i18n.list([picture.sides(width, height), t("film.long", { time }),
    t("statements", { n: told.length })]);
}

/**
 * How large the picture is, and its scale there, in two figures.
 * @param {{ dpi: number, scale: number }} given
 * @param {Wanted} options
 */
function size({ dpi, scale }, options) {
  const values = { size: picture.size(options), dpi, scale: Number(scale.toPrecision(2)) };
  return picture.isRaster(options.form) ? t("export.raster", values) : t("export.vector", values);
}

/** @param {Facts} facts @param {Wanted} options */
function showFacts(facts, options) {
  const { unnamed, unremarked, missing, renamed } = facts;
  const names = renamed.map(({ name, shown }) => shown + " (" + name + ")");
  const note = (/** @type {string} */ sentence) => el("p", { class: "export-note" }, sentence);
  parts.image.alt = facts.alt;
  parts.size.textContent = picture.isFilm(options) ? extent(facts) : size(facts, options);
  clear(parts.notes,
    unnamed.length ? note(t("export.unnamed", { n: unnamed.length, names: i18n.list(unnamed) })) : null,
    unremarked.length ? note(t("export.unremarked", { names: i18n.list(unremarked) })) : null,
    missing ? note(t("export.missing", { letters: i18n.list([...missing]) })) : null,
    names.length ? note(t("export.renamed", { names: i18n.list(names) })) : null);
}

/** @param {string} sentence */
function showProblem(sentence) {
  names.hide();
  takeFilm();
  busy(false);
  parts.problem.textContent = sentence;
  parts.image.hidden = true;
  parts.image.removeAttribute("src");
  parts.size.textContent = "";
  clear(parts.notes);
}

/**
 * Ask for the picture and then for what is to be said of it; `tell` hears the facts, or null.
 * Both at once would come no sooner: the server lays one page out for the two.
 * @param {Wanted} options
 * @param {(facts: Facts | null) => void} tell
 */
async function draw(options, tell) {
  const mine = new AbortController();
  latest = mine;
  busy(true);
  const isWanted = () => mine === latest && !mine.signal.aborted;
  try {
    const blob = await (await ask(picture.preview(options), mine.signal)).blob();
    if (isWanted()) showPicture(blob);
    const found = await (await ask(picture.facts(options), mine.signal)).json();
    if (isWanted()) {
      showFacts(found, options);
      tell(found);
    }
  } catch (error) {
    if (mine !== latest) return;
    mine.abort();
    showProblem(error instanceof TypeError ? t("export.failed") : /** @type {Error} */ (error).message);
    tell(null);
  }
  if (mine !== latest) return;
  latest = null;
  busy(false);
}

/**
 * Show what the options ask for: at once, or after a while in which nothing else was asked.
 * In a row of changes the server, which finishes what it has begun, is spared those between.
 * @param {Wanted} options
 * @param {(facts: Facts | null) => void} tell
 * @param {number} after
 */
function show(options, tell, after) {
  const wait = Math.max(after, latest || timer ? ROW_MS : 0);
  stop();
  if (!wait) return void draw(options, tell);
  timer = window.setTimeout(() => {
    timer = 0;
    draw(options, tell);
  }, wait);
}

/** Ask no more, and take no more answers. */
function stop() {
  window.clearTimeout(timer);
  timer = 0;
  if (latest) latest.abort();
  latest = null;
}

/** The picture that is shown. */
const image = () => parts.image;

export { build, ask, image, show, showFilm, showProblem, stop };
