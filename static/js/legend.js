/* The legend, which is also the switch of the layers, and the key to the certainty forms. */
(function (D) {
  "use strict";

  const el = D.el;
  const t = D.t;
  const GROUPS = ["story", "context"];
  /** The map's width and height from which on the legend is open at first. */
  const LEAST_STAGE_PX = [620, 400];

  const rows = new Map();
  const counts = [];

  function classWords(cls) {
    const words = cls.tone ? [t("tone." + cls.tone)] : [];
    words.push(t("certainty." + cls.certainty));
    if (cls.status === "proposed") words.push(t("status.proposed"));
    return D.i18n.list(words);
  }

  function classRows(layer) {
    return layer.classes.map((cls) => el("li", { class: "class" }, D.symbols.swatch(layer, cls),
      el("span", { class: "class-label" }, classWords(cls)),
      count("class-count", layer, cls)));
  }

  /** What is exact and exists needs no word beside its symbol. */
  const plain = (cls) => cls.certainty === "exact" && cls.status === "existing" && !cls.tone;

  /** How many marks; while the window leaves some out, how many of them are in it. */
  function count(name, layer, cls) {
    const node = el("span", { class: name });
    counts.push({ node, ids: layer.features.features.map((feature) => feature.properties)
      .filter((properties) => !cls || properties.class === cls.id).map(({ id }) => id) });
    return node;
  }

  function tally() {
    const limited = D.state.from || D.state.to;
    for (const { node, ids } of counts) {
      const kept = limited ? ids.filter(D.store.markInWindow).length : ids.length;
      node.textContent = kept === ids.length ? D.i18n.number(ids.length)
        : D.i18n.number(kept) + "/" + D.i18n.number(ids.length);
    }
  }

  function row(layer) {
    const box = el("input", { type: "checkbox", id: "layer-" + layer.id, data: { layer: layer.id },
      on: { change: (event) => toggle(layer.id, event.target.checked) } });
    const only = el("button", { type: "button", class: "only", on: { click: () => onlyThis(layer.id) },
      "aria-label": t("onlyThis") + ": " + D.i18n.pick(layer.title).text }, t("only"));
    const single = layer.classes.length === 1;
    rows.set(layer.id, { box, layer });
    return el("li", { class: "layer" },
      el("div", { class: "layer-line" },
        el("label", { class: "layer-label" }, box,
          single ? D.symbols.swatch(layer, layer.classes[0]) : null,
          el("span", { class: "layer-title" }, D.i18n.bdi(layer.title),
            single && !plain(layer.classes[0])
              ? el("span", { class: "layer-form" }, classWords(layer.classes[0])) : null),
          count("layer-count", layer, null)), only),
      single ? null : el("ul", { class: "classes" }, classRows(layer)));
  }

  function group(id) {
    const layers = D.story.layers.filter((layer) => layer.group === id);
    if (!layers.length) return null;
    // The list reads from the top of the map down.
    return el("section", { class: "group" }, el("h3", {}, t("group." + id)),
      el("ul", { class: "layers" }, [...layers].reverse().map(row)));
  }

  /** Each certainty form in use, what it is called and what it means. */
  function key() {
    const used = ["exact", "approximate", "indicative", "disputed"].filter((word) =>
      D.story.layers.some((layer) => layer.classes.some((cls) => cls.certainty === word)));
    const told = D.byId("legend-key").classList.contains("is-told");
    const more = D.iconButton("chevron", t("explain"), () => {
      const now = D.byId("legend-key").classList.toggle("is-told");
      more.setAttribute("aria-expanded", String(now));
    }, { "aria-expanded": String(told), id: "key-more" });
    return el("section", { class: "key" }, el("div", { class: "key-head" },
      el("h3", {}, t("certaintyKey")), more),
      el("dl", {}, used.map((word) => el("div", { class: "key-row" },
        el("dt", {}, D.symbols.certaintyGlyph(word), t("certainty." + word)),
        el("dd", {}, t("certainty." + word + ".meaning"))))));
  }

  function render() {
    rows.clear();
    counts.length = 0;
    D.clear(D.byId("legend-all"),
      el("button", { type: "button", class: "quiet", on: { click: () => all(true) } }, t("allOn")),
      el("button", { type: "button", class: "quiet", on: { click: () => all(false) } }, t("allOff")));
    D.clear(D.byId("legend-body"), GROUPS.map(group));
    D.clear(D.byId("legend-key"), key());
    D.byId("legend-title").textContent = t("legend");
    update();
    tally();
  }

  function update() {
    for (const [id, { box }] of rows) box.checked = D.state.layers.has(id);
  }

  function toggle(id, on) {
    const layers = new Set(D.state.layers);
    if (on) layers.add(id);
    else layers.delete(id);
    D.store.set({ layers });
  }

  function onlyThis(id) {
    D.store.set({ layers: new Set([id]) });
    D.announce(t("onlyThis") + ": " + D.i18n.pick(D.story.layerById.get(id).title).text);
  }

  function all(on) {
    D.store.set({ layers: new Set(on ? D.story.layers.map((layer) => layer.id) : []) });
    D.announce(t(on ? "allOn" : "allOff"));
  }

  function open(wanted) {
    const legend = D.byId("legend");
    legend.classList.toggle("is-open", wanted);
    D.byId("legend-toggle").setAttribute("aria-expanded", String(wanted));
  }

  /** Whether the map beside the open legend is still the larger part, as in a narrow embed it is not. */
  function hasRoom() {
    const stage = D.byId("stage").getBoundingClientRect();
    return stage.width >= LEAST_STAGE_PX[0] && stage.height >= LEAST_STAGE_PX[1];
  }

  const isOpen = () => D.byId("legend").classList.contains("is-open");

  function start() {
    D.byId("legend-toggle").addEventListener("click", () => open(!isOpen()));
    D.byId("legend").addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !D.isNarrow() || !isOpen()) return;
      event.stopPropagation();
      open(false);
      D.byId("legend-toggle").focus();
    });
    for (const event of ["pointerdown", "dblclick", "wheel", "click"]) {
      D.byId("legend").addEventListener(event, (happening) => happening.stopPropagation());
    }
    render();
    open(!D.isNarrow() && hasRoom());
    D.store.on(["layers"], update);
    D.store.on(["from", "to", "undated"], tally);
    D.store.on(["lang", "theme"], render);
  }

  D.legend = { start, render, isOpen };
})(window.Dateline = window.Dateline || {});
