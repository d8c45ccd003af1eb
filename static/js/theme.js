/* Choose light or dark, by the reader's word or by the system's. */
(function (D) {
  "use strict";

  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function now() {
    const chosen = D.state ? D.state.theme : "auto";
    return chosen === "auto" ? (system.matches ? "dark" : "light") : chosen;
  }

  function apply() {
    document.documentElement.dataset.theme = now();
  }

  D.theme = { now, apply, whenSystemChanges: (listener) => system.addEventListener("change", listener) };
})(window.Dateline = window.Dateline || {});
