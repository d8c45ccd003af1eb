/* The keyboard: through all mentions, and every decision by one key; and the panel that says so. */

import { button, byId, clear, el } from "../../base/dom.js";
import { named } from "../../base/keys.js";
import * as i18n from "../../core/i18n.js";
import { t } from "../../core/i18n.js";
import { categorise, confirm, drop, leave, step, weigh } from "../deciding/steps.js";
import * as store from "../deciding/store.js";
import * as sync from "../deciding/sync.js";
import { work } from "../draft/work.js";
import * as adding from "../forms/adding.js";
import * as card from "../forms/card.js";
import * as drawing from "../map/draw.js";
import * as text from "./text.js";

const OFF = "dateline-check-keys-off";
const ROWS = ["step", "confirm", "choose", "search", "drop", "weigh", "categorise", "add", "undo", "redo", "draw", "tabs", "pin", "help"];

const off = () => window.localStorage.getItem(OFF) === "yes";

function search() {
  const field = byId("place-search");
  if (field) field.focus();
}

/** @type {Record<string, () => void>} */
const ACTIONS = { n: () => step(1), p: () => step(-1), c: confirm, x: drop, k: leave, m: weigh, g: categorise, a: () => adding.ask(),
  z: () => store.undo(), y: () => store.redo(), "/": search, "?": () => help() };

/** @param {HTMLElement} node */
const typing = (node) => node.closest("textarea, select, input:not([type=radio]):not([type=checkbox])");

/**
 * Enter and the arrows keep their own meaning on controls and on the map.
 * @param {HTMLElement} node
 */
const onText = (node) => node === document.body || node.id === "card"
  || node.closest(".mention, #pane-text, dialog:not([open])");

/** @param {KeyboardEvent} event */
function pressed(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (document.querySelector("dialog[open]") || drawing.active()) return;
  if (event.ctrlKey || event.metaKey) return combined(event);
  if (event.altKey || typing(target)) return;
  const key = named(event);
  if (onText(target) && !target.closest("summary, a, button")) {
    if (event.key === "Enter") return done(event, confirm);
    const onward = i18n.mirrored() ? "ArrowLeft" : "ArrowRight";
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") return done(event, () => step(event.key === onward ? 1 : -1));
  }
  if (off() && key !== "?") return;
  if (/^[1-9]$/.test(key)) return done(event, () => card.pick(Number(key) - 1));
  const action = ACTIONS[key];
  if (action) done(event, action);
}

/** @param {KeyboardEvent} event */
function combined(event) {
  if (typing(/** @type {HTMLElement} */ (event.target))) return;
  const key = named(event);
  if (key === "z") done(event, event.shiftKey ? store.redo : store.undo);
  else if (key === "y") done(event, store.redo);
  else if (key === "s") done(event, sync.save);
}

/** @param {Event} event @param {() => void} action */
function done(event, action) {
  event.preventDefault();
  action();
}

function help() {
  const box = byId("help");
  /** @type {HTMLInputElement} */
  const toggle = el("input", { type: "checkbox", id: "keys-on", checked: !off(), on: { change: () =>
    window.localStorage.setItem(OFF, toggle.checked ? "no" : "yes") } });
  clear(box, el("h2", { id: "help-title" }, t("helpTitle")),
    el("dl", {}, ROWS.map((row) => el("div", {}, el("dt", {}, t("keys." + row)
      .split(" ").map((key) => [key === "–" ? key : el("kbd", {}, key), " "])), el("dd", {}, t("keys." + row + ".what"))))),
    el("label", { class: "tick" }, toggle, t("keysOn")),
    el("div", { class: "dialog-row" }, button(t("close"), () => box.close())));
  box.showModal();
}

/**
 * A dialog that was opened by a key leaves the keyboard where it was: at the chosen mention.
 * @param {HTMLDialogElement} box
 */
function backToText(box) {
  if (document.activeElement !== document.body && !box.contains(document.activeElement)) return;
  const node = text.spanOf(work.chosen || "");
  const target = node && node.offsetParent ? node : byId("pane-text");
  target.focus({ preventScroll: true });
}

function start() {
  document.addEventListener("keydown", pressed);
  for (const box of document.querySelectorAll("dialog")) box.addEventListener("close", () => backToText(box));
}

export { start, help };
