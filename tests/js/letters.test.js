/* Show that letters are counted as the server counts them, and sentences found around them. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { cut, lost, sentence, toLetters, toUnits } from "../../static/js/check/draft/letters.js";
import { browser } from "./standins.js";

beforeEach(() => browser());

test("a letter beyond the browser's half ones counts once", () => {
  const text = "a𝒷c🏙️d";
  for (let letters = 0; letters <= [...text].length; letters += 1) {
    assert.equal(toLetters(text, toUnits(text, letters)), letters);
  }
  assert.equal(cut(text, 1, 3), "𝒷c");
  assert.equal(cut("Baku", 1, 3), "ak");
});

test("the sentence around a letter is found, without the space behind it", () => {
  const text = "🏙 Baku is near. Guba is far. ";
  assert.deepEqual(cut(text, ...sentence(text, 4, "en")), "🏙 Baku is near.");
  assert.deepEqual(cut(text, ...sentence(text, 17, "en")), "Guba is far.");
});

test("letters that no font of ours has are found, each once; those of the six languages are had", () => {
  assert.deepEqual(lost("Baku 🛰🛰 東"), ["🛰", "東"]);
  assert.deepEqual(lost("İçəri Şəhər – تهران، Գյումրի « Ёлка » “x” …"), []);
});
