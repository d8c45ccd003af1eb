/* Tell by whose word a statement is said, how sure it is, and from where: the citation. */

import { el, link } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given } from "../core/state.js";
import * as marks from "../map/marks.js";
import { nameOf } from "../map/naming.js";
import * as symbols from "../map/symbols.js";

/**
 * "28 April 2025", or what the statement has instead of a date, as the story labels it.
 * @param {Annotation} annotation
 */
function dateText(annotation) {
  return i18n.bdi(annotation.date.label);
}

/** Where a statement stands in the article. @param {number | null} paragraph */
const heading = (paragraph) => (paragraph === 0 ? t("caption") : t("paragraph", { n: paragraph }));

/** Who published a statement of the context. @param {Annotation} annotation */
function publisher({ source }) {
  const { publisher: by, title } = given.story.sources[source] || {};
  return el("bdi", {}, by || title || source);
}

/** The names of a statement's marks. @param {Annotation} annotation */
function names(annotation) {
  return annotation.all.map((id, index) => {
    const feature = given.story.featureById.get(id);
    return feature ? [index ? ", " : null, nameOf(feature)] : null;
  });
}

/** The context that stands beside a statement. @param {Annotation} annotation */
const beside = ({ id }) => (given.story.contextOf.get(id) || []).filter(({ about }) => about[0] === id);

/** The context that stands beside no statement of the article. */
function further() {
  const known = new Set(given.story.article.map(({ id }) => id));
  return given.story.context.filter(({ about }) => !known.has((about || [])[0]));
}

/** The article's statements by paragraph, in reading order. @returns {[number | null, Annotation[]][]} */
function paragraphs() {
  const groups = new Map();
  for (const annotation of given.story.article) {
    if (!groups.has(annotation.paragraph)) groups.set(annotation.paragraph, []);
    groups.get(annotation.paragraph).push(annotation);
  }
  return [...groups];
}

/**
 * Which paragraph of the article, or which other source, says this.
 * @param {Annotation} annotation
 */
function citation(annotation) {
  if (annotation.kind === "article") {
    const source = given.story.source;
    return el("span", { class: "cite" }, heading(annotation.paragraph), ", ", el("bdi", {}, source.publisher), ", ",
      i18n.day(source.published));
  }
  return el("span", { class: "cite" }, t("context"), ": ", publisher(annotation));
}

/**
 * The tone of a statement; nothing in a story in which no statement has one.
 * @param {Annotation} annotation
 */
function tone(annotation) {
  if (!given.story.toned) return null;
  return el("span", { class: "tag tone-" + annotation.tone }, symbols.toneGlyph(annotation.tone),
    t("tone." + annotation.tone));
}

/**
 * How sure a mark is.
 * @param {string} word
 */
const certainty = (word) => el("span", { class: "tag" }, symbols.certaintyGlyph(word), t("certainty." + word));

/**
 * How sure the place of a statement is, in words that nobody takes for how sure its claim is; a
 * statement without one says that it has no place.
 * @param {string | null} word
 */
function position(word) {
  if (!word) return el("span", { class: "tag" }, t("unplaced"));
  return el("span", { class: "tag" }, symbols.certaintyGlyph(word), t("position." + word));
}

/**
 * Of which of the story's own categories a mark is, if it has one.
 * @param {Properties} properties
 */
function category(properties) {
  const cls = given.story.layerOf.get(properties.id).classById.get(properties.class);
  const found = given.story.categories.find(({ id }) => id === cls.category);
  return found ? row(t("category"), i18n.bdi(found.title)) : null;
}

/**
 * The names in a statement that have no place on the map, if any.
 * @param {Annotation} annotation
 */
function alsoNamed(annotation) {
  if (!annotation.also_named.length) return null;
  const comma = i18n.list(["", ""]);
  const [before, after] = t("alsoNamed", { names: "\n" }).split("\n");
  return el("span", { class: "also-named" }, before, annotation.also_named.map((name, index) =>
    [index ? comma : null, el("bdi", {}, name)]), after);
}

/** @param {string} term @param {...Child} content */
function row(term, ...content) {
  return el("div", { class: "fact" }, el("dt", {}, term), el("dd", {}, ...content));
}

/**
 * Date, speaker, tone, certainty: what a reader weighs a statement by.
 * @param {Annotation} annotation
 */
function facts(annotation) {
  const how = tone(annotation);
  return [
    el("p", { class: "said" }, dateText(annotation), " · ", t("saidBy"), ": ",
      i18n.bdi(annotation.speaker), how ? [" · ", how] : null),
    el("p", { class: "sure" }, position(annotation.certainty), annotation.certainty
      ? el("span", { class: "meaning" }, t("certainty." + annotation.certainty + ".meaning")) : null),
    alsoNamed(annotation),
  ];
}

/** @param {string} id */
function sourceLine(id) {
  const source = given.story.sources[id];
  if (!source) return el("span", {}, id);
  return el("span", {}, link(el("bdi", {}, source.title), source.url),
    source.licence ? " · " + source.licence : null);
}

/** @param {Properties} properties */
function alsoKnown(properties) {
  if (!properties.also || !properties.also.length) return null;
  return row(t("alsoKnown"), el("ul", { class: "also" }, properties.also.map(({ text, by }) =>
    el("li", {}, el("bdi", {}, text), el("span", { class: "by" }, " (", el("bdi", {}, by), ")")))));
}

/**
 * How a mark's geometry was made and from which data: every mark cites.
 * @param {Feature} feature
 */
function provenance(feature) {
  const properties = feature.properties;
  return el("dl", { class: "facts" },
    properties.note ? row(t("note"), el("bdi", {}, properties.note)) : null,
    alsoKnown(properties),
    properties.remark ? row(t("remark"), i18n.bdi(properties.remark)) : null,
    category(properties),
    row(t("certainty"), certainty(properties.certainty), properties.status === "proposed"
      ? el("span", { class: "tag" }, t("status.proposed")) : null,
    el("span", { class: "meaning" }, t("certainty." + properties.certainty + ".meaning"))),
    row(t("method"), el("bdi", {}, properties.method)),
    row(t("dataSource"), sourceLine(properties.source)));
}

/** @param {string} id */
function markDetails(id) {
  const mark = marks.get(id);
  if (!mark) return null;
  return el("details", { class: "mark-details" }, el("summary", {}, t("theMark"), ": ",
    nameOf(mark.feature)), provenance(mark.feature));
}

export {
  dateText, citation, heading, publisher, names, beside, further, paragraphs, tone, position, alsoNamed, facts, sourceLine,
  provenance, markDetails,
};
