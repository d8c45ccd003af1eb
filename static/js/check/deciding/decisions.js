/* Make a changed draft of a draft: what a person can decide, each as one step that can be undone. */

import { SUMMARY } from "../../base/rules.js";
import { t } from "../../core/i18n.js";
import * as letters from "../draft/letters.js";
import { alike, scopeOf } from "../draft/scope.js";
import * as wording from "../draft/wording.js";
import { shapeOf, work } from "../draft/work.js";
import * as written from "../draft/written.js";
import * as store from "./store.js";

const MOST_CHOICES = 12;

/**
 * Leave out shapes that no mention stands for any more.
 * @param {Draft} draft
 */
function tidy(draft) {
  const used = new Set(draft.mentions.map((mention) => mention.shape));
  const shapes = draft.shapes.filter((shape) => used.has(shape.id));
  return shapes.length === draft.shapes.length ? draft : { ...draft, shapes };
}

/**
 * Change the chosen mention and those that it stands for.
 * @param {Mention} mention
 * @param {string} words
 * @param {(other: Mention) => Mention} how
 * @param {{ add?: Shape[], after?: (draft: Draft, ids: Set<string>) => Draft, merge?: string | null }} [more]
 */
function patch(mention, words, how, more = {}) {
  const ids = new Set(alike(mention, scopeOf(mention)).map(({ id }) => id));
  const mentions = work.draft.mentions.map((other) => (ids.has(other.id) ? how(other) : other));
  const { add = [], after = (draft) => draft, ...options } = more;
  const shapes = [...work.draft.shapes, ...add];
  store.change(words, after(tidy({ ...work.draft, mentions, shapes }), ids), options);
  return ids.size;
}

/** @param {string} state */
const awake = (state) => (state === "confirmed" ? state : "open");

/**
 * Let a mention and those that it stands for be in another state; what is told from now on gets into a statement.
 * @param {Mention} mention
 * @param {string} state
 * @param {string} did the key of what was done
 */
const become = (mention, state, did = state) => patch(mention, t("did." + did, { name: mention.text }),
  (other) => ({ ...other, state }), ["confirmed", "unplaced"].includes(state) ? { after: allStated } : {});

/** @param {Mention} mention */
const confirm = (mention) => (wording.placed(mention) ? become(mention, "confirmed") : 0);

/** @param {Mention} mention */
const drop = (mention) => become(mention, "dropped");

/** Leave a name without a place: it is told with its statement. @param {Mention} mention */
const leave = (mention) => become(mention, "unplaced");

/** @param {Mention} mention */
const reopen = (mention) => become(mention, "open", "reopened");

/**
 * Add a place to the choices of a mention, if it is not one of them, and say where it stands.
 * @param {Mention} mention
 * @param {Choice} choice
 * @returns {[Choice[], number]}
 */
function withChoice(mention, choice) {
  const at = mention.choices.findIndex((other) => other.id === choice.id);
  if (at >= 0) return [mention.choices, at];
  const kept = mention.choices.slice(0, MOST_CHOICES - 1);
  return [[...kept, choice], kept.length];
}

/**
 * Let a mention mean a place: one of its choices, or one that was searched for.
 * @param {Mention} mention
 * @param {Choice} choice
 */
function pick(mention, choice) {
  return patch(mention, t("did.chosen", { name: mention.text, place: choice.name }), (other) => {
    const [choices, chosen] = withChoice(other, choice);
    return { ...other, choices, chosen, shape: null, state: awake(other.state) };
  });
}

/**
 * The next id of its kind.
 * @param {string} stem
 * @param {{ id: string }[]} records
 * @param {number} [width]
 */
function freeId(stem, records, width = 0) {
  const numbers = records.map(({ id }) => (id.startsWith(stem) ? Number(id.slice(stem.length)) || 0 : 0));
  return stem + String(Math.max(0, ...numbers) + 1).padStart(width, "0");
}

