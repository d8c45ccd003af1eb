/* Show that dates and keys of a language are understood, and that a draft is written to in its own. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import * as dates from "../../static/js/check/draft/dates.js";
import { work } from "../../static/js/check/draft/work.js";
import * as written from "../../static/js/check/draft/written.js";
import * as i18n from "../../static/js/core/i18n.js";
import { named } from "../../static/js/base/keys.js";
import { given } from "../../static/js/core/state.js";
import { assets, browser } from "./standins.js";

const MONTHS = {
  en: "January February March April May June July August September October November December",
  fa: "ژانویهٔ فوریهٔ مارس آوریل مهٔ ژوئن ژوئیهٔ اوت سپتامبر اکتبر نوامبر دسامبر",
  hy: "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի",
  ru: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
};

beforeEach(() => {
  browser();
  const calendars = Object.fromEntries(Object.entries(MONTHS).map(([code, months]) =>
    [code, { months: months.split(" "), short: [], day: "{day} {month} {year}" }]));
  given.config = { assets, calendars, words: "check", written: {
    en: { about: "about {date}", since: "from {date}", theArticle: "the article" },
    ru: { about: "около {date}", since: "с {date}", theArticle: "статья" } } };
  work.draft = { article: { language: "en" } };
});

test("a date is read in the page's words and in English, whatever its digits and cases", async () => {
  const typed = { fa: ["۲۸ آوریل ۲۰۲۵", "28 April 2025"], hy: ["2025 թ. ապրիլի 28", "28 ապրիլի, 2025 թ.", "28 ապրիլ 2025"],
    ru: ["28 апреля 2025 г.", "28 апрель 2025", "28 апр 2025"] };
  for (const [code, texts] of Object.entries(typed)) {
    await i18n.use(code);
    for (const text of texts) assert.equal(dates.read(text), "2025-04-28", text);
  }
  assert.deepEqual(["май 2024", "март 2024", "июнь 2024?", "мау 2024"].map(dates.read), ["2024-05", "2024-03", "2024-06?", "мау 2024"]);
  await i18n.use("fa");
  assert.deepEqual(["مه ۲۰۲۴", "م ۲۰۲۴", "۲۰۲۴-۰۵-۰۱"].map(dates.read), ["2024-05", "م 2024", "2024-05-01"]);
});

test("numbers are set as the language sets them, whatever the browser knows of it", async () => {
  const found = {};
  for (const code of ["en", "az", "hy", "fa", "tr"]) {
    await i18n.use(code);
    found[code] = i18n.number(12345.5);
  }
  assert.deepEqual(found, { en: "12,345.5", az: "12.345,5", hy: "12\u00a0345,5", fa: "۱۲٬۳۴۵٫۵", tr: "12.345,5" });
});

test("what is written into a draft is in the article's language, what is shown in the page's", async () => {
  await i18n.use("ru");
  assert.equal(dates.words("2024-05-03~"), "около 3 мая 2024");
  assert.equal(written.date("2024-05-03~"), "about 3 May 2024");
  assert.equal(written.date("2024-05/.."), "from May 2024");
  assert.deepEqual([written.word("theArticle"), written.elsewhere("theArticle")], ["the article", { ru: "статья" }]);
  work.draft = { article: { language: "ru-RU" } };
  assert.equal(written.word("theArticle"), "статья");
  work.draft = { article: { language: "ka" } };
  assert.equal(written.word("theArticle"), "the article");
});

test("a key of another script is the Latin one that shares it", () => {
  const press = (key, code, shiftKey = false) => named({ key, code, shiftKey });
  assert.deepEqual([press("т", "KeyN"), press("Т", "KeyN", true), press("۲", "Digit2"), press("؟", "Slash", true),
    press("لا", "KeyB")], ["n", "n", "2", "?", "b"]);
  // What a Latin layout says is believed, wherever the key lies.
  assert.deepEqual([press("Z", "KeyY", true), press("ArrowLeft", "ArrowLeft"), press(".", "Slash"), press("ş", "Semicolon")],
    ["z", "ArrowLeft", ".", "ş"]);
});
