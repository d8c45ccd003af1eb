/* The list of statements: claim, date, speaker, tone and places of each, to be put into own words. */

import { announce, button, byId, clear, el } from "../../base/dom.js";
import * as i18n from "../../core/i18n.js";
import { t } from "../../core/i18n.js";
import { given, toggled } from "../../core/state.js";
import * as symbols from "../../map/symbols.js";
import * as decisions from "../deciding/decisions.js";
import * as store from "../deciding/store.js";
import * as dates from "../draft/dates.js";
import * as letters from "../draft/letters.js";
import * as wording from "../draft/wording.js";
import { shapeOf, work } from "../draft/work.js";
import * as fields from "./fields.js";

/** @type {Index<{ node: HTMLElement, seen: unknown[] }> & Map<string, { node: HTMLElement, seen: unknown[] }>} */
const items = new Map();
/** @type {Set<string>} */
const open = new Set();

/** @param {string} text */
const bare = (text) => text.trim().replace(/^“|”$/g, "").replace(/\s+/g, " ");

/**
 * The sentence as the article has it.
 * @param {{ block: number, start: number, end: number }} given
 */
function original({ block, start, end }) {
  return letters.cut(work.draft.blocks[block].text, start, end);
}

/** @param {Statement} statement @param {string} key @param {boolean} [merge] */
const edit = (statement, key, merge = true) => (/** @type {string} */ value) => decisions.editStatement(statement.id, { [key]: value },
  merge ? "statement " + statement.id + " " + key : null);

/** @param {Statement} statement */
function claim(statement) {
  const own = (/** @type {string} */ value) => decisions.editStatement(statement.id, { claim: value,
    quoted: bare(value) === bare(original(statement)) }, "statement " + statement.id + " claim");
  return fields.text({ id: "claim-" + statement.id, label: t("claim"), value: statement.claim, lines: 3, take: own,
    hint: t(statement.quoted ? "claimQuoted" : "claimOwn") });
}

/**
 * The mentions of the paragraph, to say which of them the statement is about.
 * @param {Statement} statement
 */
function places(statement) {
  const here = store.inText().filter((mention) => mention.block === statement.block && mention.state !== "dropped");
  const toggle = (/** @type {string} */ id, /** @type {boolean} */ on) => {
    const ids = toggled(statement.mentions, id, on);
    const all = store.inText().filter((m) => ids.has(m.id)).map((m) => m.id);
    decisions.editStatement(statement.id, { mentions: all });
  };
  return el("fieldset", { class: "field" }, el("legend", { class: "field-label" }, t("claimPlaces")),
    here.map((mention) => el("label", { class: "tick" }, el("input", { type: "checkbox",
      id: "in-" + statement.id + "-" + mention.id, checked: statement.mentions.includes(mention.id),
      on: { change: ({ target }) => toggle(mention.id, /** @type {HTMLInputElement} */ (target).checked) } }),
    wording.own(mention.text, { class: "mention look-" + wording.look(mention) }), el("span", { class: "meaning" },
      [wording.nameOf(mention), t("look." + wording.look(mention))].filter(Boolean).join(" · ")))));
}

/** @param {Statement} statement */
function form(statement) {
  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onward(statement.id);
  };
  const date = (/** @type {string} */ value) => decisions.editStatement(statement.id, { date: value, date_reason: "" });
  return el("div", { class: "statement-form", on: { keydown: keys } }, claim(statement),
    el("div", { class: "field-pair" },
      fields.date({ id: "date-" + statement.id, label: t("date"), value: statement.date,
        reason: statement.date_reason, take: date }),
      el("div", {},
        fields.text({ id: "said-" + statement.id, label: t("saidBy"), value: statement.said_by, list: "speakers",
          take: edit(statement, "said_by") }),
        fields.select({ id: "tone-" + statement.id, label: t("tone"), value: statement.tone,
          options: given.config.tones.map((tone) => [tone, t("tone." + tone)]), take: edit(statement, "tone", false),
          glyph: symbols.toneGlyph(statement.tone) }))),
    places(statement),
    el("p", { class: "meaning" }, t("sentence"), " ", el("q", {}, wording.own(original(statement)))),
    el("div", { class: "decide" }, button([t("claimNext"), el("kbd", { "aria-hidden": "true" }, "Ctrl ↵")],
      () => onward(statement.id), { class: "main-button", id: "onward-" + statement.id }),
    button(t("claimDrop"), () => decisions.editStatement(statement.id, { state: "dropped" }), { id: "drop-" + statement.id })));
}

/** The statements that a story would hold and that are still in the article's words. */
const quotations = () => work.draft.statements.filter((statement) => statement.quoted && told(statement));

/**
 * Put the next claim into own words: after one statement, or the first of all.
 * @param {string | null} id
 */
function onward(id) {
  const left = quotations().filter((statement) => statement.id !== id);
  const { statements } = work.draft;
  const at = statements.findIndex((statement) => statement.id === id);
  const next = left.find((statement) => statements.indexOf(statement) > at) || left[0];
  if (id) close(id);
  if (next) {
    show(next.id);
    byId("claim-" + next.id).focus({ preventScroll: true });
  } else {
    announce(t("claimsDone"));
    byId("story-open").focus();
  }
}

