/* Change the draft and what is chosen in it; every change can be undone; all parts listen here. */

import { announce } from "../../base/dom.js";
import { t } from "../../core/i18n.js";
import * as wording from "../draft/wording.js";
import { work } from "../draft/work.js";

const MOST_STEPS = 500;
/** @type {{ keys: string[], listener: (work: Work, changed: string[]) => void }[]} */
const listeners = [];
/** @type {Map<string, number>} */
const ranks = new Map();
/** @typedef {{ draft: Draft, chosen: string | null, words: string, merge: string | null }} Step */
/** @type {Step[]} */
let past = [];
/** @type {Step[]} */
let future = [];
/** @type {Map<string, Mention>} */
let byId = new Map();
/** @type {string[]} */
let order = [];

/** @param {string[]} keys @param {(work: Work, changed: string[]) => void} listener */
function on(keys, listener) {
  listeners.push({ keys, listener });
}

/** @param {...string} changed */
function tell(...changed) {
  for (const { keys, listener } of listeners) {
    if (keys.some((key) => changed.includes(key))) listener(work, changed);
  }
}

/** @param {Mention} a @param {Mention} b */
const before = (a, b) => a.block - b.block || a.start - b.start || a.end - b.end;

/**
 * How soon a mention is to be looked at: what has no place first, then what is unsure. The
 * order stays as it was at first sight, so that nobody loses his way while deciding.
 * @param {Mention} mention
 */
function rank(mention) {
  const known = ranks.get(mention.id);
  if (known !== undefined) return known;
  const look = wording.look({ ...mention, state: "open" });
  const found = wording.aside(mention) ? 3 : ["unresolved", "unsure", "likely"].indexOf(look);
  ranks.set(mention.id, found);
  return found;
}

function index() {
  const { mentions } = work.draft;
  byId = new Map(mentions.map((mention) => [mention.id, mention]));
  order = [...mentions].sort((a, b) => rank(a) - rank(b) || before(a, b)).map(({ id }) => id);
}

/** @param {Draft} draft @param {string | null} [chosen] */
function put(draft, chosen) {
  Object.assign(work, { draft, refused: null });
  index();
  const wanted = chosen === undefined ? work.chosen : chosen;
  const known = wanted && byId.has(wanted) ? wanted : null;
  const moved = known !== work.chosen;
  work.chosen = known;
  tell("draft", ...(moved ? ["chosen"] : []));
}

const USUAL = {
  mentions: { reasons: [], choices: [], chosen: null, shape: null, state: "open" },
  statements: { date_reason: "", tone: "neutral", quoted: true, state: "open" },
  shapes: { note: "", moved_from: "" },
  categories: { titles: {}, symbol: null },
  marks: { name: "", remark: "", category: null },
  blocks: { kind: "text" },
  left_out: {},
};

/**
 * Fill in what the server leaves out where it is as usual.
 * @param {Draft} draft
 */
function whole(draft) {
  const lists = Object.entries(USUAL).map(([name, usual]) =>
    [name, (/** @type {Record<string, object[]>} */ (/** @type {unknown} */ (draft))[name] || []).map((record) => ({ ...usual, ...record }))]);
  return { ...draft, ...Object.fromEntries(lists),
    notes: draft.notes || [], article: { place: "", url: null, language: "en", .../** @type {Pick<Article, "headline" | "publisher" | "published">} */ (draft.article) } };
}

/**
 * Take a draft from the server; there is nothing to undo yet.
 * @param {Draft} given
 */
function load({ version, ...draft }) {
  work.version = version || 1;
  past = [];
  future = [];
  put(whole(draft));
}

/**
 * Take a draft to which the server itself has added: one more step of the person's.
 * @param {Draft} given
 * @param {string} words
 */
function grow({ version, ...draft }, words) {
  work.version = version || work.version;
  change(words, whole(draft));
}

/**
 * Change the draft. Changes with the same `merge` in a row, as of one text field, are one step.
 * @param {string} words
 * @param {Draft} draft
 * @param {{ merge?: string | null, chosen?: string | null }} [options]
 */
function change(words, draft, { merge = null, chosen } = {}) {
  if (draft === work.draft) return;
  const last = past[past.length - 1];
  if (!merge || !last || last.merge !== merge || future.length) {
    past.push({ draft: work.draft, chosen: work.chosen, words, merge });
    if (past.length > MOST_STEPS) past.shift();
  }
  future = [];
  put(draft, chosen);
}

/**
 * Add to the last change what belongs to it and came later, as an answer of the server does.
 * @param {Draft} draft
 */
function amend(draft) {
  put(draft);
}

/** @param {Step[]} from @param {Step[]} to @param {string} key */
function step(from, to, key) {
  const entry = from.pop();
  if (!entry) return false;
  to.push({ ...entry, draft: work.draft, chosen: work.chosen, merge: null });
  put(entry.draft, entry.chosen);
  announce(t(key, { what: entry.words }));
  return true;
}

/**
 * Choose a mention; `from` says where, so that the place of choice stays as it is.
 * @param {string | null} id
 * @param {string} [from]
 */
function choose(id, from) {
  if (work.chosen === id) return;
  work.chosen = id && byId.has(id) ? id : null;
  Object.assign(work, { from: from || null, refused: null });
  tell("chosen");
}

/** @param {Partial<Work>} patch */
function set(patch) {
  const changed = Object.keys(patch).filter((key) => {
    const name = /** @type {keyof Work} */ (key);
    return work[name] !== patch[name];
  });
  Object.assign(work, patch);
  if (changed.length) tell(...changed);
}

/**
 * Say why something cannot be done: aloud, and on the card until something else is.
 * @param {string} key of a sentence
 * @param {Values} [values]
 */
function refuse(key, values) {
  announce(t(key, values));
  set({ refused: [key, values] });
}

/**
 * The mention before or after another in the order of checking; only open ones, if so wished.
 * @param {string | null} id
 * @param {number} by
 * @param {boolean} openOnly
 */
function beside(id, by, openOnly) {
  const many = order.length;
  const at = order.indexOf(id || "");
  for (let far = 1; far <= many; far += 1) {
    const next = order[(((at < 0 && by < 0 ? 0 : at) + by * far) % many + many) % many];
    const other = mention(next);
    if (!openOnly || (other.state === "open" && !wording.aside(other))) return next;
  }
  return null;
}

function progress() {
  const wanted = work.draft.mentions.filter((m) => !wording.aside(m) && m.state !== "dropped");
  return [wanted.filter((mention) => mention.state !== "open").length, wanted.length];
}

export const undo = () => step(past, future, "undone");
export const redo = () => step(future, past, "redone");
export const canUndo = () => past.length > 0;
export const canRedo = () => future.length > 0;
/**
 * A mention that the draft has.
 * @param {string} id
 */
export const mention = (id) => /** @type {Mention} */ (byId.get(id));
/** The chosen mention, if there is one. */
export const chosen = () => /** @type {Mention} */ (byId.get(work.chosen || ""));
/** @param {string} id */
export const place = (id) => order.indexOf(id) + 1;
export const ids = () => order;
export const inText = () => [...work.draft.mentions].sort(before);

export { on, tell, load, grow, change, amend, choose, set, refuse, beside, progress };
