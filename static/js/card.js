/* Tell what a mark or a statement says, by whose word, how sure, and from where: the citation. */
(function (D) {
  "use strict";

  const el = D.el;
  const t = D.t;
  const POINT_PX = 14;
  const ASIDE_PX = 20;

  /** "28 April 2025", or what the statement has instead of a date, as the story labels it. */
  function dateText(annotation) {
    return D.i18n.bdi(annotation.date.label);
  }

  /** Which paragraph of the article, or which other source, says this. */
  function citation(annotation) {
    if (annotation.kind === "article") {
      const source = D.story.source;
      const where = annotation.paragraph === 0 ? t("caption") : t("paragraph", { n: annotation.paragraph });
      return el("span", { class: "cite" }, where, ", ", el("bdi", {}, source.publisher), ", ",
        D.i18n.day(source.published));
    }
    const source = D.story.sources[annotation.source] || {};
    return el("span", { class: "cite" }, t("context"), ": ",
      el("bdi", {}, source.publisher || source.title || annotation.source));
  }

  /** A link that names its page; without an address, the words alone. */
  function link(text, url) {
    const safe = /^https?:\/\//.test(url || "");
    return safe ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : text;
  }

  function tone(annotation) {
    return el("span", { class: "tag tone-" + annotation.tone }, D.symbols.toneGlyph(annotation.tone),
      t("tone." + annotation.tone));
  }

  /** How sure a mark is; a statement without one says that it has no place. */
  function certainty(word) {
    if (!word) return el("span", { class: "tag" }, t("unplaced"));
    return el("span", { class: "tag" }, D.symbols.certaintyGlyph(word), t("certainty." + word));
  }

  /** The names in a statement that have no place on the map, if any. */
  function alsoNamed(annotation) {
    if (!annotation.also_named.length) return null;
    const comma = D.i18n.list(["", ""]);
    const [before, after] = t("alsoNamed", { names: "\n" }).split("\n");
    return el("span", { class: "also-named" }, before, annotation.also_named.map((name, index) =>
      [index ? comma : null, el("bdi", {}, name)]), after);
  }

  function row(term, ...content) {
    return el("div", { class: "fact" }, el("dt", {}, term), el("dd", {}, ...content));
  }

  /** Date, speaker, tone, certainty: what a reader weighs a statement by. */
  function facts(annotation) {
    return [
      el("p", { class: "said" }, dateText(annotation), " · ", t("saidBy"), ": ",
        D.i18n.bdi(annotation.speaker), " · ", tone(annotation)),
      el("p", { class: "sure" }, certainty(annotation.certainty), annotation.certainty
        ? el("span", { class: "meaning" }, t("certainty." + annotation.certainty + ".meaning")) : null),
      alsoNamed(annotation),
    ];
  }

  function sourceLine(id) {
    const source = D.story.sources[id];
    if (!source) return el("span", {}, id);
    return el("span", {}, link(el("bdi", {}, source.title), source.url),
      source.licence ? " · " + source.licence : null);
  }

  function alsoKnown(properties) {
    if (!properties.also || !properties.also.length) return null;
    return row(t("alsoKnown"), el("ul", { class: "also" }, properties.also.map(({ text, by }) =>
      el("li", {}, el("bdi", {}, text), el("span", { class: "by" }, " (", el("bdi", {}, by), ")")))));
  }

  /** How a mark's geometry was made and from which data: every mark cites. */
  function provenance(feature) {
    const properties = feature.properties;
    return el("dl", { class: "facts" },
      properties.note ? row(t("note"), el("bdi", {}, properties.note)) : null,
      alsoKnown(properties),
      row(t("certainty"), certainty(properties.certainty), properties.status === "proposed"
        ? el("span", { class: "tag" }, t("status.proposed")) : null,
      el("span", { class: "meaning" }, t("certainty." + properties.certainty + ".meaning"))),
      row(t("method"), el("bdi", {}, properties.method)),
      row(t("dataSource"), sourceLine(properties.source)));
  }

  function markDetails(id, open) {
    const mark = D.marks.get(id);
    if (!mark) return null;
    return el("details", { class: "mark-details", open }, el("summary", {}, t("theMark"), ": ",
      D.marks.nameOf(mark.feature)), provenance(mark.feature));
  }

  function steps(annotation) {
    const sequence = D.tour.sequence();
    const place = sequence.indexOf(annotation);
    if (place < 0) return null;
    return el("div", { class: "card-steps" },
      D.iconButton("prev", t("previous"), () => D.tour.step(-1), { disabled: place === 0 }),
      el("span", { class: "count" }, t("ofCount", { i: place + 1, n: sequence.length })),
      D.iconButton("next", t("next"), () => D.tour.step(1), { disabled: place === sequence.length - 1 }));
  }

  /** The card of a statement: claim first, then how to weigh it, then how its marks were made. */
  function forAnnotation(annotation) {
    return el("article", { class: "card card-" + annotation.kind, "aria-label": t("statement") },
      el("p", { class: "kicker" }, citation(annotation)),
      el("p", { class: "claim", tabindex: "-1" }, D.i18n.bdi(annotation.claim)),
      facts(annotation),
      annotation.kind === "context"
        ? el("p", { class: "said" }, t("source"), ": ", sourceLine(annotation.source)) : null,
      annotation.all.map((id) => markDetails(id, false)),
      annotation.kind === "article" ? steps(annotation) : null);
  }

  function statementLine(annotation) {
    return el("li", { class: "line line-" + annotation.kind },
      el("button", { type: "button", class: "line-button",
        on: { click: () => D.tour.choose(annotation.id, { fly: false, focus: true }) } },
      el("span", { class: "claim" }, D.i18n.bdi(annotation.claim)),
      el("span", { class: "meta" }, dateText(annotation), " · ", D.i18n.bdi(annotation.speaker),
        " · ", citation(annotation)),
      el("span", { class: "tags" }, tone(annotation), certainty(annotation.certainty)),
      alsoNamed(annotation)));
  }

  /** The card of a mark: its name, every statement that stands on it, and how it was made. */
  function forMark(id) {
    const mark = D.marks.get(id);
    const statements = D.story.onMark.get(id) || [];
    return el("article", { class: "card", "aria-label": t("theMark") },
      el("p", { class: "kicker" }, D.i18n.bdi(mark.layer.title)),
      el("h2", { class: "card-title", tabindex: "-1" }, D.marks.nameOf(mark.feature)),
      statements.length ? el("ul", { class: "lines" }, statements.slice(0, 60).map(statementLine))
        : el("p", { class: "meaning" }, t("noStatement")),
      statements.length ? markDetails(id, false) : provenance(mark.feature));
  }

  /** The card of a spot: every mark that stands there, each to be chosen. */
  function forSpot(ids) {
    return el("article", { class: "card", "aria-label": t("marks", { n: ids.length }) },
      el("h2", { class: "card-title", tabindex: "-1" }, t("marks", { n: ids.length })),
      el("ul", { class: "lines" }, ids.map((id) => el("li", { class: "line" },
        el("button", { type: "button", class: "line-button",
          on: { click: () => D.tour.chooseMark(id, { focus: true }) } },
        el("span", { class: "claim" }, D.marks.nameOf(D.marks.get(id).feature)),
        el("span", { class: "meta" }, D.i18n.bdi(D.marks.get(id).layer.title), " · ",
          t("statements", { n: (D.story.onMark.get(id) || []).length })))))));
  }

  /* --- where the card is shown: at the mark, or docked where the page is narrow --------------- */

  let popup = null;
  let closing = false;

  function show(content, latlng, options) {
    hide();
    if (D.isNarrow()) {
      const dock = D.byId("dock");
      D.clear(dock, D.iconButton("close", t("close"), () => close(), { class: "tool dock-close" }), content);
      dock.hidden = false;
      dock.scrollTop = 0;
    } else {
      popup = L.popup({ maxWidth: 340, minWidth: 300, maxHeight: Math.max(220,
        D.marks.map().getSize().y - 130), autoPan: false, closeButton: false, offset: [0, -6],
      className: "dl-popup" }).setLatLng(latlng).setContent(frame(content));
      popup.on("remove", () => { if (!closing) closed(); });
      popup.openOn(D.marks.map());
      stepAside(latlng);
      if (!options.still) intoView();
    }
    if (options.focus) {
      const target = content.querySelector("[tabindex='-1']");
      if (target) target.focus({ preventScroll: true });
    }
  }

  function frame(content) {
    return el("div", { dir: document.documentElement.dir, lang: D.i18n.language(), class: "popup-frame" },
      D.iconButton("close", t("close"), () => close(), { class: "tool card-close" }), content);
  }

  /** What of the map nothing else covers, in its own pixels. */
  function free() {
    const size = D.marks.map().getSize();
    const inset = D.tools.insets();
    return { left: inset.left, top: 12, right: size.x - inset.right, bottom: size.y - 30 };
  }

  /** How much of the story a card would hide: the chosen marks most, other points, then areas. */
  function hidden(box) {
    const map = D.marks.map();
    const ids = D.marks.chosen();
    let cost = 0;
    for (const mark of D.marks.all()) {
      const chosen = ids.has(mark.id);
      if (!mark.shown || (mark.cls.kind !== "point" && !chosen)) continue;
      const bounds = D.marks.boundsOf([mark.id]);
      const low = map.latLngToContainerPoint(bounds.getSouthWest());
      const high = map.latLngToContainerPoint(bounds.getNorthEast());
      const wide = Math.min(box.right, high.x + POINT_PX) - Math.max(box.left, low.x - POINT_PX);
      const tall = Math.min(box.bottom, low.y + POINT_PX) - Math.max(box.top, high.y - POINT_PX);
      if (wide <= 0 || tall <= 0) continue;
      const share = wide * tall / ((high.x - low.x + 2 * POINT_PX) * (low.y - high.y + 2 * POINT_PX));
      cost += mark.cls.kind === "point" ? (chosen ? 3 : 1) : share;
    }
    return cost;
  }

  /** Let the card stand elsewhere than above its place, if it hides less of the story there. */
  function stepAside(latlng) {
    const element = popup.getElement();
    const [width, height] = [element.offsetWidth, element.offsetHeight];
    const at = D.marks.map().latLngToContainerPoint(latlng);
    const room = free();
    const box = (left, top) => ({ left, top, right: left + width, bottom: top + height });
    const above = box(at.x - width / 2, at.y - height - ASIDE_PX);
    const beside = [at.x + ASIDE_PX, at.x - width - ASIDE_PX, room.left, room.right - width]
      .flatMap((left) => [at.y - height / 2, room.top, room.bottom - height].map((top) => box(left, top)));
    const fits = (one) => one.left >= room.left && one.right <= room.right
      && one.top >= room.top && one.bottom <= room.bottom;
    const places = [above, box(above.left, at.y + ASIDE_PX), ...beside]
      .filter((one, number) => number === 0 || fits(one));
    const costs = places.map(hidden);
    const best = costs.indexOf(Math.min(...costs));
    if (best <= 0) return;
    const { left, bottom } = places[best];
    popup.options.offset = [left + width / 2 - at.x, bottom - at.y];
    element.classList.add("is-aside");
    popup.update();
  }

  /** Move the map just so much that the open card is seen whole beside the legend. */
  function intoView() {
    if (!popup) return;
    const map = D.marks.map();
    const box = popup.getElement().getBoundingClientRect();
    const frameBox = map.getContainer().getBoundingClientRect();
    const inset = D.tools.insets();
    const shift = (start, end, low, high) => (start < low ? start - low : end > high
      ? Math.min(end - high, start - low) : 0);
    const dx = shift(box.left, box.right, frameBox.left + inset.left, frameBox.right - inset.right);
    const dy = shift(box.top, box.bottom, frameBox.top + 12, frameBox.bottom - 30);
    if (dx || dy) map.panBy([dx, dy], { animate: !D.reducedMotion() });
  }

  function hide() {
    closing = true;
    if (popup) {
      const element = popup.getElement();
      popup.remove();
      // Leaflet lets it fade for a while; two cards at once would confuse.
      if (element) element.remove();
    }
    popup = null;
    closing = false;
    const dock = D.byId("dock");
    dock.hidden = true;
    dock.replaceChildren();
  }

  function closed() {
    popup = null;
    D.tour.clear();
  }

  function close() {
    hide();
    D.tour.clear();
  }

  D.card = { forAnnotation, forMark, forSpot, show, hide, close, intoView, facts, provenance, dateText,
    alsoNamed, citation, tone, certainty, link, sourceLine, isOpen: () => Boolean(popup) || !D.byId("dock").hidden };
})(window.Dateline = window.Dateline || {});
