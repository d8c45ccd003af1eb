/* Show that what is drawn is kept plain, and refused for the right reason. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { faulty, plain } from "../../static/js/check/map/geometry.js";

test("a geometry is kept to a metre, whole on the world's first copy", () => {
  assert.deepEqual(plain({ type: "Point", coordinates: [409.1234567, 40.9999999] }).coordinates, [49.12346, 41]);
  const line = { type: "LineString", coordinates: [[539, 1], [541, 2]] };
  assert.deepEqual(plain(line).coordinates, [[179, 1], [181, 2]]);
  assert.deepEqual(plain({ type: "Polygon", coordinates: [[]] }).coordinates, [[]]);
});

const RING = [[0, 0], [4, 0], [4, 4], [0, 0]];
const BOW = [[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]];

for (const [type, coordinates, why] of [
  ["LineString", [[0, 0], [1, 1]], ""],
  ["LineString", BOW, ""],
  ["LineString", [[0, 0], [0, 0]], "draw.few"],
  ["MultiLineString", [[[0, 0], [1, 1]], [[2, 2]]], "draw.few"],
  ["Polygon", [RING], ""],
  ["Polygon", [[]], "draw.few"],
  ["Polygon", [[[0, 0], [4, 0], [0, 0]]], "draw.few"],
  ["Polygon", [RING, BOW], "draw.tip.crosses"],
  ["MultiPolygon", [[RING], [BOW]], "draw.tip.crosses"],
]) {
  test(`${type} of ${JSON.stringify(coordinates)}: ${why || "taken"}`, () =>
    assert.equal(faulty({ type, coordinates }), why));
}
