/* The document's head: title, source, language, theme, text view, link to this very sight. */

import { announce, button, byId, clear, dress, el, icon, link } from "../base/dom.js";
import * as address from "../core/address.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given, state } from "../core/state.js";
import * as store from "../core/store.js";
import * as themes from "../core/theme.js";

function kicker() {
  const { publisher, place, published, headline, url } = given.story.source;
  return [el("strong", {}, el("bdi", {}, publisher)), place ? [" · ", el("bdi", {}, place)] : null, " · ",
    i18n.day(published), el("span", { class: "headline" }, " · ",
      link(el("q", {}, i18n.bdi(headline)), url))];
}

/** @param {string} code */
async function speak(code) {
  await i18n.use(code);
  store.set({ lang: i18n.language() });
}

function cycle() {
  const theme = themes.next();
  store.set({ theme });
  announce(t("theme." + theme));
}

/** Copy the address of this very sight; where the browser forbids it, show it to be copied. */
async function copy() {
  const href = address.shared(address.link(state, given.story));
  try {
    await navigator.clipboard.writeText(href);
    toast(t("linkCopied"));
  } catch {
    showLink(href);
  }
}

/** @param {string} href */
function showLink(href) {
  const field = el("input", { type: "text", readonly: true, value: href, "aria-label": t("copyByHand") });
  const box = byId("link-box");
  clear(box, el("h2", {}, t("copyByHand")), field,
    button(t("close"), () => box.close()));
  box.showModal();
  field.select();
}

let fading = 0;

/** @param {string} sentence */
function toast(sentence) {
  const box = byId("toast");
  box.textContent = sentence;
  box.hidden = false;
  announce(sentence);
  window.clearTimeout(fading);
  fading = window.setTimeout(() => { box.hidden = true; }, 2600);
}

/** @param {string} id @param {string} picture @param {string} label @param {boolean} [pressed] */
function setTool(id, picture, label, pressed) {
  const node = byId(id);
  node.replaceChildren(icon(picture), el("span", { class: "tool-word" }, label));
  node.title = label;
  if (pressed !== undefined) node.setAttribute("aria-pressed", String(pressed));
}

function sayPanel() {
  const text = state.panel === "text";
  setTool("text-toggle", text ? "map" : "text", t(text ? "mapView" : "textView"));
}

function render() {
  document.title = i18n.pick(given.story.title).text + " · Dateline";
  clear(byId("kicker"), kicker());
  clear(byId("title"), i18n.bdi(given.story.title));
  byId("title").title = i18n.pick(given.story.title).text; // a long one is cut off after some lines
  const { as_of: asOf, source } = given.story;  // the kicker says the day of publication
  byId("as-of").textContent = asOf === source.published ? "" : t("asOf", { date: i18n.day(asOf) });
  byId("skip").textContent = t("skip");
  byId("skip-map").textContent = t("skipMap");
  byId("story-title").textContent = t("group.story");
  byId("story-panel").setAttribute("aria-label", t("storyPanel"));
  byId("stage").setAttribute("aria-label", t("map"));
  byId("map_dateline").setAttribute("aria-label", t("mapKeys"));
  dress("tour-prev", "prev", t("previous"));
  dress("tour-next", "next", t("next"));
  byId("tour").setAttribute("aria-label", t("tour"));
  const toggle = byId("legend-toggle");
  toggle.replaceChildren(icon("layers"), el("span", { id: "legend-title" }, t("legend")), icon("chevron"));
  setTool("theme-toggle", themes.ICONS[state.theme], t("theme." + state.theme));
  setTool("copy-link", "link", t("copyLink"));
  setTool("export-open", "export", t("export"));
  setTool("help-open", "keyboard", t("keyboard"));
  sayPanel();
  i18n.offer();
  help();
}

function help() {
  const rows = ["tour", "list", "map", "mark", "time", "measure", "escape"];
  clear(byId("help"), el("h2", {}, t("keyboard")),
    el("dl", {}, rows.map((row) => el("div", {}, el("dt", {}, t("keys." + row)),
      el("dd", {}, t("keys." + row + ".what"))))),
    button(t("close"), () => byId("help").close()));
  byId("help").setAttribute("aria-label", t("keyboard"));
}

function start() {
  render();
  byId("language").addEventListener("change", () => speak(byId("language").value));
  byId("theme-toggle").addEventListener("click", cycle);
  byId("copy-link").addEventListener("click", copy);
  byId("help-open").addEventListener("click", () => byId("help").showModal());
  byId("text-toggle").addEventListener("click", () =>
    store.set({ panel: state.panel === "text" ? null : "text" }));
  store.on(["lang", "theme"], render);
}

export { start, render, sayPanel, toast };
