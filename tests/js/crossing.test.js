/* Show that an outline that is no area is known: one that crosses, touches or goes back over itself. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { crosses } from "../../static/js/check/map/geometry.js";

/** The positions that letters stand for, in a row; the first again at the end closes it. */
const path = (letters) => [...letters].map((letter) => ({
  a: [0, 0], b: [4, 0], c: [4, 4], d: [0, 4], m: [2, 0], i: [2, 2], o: [6, 0],
})[letter]);

for (const [letters, what] of [["", "nothing"], ["a", "a corner"], ["ab", "a side"], ["abca", "a triangle"],
  ["abcda", "a square"], ["adcba", "a square the other way"], ["ambcda", "a corner in the midst of a side"],
  ["abbcda", "a corner twice in a row"], ["abcida", "a corner that stands in"], ["abcd", "an open way"]]) {
  test(`${what} does not cross itself`, () => assert.equal(crosses(path(letters)), false));
}

for (const [letters, what] of [["acbd", "a way over its first side"], ["acbda", "a bow"], ["abdca", "a bow that its last side makes"],
  ["abcmda", "a corner on another side"], ["aba", "a way and back"], ["ambma", "a way and back, in two steps"],
  ["abomca", "a side that goes back over the one before"], ["mbcdbm", "a last side that goes back over the first"],
  ["abicdia", "a corner that is met twice"]]) {
  test(`${what} is no outline`, () => assert.equal(crosses(path(letters)), true));
}

test("an outline is judged as finely as it is kept", () => {
  const near = (lat) => [[46.1, 40.2], [46.3, 40.2], [46.3, 40.4], [46.2, lat]];
  assert.equal(crosses([...near(40.20001), [46.1, 40.2]]), false);
  assert.equal(crosses([...near(40.19999), [46.1, 40.2]]), true);
});
