/* Keep the server's draft as this window's: save by itself, say so, and never over another's work. */

import { announce, button, byId, clear, el, shown } from "../../base/dom.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";
import { work } from "../draft/work.js";
import * as store from "./store.js";

const WAIT_MS = 500;
const AGAIN_MS = [2000, 5000, 15000, 30000];
const HEADERS = { "Content-Type": "application/json", "X-Dateline": "1" };

/**
 * As the server has it.
 * @type {Draft | null}
 */
let saved = null;
let timer = 0;
/** @type {Promise<void> | null} */
let running = null;
let failures = 0;
/** @type {{ state: string, problems: Sentence[] }} */
let last = { state: "saved", problems: [] };
/** @type {((told: { state: string, problems: Sentence[] }) => void)[]} */
const listeners = [];

const dirty = () => work.draft !== saved;

/** @param {string} state @param {Sentence[]} [problems] */
function tell(state, problems = []) {
  last = { state, problems };
  for (const listener of listeners) listener(last);
}

/**
 * Ask the server; what it answers, and the sentences of a problem.
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<Reply>}
 */
async function ask(path, options = {}) {
  const answer = await fetch(given.config.draft + path, { cache: "no-store", ...options,
    headers: { ...(options.method ? HEADERS : {}), ...options.headers } });
  const body = answer.status === 204 || answer.status === 304 ? null : await answer.json().catch(() => null);
  return { status: answer.status, ok: answer.ok, body, problems: answer.ok ? [] : sentences(body, answer.status) };
}

/**
 * @param {{ problems?: string[], detail?: string, title?: string } | null} body
 * @param {number} status
 * @returns {Sentence[]}
 */
function sentences(body, status) {
  const listed = body && body.problems;
  if (Array.isArray(listed) && listed.length) return listed.map((one) => ({ english: String(one) }));
  const one = body && (body.detail || body.title);
  return [one ? { english: String(one) } : t("serverSays", { n: status })];
}

async function load() {
  const answer = await ask("");
  if (!answer.ok) throw Object.assign(new Error(), { sentences: answer.problems });
  take(answer.body.draft);
}

/** @param {Draft} draft */
function take(draft) {
  store.load(draft);
  saved = work.draft;
  tell("saved");
}

/* --- saving ---------------------------------------------------------------------------------- */

/** @param {number} [wait] */
function later(wait = WAIT_MS) {
  window.clearTimeout(timer);
  timer = window.setTimeout(save, wait);
}

function changed() {
  if (last.state === "conflict") return;
  if (!dirty()) {
    // Undone to what the server has: nothing is left to save.
    window.clearTimeout(timer);
    if (!running) tell("saved");
    return;
  }
  failures = 0;
  if (!running) tell("pending");
  later();
}

/**
 * Save what is not saved yet; resolves when the server has answered.
 * @returns {Promise<void>}
 */
function save() {
  window.clearTimeout(timer);
  if (running) return running.then(() => (dirty() && last.state !== "conflict" ? save() : undefined));
  if (!dirty() || last.state === "conflict") return Promise.resolve();
  running = send().finally(() => { running = null; });
  return running;
}

async function send() {
  tell("saving");
  const draft = work.draft;
  let answer;
  try {
    answer = await ask("", { method: "PUT", body: JSON.stringify({ ...draft, version: work.version }) });
  } catch {
    return retry([t("noAnswer")]);
  }
  if (answer.ok) return done(draft, answer.body);
  if (answer.status === 409) return conflict();
  if (answer.status >= 500 || answer.status === 429) return retry(answer.problems);
  return tell("refused", answer.problems);
}

/** @param {Draft} draft @param {{ draft: Draft }} body */
function done(draft, body) {
  work.version = Number(body.draft.version);
  saved = draft;
  failures = 0;
  if (!dirty()) return tell("saved");
  tell("pending");
  return later();
}

/** @param {Sentence[]} problems */
function retry(problems) {
  tell("failed", problems);
  later(AGAIN_MS[Math.min(failures, AGAIN_MS.length - 1)]);
  failures += 1;
}

/* --- two windows ------------------------------------------------------------------------------- */

/** Another window saved meanwhile: nothing is sent until the person has said what to do. */
function conflict() {
  window.clearTimeout(timer);
  tell("conflict");
  const box = byId("conflict");
  clear(box, el("h2", { id: "conflict-title" }, t("conflictTitle")), el("p", {}, t("conflictWhat")),
    el("div", { class: "dialog-row" },
      button(t("conflictTheirs"), () => theirs(box), { class: "main-button", id: "conflict-theirs" }),
      button(t("conflictMine"), mine), button(t("conflictLook"), () => box.close())));
  if (!box.open) box.showModal();
}

/** @param {HTMLDialogElement} box */
async function theirs(box) {
  mine();
  try {
    await load();
    box.close();
    announce(t("conflictLoaded"));
  } catch (error) {
    /** @type {Sentence[]} */
    const told = /** @type {{ sentences?: Sentence[] }} */ (error).sentences || [t("noAnswer")];
    box.append(el("p", { role: "alert" }, told.map(shown)));
  }
}

/** Hand this window's draft over as a file. */
function mine() {
  const text = JSON.stringify({ ...work.draft, version: work.version }, null, 1);
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })),
    download: given.config.id + "-mine.json" });
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Look whether another window has saved, before more work is done on an old state. */
async function look() {
  if (running || last.state === "conflict" || document.visibilityState !== "visible") return;
  const version = work.version;
  let answer;
  try {
    answer = await ask("", { headers: { "If-None-Match": '"v' + version + '"' } });
  } catch {
    return;
  }
  if (!answer.ok || running || answer.body.draft.version === version || work.version !== version) return;
  if (dirty()) conflict();
  else {
    take(answer.body.draft);
    announce(t("conflictLoaded"));
  }
}

/**
 * Count as text what was left out of the article; returns what is wrong, if anything.
 * @param {number} index
 * @returns {Promise<Sentence[]>}
 */
async function grow(index) {
  await save();
  if (dirty()) return [t("growNotSaved")];
  const wanted = JSON.stringify({ left: index, version: work.version });
  const answer = await ask("/text", { method: "POST", body: wanted }).catch(() => null);
  if (!answer) return [t("noAnswer")];
  if (answer.status === 409) conflict();
  else if (answer.ok) {
    store.grow(answer.body.draft, t("did.counted"));
    saved = work.draft;
    changed();
  }
  return answer.status === 409 ? [] : answer.problems;
}

/**
 * Take the version, and what the server itself has noted, of a draft that is else as ours.
 * @param {Draft} draft
 */
function follow(draft) {
  if (dirty()) return;
  work.version = draft.version || work.version;
  work.draft = { ...work.draft, published_as: draft.published_as };
  saved = work.draft;
}

function start() {
  store.on(["draft"], changed);
  store.on(["lang"], () => { if (last.state === "failed") save(); });  // what is wrong is said anew
  window.addEventListener("beforeunload", (event) => { if (dirty()) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? save() : look()));
  window.addEventListener("focus", look);
  window.addEventListener("pagehide", save);
  window.addEventListener("online", () => { if (last.state === "failed") save(); });
}

export const told = () => last;
/** @param {(told: typeof last) => void} listener */
export const on = (listener) => listeners.push(listener);
export const forget = () => { saved = work.draft; tell("saved"); };

export { start, load, save, ask, dirty, conflict, look, grow, follow };
