/* Say how many of the article's marks the story's own view leaves out, and show them all; and which
   lie beyond the map. */
(function (D) {
  "use strict";

  /** Of the first view's height and width: it counts as seen if only so much of its edge is not. */
  const EDGE = 0.02;

  /** Where Web Mercator ends, in degrees: what lies beyond is drawn there. */
  const LAST = 85.06;

  let map = null;
  let own = null;
  let beyond = [];

  /** Marks of the article beyond the first view, each with its bounds. */
  function find() {
    return [...D.marks.all()].filter(({ layer, feature }) => layer.group === "story"
      && !feature.properties.tie && !own.contains(D.marks.anchorOf(feature.properties.id)))
      .map((mark) => ({ mark, bounds: D.marks.boundsOf([mark.id]) }))
      .filter(({ bounds }) => bounds && !own.intersects(bounds));
  }

  /** Whether an arc in sight leads to a mark, and so says itself that there is more. */
  function isLedTo(mark) {
    return (D.story.ends.get(mark.id) || []).some((tie) => D.marks.get(tie).shown);
  }

  /** What is missing while the story's own view, or more around it, is seen. */
  function missing() {
    const view = map.getBounds();
    if (!view.contains(own.pad(-EDGE))) return [];
    return beyond.filter(({ mark, bounds }) => mark.shown && !isLedTo(mark) && !view.intersects(bounds));
  }

  /** The marks that are drawn at the edge, for they lie beyond it. */
  const polar = () => [...D.marks.all()]
    .filter(({ feature }) => Math.abs(feature.properties.anchor[1]) > LAST);

  function update() {
    const found = missing();
    const names = polar().filter(({ shown }) => shown)
      .map(({ feature }) => D.marks.nameOf(feature).textContent);
    const note = D.byId("outside");
    note.hidden = !found.length && !names.length;
    D.clear(note,
      names.length ? D.el("span", {}, D.t("outside.polar", { names: D.i18n.list(names) })) : null,
      found.length ? D.el("span", {}, D.t("outside.view", { n: found.length })) : null,
      found.length ? D.el("button", { type: "button", class: "quiet", on: { click: () => showAll() } },
        D.t("outside.show")) : null);
  }

  function showAll() {
    const all = L.latLngBounds(own.getSouthWest(), own.getNorthEast());
    for (const { bounds } of missing()) all.extend(bounds);
    D.byId("map_dateline").focus({ preventScroll: true });  // the button goes away
    D.tools.fit(all, { animate: !D.reducedMotion() });
  }

  function start(leafletMap) {
    map = leafletMap;
    own = D.circle.bounds(D.story.bounds);
    beyond = find();
    if (!beyond.length && !polar().length) return;
    L.DomEvent.disableClickPropagation(D.byId("outside"));
    map.on("moveend", update);
    D.store.on(["layers", "from", "to", "undated", "lang"], update);
    update();
  }

  D.outside = { start };
})(window.Dateline = window.Dateline || {});
