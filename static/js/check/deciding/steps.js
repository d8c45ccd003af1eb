/* Go through the mentions one by one, and decide about each: confirm it, drop it, leave it. */

import { announce, isNarrow } from "../../base/dom.js";
import { PROMINENCES } from "../../base/rules.js";
import { t } from "../../core/i18n.js";
import * as scope from "../draft/scope.js";
import * as wording from "../draft/wording.js";
import { work } from "../draft/work.js";
import * as categories from "./categories.js";
import * as decisions from "./decisions.js";
import * as store from "./store.js";

/** @param {string | null} id @param {string} [first] */
function go(id, first) {
  if (!id) return;
  if (work.tab !== "text" && !(isNarrow() && work.tab === "map")) store.set({ tab: "text" });
  store.choose(id, "step");
  announce([first, wording.describe(store.mention(id))].filter(Boolean).join(". "));
}

/** @param {number} by */
const step = (by) => go(store.beside(work.chosen, by, false));

/** Confirm and go on to the next that is open; what stays without a place is decided and stays so. */
function confirm() {
  const mention = store.chosen();
  if (!mention) return void step(1);
  if (mention.state === "unplaced" && !wording.placed(mention)) return leave();
  if (!wording.placed(mention)) return store.refuse("noPlaceYet");
  return decide("confirmed", decisions.confirm);
}

/**
 * Decide about the chosen mention, unless that is decided already, and go on.
 * @param {string} state
 * @param {(mention: Mention) => number} how
 */
function decide(state, how) {
  const mention = store.chosen();
  if (mention) onward("did." + state, mention, mention.state === state ? 1 : how(mention));
}

const drop = () => decide("dropped", decisions.drop);

/** Leave it without a place, named with its statement. */
const leave = () => decide("unplaced", decisions.leave);

/** The chosen mention, if it has a mark; else that is said. */
function marked() {
  const mention = store.chosen();
  if (mention && wording.placed(mention)) return mention;
  if (mention) store.refuse("noPlaceYet");
  return null;
}

/** Make a mark the next of main, also and aside. */
function weigh() {
  const mention = marked();
  if (!mention) return;
  const next = PROMINENCES[(PROMINENCES.indexOf(scope.prominenceOf(mention)) + 1) % PROMINENCES.length];
  decisions.weigh(mention, next);
  announce(t("did.weighed", { name: wording.nameOf(mention), how: t("prominence." + next) }));
}

/** Give a mark the next of the categories. */
function categorise() {
  const mention = marked();
  if (!mention) return;
  if (!work.draft.categories.length) return store.refuse("category.noneYet");
  announce(t("did.categorised", { name: wording.nameOf(mention), category: categories.next(mention) }));
}

/** @param {string} key @param {Mention} mention @param {number} many */
function onward(key, mention, many) {
  const told = t(key, { name: mention.text }) + (many > 1 ? ", " + t("mentions", { n: many }) : "");
  const next = store.beside(mention.id, 1, true);
  if (next && next !== mention.id) return go(next, told);
  const [done, all] = store.progress();
  return announce(told + ". " + t("progress", { i: done, n: all }));
}

export { step, confirm, drop, leave, weigh, categorise };
