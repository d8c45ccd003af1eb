/* Categories of the checker's own, and which of them a mark is of: each change one step that can be undone. */

import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";
import * as scope from "../draft/scope.js";
import * as wording from "../draft/wording.js";
import { work } from "../draft/work.js";
import * as written from "../draft/written.js";
import * as store from "./store.js";

/**
 * Sets to begin with; what is in them can be renamed and changed as all else.
 * @type {Record<string, [string, string, string | null][]>}
 */
const READY = {
  conflict: [["fighting", "red", "clash"], ["strikes", "orange", "blast"], ["aid", "green", "aid"], ["displaced", "blue", "camp"]],
  disaster: [["damage", "red", "quake"], ["fire", "orange", "fire"], ["flood", "blue", "flood"], ["shelter", "green", "camp"]],
  politics: [["talks", "blue", "meeting"], ["vote", "purple", "vote"], ["crossing", "slate", "border-post"]],
  tone: [["tension", "red", null], ["thaw", "blue", null], ["neutral", "slate", null]],
};

/**
 * What was said of a mark: its name on the map, a remark, its category.
 * @param {string} key
 */
const wordsOf = (key) => work.draft.marks.find((mark) => mark.of === key) || { of: key, name: "", remark: "", category: null };

/** @param {string | null} id @returns {Category | undefined} */
const find = (id) => work.draft.categories.find((one) => one.id === id);

/** @param {MarkWords} mark */
const tells = ({ name, remark, category }) => Boolean(name || remark || category);

/**
 * Say something of a mark; what says nothing is not kept. Who says something wants it on the map:
 * it stands aside no more, until a person sets it aside again.
 * @param {Draft} draft
 * @param {string} key
 * @param {Partial<MarkWords>} change
 * @returns {Draft}
 */
function said(draft, key, change) {
  const next = { ...wordsOf(key), ...change };
  const others = draft.marks.filter((mark) => mark.of !== key);
  const isOwn = (/** @type {Mention} */ mention) => scope.key(mention) === key;
  const raised = Object.values(change).some(Boolean)
    && draft.mentions.filter(isOwn).every(({ prominence }) => prominence === "aside");
  const mentions = !raised ? draft.mentions : draft.mentions.map((mention) =>
    (isOwn(mention) ? { ...mention, prominence: "also", prominent_for: [written.BY_HAND] } : mention));
  return { ...draft, mentions, marks: tells(next) ? [...others, next] : others };
}

/**
 * Say how a mark is called on the map, or what is remarked there.
 * @param {Mention} mention
 * @param {Partial<MarkWords>} change
 */
function say(mention, change) {
  const key = scope.key(mention);
  store.change(t("did.edited"), said(work.draft, key, change), { merge: Object.keys(change) + " " + key });
}

/** @param {Mention} mention @param {string | null} id */
function assign(mention, id) {
  const title = find(id)?.title || t("category.none");
  store.change(t("did.categorised", { name: wording.nameOf(mention), category: title }),
    said(work.draft, scope.key(mention), { category: id }));
  return title;
}

/**
 * Give the mark the next category, after the last none.
 * @param {Mention} mention
 */
function next(mention) {
  const ids = [null, ...work.draft.categories.map((one) => one.id)];
  const at = ids.indexOf(wordsOf(scope.key(mention)).category);
  return assign(mention, ids[(at + 1) % ids.length]);
}

function freeId() {
  const taken = new Set(work.draft.categories.map((one) => one.id));
  for (let number = 1; ; number += 1) if (!taken.has("category-" + number)) return "category-" + number;
}

/** Whether there is room for more: a legend cannot tell apart more. */
const isFull = (more = 1) => work.draft.categories.length + more > given.config.mostCategories;

/**
 * Add a category for a mark, in a colour that no other has yet.
 * @param {Mention} mention
 */
function add(mention) {
  const used = work.draft.categories.map((one) => one.colour);
  const hues = Object.keys(given.config.hues.light);
  const made = { id: freeId(), title: written.word("category.new"), titles: {}, symbol: null,
    colour: hues.find((hue) => !used.includes(hue)) || hues[0] };
  const grown = { ...work.draft, categories: [...work.draft.categories, made] };
  store.change(t("did.categoryAdded"), said(grown, scope.key(mention), { category: made.id }));
}

/** @param {string} name */
function addReady(name) {
  const made = READY[name].filter(([word]) => !find(word)).map(([word, colour, symbol]) =>
    ({ id: word, title: written.word("ready." + word), titles: written.elsewhere("ready." + word), colour, symbol }));
  if (isFull(made.length)) return false;
  store.change(t("did.categoryAdded"), { ...work.draft, categories: [...work.draft.categories, ...made] });
  return true;
}

/** @param {string} id @param {Partial<Category>} change @param {string | null} [merge] */
function edit(id, change, merge) {
  const categories = work.draft.categories.map((one) => (one.id === id ? { ...one, ...change } : one));
  store.change(t("did.edited"), { ...work.draft, categories }, { merge });
}

/** @param {string} id */
function remove(id) {
  const categories = work.draft.categories.filter((one) => one.id !== id);
  const marks = work.draft.marks.map((mark) => (mark.category === id ? { ...mark, category: null } : mark))
    .filter(tells);
  store.change(t("did.categoryRemoved"), { ...work.draft, categories, marks });
}

export { READY, wordsOf, find, say, assign, next, add, addReady, isFull, edit, remove };
