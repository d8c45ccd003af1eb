/* Choose light or dark, by the reader's word or by the system's. */

import { state } from "./state.js";

const system = () => window.matchMedia("(prefers-color-scheme: dark)");

function now() {
  if (state.theme !== "auto") return state.theme;
  return system().matches ? "dark" : "light";
}

function apply() {
  document.documentElement.dataset.theme = now();
}

/** @param {(...told: any[]) => void} listener */
const whenSystemChanges = (listener) => system().addEventListener("change", listener);

export { now, apply, whenSystemChanges };
