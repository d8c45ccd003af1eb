/* Say what a mark is called, and what it is. */

import { el } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given } from "../core/state.js";
import * as store from "../core/store.js";

/**
 * A mark in words, for who does not see it.
 * @param {Mark} mark
 */
function describe(mark) {
  const count = store.statementsOn(mark.id).length;
  const words = [nameOf(mark.feature).textContent, t("certainty." + mark.cls.certainty)];
  if (mark.cls.status === "proposed") words.push(t("status.proposed"));
  if (count) words.push(t("statements", { n: count }));
  return i18n.list(words);
}

/**
 * A feature's name as an element; a tie is named by its two ends.
 * @param {Feature} feature
 */
function nameOf(feature) {
  const tie = feature.properties.tie;
  if (!tie) return i18n.bdi(feature.properties.name);
  const ends = [tie.from, tie.to].map((id) => {
    const end = given.story.featureById.get(id);
    return end ? i18n.bdi(end.properties.name) : el("bdi", {}, id);
  });
  return el("span", {}, ends[0], tie.directed ? (i18n.mirrored() ? " ← " : " → ") : " – ", ends[1]);
}

export { describe, nameOf };
