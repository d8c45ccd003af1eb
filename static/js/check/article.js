/* The article and the story's own words: title, summary, headline, publisher, day, address. */
(function (D) {
  "use strict";

  const C = D.check;
  const el = D.el;
  const t = D.t;

  function line(key, { of = "draft", lines, check, store = (value) => value, hint, type, before = "article-" } = {}) {
    const record = of === "article" ? C.state.draft.article : C.state.draft;
    const take = (value) => (of === "article" ? C.decide.editArticle : C.decide.edit)({ [key]: store(value) }, key);
    const wanted = before === "article-" && !check && !(record[key] || "").trim();
    return C.fields.text({ id: before + key, label: t("article." + key), value: record[key] || "", lines, check, take,
      hint: wanted ? t("needsThis") : hint, type });
  }

  function web(value) {
    return !value.trim() || /^https?:\/\/\S+$/.test(value.trim()) ? "" : t("urlWrong");
  }

  let told = "";

  function published({ before = "article-" } = {}) {
    const { published: day } = C.state.draft.article;
    return [C.fields.date({ id: before + "published", label: t("article.published"), value: day,
      hint: t(isDay(day) || before !== "article-" ? "dayHint" : "dayNeeded"), take: publishOn }),
    told ? el("p", { class: "meaning", role: "status" }, told) : null];
  }

  /** Note the day of publication, and have words like "last week" read from there. */
  async function publishOn(day) {
    if (day === C.state.draft.article.published) return;
    told = "";
    C.decide.editArticle({ published: day });
    if (!isDay(day)) return;
    const answer = await C.sync.ask("/dates?published=" + day).catch(() => null);
    if (C.state.draft.article.published !== day) return;
    told = answer && answer.ok ? t("datesRead", { n: C.decide.redate(answer.body) }) : t("datesNotRead");
    D.announce(told);
    render();
  }

  /** What a story must name and nobody has said yet. */
  function unsaid() {
    const { headline, publisher, published: day } = C.state.draft.article;
    return [headline.trim() ? null : "headline", publisher.trim() ? null : "publisher", isDay(day) ? null : "published"]
      .filter(Boolean);
  }

  /** The fields of what is not said yet, for another part of the page. */
  const asked = (keys, before) => keys.map((key) => (key === "published" ? published({ before })
    : line(key, { of: "article", before })));

  const isHeadline = (text) => text === C.state.draft.article.headline;

  /** Lead to the first field of what is not said yet. */
  function ask() {
    const [first] = unsaid();
    C.store.set({ tab: "article" });
    if (first) D.byId("article-" + first).focus();
  }

  const isDay = (edtf) => /^\d{4}-\d\d-\d\d$/.test(edtf);

  function render() {
    const pane = D.byId("pane-article");
    if (pane.hidden) return;
    C.fields.keep(pane, () => D.clear(pane,
      el("h2", {}, t("articleStory")), line("title"), line("summary", { lines: 3 }),
      el("h2", {}, t("articleSource")), line("headline", { of: "article" }), line("publisher", { of: "article" }),
      published(), line("place", { of: "article", check: () => "" }),
      line("url", { of: "article", check: web, type: "url", store: (value) => value.trim() || null }),
      el("h2", {}, t("removeTitle")), el("p", { class: "meaning" }, t("privateNote")),
      el("button", { type: "button", class: "quiet danger", id: "remove-open", on: { click: askToRemove } }, t("removeOpen"))));
  }

  /* --- throwing the draft away ---------------------------------------------------------------------- */

  function askToRemove() {
    const box = D.byId("remove");
    const problem = el("p", { class: "field-error", role: "alert" });
    D.clear(box, el("h2", { id: "remove-title" }, t("removeTitle")), el("p", {}, t("removeWhat")), problem,
      el("div", { class: "dialog-row" },
        el("button", { type: "button", class: "quiet", on: { click: () => box.close() } }, t("cancel")),
        el("button", { type: "button", class: "main-button danger", id: "remove-now",
          on: { click: () => remove(box, problem) } }, t("removeNow"))));
    box.showModal();
  }

  async function remove(box, problem) {
    let answer;
    try {
      answer = await C.sync.ask("", { method: "DELETE" });
    } catch (error) {
      problem.textContent = t("noAnswer");
      return;
    }
    if (!answer.ok) {
      problem.textContent = answer.problems.join(" ");
      return;
    }
    C.sync.forget();
    box.close();
    D.byId("check").hidden = true;
    const page = D.byId("problem");
    D.clear(page, el("h2", {}, t("removed")), el("p", {}, el("a", { href: D.config.home, target: "_top" }, t("removedHome"))));
    page.hidden = false;
  }

  function start() {
    C.store.on(["draft", "tab"], render);
  }

  C.article = { start, unsaid, asked, ask, isHeadline };
})(window.Dateline = window.Dateline || {});
