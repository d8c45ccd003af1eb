/* The panel that makes a picture or a film of the map as it is seen; the map behind stays as it is. */
(function (D) {
  "use strict";

  const el = D.el;
  const t = D.t;

  /** What is kept from one picture to the next; all else is taken from the map each time. */
  const usual = { kind: "picture", form: "png", otherForm: "mp4", preset: "article", width: 1000, height: 563,
    dpi: 192, tell: D.picture.ARTICLE, chosen: null };

  let options = null;
  let box = null;
  let button = null;
  /** What the page showed before, and shows again. */
  let before = null;
  let all = true;

  /** Whether there is a server to draw: none stands behind a file that was saved. */
  const served = () => window.location.protocol !== "file:" && !D.byId("dateline-bundle");

  const closeButton = () => D.iconButton("close", t("close"), () => box.close(), { id: "export-close" });

  function render() {
    D.clear(box,
      el("header", { class: "export-head" },
        el("h2", { id: "export-title", tabindex: "-1", autofocus: true }, t("export.title")), closeButton()),
      el("div", { class: "export-body" },
        el("div", { class: "export-side" }, D.preview.build(), D.share.build()),
        el("section", { class: "export-choices", "aria-label": t("export.options") })),
      D.saving.build());
  }

  /** Take the facts of the picture that is shown; without them there is no such picture. */
  function told(facts) {
    if (facts) D.share.fill(options, facts);
    else D.share.empty();
    D.saving.show(options, Boolean(facts));
  }

  function update(after) {
    for (const key of Object.keys(usual)) usual[key] = options[key];
    D.share.expect(options);
    D.saving.show(options, true);
    if (!D.picture.isFilm(options) || D.telling.any(options)) return void D.preview.show(options, told, after);
    D.preview.stop();
    D.preview.showProblem(t("film.nothing"));
    told(null);
  }

  function offer(offered) {
    D.clear(box.querySelector(".export-choices"), D.choices.build(options, offered,
      { all, onChange: update, onKind: (kind) => turn(kind, offered) }));
  }

  /** From pictures to films or back: each has its own formats and sizes, and keeps its last. */
  function turn(kind, offered) {
    all = box.querySelector(".export-more").open;
    Object.assign(options, { kind, form: options.otherForm, otherForm: options.form });
    const fits = [D.picture.OWN, ...D.picture.presetsOf(options).map(({ id }) => id)];
    if (!fits.includes(options.preset)) options.preset = "article";
    offer(offered);
    box.querySelector("[name=export-kind]:checked").focus();
    update(0);
  }

  async function fill() {
    try {
      const offered = await D.picture.offered();
      if (!box.open) return;
      options = { ...usual, ...D.picture.ofView() };
      offer(offered);
      update(0);
    } catch (error) {
      D.preview.showProblem(t("export.failed"));
    }
  }

  function open() {
    render();
    box.showModal();
    fill();
  }

  /** However it was closed: the page is as before, and the focus where the panel was opened. */
  function closed() {
    D.preview.stop();
    if (D.state.panel === "export") D.store.set({ panel: before });
    before = null;
    all = true;
    button.focus();
  }

  function follow() {
    const wanted = D.state.panel === "export";
    if (wanted && !box.open) open();
    else if (!wanted && box.open) box.close();
  }

  function start() {
    box = D.byId("export");
    button = D.byId("export-open");
    if (!served()) {
      if (D.state.panel === "export") D.store.set({ panel: null });
      return;
    }
    button.hidden = false;
    button.addEventListener("click", () => {
      before = D.state.panel;
      all = false;
      D.store.set({ panel: "export" });
    });
    box.addEventListener("close", closed);
    D.store.on(["panel"], follow);
    follow();
  }

  D.exporter = { start };
})(window.Dateline = window.Dateline || {});
