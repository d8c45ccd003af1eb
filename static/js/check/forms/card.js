/* The chosen mention: what it may mean and why, and all that can be decided about it. */

import { announce, button, byId, clear, el, english, iconButton } from "../../base/dom.js";
import { PROMINENCES } from "../../base/rules.js";
import * as i18n from "../../core/i18n.js";
import { t } from "../../core/i18n.js";
import * as decisions from "../deciding/decisions.js";
import * as steps from "../deciding/steps.js";
import * as store from "../deciding/store.js";
import * as dates from "../draft/dates.js";
import * as scope from "../draft/scope.js";
import * as wording from "../draft/wording.js";
import { work } from "../draft/work.js";
import * as map from "../map/map.js";
import * as adding from "./adding.js";
import * as article from "./article.js";
import * as category from "./category.js";
import * as fields from "./fields.js";
import * as search from "./search.js";
import * as shape from "./shape.js";
import * as statements from "./statements.js";
import * as story from "./story.js";

/** @param {Mention} mention */
function head(mention) {
  /** @type {(by: number, icon: string, key: string) => HTMLElement} */
  const step = (by, icon, key) => iconButton(icon, t(key), () => steps.step(by), { id: "card-" + key });
  return el("div", { class: "card-top" },
    el("p", { class: "kicker" }, wording.paragraph(mention.block), " · ",
      t("ofCount", { i: store.place(mention.id), n: store.ids().length })),
    el("div", { class: "card-nav" }, step(-1, "prev", "previousMention"), step(1, "next", "nextMention")));
}

/** @param {Mention} mention */
function title(mention) {
  const look = wording.look(mention);
  return [el("h2", { class: "card-title" }, el("q", {}, wording.own(mention.text))),
    el("p", { class: "badges" },
      el("span", { class: "badge badge-" + look }, t("look." + look)),
      mention.kind === "literal" ? null : el("span", { class: "badge" }, t("kind." + mention.kind))),
    why(mention)];
}

/**
 * What its kind means, and what makes its words the name of a place.
 * @param {Mention} mention
 */
function why(mention) {
  const { kind, reasons } = mention;
  if (kind === "literal" && !reasons.length) return null;
  return el("p", { class: "meaning" }, kind === "literal" ? null : t("kind." + kind + ".meaning") + " ",
    reasons.length ? i18n.around("why", "reasons", wording.reasons(reasons)) : null);
}

/**
 * One place that may be meant, with the reasons of the machine.
 * @param {Mention} mention
 * @param {Choice} choice
 * @param {number} index
 */
function option(mention, choice, index) {
  const chosen = !mention.shape && mention.chosen === index;
  return el("li", {}, button([
    el("span", { class: "choice-number", "aria-hidden": "true" }, i18n.number(index + 1)),
    el("span", { class: "choice-words" }, el("span", { class: "choice-line" }, wording.own(choice.name, { class: "place-name" }),
      el("span", { class: "sure" }, wording.sure(choice))),
    el("span", { class: "meaning" }, [wording.whereIs(choice), wording.people(choice)].filter(Boolean).join(" · ")),
    choice.reasons.length && !wording.searched(choice)
      ? el("span", { class: "reasons" }, wording.reasons(choice.reasons)) : null)],
  () => pick(index), { class: "choice", id: "choice-" + (index + 1), "aria-pressed": String(chosen) }));
}

/** @param {Mention} mention */
function choices(mention) {
  if (!mention.choices.length) return el("p", { class: "no-place" }, t("noChoices"));
  return [mention.chosen === null && !mention.shape ? el("p", { class: "no-place" }, t("chooseOne")) : null,
    el("ol", { class: "choices-of", "aria-label": t("choicesOf", { name: mention.text }) },
      mention.choices.map((choice, index) => option(mention, choice, index)))];
}

/** @param {number} index */
function pick(index) {
  const mention = store.chosen();
  const choice = mention && mention.choices[index];
  if (!choice) return;
  const already = !mention.shape && mention.chosen === index
    && ["open", "confirmed"].includes(mention.state);
  if (!already) decisions.pick(mention, choice);
  announce(t("did.chosen", { name: mention.text, place: choice.name }));
  map.see();
}

/**
 * For which other mentions a decision stands too.
 * @param {Mention} mention
 */
function scoped(mention) {
  const offered = scope.scopes(mention);
  if (offered.length < 2) return null;
  const now = scope.scopeOf(mention);
  return el("fieldset", { class: "scope" }, el("legend", { class: "field-label" }, t("scope")),
    offered.map(([name, many]) => el("label", {}, el("input", { type: "radio", name: "scope", id: "scope-" + name,
      value: name, checked: name === now, on: { change: () => store.set({ scope: name }) } }),
    t("scope." + name, { n: many, name: mention.text, place: wording.nameOf(mention) }))));
}