/**
 * Let a shape stand for a mention; `moved` is the choice whose pin was moved.
 * @param {Mention} mention
 * @param {Simple} geometry
 * @param {{ moved?: Choice | null, merge?: string | null }} [options]
 */
function draw(mention, geometry, { moved = null, merge = null } = {}) {
  const old = mention.shape ? shapeOf(mention.shape) : null;
  const point = geometry.type === "Point";
  const users = old ? work.draft.mentions.filter((other) => other.shape === old.id) : [];
  const mine = new Set(alike(mention, scopeOf(mention)));
  if (old && users.every((user) => mine.has(user))) {
    return editShape(old.id, { geometry, moved_from: point ? old.moved_from : "" }, merge);
  }
  const origin = moved ? moved.id : (point && old && old.moved_from) || "";
  const shape = { id: freeId("shape-", work.draft.shapes), name: wording.nameOf(mention) || mention.text,
    geometry, certainty: old ? old.certainty : point ? "approximate" : "indicative",
    note: old ? old.note : "", moved_from: origin };
  const words = t(moved ? "did.moved" : "did.drawn", { name: mention.text });
  return patch(mention, words,
    (other) => ({ ...other, shape: shape.id, state: awake(other.state) }), { add: [shape], merge });
}

/** @param {Mention} mention */
function clearShape(mention) {
  return patch(mention, t("did.undrawn", { name: mention.text }), (other) => ({ ...other, shape: null,
    state: other.state === "confirmed" && wording.choiceOf({ ...other, shape: null }) === null
      ? "open" : other.state }));
}

/**
 * Say how much the article is about a mark: all mentions of it follow.
 * @param {Mention} mention
 * @param {string} prominence
 */
function weigh(mention, prominence) {
  const ids = new Set(alike(mention, "place").map(({ id }) => id));
  const mentions = work.draft.mentions.map((other) =>
    (ids.has(other.id) ? { ...other, prominence, prominent_for: [written.BY_HAND] } : other));
  store.change(t("did.weighed", { name: wording.nameOf(mention), how: t("prominence." + prominence) }),
    { ...work.draft, mentions });
}

/**
 * Change a shape itself: all mentions that it stands for follow.
 * @param {string} id
 * @param {Partial<Shape>} change
 * @param {string | null} [merge]
 */
function editShape(id, change, merge) {
  const shapes = work.draft.shapes.map((shape) => (shape.id === id ? { ...shape, ...change } : shape));
  store.change(t("did.edited"), { ...work.draft, shapes }, { merge });
}

/* --- statements and what a mention is in ---------------------------------------------------- */

/** @param {string} id @param {Partial<Statement>} change @param {string | null} [merge] */
function editStatement(id, change, merge) {
  const statements = work.draft.statements.map((statement) =>
    (statement.id === id ? { ...statement, ...change } : statement));
  store.change(t("did.statement", { id }), { ...work.draft, statements }, { merge });
}

/** @param {Partial<Draft>} change @param {string | null} [merge] */
function edit(change, merge) {
  store.change(t("did.edited"), { ...work.draft, ...change }, { merge });
}

/**
 * The summary until a person writes his own: what is known of the article.
 * @param {{ publisher: string, published: string }} given
 */
const usualSummary = ({ publisher, published }) => SUMMARY
  .replace("{by}", () => (publisher.trim() ? " by " + publisher : ""))
  .replace("{when}", () => (published === "unknown" ? "" : ", " + written.date(published)));

/**
 * Change what is known of the article; what the machine wrote of it follows.
 * @param {Partial<Article>} change
 * @param {string | null} [merge]
 */
function editArticle(change, merge) {
  const { draft } = work;
  const article = { ...draft.article, ...change };
  const was = draft.article.publisher.trim() || written.word("theArticle");
  const is = article.publisher.trim() || written.word("theArticle");
  const statements = was === is ? draft.statements : draft.statements.map((statement) =>
    (statement.said_by === was ? { ...statement, said_by: is } : statement));
  const summary = draft.own_summary ? draft.summary : usualSummary(article);
  edit({ article, statements, summary }, merge);
}

