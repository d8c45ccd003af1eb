/* The whole content as readable text and tables, for who cannot or would rather not use the map. */
(function (D) {
  "use strict";

  const el = D.el;
  const t = D.t;

  /** Letters from which on the page's head may not hold a title whole. */
  const LONG_TITLE = 120;

  function names(annotation) {
    return annotation.all.map((id, index) => {
      const feature = D.story.featureById.get(id);
      return feature ? [index ? ", " : null, D.marks.nameOf(feature)] : null;
    });
  }

  function statement(annotation) {
    const beside = (D.story.contextOf.get(annotation.id) || [])
      .filter((context) => context.about[0] === annotation.id);
    return el("li", { data: { text: annotation.id } },
      el("p", { class: "claim" }, D.i18n.bdi(annotation.claim)),
      el("p", { class: "meta" }, D.card.dateText(annotation), " · ", t("saidBy"), ": ",
        D.i18n.bdi(annotation.speaker), " · ", D.card.tone(annotation), " · ",
        D.card.certainty(annotation.certainty),
        annotation.all.length ? [" · ", t("where"), ": ", names(annotation)] : null,
        annotation.kind === "context" ? [" · ", t("source"), ": ", D.card.sourceLine(annotation.source)] : null),
      annotation.also_named.length ? el("p", { class: "meta" }, D.card.alsoNamed(annotation)) : null,
      beside.length ? el("div", { class: "beside" }, el("p", { class: "beside-title" }, t("contextBeside")),
        el("ul", {}, beside.map(statement))) : null);
  }

  function article() {
    const groups = new Map();
    for (const annotation of D.story.article) {
      if (!groups.has(annotation.paragraph)) groups.set(annotation.paragraph, []);
      groups.get(annotation.paragraph).push(annotation);
    }
    const known = new Set(D.story.article.map((annotation) => annotation.id));
    const further = D.story.context.filter((context) => !known.has((context.about || [])[0]));
    return [el("section", {}, el("h2", {}, t("group.story")), [...groups].map(([paragraph, list]) =>
      el("section", {}, el("h3", {}, paragraph === 0 ? t("caption") : t("paragraph", { n: paragraph })),
        el("ul", { class: "statements" }, list.map(statement))))),
    further.length ? el("section", {}, el("h2", {}, t("furtherContext")),
      el("ul", { class: "statements" }, further.map(statement))) : null];
  }

  function table(id, caption, heads, rows) {
    return el("div", { class: "table-frame", role: "region", "aria-labelledby": id, tabindex: "0" },
      el("table", {}, el("caption", { id }, caption),
        el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
        el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((cell, index) =>
          el(index ? "td" : "th", { scope: index ? null : "row" }, cell)))))));
  }

  function statementTable() {
    const rows = D.story.annotations.map((annotation) => [
      annotation.kind === "article" ? (annotation.paragraph === 0 ? t("captionShort")
        : "¶ " + D.i18n.number(annotation.paragraph)) : t("context"),
      D.i18n.bdi(annotation.claim), D.card.dateText(annotation), D.i18n.bdi(annotation.speaker),
      t("tone." + annotation.tone), annotation.certainty ? t("certainty." + annotation.certainty) : "–",
      [names(annotation), annotation.all.length ? " " : null, D.card.alsoNamed(annotation)]]);
    return table("table-statements", t("tableStatements"), ["¶", t("claim"), t("date"), t("saidBy"),
      t("tone"), t("certainty"), t("where")], rows);
  }

  function markTable() {
    const rows = [...D.story.featureById.values()].map((feature) => {
      const { certainty, status, method, source, note, anchor, also } = feature.properties;
      const layer = D.story.layerOf.get(feature.properties.id);
      return [D.marks.nameOf(feature), D.i18n.bdi(layer.title),
        t("certainty." + certainty) + (status === "proposed" ? ", " + t("status.proposed") : ""),
        anchor ? el("bdi", {}, D.tools.coordinate(L.latLng(anchor[1], anchor[0]))) : "–",
        [el("bdi", {}, method), note ? [" ", el("bdi", {}, note)] : null],
        (also || []).map(({ text, by }, index) => [index ? "; " : null, el("bdi", {}, text), " (",
          el("bdi", {}, by), ")"]),
        D.card.sourceLine(source)];
    });
    return table("table-marks", t("tableMarks"), [t("name"), t("layer"), t("certainty"), t("position"),
      t("method"), t("alsoKnown"), t("dataSource")], rows);
  }

  function sources() {
    return el("section", {}, el("h2", {}, t("sources")), el("ul", { class: "source-list" },
      Object.entries(D.story.sources).map(([id, source]) => el("li", {}, D.card.sourceLine(id),
        source.attribution ? [". ", el("bdi", {}, source.attribution)] : null))));
  }

  function certainties() {
    return el("section", {}, el("h2", {}, t("certaintyKey")), el("dl", { class: "certainties" },
      ["exact", "approximate", "indicative", "disputed"].map((word) => [
        el("dt", {}, D.symbols.certaintyGlyph(word), " ", t("certainty." + word)),
        el("dd", {}, t("certainty." + word + ".meaning"))])));
  }

  function render() {
    if (D.state.panel !== "text") return;
    const source = D.story.source;
    D.clear(D.byId("text-view"), el("div", { class: "text-page" },
      D.i18n.pick(D.story.title).text.length > LONG_TITLE ? el("p", {}, D.i18n.bdi(D.story.title)) : null,
      el("p", { class: "standfirst" }, D.i18n.bdi(D.story.summary)),
      el("p", { class: "meta" }, el("bdi", {}, source.publisher), source.place ? [", ", el("bdi", {}, source.place)] : null,
        ", ", D.i18n.day(source.published), ": ", D.card.link(el("q", {}, D.i18n.bdi(source.headline)), source.url),
        ". ", t("asOf", { date: D.i18n.day(D.story.as_of) }), "."),
      article(), certainties(), el("section", {}, el("h2", {}, t("tables")), statementTable(), markTable()),
      sources()));
  }

  function update() {
    const text = D.state.panel === "text";
    const wasText = document.documentElement.dataset.panel === "text";
    document.documentElement.dataset.panel = D.state.panel || "map";
    D.byId("text-view").hidden = !text;
    D.byId("main").hidden = text;
    D.header.sayPanel();
    render();
    if (wasText && !text) {
      D.marks.map().invalidateSize({ animate: false });
      D.timeline.render();
    }
  }

  /** Show the text without the map, for good. */
  function alone() {
    D.state.panel = "text";
    document.documentElement.dataset.panel = "text";
    D.byId("text-view").hidden = false;
    D.byId("main").hidden = true;
    render();
  }

  function start() {
    update();
    D.store.on(["panel"], update);
    D.store.on(["lang"], render);
  }

  D.textview = { start, alone };
})(window.Dateline = window.Dateline || {});
