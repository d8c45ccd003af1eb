/* The other places that the chosen mention may mean, on the map by their numbers in the card. */

import * as circle from "../../base/circle.js";
import { el } from "../../base/dom.js";
import * as i18n from "../../core/i18n.js";
import { given } from "../../core/state.js";
import * as decisions from "../deciding/decisions.js";
import * as store from "../deciding/store.js";
import * as wording from "../draft/wording.js";

/** @type {L.Marker[]} */
const rivals = [];

/**
 * Show those of the mention that is chosen now.
 * @param {() => boolean} busy whether a press on the map belongs to a drawing
 */
export function show(busy) {
  for (const marker of rivals.splice(0)) marker.remove();
  const mention = store.chosen();
  if (!mention || !["open", "confirmed"].includes(mention.state)) return;
  const now = wording.choiceOf(mention);
  mention.choices.forEach((choice, index) => {
    if (choice === now) return;
    const icon = L.divIcon({ className: "rival", html: el("span", {}, i18n.number(index + 1)), iconSize: [20, 20] });
    const marker = L.marker(circle.latLng([choice.lon, choice.lat]),
      { icon, keyboard: false, zIndexOffset: -100 }).addTo(given.map);
    marker.bindTooltip(el("span", {}, wording.own(choice.name), " · ", wording.whereIs(choice)),
      { direction: "top", offset: [0, -8], className: "search-tip" });
    marker.on("click", () => { if (!busy()) decisions.pick(store.chosen(), choice); });
    rivals.push(marker);
  });
}
