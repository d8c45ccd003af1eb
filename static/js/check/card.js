/* The chosen mention: what it may mean and why, and all that can be decided about it. */
(function (D) {
  "use strict";

  const C = D.check;
  const el = D.el;
  const t = D.t;

  function head(mention) {
    const step = (by, icon, key) => D.iconButton(icon, t(key), () => C.keys.step(by), { id: "card-" + key });
    return el("div", { class: "card-top" },
      el("p", { class: "kicker" }, C.words.paragraph(mention.block), " · ",
        t("ofCount", { i: C.store.place(mention.id), n: C.store.ids().length })),
      el("div", { class: "card-nav" }, step(-1, "prev", "previousMention"), step(1, "next", "nextMention")));
  }

  function title(mention) {
    const look = C.words.look(mention);
    return [el("h2", { class: "card-title" }, el("q", {}, el("bdi", { lang: C.state.draft.article.language }, mention.text))),
      el("p", { class: "badges" },
        el("span", { class: "badge badge-" + look }, t("look." + look)),
        mention.kind === "literal" ? null : el("span", { class: "badge" }, t("kind." + mention.kind))),
      why(mention)];
  }

  /** What its kind means, and what makes its words the name of a place. */
  function why(mention) {
    const words = [mention.kind === "literal" ? "" : t("kind." + mention.kind + ".meaning"),
      mention.reasons.length ? t("why", { reasons: mention.reasons.join("; ") }) : ""].filter(Boolean);
    return words.length ? el("p", { class: "meaning" }, words.join(" ")) : null;
  }

  /** One place that may be meant, with the reasons of the machine. */
  function option(mention, choice, index) {
    const chosen = !mention.shape && mention.chosen === index;
    return el("li", {}, el("button", { type: "button", class: "choice", id: "choice-" + (index + 1),
      "aria-pressed": String(chosen), on: { click: () => pick(index) } },
    el("span", { class: "choice-number", "aria-hidden": "true" }, D.i18n.number(index + 1)),
    el("span", { class: "choice-words" }, el("span", { class: "choice-line" }, el("bdi", { class: "place-name" }, choice.name),
      el("span", { class: "sure" }, C.words.sure(choice))),
    el("span", { class: "meaning" }, [C.words.whereIs(choice), C.words.people(choice)].filter(Boolean).join(" · ")),
    choice.reasons.length && choice.reasons[0] !== t("searched")
      ? el("span", { class: "reasons" }, choice.reasons.join("; ")) : null)));
  }

  function choices(mention) {
    if (!mention.choices.length) return el("p", { class: "no-place" }, t("noChoices"));
    return [mention.chosen === null && !mention.shape ? el("p", { class: "no-place" }, t("chooseOne")) : null,
      el("ol", { class: "choices-of", "aria-label": t("choicesOf", { name: mention.text }) },
        mention.choices.map((choice, index) => option(mention, choice, index)))];
  }

  function pick(index) {
    const mention = C.store.chosen();
    const choice = mention && mention.choices[index];
    if (!choice) return;
    const already = !mention.shape && mention.chosen === index
      && ["open", "confirmed"].includes(mention.state);
    if (!already) C.decide.pick(mention, choice);
    D.announce(t("did.chosen", { name: mention.text, place: choice.name }));
    C.map.see();
  }

  /** For which other mentions a decision stands too. */
  function scope(mention) {
    const offered = C.decide.scopes(mention);
    if (offered.length < 2) return null;
    const now = C.decide.scopeOf(mention);
    return el("fieldset", { class: "scope" }, el("legend", { class: "field-label" }, t("scope")),
      offered.map(([name, many]) => el("label", {}, el("input", { type: "radio", name: "scope", id: "scope-" + name,
        value: name, checked: name === now, on: { change: () => C.store.set({ scope: name }) } }),
      t("scope." + name, { n: many, name: mention.text, place: C.words.nameOf(mention) }))));
  }

  function decide(mention) {
    const { state } = mention;
    return el("div", { class: "decide" },
      el("button", { type: "button", class: "main-button", id: "confirm", disabled: !C.words.placed(mention),
        on: { click: () => C.keys.confirm() } }, t(state === "confirmed" ? "confirmedNext" : "confirm"), kbd("↵")),
      state !== "open"
        ? el("button", { type: "button", class: "quiet", id: "reopen", on: { click: () => C.decide.reopen(mention) } }, t("reopen"))
        : null,
      state === "unplaced" ? null : el("button", { type: "button", class: "quiet", id: "leave",
        on: { click: () => C.keys.leave() } }, t("leave"), kbd("k")),
      state === "dropped" ? null : el("button", { type: "button", class: "quiet", id: "drop",
        on: { click: () => C.keys.drop() } }, t("drop"), kbd("x")));
  }

  const kbd = (key) => el("kbd", { "aria-hidden": "true" }, key);

  /** The statements that the mention is in; a click leads to them. */
  function statements(mention) {
    const mine = C.state.draft.statements.filter((statement) => statement.mentions.includes(mention.id)
      && statement.state !== "dropped");
    return el("section", { class: "in-statements" }, el("h3", {}, t("inStatements", { n: mine.length })),
      mine.map((statement) => el("button", { type: "button", class: "line-button", data: { statement: statement.id },
        on: { click: () => C.statements.show(statement.id) } },
      el("span", { class: "meta" }, C.dates.words(statement.date) + " · " + statement.said_by),
      el("span", { class: statement.quoted ? "is-quoted" : null }, statement.claim))));
  }

  function body(mention) {
    return [head(mention), finished(), title(mention), decide(mention), scope(mention),
      mention.shape ? C.shape.drawn(mention) : null,
      el("section", {}, el("h3", {}, t("couldBe")), choices(mention), C.search.field()),
      el("section", {}, el("h3", {}, t("drawTitle")), C.shape.ways(mention),
        C.words.choiceOf(mention) || mention.shape ? el("p", { class: "meaning" }, t("dragHint")) : null),
      statements(mention)];
  }

  function empty() {
    if (!C.state.draft.mentions.length) return nothing();
    return [finished(), el("h2", { class: "card-title" }, t("chooseTitle")), el("p", {}, t("chooseWhat")),
      el("button", { type: "button", class: "main-button", id: "begin", on: { click: () => C.keys.step(1) } },
        t("begin"), kbd("n")), notes()];
  }

  /** Where no place was found there is nothing to begin with but to mark one. */
  const nothing = () => [el("h2", { class: "card-title" }, t("nothingTitle")),
    el("button", { type: "button", class: "main-button", id: "mark", on: { click: () => C.adding.ask() } },
      t("addTitle"), kbd("a")), notes()];

  /** What a person should know before checking, and what he alone can say. */
  function notes() {
    const unsaid = C.article.unsaid();
    const found = [...unsaid.map((key) => t("untold." + key)), ...C.state.draft.notes];
    return found.length ? el("section", {}, el("h3", {}, t("notes")),
      el("ul", { class: "notes" }, found.map((words) => el("li", {}, words))),
      unsaid.length ? el("button", { type: "button", class: "quiet", id: "say-now", on: { click: C.article.ask } },
        t("sayNow")) : null) : null;
  }

  /** Once all is checked: what is left to do. */
  function finished() {
    const [done, all] = C.store.progress();
    if (!all || done < all) return null;
    const left = C.statements.quotations().length;
    return el("section", { class: "finished" }, el("p", {}, t("allDone")), left
      ? el("button", { type: "button", class: "main-button", id: "to-statements",
        on: { click: () => C.statements.begin() } }, t("toStatements", { n: left }))
      : el("button", { type: "button", class: "main-button", id: "to-story",
        on: { click: () => C.story.open() } }, t("story.open.button")));
  }

  function render() {
    const box = D.byId("card");
    const mention = C.store.chosen();
    box.setAttribute("aria-label", t("cardLabel"));
    C.fields.keep(box, () => D.clear(box, mention ? body(mention) : empty()));
  }

  function start() {
    render();
    C.store.on(["draft", "scope"], render);
    C.store.on(["chosen"], () => {
      render();
      D.byId("card").scrollTop = 0;
    });
  }

  C.card = { start, render, pick };
})(window.Dateline = window.Dateline || {});
