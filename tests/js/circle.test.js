/* Show that what lies over the 180th meridian is laid out as one place. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { among, around, middleNow, near, placed, wrapped } from "../../static/js/base/circle.js";

test("a longitude is told from -180 to 180, and drawn beside the middle", () => {
  assert.deepEqual([190, -190, 180, -180, 540].map(wrapped), [-170, 170, 180, -180, -180]);
  around([170, -20, -160, 10]);
  assert.equal(middleNow(), 185);
  assert.deepEqual([175, -175, 5].map(near), [175, 185, 5]);
  around([10, 0, 50, 10]);
  assert.equal(middleNow(), 0);
});

test("a geometry is moved whole", () => {
  around([170, -20, -160, 10]);
  const line = { type: "LineString", coordinates: [[-179, 0], [-170, 5, 12]] };
  assert.deepEqual(placed(line).coordinates, [[181, 0], [190, 5, 12]]);
  assert.equal(line.coordinates[0][0], -179);
  among([]);
  assert.equal(placed(line), line);
});
