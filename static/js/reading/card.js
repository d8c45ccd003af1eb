/* Fill the card of a statement, of a mark, or of a spot with many; what its buttons do is handed in. */

import { button, el, iconButton } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import * as store from "../core/store.js";
import * as marks from "../map/marks.js";
import { nameOf } from "../map/naming.js";
import * as facts from "./facts.js";

/**
 * On and back among the statements of the article.
 * @param {Annotation} annotation
 * @param {CardActions} given
 */
function steps(annotation, { step }) {
  const sequence = store.sequence();
  const place = sequence.indexOf(annotation);
  if (place < 0) return null;
  return el("div", { class: "card-steps" },
    iconButton("prev", t("previous"), () => step(-1), { disabled: place === 0 }),
    el("span", { class: "count" }, t("ofCount", { i: place + 1, n: sequence.length })),
    iconButton("next", t("next"), () => step(1), { disabled: place === sequence.length - 1 }));
}

/**
 * The card of a statement: claim first, then how to weigh it, then how its marks were made.
 * @param {Annotation} annotation
 * @param {CardActions} actions
 */
function forAnnotation(annotation, actions) {
  return el("article", { class: "card card-" + annotation.kind, "aria-label": t("statement") },
    el("p", { class: "kicker" }, facts.citation(annotation)),
    el("p", { class: "claim", tabindex: "-1" }, i18n.bdi(annotation.claim)),
    facts.facts(annotation),
    annotation.kind === "context"
      ? el("p", { class: "said" }, t("source"), ": ", facts.sourceLine(annotation.source)) : null,
    annotation.all.map((id) => facts.markDetails(id)),
    annotation.kind === "article" ? steps(annotation, actions) : null);
}

/** @param {Annotation} annotation @param {CardActions} given */
function statementLine(annotation, { choose }) {
  return el("li", { class: "line line-" + annotation.kind }, button([
    el("span", { class: "claim" }, i18n.bdi(annotation.claim)),
    el("span", { class: "meta" }, facts.dateText(annotation), " · ", i18n.bdi(annotation.speaker),
      " · ", facts.citation(annotation)),
    el("span", { class: "tags" }, facts.tone(annotation), facts.position(annotation.certainty)),
    facts.alsoNamed(annotation)],
  () => choose(annotation.id, { fly: false, focus: true }), { class: "line-button" }));
}

/**
 * The card of a mark: its name, every statement that stands on it, and how it was made.
 * @param {string} id
 * @param {CardActions} actions
 */
function forMark(id, actions) {
  const mark = marks.get(id);
  const statements = store.statementsOn(id);
  return el("article", { class: "card", "aria-label": t("theMark") },
    el("p", { class: "kicker" }, i18n.bdi(mark.layer.title)),
    el("h2", { class: "card-title", tabindex: "-1" }, nameOf(mark.feature)),
    statements.length ? el("ul", { class: "lines" }, statements.slice(0, 60).map((one) => statementLine(one, actions)))
      : el("p", { class: "meaning" }, t("noStatement")),
    statements.length ? facts.markDetails(id) : facts.provenance(mark.feature));
}

/**
 * The card of a spot: every mark that stands there, each to be chosen.
 * @param {string[]} ids
 * @param {CardActions} given
 */
function forSpot(ids, { chooseMark }) {
  return el("article", { class: "card", "aria-label": t("marks", { n: ids.length }) },
    el("h2", { class: "card-title", tabindex: "-1" }, t("marks", { n: ids.length })),
    el("ul", { class: "lines" }, ids.map((id) => el("li", { class: "line" },
      button([el("span", { class: "claim" }, nameOf(marks.get(id).feature)),
        el("span", { class: "meta" }, i18n.bdi(marks.get(id).layer.title), " · ",
          t("statements", { n: store.statementsOn(id).length }))],
      () => chooseMark(id, { focus: true }), { class: "line-button" })))));
}

export { forAnnotation, forMark, forSpot };
