/* Gather what stands on the map: one mark for all mentions of one place or one drawn shape. */

import * as i18n from "../../core/i18n.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";
import * as categories from "../deciding/categories.js";
import * as store from "../deciding/store.js";
import * as scope from "../draft/scope.js";
import * as wording from "../draft/wording.js";
import { shapeOf, work } from "../draft/work.js";
import * as outlines from "./outlines.js";

/**
 * The layer that a story would have a mark in.
 * @param {DraftMark} given
 */
function layerOf({ shape, choice }) {
  if (!shape) {
    if (given.config.towns.includes(choice.kind)) return "places";
    if (choice.kind === "border") return "borders";
    return given.config.waters.includes(choice.kind) ? "waters" : "areas";
  }
  const { type } = shape.geometry;
  if (type.endsWith("Point")) return "places";
  return type.endsWith("Polygon") ? "drawn-areas" : "drawn-lines";
}

/**
 * How sure a mark is: what nobody has confirmed is indicative, and so is a sign for a whole
 * whose outline is not known, or a part that only a direction names.
 * @param {DraftMark} given
 */
function certaintyOf({ shape, choice, confirmed, outline }) {
  if (!confirmed) return "indicative";
  if (shape) return shape.certainty;
  if (given.config.towns.includes(choice.kind)) return "exact";
  return outline && choice.kind !== "part" ? "approximate" : "indicative";
}

/** @param {Mention} mention */
const shows = (mention) => ["open", "confirmed"].includes(mention.state) && wording.placed(mention)
  && (!wording.aside(mention) || mention.state === "confirmed" || mention.id === work.chosen);

/** All marks by key, in the order of the text. */
function all() {
  /** @type {Map<string, DraftMark>} */
  const found = new Map();
  for (const mention of store.inText()) {
    if (!shows(mention)) continue;
    const key = scope.key(mention);
    const shape = mention.shape ? shapeOf(mention.shape) : null;
    const mark = found.get(key) || /** @type {DraftMark} */ ({ key, shape, choice: wording.choiceOf(mention), mentions: /** @type {string[]} */ ([]), confirmed: false });
    found.set(key, mark);
    mark.mentions.push(mention.id);
    mark.confirmed = mark.confirmed || mention.state === "confirmed";
  }
  for (const mark of found.values()) finish(mark);
  return found;
}

/** @param {DraftMark} mark */
function finish(mark) {
  mark.name = mark.shape ? mark.shape.name : categories.wordsOf(mark.key).name || mark.choice.name;
  mark.geometry = mark.shape ? mark.shape.geometry
    : { type: "Point", coordinates: [mark.choice.lon, mark.choice.lat] };
  mark.outline = mark.shape ? null : outlines.of(mark.choice);
  mark.layer = layerOf(mark);
  mark.certainty = certaintyOf(mark);
  mark.isPoint = mark.geometry.type === "Point";
}

/**
 * The mention that choosing a mark leads to: the one chosen, else the first that is open.
 * @param {DraftMark} mark
 */
function mentionOf(mark) {
  if (work.chosen && mark.mentions.includes(work.chosen)) return work.chosen;
  return mark.mentions.find((id) => store.mention(id).state === "open") || mark.mentions[0];
}

/** @param {DraftMark} mark */
function describe(mark) {
  return i18n.list([mark.name, t("certainty." + mark.certainty),
    t(mark.confirmed ? "look.confirmed" : "markOpen"), t("mentions", { n: mark.mentions.length })]);
}

export { all, mentionOf, describe };
