/* Say for which mentions a decision stands: for one, for all of its name, or for all of its place. */

import { fold } from "../../base/folding.js";
import { PROMINENCES } from "../../base/rules.js";
import * as wording from "./wording.js";
import { work } from "./work.js";

/**
 * What two mentions of one mark share.
 * @param {Mention} mention
 */
function key(mention) {
  if (mention.shape) return "shape " + mention.shape;
  const choice = wording.choiceOf(mention);
  return choice ? "place " + choice.id : "none";
}

/**
 * The mentions that a decision about one may stand for: of the same name, or the same place.
 * @param {Mention} mention
 * @param {string} scope
 */
function alike(mention, scope) {
  if (scope === "one") return [mention];
  /** @type {(other: Mention) => boolean} */
  const same = scope === "place" ? (other) => key(other) === key(mention) && key(other) !== "none"
    : (other) => fold(other.text) === fold(mention.text) && key(other) === key(mention);
  return work.draft.mentions.filter((other) => other.id === mention.id
    || ((other.state === "dropped") === (mention.state === "dropped") && same(other)));
}

/**
 * The scopes worth offering, with how many mentions each has.
 * @param {Mention} mention
 */
function scopes(mention) {
  /** @type {[string, number][]} */
  const found = [["one", 1]];
  for (const scope of ["name", "place"]) {
    const many = alike(mention, scope).length;
    if (many > found[found.length - 1][1]) found.push([scope, many]);
  }
  return found;
}

/**
 * The scope of now; where it is not offered, the next smaller one.
 * @param {Mention} mention
 */
function scopeOf(mention) {
  const offered = scopes(mention).map(([scope]) => scope);
  if (offered.includes(work.scope)) return work.scope;
  return work.scope === "place" && offered.includes("name") ? "name" : "one";
}

/**
 * How much the article is about a mark: the most that one of its mentions says.
 * @param {Mention} mention
 */
function prominenceOf(mention) {
  const held = alike(mention, "place").map((other) => other.prominence);
  return PROMINENCES.find((name) => held.includes(name)) || "also";
}

export { key, alike, prominenceOf, scopes, scopeOf };