/** @param {Mention} mention */
function deciding(mention) {
  const { state } = mention;
  return el("div", { class: "decide" },
    button([t(state === "confirmed" ? "confirmedNext" : "confirm"), kbd("↵")], () => steps.confirm(),
      { class: "main-button", id: "confirm", "aria-disabled": wording.placed(mention) ? null : "true" }),
    state === "open" ? null : button(t("reopen"), () => decisions.reopen(mention), { id: "reopen" }),
    state === "unplaced" ? null : button([t("leave"), kbd("k")], () => steps.leave(), { id: "leave" }),
    state === "dropped" ? null : button([t("drop"), kbd("x")], () => steps.drop(), { id: "drop" }),
    work.refused ? el("p", { class: "no-place", id: "refused" }, t(...work.refused)) : null);
}

/**
 * How much the article is about the mark, and why.
 * @param {Mention} mention
 */
function weight(mention) {
  if (!wording.placed(mention)) return null;
  const now = scope.prominenceOf(mention);
  const why = mention.prominent_for || [];
  return el("fieldset", { class: "scope weight" }, el("legend", { class: "field-label" }, t("prominence"), " ", kbd("m")),
    PROMINENCES.map((name) => el("label", {}, el("input", { type: "radio", name: "prominence", id: "prominence-" + name,
      value: name, checked: name === now, on: { change: () => decisions.weigh(mention, name) } }),
    t("prominence." + name + ".what"))),
    why.length ? el("p", { class: "meaning" }, i18n.around("prominence.why", "reasons", wording.reasons(why))) : null);
}

/** @param {string} key */
const kbd = (key) => el("kbd", { "aria-hidden": "true" }, key);

/**
 * The statements that the mention is in; a click leads to them.
 * @param {Mention} mention
 */
function inStatements(mention) {
  const mine = work.draft.statements.filter((statement) => statement.mentions.includes(mention.id)
    && statement.state !== "dropped");
  return el("section", { class: "in-statements" }, el("h3", {}, t("inStatements", { n: mine.length })),
    mine.map((statement) => button([
      el("span", { class: "meta" }, dates.words(statement.date) + " · ", wording.own(statement.said_by)),
      wording.own(statement.claim, { class: statement.quoted ? "is-quoted" : null })],
    () => statements.show(statement.id), { class: "line-button", data: { statement: statement.id } })));
}

/** @param {Mention} mention */
function body(mention) {
  return [head(mention), finished(), title(mention), deciding(mention), scoped(mention), weight(mention),
    category.ofMark(mention),
    mention.shape ? shape.drawn(mention) : null,
    el("section", {}, el("h3", {}, t("couldBe")), choices(mention), search.field()),
    el("section", {}, el("h3", {}, t("drawTitle")), shape.ways(mention),
      wording.choiceOf(mention) || mention.shape ? el("p", { class: "meaning" }, t("dragHint")) : null),
    inStatements(mention)];
}

function empty() {
  if (!work.draft.mentions.length) return nothing();
  return [finished(), el("h2", { class: "card-title" }, t("chooseTitle")), el("p", {}, t("chooseWhat")),
    button([t("begin"), kbd("n")], () => steps.step(1), { class: "main-button", id: "begin" }), notes()];
}

/** Where no place was found there is nothing to begin with but to mark one. */
const nothing = () => [el("h2", { class: "card-title" }, t("nothingTitle")),
  button([t("addTitle"), kbd("a")], () => adding.ask(), { class: "main-button", id: "mark" }), notes()];

/** What a person should know before checking, and what he alone can say. */
function notes() {
  const unsaid = article.unsaid();
  const found = [...unsaid.map((key) => t("untold." + key)), ...work.draft.notes.map(english)];
  return found.length ? el("section", {}, el("h3", {}, t("notes")),
    el("ul", { class: "notes" }, found.map((words) => el("li", {}, words))),
    unsaid.length ? button(t("sayNow"), article.ask, { id: "say-now" }) : null) : null;
}

/** Once all is checked: what is left to do. */
function finished() {
  const [done, all] = store.progress();
  if (!all || done < all) return null;
  const left = statements.quotations().length;
  return el("section", { class: "finished" }, el("p", {}, t("allDone")), left
    ? button(t("toStatements", { n: left }), () => statements.begin(), { class: "main-button", id: "to-statements" })
    : button(t("story.open.button"), () => story.open(), { class: "main-button", id: "to-story" }));
}

function render() {
  const box = byId("card");
  const mention = store.chosen();
  box.setAttribute("aria-label", t("cardLabel"));
  fields.keep(box, () => clear(box, mention ? body(mention) : empty()));
}

function start() {
  render();
  store.on(["draft", "scope", "lang", "refused"], render);
  store.on(["chosen"], () => {
    render();
    byId("card").scrollTop = 0;
  });
}

export { start, pick };
