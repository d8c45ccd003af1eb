/* The whole content as readable text and tables, for who cannot or would rather not use the map. */

import { byId, clear, el, link } from "../base/dom.js";
import { CERTAINTIES } from "../base/rules.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given, state } from "../core/state.js";
import * as store from "../core/store.js";
import { nameOf } from "../map/naming.js";
import * as symbols from "../map/symbols.js";
import * as facts from "../reading/facts.js";
import * as timeline from "../time/timeline.js";
import * as header from "./header.js";

/** Letters from which on the page's head may not hold a title whole. */
const LONG_TITLE = 120;

/** @param {Annotation} annotation @returns {HTMLElement} */
function statement(annotation) {
  const how = facts.tone(annotation);
  const beside = facts.beside(annotation);
  return el("li", { data: { text: annotation.id } },
    el("p", { class: "claim" }, i18n.bdi(annotation.claim)),
    el("p", { class: "meta" }, facts.dateText(annotation), " · ", t("saidBy"), ": ",
      i18n.bdi(annotation.speaker), how ? [" · ", how] : null, " · ",
      facts.position(annotation.certainty),
      annotation.all.length ? [" · ", t("where"), ": ", facts.names(annotation)] : null,
      annotation.kind === "context" ? [" · ", t("source"), ": ", facts.sourceLine(annotation.source)] : null),
    annotation.also_named.length ? el("p", { class: "meta" }, facts.alsoNamed(annotation)) : null,
    beside.length ? el("div", { class: "beside" }, el("p", { class: "beside-title" }, t("contextBeside")),
      el("ul", {}, beside.map(statement))) : null);
}

function article() {
  const further = facts.further();
  return [el("section", {}, el("h2", {}, t("group.story")), facts.paragraphs().map(([paragraph, list]) =>
    el("section", {}, el("h3", {}, facts.heading(paragraph)),
      el("ul", { class: "statements" }, list.map(statement))))),
  further.length ? el("section", {}, el("h2", {}, t("furtherContext")),
    el("ul", { class: "statements" }, further.map(statement))) : null];
}

/**
 * @param {string} id
 * @param {string} caption
 * @param {string[]} heads
 * @param {Child[][]} rows of cells, each a node, a text or several
 */
function table(id, caption, heads, rows) {
  return el("div", { class: "table-frame", role: "region", "aria-labelledby": id, tabindex: "0" },
    el("table", {}, el("caption", { id }, caption),
      el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((cell, index) =>
        el(index ? "td" : "th", { scope: index ? null : "row" }, cell)))))));
}

function statementTable() {
  const rows = given.story.annotations.map((annotation) => [
    annotation.kind === "article" ? (annotation.paragraph === 0 ? t("captionShort")
      : "¶ " + i18n.number(annotation.paragraph ?? 0)) : t("context"),
    i18n.bdi(annotation.claim), facts.dateText(annotation), i18n.bdi(annotation.speaker),
    t("tone." + annotation.tone), annotation.certainty ? t("certainty." + annotation.certainty) : "–",
    [facts.names(annotation), annotation.all.length ? " " : null, facts.alsoNamed(annotation)]]);
  return table("table-statements", t("tableStatements"), ["¶", t("claim"), t("date"), t("saidBy"),
    t("tone"), t("certainty"), t("where")], rows);
}

function markTable() {
  const rows = [...given.story.featureById.values()].map((feature) => {
    const { certainty, status, method, source, note, anchor, also } = feature.properties;
    const layer = given.story.layerOf.get(feature.properties.id);
    return [nameOf(feature), i18n.bdi(layer.title),
      t("certainty." + certainty) + (status === "proposed" ? ", " + t("status.proposed") : ""),
      anchor ? el("bdi", {}, i18n.coordinate(L.latLng(anchor[1], anchor[0]))) : "–",
      [el("bdi", {}, method), note ? [" ", el("bdi", {}, note)] : null],
      (also || []).map(({ text, by }, index) => [index ? "; " : null, el("bdi", {}, text), " (",
        el("bdi", {}, by), ")"]),
      facts.sourceLine(source)];
  });
  return table("table-marks", t("tableMarks"), [t("name"), t("layer"), t("certainty"), t("position"),
    t("method"), t("alsoKnown"), t("dataSource")], rows);
}

function sources() {
  return el("section", {}, el("h2", {}, t("sources")), el("ul", { class: "source-list" },
    Object.entries(given.story.sources).map(([id, source]) => el("li", {}, facts.sourceLine(id),
      source.attribution ? [". ", el("bdi", {}, source.attribution)] : null))));
}

function certainties() {
  return el("section", {}, el("h2", {}, t("certaintyKey")), el("dl", { class: "certainties" },
    CERTAINTIES.map((word) => [
      el("dt", {}, symbols.certaintyGlyph(word), " ", t("certainty." + word)),
      el("dd", {}, t("certainty." + word + ".meaning"))])));
}

function render() {
  if (state.panel !== "text") return;
  const source = given.story.source;
  clear(byId("text-view"), el("div", { class: "text-page" },
    i18n.pick(given.story.title).text.length > LONG_TITLE ? el("p", {}, i18n.bdi(given.story.title)) : null,
    el("p", { class: "standfirst" }, i18n.bdi(given.story.summary)),
    el("p", { class: "meta" }, el("bdi", {}, source.publisher), source.place ? [", ", el("bdi", {}, source.place)] : null,
      ", ", i18n.day(source.published), ": ", link(el("q", {}, i18n.bdi(source.headline)), source.url),
      ".", given.story.as_of === source.published ? null
        : [" ", t("asOf", { date: i18n.day(given.story.as_of) }), "."]),
    article(), certainties(), el("section", {}, el("h2", {}, t("tables")), statementTable(), markTable()),
    sources()));
}

function update() {
  const text = state.panel === "text";
  const wasText = document.documentElement.dataset.panel === "text";
  document.documentElement.dataset.panel = state.panel || "map";
  byId("text-view").hidden = !text;
  byId("main").hidden = text;
  header.sayPanel();
  render();
  if (wasText && !text) {
    given.map.invalidateSize({ animate: false });
    timeline.render();
  }
}

/** Show the text without the map, for good. */
function alone() {
  state.panel = "text";
  document.documentElement.dataset.panel = "text";
  byId("text-view").hidden = false;
  byId("main").hidden = true;
  render();
}

function start() {
  update();
  store.on(["panel"], update);
  store.on(["lang"], render);
}

export { start, alone };
