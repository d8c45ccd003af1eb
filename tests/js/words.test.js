/* Show that words are said and found as a reader of each language expects. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";

import { fold } from "../../static/js/base/folding.js";
import * as i18n from "../../static/js/core/i18n.js";
import { given } from "../../static/js/core/state.js";
import { assets, browser } from "./standins.js";

beforeEach(async () => {
  browser();
  given.config = { assets };
  await i18n.use("en", "en");
});

test("a name is folded as the server folds it", () => {
  const names = JSON.parse(readFileSync(new URL("./vectors/folding.json", import.meta.url), "utf8"));
  assert.ok(Object.keys(names).length > 40);
  for (const [written, folded] of Object.entries(names)) assert.equal(fold(written), folded, written);
});

test("the best text is the reader's, then the story's, then English", async () => {
  const all = { az: "Bakı", en: "Baku", fa: "باکو" };
  assert.deepEqual(i18n.pick(all), { text: "Baku", lang: "en" });
  await i18n.use("fa", "az");
  assert.deepEqual(i18n.pick(all), { text: "باکو", lang: "fa" });
  assert.deepEqual(i18n.pick({ az: "Bakı", en: "Baku" }), { text: "Bakı", lang: "az" });
  assert.deepEqual(i18n.pick({ en: "Baku", hy: "Բաքու" }), { text: "Baku", lang: "en" });
  assert.deepEqual(i18n.pick({ hy: "Բաքու" }), { text: "Բաքու", lang: "hy" });
  assert.deepEqual(i18n.pick({ default: "B" }), { text: "B", lang: "az" });
  assert.deepEqual(i18n.pick("B"), { text: "B", lang: "az" });
  assert.deepEqual(i18n.pick(null), { text: "", lang: "az" });
});

test("a word takes its plural and its values; one that is missing says its key", async () => {
  assert.equal(i18n.t("statements", { n: 1 }), "1 statement");
  assert.equal(i18n.t("statements", { n: 1200 }), "1,200 statements");
  assert.equal(i18n.t("nosuch"), "nosuch");
  await i18n.use("ru", "en");
  assert.notEqual(i18n.t("statements", { n: 2 }), i18n.t("statements", { n: 5 }).replace("5", "2"));
});

test("the page turns with its language", async () => {
  for (const [code, direction] of [["fa", "rtl"], ["hy", "ltr"], ["ar-EG", "rtl"]]) {
    assert.equal(i18n.direction(code), direction, code);
  }
  await i18n.use("fa", "en");
  assert.equal(document.documentElement.dir, "rtl");
  assert.equal(i18n.list(["الف", "ب"]), "الف، ب");
  await i18n.use("xx", "en");
  assert.equal(document.documentElement.lang, "en");
  assert.equal(i18n.list(["a", "b"]), "a, b");
});
