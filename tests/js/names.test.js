/* Show where names may stand on the map, which come first, and how a line leads to them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { firstly, loss, ordered } from "../../static/js/labels/importance.js";
import * as leaders from "../../static/js/placing/leaders.js";
import * as spots from "../../static/js/placing/spots.js";

const SIZE = { w: 60, h: 18 };
const AT = { x: 100, y: 100 };
const DOT = { x: 96, y: 96, w: 8, h: 8 };

const wish = (id, { theme = "place", kind = "point", statements = 0, headed = false, chosen = false,
  ground = false } = {}) => ({ mark: { id, layer: { theme }, cls: { kind }, feature: { properties: { headed } } },
  statements, chosen, ground });

test("boxes that only touch do not overlap", () => {
  const box = { x: 0, y: 0, w: 10, h: 10 };
  assert.equal(spots.overlaps(box, { x: 9, y: 9, w: 5, h: 5 }), true);
  assert.equal(spots.overlaps(box, { x: 10, y: 0, w: 5, h: 5 }), false);
  assert.equal(spots.within({ x: 2, y: 2, w: 8, h: 8 }, box), true);
  assert.equal(spots.within({ x: 3, y: 2, w: 8, h: 8 }, box), false);
});

test("a point's name stands beside its dot, first to the right, never on it", () => {
  const boxes = spots.candidates("point", AT, SIZE, 7);
  assert.deepEqual(boxes[0], { x: 107, y: 91, w: 60, h: 18 });
  assert.deepEqual(boxes[1], { x: 33, y: 91, w: 60, h: 18 });
  assert.ok(boxes.every((box) => !spots.overlaps(box, { x: 99, y: 99, w: 2, h: 2 })));
});

test("an area's name begins at its middle", () => {
  const [first, ...rest] = spots.candidates("area", AT, SIZE);
  assert.deepEqual(first, { x: 70, y: 91, w: 60, h: 18 });
  const off = ({ x, y }) => Math.hypot(x - 70, y - 91);
  assert.ok(rest.every((box) => off(box) > 0));
});

test("where nothing is drawn the first place is the barest", () => {
  const boxes = spots.candidates("point", AT, SIZE, 7);
  assert.equal(spots.barest(boxes), boxes[0]);
  assert.equal(spots.barest([]), null);
});

test("a long name slides into view above or below its mark", () => {
  const view = { x: 80, y: 0, w: 200, h: 300 };
  const boxes = spots.slid(spots.candidates("point", AT, { w: 150, h: 18 }, 7), AT, view);
  assert.ok(boxes.length > 0);
  for (const box of boxes) {
    assert.ok(spots.within(box, view));
    assert.ok(box.y >= AT.y || box.y + box.h <= AT.y);
  }
});

test("a name is its own dot's only while no other dot is as near", () => {
  const box = { x: 108, y: 91, w: 60, h: 18 };
  assert.equal(leaders.isOwn(box, AT, 5, [AT]), true);
  assert.equal(leaders.isOwn(box, AT, 5, [AT, { x: 172, y: 100 }]), false);
  assert.equal(leaders.isOwn({ ...box, x: 140 }, AT, 5, [AT]), false);
});

test("a line begins at the dot's edge and ends at the name", () => {
  const [from, to] = leaders.ends(AT, { x: 140, y: 91, w: 60, h: 18 }, 5);
  assert.deepEqual([from, to], [{ x: 105, y: 100 }, { x: 140, y: 100 }]);
  const boxes = leaders.links([from, to]);
  assert.equal(boxes[0].x, 105);
  assert.equal(boxes.at(-1).x + boxes.at(-1).w, 140);
});

test("a line runs over nothing but its own dot", () => {
  const line = [{ x: 104, y: 100 }, { x: 140, y: 100 }];
  assert.equal(leaders.isClear(line, [{ ...DOT, of: "own" }]), true);
  assert.equal(leaders.isClear(line, [{ x: 118, y: 96, w: 8, h: 8, of: "other" }]), false);
});

test("places that a line leads to keep off other dots", () => {
  const dots = [AT, { x: 150, y: 100 }];
  const boxes = leaders.afar(AT, SIZE, 5, dots);
  assert.ok(boxes.length > 0);
  assert.ok(boxes.every((box) => leaders.away(box, dots[1]) >= 14));
});

test("what is chosen comes first, then what the headline names, then what is most spoken of", () => {
  const order = ordered([wish("area", { theme: "area" }), wish("quiet"), wish("line", { theme: "route", kind: "line" }),
    wish("loud", { statements: 5 }), wish("headed", { headed: true }), wish("off", { ground: true, headed: true }),
    wish("chosen", { chosen: true, theme: "context" })]).map(({ mark }) => mark.id);
  assert.deepEqual(order, ["chosen", "headed", "loud", "quiet", "line", "area", "off"]);
});

test("one chosen name without room is worse than many others", () => {
  const many = Array.from({ length: 500 }, (_, n) => wish(String(n)));
  assert.ok(loss([wish("a", { chosen: true })]) > loss(many));
  assert.equal(firstly([wish("a"), wish("b", { headed: true })])[0].mark.id, "b");
});
