/* The map's own tools: home, full screen, scale, coordinates, north-west to the reader's taste. */
(function (D) {
  "use strict";

  let map = null;
  let layers = [];
  const t = D.t;

  /** How much of the map the open legend covers, so that nothing is framed beneath it. */
  function insets() {
    const legend = D.byId("legend");
    const rtl = document.documentElement.dir === "rtl";
    if (D.isNarrow() || !legend.classList.contains("is-open")) {
      return rtl ? { left: 56, right: 10 } : { left: 10, right: 56 };
    }
    const box = D.byId("legend-body").getBoundingClientRect();
    const frame = map.getContainer().getBoundingClientRect();
    const leftSide = box.left - frame.left < frame.right - box.right;
    return leftSide ? { left: box.right - frame.left + 10, right: 56 }
      : { left: 56, right: frame.right - box.left + 10 };
  }

  /** Two margins, smaller where they would leave a side of the map less than a third. */
  function margins(one, other, side) {
    const share = Math.min(1, (side * 2) / 3 / (one + other));
    return [one * share, other * share];
  }

  function fit(bounds, options) {
    const inset = insets();
    const size = map.getSize();
    const [left, right] = margins(inset.left, inset.right, size.x);
    const [top, bottom] = margins(24, 40, size.y);
    map.fitBounds(bounds, { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom],
      ...options });
  }

  /** West, south, east, north of the part of the map that nothing covers, in degrees; over the 180th
      meridian west is larger than east. */
  function seen() {
    const size = map.getSize();
    let { left, right } = insets();
    if (size.x - left - right < size.x / 3) [left, right] = [0, 0];
    const upper = map.containerPointToLatLng([left, 0]);
    const lower = map.containerPointToLatLng([size.x - right, size.y]);
    const round = (how, value) => how(value * 1e4) / 1e4;  // ten metres, outwards
    const [west, east] = lower.lng - upper.lng < 360 ? [upper.lng, lower.lng] : [-180, 180];
    return [round(Math.floor, D.circle.wrapped(west)), round(Math.floor, lower.lat),
      round(Math.ceil, D.circle.wrapped(east)), round(Math.ceil, upper.lat)];
  }

  /** The whole story, framed beside the legend. */
  function home(options) {
    fit(D.circle.bounds(D.story.bounds), { animate: !D.reducedMotion(), ...options });
  }

  /** Frame some marks closely. */
  function frame(ids) {
    const bounds = D.marks.boundsOf(ids);
    if (bounds) fit(bounds.pad(0.15), { maxZoom: 11, animate: !D.reducedMotion(), duration: 0.8 });
  }

  function fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.fullscreenEnabled) document.documentElement.requestFullscreen();
    else window.open(window.location.href, "_blank", "noopener");
  }

  /* --- where the pointer is ------------------------------------------------------------------ */

  function coordinate(latlng) {
    const point = latlng.wrap();
    const ns = t(point.lat < 0 ? "south" : "north");
    const ew = t(point.lng < 0 ? "west" : "east");
    return D.i18n.number(Math.abs(point.lat), 4) + "° " + ns + ", "
      + D.i18n.number(Math.abs(point.lng), 4) + "° " + ew;
  }

  function showPosition(latlng, what) {
    D.byId("position").replaceChildren(D.el("span", { class: "position-what" }, t(what)), " ",
      D.el("bdi", {}, coordinate(latlng)));
  }

  function followPointer() {
    let pending = 0;
    map.on("mousemove", (event) => {
      if (pending) return;
      pending = window.requestAnimationFrame(() => {
        pending = 0;
        showPosition(event.latlng, "pointer");
      });
    });
    map.on("mouseout moveend", () => showPosition(map.getCenter(), "centre"));
    showPosition(map.getCenter(), "centre");
  }

  /* --- the base map ---------------------------------------------------------------------------- */

  /** Tell a layer the theme and language of now, as far as its tiles have any; whether it changed. */
  function tell({ options }) {
    const now = { theme: D.theme.now(), lang: D.i18n.language() };
    const changed = Object.keys(now).filter((key) => key in options && options[key] !== now[key]);
    for (const key of changed) options[key] = now[key];
    return changed.length > 0;
  }

  /** Ask anew for the tiles that theme or language change: of another language, names alone. */
  function retile() {
    for (const layer of layers) if (tell(layer) && map.hasLayer(layer)) layer.redraw();
  }

  /** Show the base map. Its names, drawn over the marks' shapes, rest while the map zooms. */
  function layTiles() {
    for (const layer of layers) {
      if (map.hasLayer(layer)) continue;
      tell(layer);
      layer.addTo(map);
    }
  }

  function restWhileZooming(names) {
    const pane = map.getPane(names.options.pane);
    const show = () => pane.classList.remove("is-moving");
    map.on("zoomstart", () => pane.classList.add("is-moving"));
    map.on("zoomend", () => { if (!names.isLoading()) show(); });
    names.on("load", show);
  }

  function loaded(layer) {
    return new Promise((resolve) => {
      if (layer.isLoading()) layer.once("load", resolve);
      else resolve();
    });
  }

  /** Wait until every tile in view has come, but no longer than asked. */
  function tilesShown(longest) {
    return Promise.race([Promise.all(layers.map(loaded)),
      new Promise((resolve) => { window.setTimeout(resolve, longest); })]);
  }

  /** Whom the map owes what; the article itself is named in the head of the page. */
  function credits() {
    const all = [...D.config.credits, ...D.story.credits.filter((credit) => credit.id !== "article")];
    D.clear(D.byId("credits"), all.map((credit, index) => [" · ",
      D.el("span", { class: "credit" }, D.card.link(D.el("bdi", {}, credit.text), credit.url))]));
  }

  function buttons() {
    const zoom = (by) => map.setZoom(map.getZoom() + by, { animate: !D.reducedMotion() });
    const bar = D.byId("tools");
    D.clear(bar,
      D.el("div", { class: "tool-group" }, D.iconButton("plus", t("zoomIn"), () => zoom(1)),
        D.iconButton("minus", t("zoomOut"), () => zoom(-1))),
      D.el("div", { class: "tool-group" }, D.iconButton("home", t("home"), () => home()),
        D.iconButton("full", t("fullscreen"), fullscreen),
        D.iconButton("ruler", t("measure"), () => D.measure.toggle(), { id: "measure-toggle",
          "aria-pressed": String(D.measure.active()) })));
    bar.setAttribute("aria-label", t("mapTools"));
  }

  /** Leaflet's scale bar, in the language's own words and digits. */
  const Scale = L.Control.Scale.extend({
    _updateMetric(metres) { this._show(this._mScale, metres / 1000, "km"); },
    _updateImperial(metres) { this._show(this._iScale, metres / 1609.344, "mi"); },
    _show(line, most, unit) {
      const power = 10 ** Math.floor(Math.log10(most));
      const length = power * [5, 3, 2, 1].find((step) => step * power <= most);
      this._updateScale(line, "", length / most);
      line.replaceChildren(D.el("bdi", {}, D.i18n.number(length) + " " + t(unit)));
    },
  });

  function start(leafletMap, ground) {
    map = leafletMap;
    layers = ground;
    for (const layer of layers) {
      layer.on("load", () => D.labels.later());
      if (layer.options.pane !== "tilePane") restWhileZooming(layer);
    }
    const scale = new Scale({ position: "bottomleft", maxWidth: 110 }).addTo(map);
    L.DomEvent.disableClickPropagation(D.byId("tools"));
    buttons();
    credits();
    followPointer();
    map.on("moveend", () => {
      const { lat, lng } = map.getCenter();
      D.store.set({ center: [lng, lat], zoom: map.getZoom() });
    });
    D.store.on(["lang", "theme"], retile);
    D.store.on(["lang"], () => { buttons(); scale._update(); showPosition(map.getCenter(), "centre"); });
  }

  D.tools = { start, insets, seen, fit, home, frame, retile, layTiles, tilesShown, coordinate };
})(window.Dateline = window.Dateline || {});
