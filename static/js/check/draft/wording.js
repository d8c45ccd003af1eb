/* Say in words what a mention is, what it may mean, and how sure that is. */

import { el, english } from "../../base/dom.js";
import * as i18n from "../../core/i18n.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";
import { shapeOf, work } from "./work.js";
import * as written from "./written.js";

/**
 * From which score on a choice is called so.
 * @type {[number, string][]}
 */
const SURE = [[0.85, "veryLikely"], [0.6, "likely"], [0.35, "possible"], [0, "unlikely"]];
const LIKELY = 0.6;

/** @param {Mention} mention */
const choiceOf = (mention) => (mention.shape || mention.chosen === null || mention.chosen === undefined
  ? null : mention.choices[mention.chosen] || null);
/**
 * Whether it is no place of the story unless a person says so: people, an adjective, a road.
 * @param {Mention} mention
 */
const aside = (mention) => given.config.aside.includes(mention.kind);

/** @param {Mention} mention */
const placed = (mention) => Boolean(mention.shape || choiceOf(mention));

/**
 * Whether it stays with its statement as a name without a place: so decided, or none found yet.
 * @param {Mention} mention
 */
const onlyNamed = (mention) => mention.state === "unplaced"
  || (mention.state === "open" && !aside(mention) && !placed(mention));

/**
 * How a mention looks in the text: one of six forms.
 * @param {Mention} mention
 */
function look(mention) {
  if (mention.state !== "open") return mention.state;
  if (mention.shape) return "likely";
  const choice = choiceOf(mention);
  if (!choice) return "unresolved";
  return Math.min(choice.score, mention.score) < LIKELY ? "unsure" : "likely";
}

/**
 * Whether a person has searched for a choice.
 * @param {Choice} choice
 */
const searched = ({ reasons }) => reasons.length === 1 && reasons[0] === written.SEARCHED;

/**
 * The machine's reasons, in English; what a person has done is said in the page's own words.
 * @param {string[]} given
 */
function reasons(given) {
  /** @type {Record<string, string>} */
  const ours = { [written.BY_HAND]: "byHand", [written.SEARCHED]: "searched" };
  const all = given.every((reason) => ours[reason]);
  return all ? given.map((reason) => t(ours[reason])).join("; ") : english(given.join("; "));
}

/**
 * Words of the article or of the story, which are in its language and run as that does.
 * @param {Child} words
 * @param {Attributes} [attributes]
 */
const own = (words, attributes) => el("bdi", { lang: work.draft.article.language, ...attributes }, words);

/**
 * How likely a choice is; of one that a person searched for only that, for its name is all that fits.
 * @param {Choice} choice
 */
function sure(choice) {
  if (searched(choice)) return t("searched");
  return t("sure." + (SURE.find(([least]) => choice.score >= least) || ["", "unlikely"])[1]);
}

/**
 * What a place is, in a word or two; a populated place by its size.
 * @param {Choice} given
 */
function kindOf({ kind, population }) {
  const [, sized = kind] = given.config.sizes.find((/** @type {[number, string]} */ [most]) => population < most) || [];
  const key = "place." + (kind !== "city" ? kind : population ? sized : "place");
  const word = t(key);
  return word === key ? kind : word;
}

/**
 * What a place is and where: "town, Syunik, Armenia".
 * @param {Choice} choice
 */
function whereIs(choice) {
  const names = [kindOf(choice), choice.admin1, i18n.country(choice.country)]
    .filter((part) => part && part !== choice.name);
  return i18n.list([...new Set(names)]);
}

/** @param {Choice} choice */
function people(choice) {
  return choice.population ? t("people", { count: i18n.number(choice.population), n: choice.population }) : "";
}

/**
 * The name of what a mention stands for on the map; empty where nothing does.
 * @param {Mention} mention
 */
function nameOf(mention) {
  if (mention.state === "unplaced") return "";
  if (mention.shape) return (shapeOf(mention.shape) || {}).name || "";
  const choice = choiceOf(mention);
  return choice ? choice.name : "";
}

/** @param {number} block */
function paragraph(block) {
  const { blocks } = work.draft;
  const told = blocks[block].kind === "heading" ? blocks.slice(block).find((below) => below.number) : blocks[block];
  return told && told.number ? t("paragraph", { n: told.number }) : t("captionShort");
}

/**
 * A mention in one sentence, for who does not see it.
 * @param {Mention} mention
 */
function describe(mention) {
  const choice = choiceOf(mention);
  const what = mention.state === "unplaced" ? "" : mention.shape ? t("drawnAs", { name: nameOf(mention) })
    : choice ? i18n.list([choice.name, whereIs(choice), sure(choice)]) : t("noPlace");
  const kind = mention.kind === "literal" ? "" : t("kind." + mention.kind);
  return [mention.text, kind, what, t("look." + look(mention))].filter(Boolean).join(". ");
}

export {
  look, sure, aside, placed, onlyNamed, choiceOf, whereIs, people, nameOf, paragraph,
  describe, searched, reasons, own,
};
