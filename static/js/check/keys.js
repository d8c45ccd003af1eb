/* The keyboard: through all mentions, and every decision by one key; and the panel that says so. */
(function (D) {
  "use strict";

  const C = D.check;
  const el = D.el;
  const t = D.t;
  const OFF = "dateline-check-keys-off";
  const ROWS = ["step", "confirm", "choose", "search", "drop", "add", "undo", "redo", "draw", "tabs", "pin", "help"];

  const off = () => window.localStorage.getItem(OFF) === "yes";

  function go(id, first) {
    if (!id) return;
    if (C.state.tab !== "text" && !(D.isNarrow() && C.state.tab === "map")) C.store.set({ tab: "text" });
    C.store.choose(id, "step");
    D.announce([first, C.words.describe(C.store.mention(id))].filter(Boolean).join(". "));
  }

  const step = (by) => go(C.store.beside(C.state.chosen, by, false));

  /** Confirm and go on to the next that is open; what stays without a place is decided and stays so. */
  function confirm() {
    const mention = C.store.chosen();
    if (!mention) return void step(1);
    if (mention.state === "unplaced" && !C.words.placed(mention)) return leave();
    if (!C.words.placed(mention)) return void D.announce(t("noPlaceYet"));
    const many = mention.state === "confirmed" ? 1 : C.decide.confirm(mention);
    return onward("did.confirmed", mention, many);
  }

  function drop() {
    const mention = C.store.chosen();
    if (!mention) return;
    const many = mention.state === "dropped" ? 1 : C.decide.drop(mention);
    onward("did.dropped", mention, many);
  }

  /** Leave it without a place, named with its statement, and go on. */
  function leave() {
    const mention = C.store.chosen();
    if (!mention) return;
    const many = mention.state === "unplaced" ? 1 : C.decide.leave(mention);
    onward("did.unplaced", mention, many);
  }

  function onward(key, mention, many) {
    const told = t(key, { name: mention.text }) + (many > 1 ? ", " + t("mentions", { n: many }) : "");
    const next = C.store.beside(mention.id, 1, true);
    if (next && next !== mention.id) return go(next, told);
    const [done, all] = C.store.progress();
    return D.announce(told + ". " + t("progress", { i: done, n: all }));
  }

  function search() {
    const field = D.byId("place-search");
    if (field) field.focus();
  }

  const ACTIONS = { n: () => step(1), p: () => step(-1), c: confirm, x: drop, k: leave, a: () => C.adding.ask(),
    z: () => C.store.undo(), y: () => C.store.redo(), "/": search, "?": () => help() };

  const typing = (node) => node.closest("textarea, select, input:not([type=radio]):not([type=checkbox])");

  /** Enter and the arrows keep their own meaning on controls and on the map. */
  const onText = (node) => node === document.body || node.id === "card"
    || node.closest(".mention, #pane-text, dialog:not([open])");

  function pressed(event) {
    if (document.querySelector("dialog[open]") || C.draw.active()) return;
    if (event.ctrlKey || event.metaKey) return combined(event);
    if (event.altKey || typing(event.target)) return;
    if (onText(event.target) && !event.target.closest("summary, a, button")) {
      if (event.key === "Enter") return done(event, confirm);
      if (event.key === "ArrowRight") return done(event, () => step(1));
      if (event.key === "ArrowLeft") return done(event, () => step(-1));
    }
    if (off() && event.key !== "?") return;
    if (/^[1-9]$/.test(event.key)) return done(event, () => C.card.pick(Number(event.key) - 1));
    const action = ACTIONS[event.key];
    if (action) done(event, action);
  }

  function combined(event) {
    if (typing(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === "z") done(event, event.shiftKey ? C.store.redo : C.store.undo);
    else if (key === "y") done(event, C.store.redo);
    else if (key === "s") done(event, C.sync.save);
  }

  function done(event, action) {
    event.preventDefault();
    action();
  }

  function help() {
    const box = D.byId("help");
    const toggle = el("input", { type: "checkbox", id: "keys-on", checked: !off(), on: { change: (event) =>
      window.localStorage.setItem(OFF, event.target.checked ? "no" : "yes") } });
    D.clear(box, el("h2", { id: "help-title" }, t("helpTitle")),
      el("dl", {}, ROWS.map((row) => el("div", {}, el("dt", {}, t("keys." + row)
        .split(" ").map((key) => [key === "–" ? key : el("kbd", {}, key), " "])), el("dd", {}, t("keys." + row + ".what"))))),
      el("label", { class: "tick" }, toggle, t("keysOn")),
      el("div", { class: "dialog-row" },
        el("button", { type: "button", class: "quiet", on: { click: () => box.close() } }, t("close"))));
    box.showModal();
  }

  /** A dialog that was opened by a key leaves the keyboard where it was: at the chosen mention. */
  function backToText(box) {
    if (document.activeElement !== document.body && !box.contains(document.activeElement)) return;
    const node = C.text.spanOf(C.state.chosen);
    const target = node && node.offsetParent ? node : D.byId("pane-text");
    target.focus({ preventScroll: true });
  }

  function start() {
    document.addEventListener("keydown", pressed);
    for (const box of document.querySelectorAll("dialog")) box.addEventListener("close", () => backToText(box));
  }

  C.keys = { start, step, confirm, drop, leave, help };
})(window.Dateline = window.Dateline || {});
