/* Choose light or dark, by the reader's word or by the system's. */

import * as options from "./options.js";
import { state } from "./state.js";

/** @type {Record<string, string>} */
const ICONS = { auto: "auto", light: "sun", dark: "moon" };

const system = () => window.matchMedia("(prefers-color-scheme: dark)");

function now() {
  if (state.theme !== "auto") return state.theme;
  return system().matches ? "dark" : "light";
}

/** The theme that comes after the chosen one. */
function next() {
  const known = options.words("theme");
  return known[(known.indexOf(state.theme) + 1) % known.length];
}

function apply() {
  document.documentElement.dataset.theme = now();
}

/**
 * Follow the system where it decides, and tell that it has turned.
 * @param {() => void} listener
 */
const whenSystemChanges = (listener) => system().addEventListener("change", () => {
  if (state.theme !== "auto") return;
  apply();
  listener();
});

export { ICONS, now, next, apply, whenSystemChanges };
