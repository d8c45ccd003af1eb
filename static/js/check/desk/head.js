/* The document's head and tabs: progress, what is saved, undo, theme, help. */

import { announce, button, byId, clear, dress, el, plainly } from "../../base/dom.js";
import * as i18n from "../../core/i18n.js";
import { t } from "../../core/i18n.js";
import * as options from "../../core/options.js";
import { state } from "../../core/state.js";
import * as themes from "../../core/theme.js";
import * as store from "../deciding/store.js";
import * as sync from "../deciding/sync.js";
import * as dates from "../draft/dates.js";
import * as wording from "../draft/wording.js";
import { work } from "../draft/work.js";
import * as article from "../forms/article.js";
import * as story from "../forms/story.js";
import * as map from "../map/map.js";
import * as complaint from "./complaint.js";
import * as keys from "./keys.js";

const TABS = ["text", "statements", "article", "map"];

/**
 * Who published the article, and when; what of it nobody has said yet is a way to say it.
 * @param {{ publisher: string, published: string }} given
 */
function source({ publisher, published }) {
  const unsaid = article.unsaid();
  return [publisher.trim() ? wording.own(publisher) : null, published === "unknown" ? null : dates.words(published),
    unsaid.length ? button(t("unsaid", { what: i18n.list(unsaid.map((key) => t("unsaid." + key))) }), article.ask,
      { class: "link-button", id: "say-source" }) : null].filter(Boolean);
}

function update() {
  const { draft } = work;
  const [done, all] = store.progress();
  clear(byId("kicker"), el("strong", {}, t("draft")), source(draft.article).map((part) => [" · ", part]));
  const { language } = draft.article;
  Object.assign(byId("title"), { textContent: draft.title, lang: language, dir: i18n.direction(language) });
  document.title = draft.title + " · " + t("draft") + " · Dateline";
  byId("progress-words").textContent = t("progress", { i: done, n: all });
  Object.assign(byId("progress-bar"), { max: Math.max(all, 1), value: done });
  byId("undo").disabled = !store.canUndo();
  byId("redo").disabled = !store.canRedo();
  /** @type {Record<string, number>} */
  const names = { text: draft.mentions.length, statements: draft.statements.length };
  for (const tab of TABS) {
    clear(byId("tab-" + tab), t("tab." + tab), names[tab] === undefined ? null
      : el("span", { class: "tab-count", "aria-hidden": "true" }, i18n.number(names[tab])));
  }
}

/**
 * What of the work is on the server's disk; why not, where it is not.
 * @param {{ state: string, problems: Sentence[] }} given
 */
function saving({ state, problems }) {
  const box = byId("save");
  box.dataset.state = state;
  byId("save-words").textContent = t("save." + state);
  box.title = problems.map(plainly).join("\n");
  const button = byId("save-now");
  button.hidden = !["failed", "refused", "conflict"].includes(state);
  button.textContent = t(state === "failed" ? "saveNow" : "saveWhy");
  complaint.complain(problems);
  if (button.hidden) return;
  announce([t("save." + state), ...problems.map(plainly)].join(". "));
}

function tabs() {
  const bar = byId("tabs");
  clear(bar, TABS.map((tab) => el("button", { type: "button", role: "tab", id: "tab-" + tab, class: "tab",
    "aria-controls": tab === "map" ? "stage" : "pane-" + tab, on: { click: () => store.set({ tab }), keydown: turn } })));
  showTab();
}

/** @param {KeyboardEvent} event */
function turn(event) {
  /** @type {Record<string, number>} */
  const ways = i18n.mirrored() ? { ArrowLeft: 1, ArrowRight: -1 } : { ArrowRight: 1, ArrowLeft: -1 };
  const by = ways[event.key];
  if (!by) return;
  event.preventDefault();
  const usable = TABS.filter((tab) => byId("tab-" + tab).offsetParent);
  const tab = usable[(usable.indexOf(work.tab) + by + usable.length) % usable.length];
  store.set({ tab });
  byId("tab-" + tab).focus();
}

function showTab() {
  const { tab } = work;
  byId("check").dataset.tab = tab;
  for (const name of TABS) {
    const button = byId("tab-" + name);
    button.setAttribute("aria-selected", String(name === tab));
    button.tabIndex = name === tab ? 0 : -1;
    if (name !== "map") byId("pane-" + name).hidden = name !== tab;
  }
}

function theme() {
  dress("theme-toggle", themes.ICONS[state.theme], t("theme." + state.theme));
}

function cycle() {
  state.theme = themes.next();
  keepInAddress("theme", state.theme, String(options.usual("theme")));
  themes.apply();
  theme();
  map.restyle();
  announce(t("theme." + state.theme));
}

/** The words that stand whatever the draft is; there before it has come. */
function label() {
  i18n.offer();
  byId("tabs").setAttribute("aria-label", t("tabs"));
  dress("undo", "undo", t("undoKey"));
  dress("redo", "redo", t("redoKey"));
  dress("help-open", "keyboard", t("helpKey"));
  theme();
  byId("story-open").textContent = t("story.open.button");
  byId("skip").textContent = t("skipText");
  byId("skip-card").textContent = t("skipCard");
  byId("progress-bar").setAttribute("aria-label", t("progressLabel"));
}

/**
 * Speak another language from now on; what was decided, and its undoing, stay.
 * @param {string} code
 */
async function speak(code) {
  await i18n.use(code);
  state.lang = i18n.language();
  keepInAddress("lang", state.lang, "en");
  label();
  update();
  saving(sync.told());
  store.tell("lang");
}

/** @param {string} name @param {string} value @param {string} usual */
function keepInAddress(name, value, usual) {
  const address = new URL(window.location.href);
  if (value === usual) address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  window.history.replaceState(null, "", address);
}

function start() {
  complaint.start();
  tabs();
  /** @type {[string, () => void][]} */
  const actions = [["undo", store.undo], ["redo", store.redo], ["theme-toggle", cycle],
    ["help-open", keys.help], ["story-open", story.open],
    ["save-now", () => (sync.told().state === "conflict" ? sync.conflict() : sync.save())]];
  for (const [id, action] of actions) byId(id).addEventListener("click", action);
  byId("language").addEventListener("change", () => speak(byId("language").value));
  update();
  saving(sync.told());
  store.on(["draft"], update);
  store.on(["tab"], showTab);
  sync.on(saving);
  themes.whenSystemChanges(map.restyle);
}

export { start, label };
