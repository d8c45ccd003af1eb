/* Start: fetch the draft and put every part of the page to work. */
(function (D) {
  "use strict";

  const C = D.check;

  D.asset = (name) => D.config.assets[name];

  /** The theme and the language that the address asks for. */
  function asked() {
    const values = new URLSearchParams(window.location.search);
    const theme = values.get("theme");
    const lang = values.get("lang");
    return { theme: ["light", "dark"].includes(theme) ? theme : "auto",
      lang: D.config.assets["i18n/check/" + lang + ".json"] ? lang : "en" };
  }

  function showProblem(error) {
    const list = error.sentences || [String(error.message || error)];
    const page = D.byId("problem");
    D.clear(page, D.el("h2", {}, D.t("loadProblem")),
      D.el("ul", {}, list.map((sentence) => D.el("li", {}, sentence))),
      D.el("p", { class: "meaning" }, D.t("loadAdvice")));
    page.hidden = false;
    D.byId("check").hidden = true;
    document.documentElement.dataset.ready = "problem";
  }

  D.start = async function (map, layers, control) {
    D.config = JSON.parse(D.byId("dateline-config").textContent);
    D.state = asked();
    D.theme.apply();
    try {
      await D.i18n.use(D.state.lang);
      await C.sync.load();
    } catch (error) {
      showProblem(error);
      if (!error.sentences) throw error;
      return;
    }
    C.fields.start();
    C.head.start();
    C.text.start();
    C.map.start(map, layers);
    C.draw.start(control);
    C.card.start();
    C.statements.start();
    C.article.start();
    C.adding.start();
    C.sync.start();
    C.keys.start();
    C.story.start();
    if (document.fonts && document.fonts.ready) await document.fonts.ready;
    document.documentElement.dataset.ready = "true";
  };
})(window.Dateline = window.Dateline || {});
