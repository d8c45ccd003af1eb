/* What a phone folds to one line, until it is asked for: the line of time, and whom to thank. */

import { byId, dress } from "../base/dom.js";
import { t } from "../core/i18n.js";
import { state } from "../core/state.js";
import * as store from "../core/store.js";

/** What folds, by the button that unfolds it. */
const FOLDS = { "edge-more": "edge", "time-more": "time-panel" };

/** @param {string} id @param {boolean} wanted */
function open(id, wanted) {
  byId(/** @type {Record<string, string>} */ (FOLDS)[id]).classList.toggle("is-open", wanted);
  byId(id).setAttribute("aria-expanded", String(wanted));
}

/** Who narrows or plays the window of time, or came with a narrow one, sees it. */
function unfold() {
  if (state.from || state.to) open("time-more", true);
}

function render() {
  dress("edge-more", "chevron", t("sources"));
  dress("time-more", "chevron", t("timeline"));
}

function start() {
  for (const id of Object.keys(FOLDS)) {
    byId(id).addEventListener("click", () => open(id, byId(id).getAttribute("aria-expanded") !== "true"));
  }
  render();
  unfold();
  store.on(["from", "to"], unfold);
  store.on(["lang"], render);
}

export { start };
