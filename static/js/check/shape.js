/* The part of the card that draws, and that tells of what was drawn. */
(function (D) {
  "use strict";

  const C = D.check;
  const el = D.el;
  const t = D.t;
  const USUAL_KM = 10;
  const MOST_KM = 2000;

  const button = (id, label, onClick, more) => el("button", { type: "button", class: "quiet", id, ...more,
    on: { click: onClick } }, label);

  /** Around which point a circle is drawn: the mark's own, else the middle of the map. */
  function centre(mention) {
    const entry = C.map.drawn(C.decide.key(mention));
    if (!entry) return C.map.map().getCenter();
    return entry.mark.isPoint ? entry.layer.getLatLng() : entry.layer.getBounds().getCenter();
  }

  function circle(mention) {
    const field = el("input", { id: "circle-km", type: "number", min: 0.1, max: MOST_KM, step: "any", value: USUAL_KM,
      "aria-label": t("circleKm"), on: { keydown: (event) => { if (event.key === "Enter") draw(); } } });
    async function draw() {
      const radius_km = Number(field.value);
      if (!(radius_km > 0 && radius_km <= MOST_KM)) return D.announce(t("circleWrong", { n: MOST_KM }));
      try {
        return await C.draw.circle(centre(mention), radius_km);
      } catch (error) {
        return D.announce(error.message);
      }
    }
    return el("span", { class: "circle-row" }, button("draw-circle", t("draw.circle"), draw), field, " ", t("km"));
  }

  /** The ways to draw for a mention. */
  function ways(mention) {
    return el("div", { class: "ways", role: "group", "aria-label": t("drawTitle") },
      ["point", "line", "area"].map((name) =>
        button("draw-" + name, t("draw." + name), () => C.draw.begin(name))), circle(mention));
  }

  /** What was drawn: its name, how sure it is, a note, and the way back. */
  function drawn(mention) {
    const shape = C.store.shape(mention.shape);
    const point = shape.geometry.type.endsWith("Point");
    const back = C.words.choiceOf({ ...mention, shape: null });
    const edit = (key, merge) => (value) => C.decide.editShape(shape.id, { [key]: value },
      merge ? "shape " + shape.id + " " + key : null);
    return el("section", { class: "drawn" },
      el("p", { class: "drawn-what" }, t(point ? (shape.moved_from ? "shapeMoved" : "shapePoint")
        : shape.geometry.type.endsWith("Polygon") ? "shapeArea" : "shapeLine")),
      C.fields.text({ id: "shape-name", label: t("shapeName"), value: shape.name, take: edit("name", true) }),
      C.fields.select({ id: "shape-certainty", label: t("certaintyOf"), value: shape.certainty,
        options: D.config.certainties.map((word) => [word, t("certainty." + word)]), take: edit("certainty"),
        glyph: D.symbols.certaintyGlyph(shape.certainty) }),
      el("p", { class: "meaning" }, t("certainty." + shape.certainty + ".meaning")),
      C.fields.text({ id: "shape-note", label: t("shapeNote"), value: shape.note, check: () => "",
        take: edit("note", true) }),
      el("div", { class: "ways" },
        point ? null : button("shape-edit", t("reshape"), () => C.draw.reshape()),
        button("shape-back", t(back ? "shapeBack" : "shapeRemove", { name: back ? back.name : "" }), () => {
          C.decide.clearShape(mention);
          D.announce(t("did.undrawn", { name: mention.text }));
        })));
  }

  C.shape = { ways, drawn };
})(window.Dateline = window.Dateline || {});
