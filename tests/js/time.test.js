/* Show how the time line reckons: its ends, its steps by the month, its lanes. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, domain, isoOf, lanes, month } from "../../static/js/time/timescale.js";

const dated = (earliest, latest) => ({ date: { earliest, latest } });

test("a day becomes a number and the same day again", () => {
  for (const day of ["0001-01-01", "1900-02-28", "1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31"]) {
    assert.equal(isoOf(dayOf(day)), day);
  }
  assert.equal(dayOf("2024-03-01") - dayOf("2024-02-28"), 2);
});

test("the line reaches over all that the dates can mean, with room at both ends", () => {
  const found = domain([dated("2020-01-01", "2020-01-31"), dated(null, "2021-01-01"), { date: { unknown: true } }]);
  assert.deepEqual([isoOf(found.first), isoOf(found.last)], ["2020-01-01", "2021-01-01"]);
  assert.ok(found.start < found.first && found.end > found.last + 1);
  assert.equal(domain([{ date: { unknown: true } }]), null);
});

test("steps by the month go to its first day or its last", () => {
  const step = (day, by, toEnd) => isoOf(month(dayOf(day), by, toEnd));
  assert.equal(step("2024-01-31", 1, true), "2024-02-29");
  assert.equal(step("2023-01-31", 1, true), "2023-02-28");
  assert.equal(step("2024-03-15", -1, false), "2024-02-01");
  assert.equal(step("2023-12-05", 1, false), "2024-01-01");
});

test("bars that touch lie in lanes of their own", () => {
  const bars = [[0, 10], [5, 15], [14, 20], [30, 40]].map(([x0, x1]) => ({ x0, x1 }));
  assert.equal(lanes(bars, 3), 2);
  assert.deepEqual(bars.map(({ lane }) => lane), [0, 1, 0, 0]);
});
