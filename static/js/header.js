/* The document's head: title, source, language, theme, text view, link to this very sight. */
(function (D) {
  "use strict";

  const el = D.el;
  const t = D.t;
  const THEMES = ["auto", "light", "dark"];
  const THEME_ICON = { auto: "auto", light: "sun", dark: "moon" };

  function kicker() {
    const { publisher, place, published, headline, url } = D.story.source;
    return [el("strong", {}, el("bdi", {}, publisher)), place ? [" · ", el("bdi", {}, place)] : null, " · ",
      D.i18n.day(published), el("span", { class: "headline" }, " · ",
        D.card.link(el("q", {}, D.i18n.bdi(headline)), url))];
  }

  function languages() {
    const select = D.byId("language");
    D.clear(select, Object.entries(D.LANGUAGES).map(([code, name]) =>
      el("option", { value: code, lang: code }, name)));
    select.value = D.i18n.language();
    select.setAttribute("aria-label", t("language"));
  }

  async function speak(code) {
    await D.i18n.use(code);
    D.store.set({ lang: D.i18n.language() });
  }

  function cycle() {
    const theme = THEMES[(THEMES.indexOf(D.state.theme) + 1) % THEMES.length];
    D.store.set({ theme });
    D.announce(t("theme." + theme));
  }

  /** Copy the address of this very sight; where the browser forbids it, show it to be copied. */
  async function copy() {
    const address = D.address.shared(D.address.link(D.state, D.story));
    try {
      await navigator.clipboard.writeText(address);
      toast(t("linkCopied"));
    } catch (error) {
      showLink(address);
    }
  }

  function showLink(address) {
    const field = el("input", { type: "text", readonly: true, value: address, "aria-label": t("copyByHand") });
    const box = D.byId("link-box");
    D.clear(box, el("h2", {}, t("copyByHand")), field,
      el("button", { type: "button", class: "quiet", on: { click: () => box.close() } }, t("close")));
    box.showModal();
    field.select();
  }

  let fading = 0;

  function toast(sentence) {
    const box = D.byId("toast");
    box.textContent = sentence;
    box.hidden = false;
    D.announce(sentence);
    window.clearTimeout(fading);
    fading = window.setTimeout(() => { box.hidden = true; }, 2600);
  }

  function setTool(id, icon, label, pressed) {
    const node = D.byId(id);
    node.replaceChildren(D.icon(icon), el("span", { class: "tool-word" }, label));
    node.title = label;
    if (pressed !== undefined) node.setAttribute("aria-pressed", String(pressed));
  }

  function sayPanel() {
    const text = D.state.panel === "text";
    setTool("text-toggle", text ? "map" : "text", t(text ? "mapView" : "textView"));
  }

  function render() {
    document.title = D.i18n.pick(D.story.title).text + " · Dateline";
    D.clear(D.byId("kicker"), kicker());
    D.clear(D.byId("title"), D.i18n.bdi(D.story.title));
    D.byId("title").title = D.i18n.pick(D.story.title).text; // a long one is cut off after some lines
    D.byId("as-of").textContent = t("asOf", { date: D.i18n.day(D.story.as_of) });
    D.byId("skip").textContent = t("skip");
    D.byId("skip-map").textContent = t("skipMap");
    D.byId("story-title").textContent = t("group.story");
    D.byId("story-panel").setAttribute("aria-label", t("storyPanel"));
    D.byId("stage").setAttribute("aria-label", t("map"));
    D.byId("map_dateline").setAttribute("aria-label", t("mapKeys"));
    for (const [id, icon, key] of [["tour-prev", "prev", "previous"], ["tour-next", "next", "next"]]) {
      D.byId(id).replaceChildren(D.icon(icon));
      D.byId(id).setAttribute("aria-label", t(key));
      D.byId(id).title = t(key);
    }
    D.byId("tour").setAttribute("aria-label", t("tour"));
    const toggle = D.byId("legend-toggle");
    toggle.replaceChildren(D.icon("layers"), el("span", { id: "legend-title" }, t("legend")), D.icon("chevron"));
    setTool("theme-toggle", THEME_ICON[D.state.theme], t("theme." + D.state.theme));
    setTool("copy-link", "link", t("copyLink"));
    setTool("export-open", "export", t("export"));
    setTool("help-open", "keyboard", t("keyboard"));
    sayPanel();
    languages();
    help();
  }

  function help() {
    const rows = ["tour", "list", "map", "mark", "time", "measure", "escape"];
    D.clear(D.byId("help"), el("h2", {}, t("keyboard")),
      el("dl", {}, rows.map((row) => el("div", {}, el("dt", {}, t("keys." + row)),
        el("dd", {}, t("keys." + row + ".what"))))),
      el("button", { type: "button", class: "quiet", on: { click: () => D.byId("help").close() } }, t("close")));
    D.byId("help").setAttribute("aria-label", t("keyboard"));
  }

  function start() {
    render();
    D.byId("language").addEventListener("change", (event) => speak(event.target.value));
    D.byId("theme-toggle").addEventListener("click", cycle);
    D.byId("copy-link").addEventListener("click", copy);
    D.byId("help-open").addEventListener("click", () => D.byId("help").showModal());
    D.byId("text-toggle").addEventListener("click", () =>
      D.store.set({ panel: D.state.panel === "text" ? null : "text" }));
    D.store.on(["lang", "theme"], render);
  }

  D.header = { start, render, sayPanel, toast };
})(window.Dateline = window.Dateline || {});
