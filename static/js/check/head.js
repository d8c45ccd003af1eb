/* The document's head and tabs: progress, what is saved, undo, theme, help. */
(function (D) {
  "use strict";

  const C = D.check;
  const el = D.el;
  const t = D.t;
  const TABS = ["text", "statements", "article", "map"];
  const THEMES = ["auto", "light", "dark"];
  const THEME_ICON = { auto: "auto", light: "sun", dark: "moon" };

  function setTool(id, icon, label) {
    const node = D.byId(id);
    D.clear(node, D.icon(icon));
    node.title = label;
    node.setAttribute("aria-label", label);
  }

  /** Who published the article, and when; what of it nobody has said yet is a way to say it. */
  function source({ publisher, published }) {
    const unsaid = C.article.unsaid();
    return [publisher.trim() ? el("bdi", {}, publisher) : null, published === "unknown" ? null : C.dates.words(published),
      unsaid.length ? el("button", { type: "button", class: "link-button", id: "say-source", on: { click: C.article.ask } },
        t("unsaid", { what: D.i18n.list(unsaid.map((key) => t("unsaid." + key))) })) : null].filter(Boolean);
  }

  function update() {
    const { draft } = C.state;
    const [done, all] = C.store.progress();
    D.clear(D.byId("kicker"), el("strong", {}, t("draft")), source(draft.article).map((part) => [" · ", part]));
    D.byId("title").textContent = draft.title;
    document.title = draft.title + " · " + t("draft") + " · Dateline";
    D.byId("progress-words").textContent = t("progress", { i: done, n: all });
    Object.assign(D.byId("progress-bar"), { max: Math.max(all, 1), value: done });
    D.byId("undo").disabled = !C.store.canUndo();
    D.byId("redo").disabled = !C.store.canRedo();
    const names = { text: draft.mentions.length, statements: draft.statements.length };
    for (const tab of TABS) {
      D.clear(D.byId("tab-" + tab), t("tab." + tab), names[tab] === undefined ? null
        : el("span", { class: "tab-count", "aria-hidden": "true" }, D.i18n.number(names[tab])));
    }
  }

  /** What of the work is on the server's disk; why not, where it is not. */
  function saving({ state, problems }) {
    const box = D.byId("save");
    box.dataset.state = state;
    D.byId("save-words").textContent = t("save." + state);
    box.title = problems.join("\n");
    const button = D.byId("save-now");
    button.hidden = !["failed", "refused", "conflict"].includes(state);
    button.textContent = t(state === "failed" ? "saveNow" : "saveWhy");
    const line = D.byId("save-problem");
    line.hidden = !problems.length;
    D.clear(line, problems.map((words) => el("span", {}, words)));
    if (button.hidden) return;
    D.announce([t("save." + state), ...problems].join(". "));
  }

  /** Say what is wrong where it is seen from everywhere. */
  function complain(problems) {
    const line = D.byId("save-problem");
    line.hidden = false;
    D.clear(line, problems.map((words) => el("span", {}, words)));
  }

  function tabs() {
    const bar = D.byId("tabs");
    bar.setAttribute("aria-label", t("tabs"));
    D.clear(bar, TABS.map((tab) => el("button", { type: "button", role: "tab", id: "tab-" + tab, class: "tab",
      "aria-controls": tab === "map" ? "stage" : "pane-" + tab, on: { click: () => C.store.set({ tab }), keydown: turn } })));
    showTab();
  }

  function turn(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const usable = TABS.filter((tab) => D.byId("tab-" + tab).offsetParent);
    const tab = usable[(usable.indexOf(C.state.tab) + by + usable.length) % usable.length];
    C.store.set({ tab });
    D.byId("tab-" + tab).focus();
  }

  function showTab() {
    const { tab } = C.state;
    D.byId("check").dataset.tab = tab;
    for (const name of TABS) {
      const button = D.byId("tab-" + name);
      button.setAttribute("aria-selected", String(name === tab));
      button.tabIndex = name === tab ? 0 : -1;
      if (name !== "map") D.byId("pane-" + name).hidden = name !== tab;
    }
  }

  function theme() {
    setTool("theme-toggle", THEME_ICON[D.state.theme], t("theme." + D.state.theme));
  }

  function cycle() {
    D.state.theme = THEMES[(THEMES.indexOf(D.state.theme) + 1) % THEMES.length];
    const address = new URL(window.location.href);
    if (D.state.theme === "auto") address.searchParams.delete("theme");
    else address.searchParams.set("theme", D.state.theme);
    window.history.replaceState(null, "", address);
    D.theme.apply();
    theme();
    C.map.restyle();
    D.announce(t("theme." + D.state.theme));
  }

  function start() {
    // The problem of saving stands below the head, where there is room for its sentences.
    D.byId("head").append(el("p", { id: "save-problem", role: "alert", hidden: true }));
    tabs();
    setTool("undo", "undo", t("undoKey"));
    setTool("redo", "redo", t("redoKey"));
    setTool("help-open", "keyboard", t("helpKey"));
    theme();
    D.byId("story-open").textContent = t("story.open.button");
    D.byId("skip").textContent = t("skipText");
    D.byId("skip-card").textContent = t("skipCard");
    D.byId("progress-bar").setAttribute("aria-label", t("progressLabel"));
    for (const [id, action] of [["undo", C.store.undo], ["redo", C.store.redo], ["theme-toggle", cycle],
      ["help-open", C.keys.help], ["story-open", C.story.open],
      ["save-now", () => (C.sync.told().state === "conflict" ? C.sync.conflict() : C.sync.save())]]) {
      D.byId(id).addEventListener("click", action);
    }
    update();
    saving(C.sync.told());
    C.store.on(["draft"], update);
    C.store.on(["tab"], showTab);
    C.sync.on(saving);
    D.theme.whenSystemChanges(() => {
      if (D.state.theme !== "auto") return;
      D.theme.apply();
      C.map.restyle();
    });
  }

  C.head = { start, complain };
})(window.Dateline = window.Dateline || {});
