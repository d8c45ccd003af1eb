/* The part of the card that draws, and that tells of what was drawn. */

import { announce, button, el } from "../../base/dom.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";
import * as symbols from "../../map/symbols.js";
import * as decisions from "../deciding/decisions.js";
import * as scope from "../draft/scope.js";
import * as wording from "../draft/wording.js";
import { shapeOf } from "../draft/work.js";
import * as drawing from "../map/draw.js";
import * as map from "../map/map.js";
import * as fields from "./fields.js";

const USUAL_KM = 10;
const MOST_KM = 2000;

/**
 * Around which point a circle is drawn: the mark's own, else the middle of the map.
 * @param {Mention} mention
 */
function centre(mention) {
  const entry = map.entryOf(scope.key(mention));
  if (!entry) return given.map.getCenter();
  return entry.layer instanceof L.Marker ? entry.layer.getLatLng() : entry.layer.getBounds().getCenter();
}

/** @param {Mention} mention */
function circle(mention) {
  /** @type {HTMLInputElement} */
  const field = el("input", { id: "circle-km", type: "number", min: 0.1, max: MOST_KM, step: "any", value: USUAL_KM,
    "aria-label": t("circleKm"), on: { keydown: (event) => { if (event.key === "Enter") draw(); } } });
  const problem = el("span", { class: "field-error", role: "alert" });
  async function draw() {
    const radius_km = Number(field.value);
    problem.textContent = radius_km > 0 && radius_km <= MOST_KM ? "" : t("circleWrong", { n: MOST_KM });
    if (problem.textContent) return;
    try {
      await drawing.circle(centre(mention), radius_km);
    } catch (error) {
      problem.textContent = /** @type {Error} */ (error).message;
    }
  }
  return [el("span", { class: "circle-row" }, button(t("draw.circle"), draw, { id: "draw-circle" }), field, " ", t("km")), problem];
}

/**
 * The ways to draw for a mention.
 * @param {Mention} mention
 */
function ways(mention) {
  return el("div", { class: "ways", role: "group", "aria-label": t("drawTitle") },
    ["point", "line", "area"].map((name) =>
      button(t("draw." + name), () => drawing.begin(name), { id: "draw-" + name })), circle(mention));
}

/**
 * What was drawn: its name, how sure it is, a note, and the way back.
 * @param {Mention} mention
 */
function drawn(mention) {
  const shape = shapeOf(mention.shape);
  const point = shape.geometry.type.endsWith("Point");
  const back = wording.choiceOf({ ...mention, shape: null });
  /** @type {(key: string, merge?: boolean) => (value: string) => void} */
  const edit = (key, merge) => (value) => decisions.editShape(shape.id, { [key]: value },
    merge ? "shape " + shape.id + " " + key : null);
  return el("section", { class: "drawn" },
    el("p", { class: "drawn-what" }, t(point ? (shape.moved_from ? "shapeMoved" : "shapePoint")
      : shape.geometry.type.endsWith("Polygon") ? "shapeArea" : "shapeLine")),
    fields.text({ id: "shape-name", label: t("shapeName"), value: shape.name, take: edit("name", true) }),
    fields.select({ id: "shape-certainty", label: t("certaintyOf"), value: shape.certainty,
      options: given.config.certainties.map((word) => [word, t("certainty." + word)]), take: edit("certainty"),
      glyph: symbols.certaintyGlyph(shape.certainty) }),
    el("p", { class: "meaning" }, t("certainty." + shape.certainty + ".meaning")),
    fields.text({ id: "shape-note", label: t("shapeNote"), value: shape.note, check: () => "",
      take: edit("note", true) }),
    el("div", { class: "ways" },
      point ? null : button(t("reshape"), () => drawing.reshape(), { id: "shape-edit" }),
      button(t(back ? "shapeBack" : "shapeRemove", { name: back ? back.name : "" }), () => {
        decisions.clearShape(mention);
        announce(t("did.undrawn", { name: mention.text }));
      }, { id: "shape-back" })));
}

export { ways, drawn };