/** @param {string} id */
function close(id) {
  open.delete(id);
  items.get(id).seen = [];
  update();
}

/**
 * Whether a story would hold the statement: a place of it is confirmed, or a name left without.
 * @param {Statement} statement
 */
const told = (statement) => statement.state !== "dropped" && statement.mentions.some((id) => {
  const mention = store.mention(id);
  return mention && ["confirmed", "unplaced"].includes(mention.state);
});

/**
 * Its places by their names, then the names that have no place.
 * @param {Statement} statement
 */
function names(statement) {
  const mentions = statement.mentions.map((id) => store.mention(id))
    .filter((mention) => mention && mention.state !== "dropped");
  const [alone, places] = [true, false].map((wanted) => [...new Set(mentions
    .filter((mention) => wording.onlyNamed(mention) === wanted).map((mention) => wording.nameOf(mention) || mention.text))]);
  return [places.length ? i18n.list(places) : "",
    alone.length ? t("alsoNamed", { names: i18n.list(alone) }) : ""].filter(Boolean).join(" · ");
}

/** @param {Statement} statement */
function summary(statement) {
  return el("summary", { id: "sum-" + statement.id }, el("span", { class: "meta" }, statement.id, " · ",
    wording.paragraph(statement.block), " · ", dates.words(statement.date), " · ", wording.own(statement.said_by)),
  wording.own(statement.claim, { class: "claim" + (statement.quoted ? " is-quoted" : "") }),
  el("span", { class: "tags" }, symbols.toneGlyph(statement.tone), " ", t("tone." + statement.tone),
    names(statement) ? " · " + names(statement) : "",
    statement.quoted ? el("span", { class: "badge" }, t("quoted")) : null,
    told(statement) ? null : el("span", { class: "badge" }, t("notTold"))));
}

/** @param {HTMLElement} node @param {Statement} statement */
function fill(node, statement) {
  if (statement.state === "dropped") {
    clear(node, el("p", { class: "dropped-line" }, el("s", {}, wording.own(statement.claim)), " ",
      button(t("claimRestore"), () => decisions.editStatement(statement.id, { state: "open" }), { id: "restore-" + statement.id })));
    return;
  }
  const isOpen = open.has(statement.id);
  /** @type {HTMLDetailsElement} */
  const box = el("details", { open: isOpen, on: { toggle: () => {
    if (box.open === open.has(statement.id)) return;
    if (box.open) open.add(statement.id);
    else open.delete(statement.id);
    fields.keep(node, () => fill(node, statement));
    if (open.has(statement.id)) store.choose(statement.mentions[0] || null, "list");
  } } }, summary(statement), isOpen ? form(statement) : null);
  clear(node, box);
}

/**
 * What an item shows: it is built anew only if one of these has changed.
 * @param {Statement} statement
 */
function marks(statement) {
  const { draft } = work;
  const here = open.has(statement.id) ? draft.mentions.filter((mention) => mention.block === statement.block)
    : statement.mentions.map((id) => store.mention(id));
  return [statement, ...here, ...here.map((mention) => mention && mention.shape && shapeOf(mention.shape))];
}

function update() {
  const pane = byId("pane-statements");
  if (pane.hidden) return;
  const { statements } = work.draft;
  const ids = new Set(statements.map(({ id }) => id));
  for (const [id, item] of items) {
    if (ids.has(id)) continue;
    item.node.remove();
    items.delete(id);
  }
  const list = pane.querySelector(".statement-list") || frame(pane);
  statements.forEach((statement, index) => {
    let item = items.get(statement.id);
    if (!item) {
      item = { node: el("li", { data: { statement: statement.id } }), seen: [] };
      items.set(statement.id, item);
    }
    if (list.children[index] !== item.node) list.insertBefore(item.node, list.children[index] || null);
    const now = marks(statement);
    if (now.length === item.seen.length && now.every((part, at) => part === item.seen[at])) return;
    item.seen = now;
    fields.keep(item.node, () => fill(item.node, statement));
  });
  const left = quotations().length;
  clear(/** @type {Element} */ (pane.querySelector(".statement-count")), t("statementCount", { n: statements.length }),
    left ? " " + t("quotationCount", { n: left }) : "");
  clear(byId("speakers"), [...new Set(statements.map((s) => s.said_by))].map((name) => el("option", { value: name })));
}

/** @param {HTMLElement} pane */
function frame(pane) {
  clear(pane, el("p", { class: "statement-count" }), el("datalist", { id: "speakers" }),
    el("ul", { class: "statement-list", role: "list" }));
  items.clear();
  return /** @type {Element} */ (pane.querySelector(".statement-list"));
}

/**
 * Open a statement in the list.
 * @param {string} id
 */
function show(id) {
  open.add(id);
  store.set({ tab: "statements" });
  const item = items.get(id);
  if (!item) return;
  item.seen = [];
  update();
  item.node.scrollIntoView({ block: "start" });
  byId("sum-" + id).focus({ preventScroll: true });
}

function start() {
  store.on(["draft", "tab"], update);
  store.on(["lang"], () => {
    for (const item of items.values()) item.seen = [];
    update();
  });
}

export const begin = () => onward(null);

export { start, show, told, quotations };