/**
 * Take dates as read from another day of publication, but not where a person gave one; say how many.
 * @param {{ id: string, date: string, date_reason: string }[]} read
 */
function redate(read) {
  const found = new Map(read.map((one) => [one.id, one]));
  let changed = 0;
  const statements = work.draft.statements.map((statement) => {
    const { date, date_reason } = found.get(statement.id) || statement;
    const byHand = !statement.date_reason && statement.date !== "unknown";
    if (byHand || date === statement.date) return statement;
    changed += 1;
    return { ...statement, date, date_reason };
  });
  if (changed) store.amend({ ...work.draft, statements });
  return changed;
}

/** @param {string[]} ids @param {Mention[]} mentions */
const inOrder = (ids, mentions) => mentions.filter(({ id }) => ids.includes(id))
  .sort((a, b) => a.start - b.start).map(({ id }) => id);

/**
 * The statement of the sentence in which some letters stand, with the mention in it.
 * @param {Draft} draft
 * @param {Mention} mention
 */
function stated(draft, mention) {
  const { block, start } = mention;
  const own = draft.statements.find((statement) => statement.block === block
    && statement.start <= start && start < statement.end);
  if (own) {
    const mentions = inOrder([...own.mentions, mention.id], draft.mentions);
    return draft.statements.map((statement) =>
      (statement === own ? { ...own, mentions, state: "open" } : statement));
  }
  const text = draft.blocks[block].text;
  const [from, to] = letters.sentence(text, start, draft.article.language || "en");
  const added = { id: freeId("S", draft.statements, 2), block, start: from, end: Math.max(to, mention.end),
    mentions: [mention.id], date: "unknown", date_reason: "", said_by: draft.article.publisher || written.word("theArticle"),
    tone: "neutral", claim: letters.cut(text, from, Math.max(to, mention.end)), quoted: true, state: "open" };
  return [...draft.statements, added].sort((a, b) => a.block - b.block || a.start - b.start);
}

/**
 * What is confirmed or left without a place is told: a mention that no statement names, as of people, gets into one.
 * @param {Draft} draft
 * @param {Set<string>} ids
 * @returns {Draft}
 */
function allStated(draft, ids) {
  const named = new Set(draft.statements.flatMap((statement) => statement.mentions));
  const lone = draft.mentions.filter(({ id }) => ids.has(id) && !named.has(id));
  return lone.reduce((next, mention) => ({ ...next, statements: stated(next, mention) }), draft);
}

/**
 * Mark some letters of a paragraph as the name of a place, and choose it.
 * @param {number} block
 * @param {number} start
 * @param {number} end
 */
function addMention(block, start, end) {
  const { draft } = work;
  const mention = { id: freeId("m", draft.mentions), block, start, end,
    text: letters.cut(draft.blocks[block].text, start, end), kind: "literal", score: 1, reasons: [written.BY_HAND], choices: [],
    chosen: null, shape: null, state: "open" };
  const next = { ...draft, mentions: [...draft.mentions, mention] };
  store.change(t("did.added", { name: mention.text }), { ...next, statements: stated(next, mention) },
    { chosen: mention.id });
  return mention;
}

/**
 * Offer places for a mention that has none yet; this belongs to the step that added it.
 * @param {string} id
 * @param {Choice[]} choices
 */
function offer(id, choices) {
  const mention = store.mention(id);
  if (!mention || mention.choices.length || mention.shape) return;
  store.amend({ ...work.draft, mentions: work.draft.mentions.map((other) =>
    (other.id === id ? { ...other, choices: choices.slice(0, MOST_CHOICES) } : other)) });
}

export {
  confirm, drop, leave, reopen, pick, weigh, draw, clearShape, editShape,
  editStatement, edit, editArticle, redate, addMention, offer,
};
