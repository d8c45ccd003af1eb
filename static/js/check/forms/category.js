/* The part of the card that says what a mark is called on the map and of which category it is. */

import { announce, button, byId, el, svg } from "../../base/dom.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";
import * as themes from "../../core/theme.js";
import * as categories from "../deciding/categories.js";
import * as scope from "../draft/scope.js";
import * as wording from "../draft/wording.js";
import { work } from "../draft/work.js";
import * as written from "../draft/written.js";
import * as fields from "./fields.js";

const MOST_OFFERED = 3;

/**
 * A disc of a colour with a symbol, as on the map.
 * @param {string} hue
 * @param {string | null} symbol
 */
function sample(hue, symbol) {
  return svg("svg", { class: "category-sample", viewBox: "-12 -12 24 24", width: 24, height: 24, "aria-hidden": "true",
    focusable: "false" },
  svg("circle", { r: symbol ? 11 : 7, fill: given.config.hues[themes.now()][hue] }),
  symbol ? svg("path", { d: given.config.symbols[symbol], transform: "scale(7.5)", "fill-rule": "evenodd",
    class: "category-symbol" }) : null);
}

/** @param {Mention} mention @param {Category | null} category @param {boolean} on */
function option(mention, category, on) {
  const id = category ? category.id : null;
  return el("label", {}, el("input", { type: "radio", name: "category", id: "category-is-" + (id || "none"), checked: on,
    on: { change: () => categories.assign(mention, id) } }),
  category ? sample(category.colour, category.symbol) : null, category ? wording.own(category.title) : t("category.without"));
}

/**
 * A choice of small pictures, each with its name.
 * @param {{ id: string, label: string, value: string | null, all: (string | null)[], word: (one: string | null) => string,
 *   look: (one: string | null) => Child, take: (one: string | null) => void }} given
 */
function palette({ id, label, value, all, word, look, take }) {
  return el("fieldset", { class: "palette" }, el("legend", { class: "field-label" }, label),
    all.map((one) => el("label", { title: word(one) }, el("input", { type: "radio", name: id, id: id + "-" + (one || "none"),
      "aria-label": word(one), checked: one === value, on: { change: () => take(one) } }), look(one))));
}

/** @param {Category} category */
function editing(category) {
  const { id, colour, symbol } = category;
  return el("div", { class: "category-edit" },
    fields.text({ id: "category-title", label: t("category.title"), value: category.title,
      take: (title) => categories.edit(id, { title, titles: {} }, "category " + id) }),
    palette({ id: "category-colour", label: t("category.colour"), value: colour, all: Object.keys(given.config.hues.light),
      word: (one) => t("hue." + one), look: (one) => sample(String(one), null),
      take: (one) => categories.edit(id, { colour: String(one) }) }),
    palette({ id: "category-symbol", label: t("category.symbol"), value: symbol, all: [null, ...Object.keys(given.config.symbols)],
      word: (one) => t(one ? "symbol." + one : "symbol.none"), look: (one) => sample(colour, one),
      take: (one) => categories.edit(id, { symbol: one }) }),
    button(t("category.remove"), () => {
      categories.remove(id);
      announce(t("did.categoryRemoved"));
    }, { id: "category-remove" }));
}

/** @param {Mention} mention */
function adding(mention) {
  if (categories.isFull()) return el("p", { class: "meaning" }, t("category.full"));
  /** @type {HTMLSelectElement} */
  const sets = el("select", { id: "category-ready", "aria-label": t("ready"), on: { change: () => {
    announce(t(categories.addReady(sets.value) ? "did.categoryAdded" : "category.full"));
    sets.value = "";
  } } }, el("option", { value: "" }, t("ready")),
  Object.keys(categories.READY).map((name) => el("option", { value: name }, t("ready.set." + name))));
  return el("div", { class: "ways" }, button(t("category.add"), () => {
    categories.add(mention);
    byId("category-title").focus();
    byId("category-title").select();
  }, { id: "category-add" }), sets);
}

/**
 * A few words below its name: one's own, or what a statement tells there, to be made shorter.
 * @param {Mention} mention
 * @param {MarkWords} words
 */
function remarking(mention, { remark }) {
  const ids = new Set(scope.alike(mention, "place").map(({ id }) => id));
  const told = work.draft.statements.filter((statement) => statement.state !== "dropped"
    && statement.mentions.some((id) => ids.has(id))).slice(0, MOST_OFFERED);
  return [fields.text({ id: "mark-remark", label: t("remark"), value: remark, check: () => "", longest: given.config.longestRemark,
    hint: t("remarkHint"), take: (text) => categories.say(mention, { remark: text }) }),
  remark ? null : el("div", { class: "ways" }, told.map((statement) =>
    button([t("remarkFrom", { id: statement.id }), " ", wording.own(offered(statement))], () => {
      categories.say(mention, { remark: offered(statement) });
      byId("mark-remark").focus();
    }, { class: "line-button", data: { remark: statement.id } })))];
}

/**
 * A statement's first clause and its day, as much of it as there is room for.
 * @param {Statement} statement
 */
function offered({ claim, date }) {
  const day = date === "unknown" ? "" : ", " + written.date(date);
  const clause = claim.replace(/^“|”$/g, "").split(/[;:,–—.!?](?=\s|$)/u)[0].trim();
  const room = given.config.longestRemark - day.length;
  const cut = clause.length > room ? clause.slice(0, room - 1).replace(/\s+\S*$/, "") + "…" : clause;
  return cut + day;
}

/**
 * What a mark is called on the map, and of which of the story's categories it is.
 * @param {Mention} mention
 */
function ofMark(mention) {
  if (!wording.placed(mention)) return null;
  const words = categories.wordsOf(scope.key(mention));
  const now = categories.find(words.category);
  return el("section", { class: "category" },
    mention.shape ? null : fields.text({ id: "mark-name", label: t("shapeName"), value: words.name, check: () => "",
      hint: t("markNameHint"), take: (name) => categories.say(mention, { name }) }),
    remarking(mention, words),
    el("fieldset", { class: "scope" }, el("legend", { class: "field-label" }, t("category"), " ",
      el("kbd", { "aria-hidden": "true" }, "g")),
    work.draft.categories.length ? option(mention, null, !now) : null,
    work.draft.categories.map((category) => option(mention, category, category === now))),
    now ? editing(now) : null, adding(mention));
}

export { ofMark };
