/* Show that each decision about a draft is one step, which can be taken back and taken again. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import * as decisions from "../../static/js/check/deciding/decisions.js";
import * as scope from "../../static/js/check/draft/scope.js";
import * as store from "../../static/js/check/deciding/store.js";
import { work } from "../../static/js/check/draft/work.js";
import { given } from "../../static/js/core/state.js";
import { browser } from "./standins.js";

const BAKU = { id: "1", name: "Baku", kind: "city", lat: 40.4, lon: 49.9, score: 0.9, reasons: [] };
const OTHER = { ...BAKU, id: "2", name: "Baku, New Mexico", score: 0.1 };

/** A place's name in the text: a town that is sure unless told else. */
const mention = (id, start, more = {}) => ({ id, block: 0, start, end: start + 4, text: "Baku", kind: "literal",
  score: 0.9, choices: [BAKU, OTHER], chosen: 0, ...more });

const states = () => work.draft.mentions.map(({ state }) => state);

beforeEach(() => {
  browser();
  given.config = { aside: ["demonym"] };
  store.load({ version: 3, title: "T", summary: "", article: { publisher: "AFP", published: "unknown" },
    blocks: [{ text: "Baku is near. Baku is far, and Guba too.", number: 1 }],
    mentions: [mention("m1", 0), mention("m2", 14), mention("m3", 31, { text: "Guba", chosen: null, choices: [] })],
    statements: [], shapes: [] });
});

test("a decision stands for all of its name, is one step, and can be undone and redone", () => {
  assert.deepEqual([store.canUndo(), store.canRedo()], [false, false]);
  assert.equal(decisions.confirm(store.mention("m1")), 2);
  assert.deepEqual(states(), ["confirmed", "confirmed", "open"]);
  assert.equal(store.undo(), true);
  assert.deepEqual(states(), ["open", "open", "open"]);
  assert.deepEqual([store.canUndo(), store.canRedo()], [false, true]);
  assert.equal(store.redo(), true);
  assert.deepEqual(states(), ["confirmed", "confirmed", "open"]);
  assert.equal(store.redo(), false);
});

test("what a draft was is never changed, only followed", () => {
  const before = work.draft;
  const copy = structuredClone(before);
  decisions.drop(store.mention("m1"));
  decisions.draw(store.mention("m3"), { type: "Point", coordinates: [48.5, 41.4] });
  assert.deepEqual(before, copy);
  store.undo();
  store.undo();
  assert.equal(work.draft, before);
});

test("a field that is typed into is one step; a change elsewhere begins another", () => {
  for (const title of ["A", "AB", "ABC"]) decisions.edit({ title }, "title");
  decisions.edit({ summary: "S" }, "summary");
  decisions.edit({ title: "ABCD" }, "title");
  for (const title of ["ABC", "ABC", "T"]) {
    store.undo();
    assert.equal(work.draft.title, title);
  }
  assert.equal(store.canUndo(), false);
});

test("a new decision ends what could be redone", () => {
  decisions.edit({ title: "A" });
  store.undo();
  decisions.edit({ title: "B" });
  assert.equal(store.canRedo(), false);
  assert.equal(work.draft.title, "B");
});

test("those who listen hear of what they asked for, and of nothing else", () => {
  const heard = [];
  store.on(["chosen"], () => heard.push("chosen " + work.chosen));
  store.on(["draft"], () => heard.push("draft"));
  store.choose("m2", "text");
  store.choose("m2", "text");
  decisions.edit({ title: "A" });
  store.choose("nobody");
  assert.deepEqual(heard, ["chosen m2", "draft", "chosen null"]);
});

test("who checks goes through the unsure first, and round", () => {
  assert.deepEqual(store.ids(), ["m3", "m1", "m2"]);
  assert.equal(store.beside(null, 1, false), "m3");
  assert.equal(store.beside("m2", 1, false), "m3");
  decisions.leave(store.mention("m3"));
  assert.equal(store.beside("m2", 1, true), "m1");
  assert.deepEqual(store.progress(), [1, 3]);
});

test("what is confirmed gets into a statement of its sentence", () => {
  decisions.confirm(store.mention("m1"));
  assert.deepEqual(work.draft.statements.map(({ id, claim, mentions, said_by }) => [id, claim, mentions, said_by]),
    [["S01", "Baku is near.", ["m1"], "AFP"], ["S02", "Baku is far, and Guba too.", ["m2"], "AFP"]]);
  decisions.leave(store.mention("m3"));
  assert.deepEqual(work.draft.statements[1].mentions, ["m2", "m3"]);
});

test("a decision reaches as far as was chosen, and never farther than is offered", () => {
  assert.deepEqual(scope.scopes(store.mention("m1")), [["one", 1], ["name", 2]]);
  assert.deepEqual(scope.scopes(store.mention("m3")), [["one", 1]]);
  assert.equal(scope.scopeOf(store.mention("m1")), "name");
  store.set({ scope: "place" });
  assert.equal(scope.scopeOf(store.mention("m1")), "name");
  store.set({ scope: "one" });
  assert.equal(decisions.drop(store.mention("m1")), 1);
  assert.deepEqual(states(), ["dropped", "open", "open"]);
  store.set({ scope: "name" });
});

test("a moved pin is a shape of its own name, and goes when no mention needs it", () => {
  const [mention] = work.draft.mentions;
  decisions.draw(mention, { type: "Point", coordinates: [49, 40] }, { moved: mention.choices[0] });
  const [shape, ...rest] = work.draft.shapes;
  assert.deepEqual(rest, []);
  assert.deepEqual([shape.id, shape.name, shape.certainty, shape.moved_from], ["shape-1", "Baku", "approximate", "1"]);
  assert.deepEqual(work.draft.mentions.map((one) => one.shape), ["shape-1", "shape-1", null]);
  decisions.clearShape(store.mention("m1"));
  assert.deepEqual(work.draft.shapes, []);
});
