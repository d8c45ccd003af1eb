/* Show that an address says what is seen, and that a bad one still opens. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as address from "../../static/js/core/address.js";
import { given } from "../../static/js/core/state.js";
import { browser, table } from "./standins.js";

const EMBED = "http://127.0.0.1/stories/x/embed";
const STORY = { id: "x", language: "en",
  layers: [{ id: "a", visible: true }, { id: "b", visible: true }, { id: "c", visible: false }] };
const USUAL = { layers: new Set(["a", "b"]), from: null, to: null, undated: true, at: null, center: null,
  zoom: null, lang: "en", theme: "auto", panel: null };

given.config = { ...table };

function read(query) {
  browser(EMBED + query);
  return address.read();
}

test("what an address cannot mean is left out", () => {
  const nothing = { layers: null, from: null, to: null, undated: true, at: null, center: null, zoom: null,
    lang: null, theme: "auto", panel: null };
  assert.deepEqual(read(""), nothing);
  assert.deepEqual(read("?from=2023-02-30&to=soon&c=200,10&z=near&lang=xx&theme=grey&panel=x&at="), nothing);
  assert.deepEqual(read("?c=1,2,3&c2=1"), nothing);
  assert.deepEqual(read("?c=NaN,1&theme=pink&panel=../../"), nothing);
});

test("two days are taken in their order, a zoom within its limits", () => {
  const { from, to, zoom, center, layers, undated } =
    read("?from=2024-02-01&to=2023-01-01&z=99&c=-172.5,10&layers=a,,b&undated=off");
  assert.deepEqual([from, to, zoom, center], ["2023-01-01", "2024-02-01", 12, [-172.5, 10]]);
  assert.deepEqual([layers, undated], [["a", "b"], false]);
  assert.deepEqual(read("?layers=").layers, []);
});

test("what is as the story has it goes without saying", () => {
  assert.deepEqual(address.written(USUAL, STORY), {});
  const asked = { ...USUAL, layers: new Set(["c", "a"]), from: "2023-01-01", undated: false, at: "S1",
    center: [187.123456, 10], zoom: 5.001, lang: "fa", theme: "dark", panel: "text" };
  assert.deepEqual(address.written(asked, STORY), { layers: "a,c", from: "2023-01-01", undated: "off", at: "S1",
    c: "-172.8765,10", z: 5, lang: "fa", theme: "dark", panel: "text" });
});

test("a link is read back as it was written, and keeps others' keys", () => {
  browser(EMBED + "?own=1&at=old&lang=fa");
  const asked = { ...USUAL, layers: new Set(["a"]), at: "S1", center: [49.5, 40], zoom: 6 };
  const link = address.link(asked, STORY);
  assert.equal(link, EMBED + "?own=1&layers=a&at=S1&c=49.5,40&z=6");
  const again = read(new URL(link).search);
  assert.deepEqual([again.layers, again.at, again.center, again.zoom], [["a"], "S1", [49.5, 40], 6]);
});

test("others get the address by which they know the house", () => {
  browser(EMBED);
  given.config = { public: "https://maps.example/d/", root: "/" };
  assert.equal(address.shared(EMBED + "?at=S1"), "https://maps.example/d/stories/x/embed?at=S1");
  assert.equal(address.shared("http://elsewhere.example/a"), "http://elsewhere.example/a");
  assert.equal(address.onlyHere(), false);
  given.config = { public: "", root: "/" };
  assert.equal(address.shared(EMBED), EMBED);
  assert.equal(address.onlyHere(), true);
  browser("https://maps.example/stories/x/embed");
  assert.equal(address.onlyHere(), false);
});
