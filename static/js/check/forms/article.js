/* The article and the story's own words: title, summary, headline, publisher, day, address. */

import { announce, button, byId, clear, el, shown } from "../../base/dom.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";
import * as decisions from "../deciding/decisions.js";
import * as store from "../deciding/store.js";
import * as sync from "../deciding/sync.js";
import { work } from "../draft/work.js";
import * as fields from "./fields.js";

/**
 * @param {string} key
 * @param {{ of?: string, lines?: number, check?: (value: string) => string, kept?: (value: string) => string | null,
 *   type?: string, before?: string }} [options]
 */
function line(key, { of = "draft", lines, check, kept = (value) => value, type, before = "article-" } = {}) {
  const record = /** @type {Record<string, string>} */ (/** @type {unknown} */ (of === "article" ? work.draft.article : work.draft));
  const own = key === "summary" ? { own_summary: true } : {};
  const take = (/** @type {string} */ value) => (of === "article" ? decisions.editArticle : decisions.edit)({ [key]: kept(value), ...own }, key);
  const wanted = before === "article-" && !check && !(record[key] || "").trim();
  return fields.text({ id: before + key, label: t("article." + key), value: record[key] || "", lines, check, take,
    hint: wanted ? t("needsThis") : undefined, type, ...(type === "url" ? { lang: null, dir: "ltr" } : {}) });
}

/** @param {string} value */
function web(value) {
  return !value.trim() || /^https?:\/\/\S+$/.test(value.trim()) ? "" : t("urlWrong");
}

let told = "";

/** The day of publication, and what became of the dates. */
function published(before = "article-") {
  const { published: day } = work.draft.article;
  return [fields.date({ id: before + "published", label: t("article.published"), value: day,
    hint: t(isDay(day) || before !== "article-" ? "dayHint" : "dayNeeded"), take: publishOn }),
  told ? el("p", { class: "meaning", role: "status" }, told) : null];
}

/**
 * Note the day of publication, and have words like "last week" read from there.
 * @param {string} day
 */
async function publishOn(day) {
  if (day === work.draft.article.published) return;
  told = "";
  decisions.editArticle({ published: day });
  if (!isDay(day)) return;
  const answer = await sync.ask("/dates?published=" + day).catch(() => null);
  if (work.draft.article.published !== day) return;
  told = answer && answer.ok ? t("datesRead", { n: decisions.redate(/** @type {never} */ (answer.body)) }) : t("datesNotRead");
  announce(told);
  render();
}

/** What a story must name and nobody has said yet. */
function unsaid() {
  const { headline, publisher, published: day } = work.draft.article;
  return [headline.trim() ? null : "headline", publisher.trim() ? null : "publisher", isDay(day) ? null : "published"]
    .filter((key) => key !== null);
}

/**
 * The fields of what is not said yet, for another part of the page.
 * @param {string[]} keys
 * @param {string} before
 */
const asked = (keys, before) => keys.map((key) => (key === "published" ? published(before)
  : line(key, { of: "article", before })));

/** @param {string} text */
const isHeadline = (text) => text === work.draft.article.headline;

/** Lead to the first field of what is not said yet. */
function ask() {
  const [first] = unsaid();
  store.set({ tab: "article" });
  if (first) byId("article-" + first).focus();
}

/** @param {string} edtf */
const isDay = (edtf) => /^\d{4}-\d\d-\d\d$/.test(edtf);

function render() {
  const pane = byId("pane-article");
  if (pane.hidden) return;
  fields.keep(pane, () => clear(pane,
    el("h2", {}, t("articleStory")), line("title"), line("summary", { lines: 3 }),
    el("h2", {}, t("articleSource")), line("headline", { of: "article" }), line("publisher", { of: "article" }),
    published(), line("place", { of: "article", check: () => "" }),
    line("url", { of: "article", check: web, type: "url", kept: (value) => value.trim() || null }),
    el("h2", {}, t("removeTitle")), el("p", { class: "meaning" }, t("privateNote")),
    button(t("removeOpen"), askToRemove, { class: "quiet danger", id: "remove-open" })));
}

/* --- throwing the draft away ---------------------------------------------------------------------- */

function askToRemove() {
  const box = byId("remove");
  const problem = el("p", { class: "field-error", role: "alert" });
  clear(box, el("h2", { id: "remove-title" }, t("removeTitle")), el("p", {}, t("removeWhat")), problem,
    el("div", { class: "dialog-row" }, button(t("cancel"), () => box.close()),
      button(t("removeNow"), () => remove(box, problem), { class: "main-button danger", id: "remove-now" })));
  box.showModal();
}

/** @param {HTMLDialogElement} box @param {HTMLElement} problem */
async function remove(box, problem) {
  let answer;
  try {
    answer = await sync.ask("", { method: "DELETE" });
  } catch {
    problem.textContent = t("noAnswer");
    return;
  }
  if (!answer.ok) {
    clear(problem, answer.problems.map(shown));
    return;
  }
  sync.forget();
  box.close();
  byId("check").hidden = true;
  const page = byId("problem");
  clear(page, el("h2", {}, t("removed")), el("p", {}, el("a", { href: given.config.home, target: "_top" }, t("removedHome"))));
  page.hidden = false;
}

function start() {
  store.on(["lang"], () => { told = ""; });
  store.on(["draft", "tab", "lang"], render);
}

export { start, unsaid, asked, ask, isHeadline };
