/* Choose a statement or a mark, fly there, and step through the article. */
(function (D) {
  "use strict";

  const POINT_ZOOM = 7;
  const CLOSEST_ZOOM = 11;
  const CARD_PX = 250;

  let moves = 0;

  /** The article's statements that the window leaves in, in reading order. */
  function sequence() {
    return D.story.article.filter(D.store.inWindow);
  }

  function turnOnLayers(annotation) {
    const on = new Set(D.state.layers);
    for (const id of annotation.all) {
      const layer = D.story.layerOf.get(id);
      if (layer) on.add(layer.id);
    }
    if (on.size !== D.state.layers.size) D.store.set({ layers: on });
  }

  /** Where the card points: the statement's own place, or the middle of its arc. */
  function anchor(annotation) {
    const main = annotation.marks[0] || annotation.tie;
    return D.marks.get(main) ? D.marks.anchorOf(main) : null;
  }

  /** What is to be seen of a statement: its areas and lines; points together with its tie. */
  function sight(annotation) {
    const own = annotation.marks.filter((id) => D.marks.get(id));
    const drawn = own.filter((id) => D.marks.get(id).cls.kind !== "point");
    return drawn.length ? drawn : annotation.all;
  }

  /** Centre and zoom that show some marks beside the legend, with room for the card above. */
  function target(bounds) {
    const map = D.marks.map();
    const inset = D.tools.insets();
    const size = map.getSize();
    const narrow = D.isNarrow();
    const top = narrow ? 0 : Math.min(size.y * 0.45, CARD_PX);
    const point = bounds.getNorthEast().equals(bounds.getSouthWest());
    const padding = L.point(inset.left + inset.right + 60, top + 60);
    const fitting = point ? Math.max(map.getZoom(), POINT_ZOOM)
      : Math.min(map.getBoundsZoom(bounds, false, padding), CLOSEST_ZOOM);
    const middle = map.project(bounds.getCenter(), fitting);
    const aside = L.point((inset.left - inset.right) / 2, (top - 20) / 2);
    return { center: map.unproject(middle.subtract(aside), fitting), zoom: fitting };
  }

  function flyTo(ids, done, still) {
    const map = D.marks.map();
    const bounds = D.marks.boundsOf(ids);
    if (!bounds) return done();
    const { center, zoom } = target(bounds);
    if (still || D.reducedMotion()) {
      map.setView(center, zoom, { animate: false });
      return done();
    }
    const near = zoom === map.getZoom() && map.getBounds().pad(0.5).contains(center);
    const move = ++moves;
    map.once("moveend", () => { if (move === moves) done(); });
    if (near) map.panTo(center, { duration: 0.4 });
    else map.flyTo(center, zoom, { duration: 0.8 });
    return undefined;
  }

  /** Show a statement's marks at once, without flight. */
  function frame(id) {
    flyTo(sight(D.story.annotationById.get(id)), D.card.intoView, true);
  }

  /** Choose a statement: light its marks, fly there, open its card, bring it up in the list. */
  function choose(id, options) {
    const annotation = D.story.annotationById.get(id);
    if (!annotation) return;
    const wanted = { fly: true, ...options };
    toTheMap();
    turnOnLayers(annotation);
    D.store.set({ at: id, mark: null });
    const open = () => {
      const latlng = anchor(annotation);
      if (D.state.at !== id) return;
      // Without a mark there is nowhere to point: the list tells it, and on a phone the dock.
      if (latlng || D.isNarrow()) D.card.show(D.card.forAnnotation(annotation), latlng, wanted);
      else D.card.hide();
    };
    if (wanted.fly) {
      D.card.hide();
      flyTo(sight(annotation), open);
    } else {
      open();
    }
    speak(annotation);
  }

  /** From the text view, or from far down a phone's page, back to where the map is seen. */
  function toTheMap() {
    if (D.state.panel === "text") D.store.set({ panel: null });
    if (D.isNarrow()) {
      D.byId("stage").scrollIntoView({ block: "start", behavior: D.reducedMotion() ? "auto" : "smooth" });
    }
  }

  function speak(annotation) {
    const place = sequence().indexOf(annotation);
    const where = place < 0 ? D.t("context") : D.t("ofCount", { i: place + 1, n: sequence().length });
    D.announce(where + ": " + D.i18n.pick(annotation.claim).text);
  }

  /** Choose a mark: open all that stands on it; its first statement comes up in the list. */
  function chooseMark(id, options) {
    const mark = D.marks.get(id);
    if (!mark) return;
    const wanted = options || {};
    toTheMap();
    const statements = (D.story.onMark.get(id) || []).filter(D.store.inWindow);
    if (wanted.fly) D.store.set({ layers: new Set(D.state.layers).add(mark.layer.id) });
    D.store.set({ at: statements.length === 1 ? statements[0].id : null, mark: id });
    if (statements.length > 1) D.list.bringUp(statements[0].id);
    const content = () => (statements.length === 1
      ? D.card.forAnnotation(statements[0]) : D.card.forMark(id));
    const open = () => D.card.show(content(), wanted.at && mark.cls.kind === "polygon"
      ? wanted.at : D.marks.anchorOf(id), wanted);
    if (wanted.fly) flyTo([id], open);
    else open();
    D.announce(D.marks.nameOf(mark.feature).textContent + ": "
      + D.t("statements", { n: (D.story.onMark.get(id) || []).length }));
  }

  /** Choose a spot at which several marks stand: each of them can be chosen in its card. */
  function chooseSpot(ids) {
    toTheMap();
    D.store.set({ at: null, mark: ids[0] });
    D.card.show(D.card.forSpot(ids), D.marks.anchorOf(ids[0]), {});
    D.announce(D.t("marks", { n: ids.length }));
  }

  /** One step on or back; with nothing chosen, the first or the last. */
  function step(by, options) {
    const all = sequence();
    if (!all.length) return;
    const place = all.findIndex((annotation) => annotation.id === D.state.at);
    const next = place < 0 ? (by > 0 ? 0 : all.length - 1) : place + by;
    if (next < 0 || next >= all.length) return;
    choose(all[next].id, options);
  }

  function clear() {
    D.store.set({ at: null, mark: null });
  }

  /** N and P step on and back where the focus is on the map or the list. */
  function keys(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest("input, select, textarea, dialog")) return;
    if (event.key === "n" || event.key === "N") step(1);
    else if (event.key === "p" || event.key === "P") step(-1);
    else return;
    event.preventDefault();
  }

  function escape(event) {
    if (event.key !== "Escape" || !D.card.isOpen()) return;
    const at = D.state.at;
    const mark = D.state.mark;
    const within = document.activeElement.closest(".dl-popup, #dock");
    D.card.close();
    if (!within) return;
    const back = (mark && document.querySelector("[data-mark='" + CSS.escape(mark) + "']"))
      || (at && D.list.button(at)) || D.byId("map_dateline");
    if (back) back.focus({ preventScroll: true });
  }

  function start() {
    for (const id of ["stage", "story-panel"]) D.byId(id).addEventListener("keydown", keys);
    document.addEventListener("keydown", escape);
    D.store.on(["from", "to", "undated"], () => {
      const annotation = D.story.annotationById.get(D.state.at);
      if (annotation && !D.store.inWindow(annotation)) D.card.close();
    });
  }

  D.tour = { start, sequence, toTheMap, frame, choose, chooseMark, chooseSpot, step, clear };
})(window.Dateline = window.Dateline || {});
