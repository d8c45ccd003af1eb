/* Start: read the address, fetch the story, and put every part of the page to work. */
(function (D) {
  "use strict";

  D.asset = (name) => D.config.assets[name];

  /** How long the page waits for the base map before it calls itself ready without it. */
  const TILES_MS = 4000;

  class Problem extends Error {
    constructor(sentences) {
      super(sentences.join("\n"));
      this.sentences = sentences;
    }
  }

  /** What a problem document says, one sentence each. */
  function sentences(problem, status) {
    const listed = problem && (problem.problems || problem.errors);
    if (Array.isArray(listed) && listed.length) {
      return listed.map((item) => (typeof item === "string" ? item : item.detail || item.message));
    }
    const one = problem && (problem.detail || problem.title);
    return one ? String(one).split("\n") : ["The story could not be loaded (status " + status + ")."];
  }

  async function fetchBundle() {
    const inlined = D.byId("dateline-bundle");
    if (inlined) return JSON.parse(inlined.textContent);
    const answer = await fetch(D.config.bundle);
    const body = await answer.json().catch(() => null);
    if (!answer.ok) throw new Problem(sentences(body, answer.status));
    return body;
  }

  function showProblem(error) {
    const list = error.sentences || [String(error.message || error)];
    const page = D.byId("problem");
    D.clear(page, D.el("h2", {}, D.t("problemTitle")),
      D.el("ul", {}, list.map((sentence) => D.el("li", {}, sentence))),
      D.el("p", { class: "meaning" }, D.t("problemAdvice")));
    page.hidden = false;
    D.byId("main").hidden = true;
    D.byId("title").textContent = D.config.story;
    document.documentElement.dataset.ready = "problem";
  }

  /** Where the map cannot be drawn, say so and let the story be read. */
  function showText(error) {
    D.header.render();
    D.textview.alone();
    const page = D.byId("problem");
    D.clear(page, D.el("h2", {}, D.t("mapFault")), D.el("p", { class: "meaning" },
      D.el("bdi", {}, String(error.message || error))));
    page.hidden = false;
    document.documentElement.dataset.ready = "problem";
  }

  /** The state that the address asks for; what the story does not have is left out. */
  function firstState(asked, story) {
    const usual = story.layers.filter((layer) => layer.visible).map((layer) => layer.id);
    const known = (asked.layers || []).filter((id) => story.layerById.has(id));
    const layers = asked.layers && (known.length || !asked.layers.length) ? known : usual;
    return { lang: D.i18n.language(), theme: asked.theme, layers: new Set(layers), from: asked.from,
      to: asked.to, undated: asked.undated, at: null, panel: asked.panel };
  }

  /** The least side of a map in which a view can be framed. */
  const LEAST_SIDE_PX = 120;

  /** Wait until the map has a size: an embed that is hidden, or has no height, has none yet. */
  function sized({ container, has }) {
    if (has(container)) return Promise.resolve();
    return new Promise((resolve) => {
      const watch = new ResizeObserver(() => {
        if (!has(container)) return;
        watch.disconnect();
        resolve();
      });
      watch.observe(container);
    });
  }

  const hasAny = (container) => container.clientWidth > 0 && container.clientHeight > 0;
  const hasRoom = (container) => Math.min(container.clientWidth, container.clientHeight) >= LEAST_SIDE_PX;

  /** Frame the first view anew once there is room for it, if it was framed in next to none. */
  async function frameWithRoom(map, asked) {
    const container = map.getContainer();
    if (hasRoom(container)) return;
    await sized({ container, has: hasRoom });
    map.invalidateSize({ animate: false });
    frameFirst(map, asked);
    D.labels.later();
  }

  function frameFirst(map, asked) {
    if (asked.center && asked.zoom !== null) {
      map.setView(D.circle.latLng(asked.center), asked.zoom, { animate: false });
    } else {
      D.tools.home({ animate: false });
    }
  }

  function chooseFirst(asked) {
    if (!asked.at) return;
    if (D.story.annotationById.has(asked.at)) {
      D.tour.choose(asked.at, { fly: false, still: Boolean(asked.center) });
      if (!asked.center) D.tour.frame(asked.at);
    } else if (D.story.featureById.has(asked.at)) {
      D.tour.chooseMark(asked.at, { fly: !asked.center });
    }
  }

  function whenTheSystemTurns() {
    D.theme.whenSystemChanges(() => {
      if (D.state.theme !== "auto") return;
      D.theme.apply();
      D.marks.restyle();
      D.tools.retile();
      D.legend.render();
    });
  }

  async function ready() {
    performance.mark("dateline:usable");
    if (document.fonts && document.fonts.ready) await document.fonts.ready;
    await D.tools.tilesShown(TILES_MS);
    D.labels.layOut();
    await new Promise((resolve) => window.requestAnimationFrame(() => window.setTimeout(resolve, 0)));
    performance.mark("dateline:ready");
    document.documentElement.dataset.ready = "true";
  }

  /** Put the page together over the map that folium made. */
  D.start = async function (map, layers) {
    D.config = JSON.parse(D.byId("dateline-config").textContent);
    const asked = D.address.read();
    D.state.theme = asked.theme;
    D.theme.apply();
    try {
      const words = D.i18n.use(asked.lang || "en");
      const [bundle] = await Promise.all([fetchBundle(), words]);
      D.story = D.store.model(bundle);
      await D.i18n.use(asked.lang || D.story.language, D.story.language);
      Object.assign(D.state, firstState(asked, D.story));
      D.theme.apply();
      await sized({ container: map.getContainer(), has: hasAny });
      D.store.on(["theme"], () => { D.theme.apply(); D.marks.restyle(); });
      begin(map, layers, asked);
      await ready();
    } catch (error) {
      if (D.story) showText(error);
      else showProblem(error);
      if (!(error instanceof Problem)) throw error;
    }
  };

  function begin(map, layers, asked) {
    D.circle.around(D.story.bounds);
    D.header.start();
    D.legend.start();
    map.invalidateSize({ animate: false });
    D.tools.start(map, layers);
    frameFirst(map, asked);
    frameWithRoom(map, asked);
    // No tile is asked for before the view is known: a choice without a view frames its own.
    if (!asked.at || asked.center) D.tools.layTiles();
    D.marks.start(map, D.story);
    D.tour.start();
    D.outside.start(map);
    D.list.start();
    D.timeline.start();
    D.measure.start();
    D.search.start();
    D.labels.start(map);
    D.textview.start();
    chooseFirst(asked);
    D.exporter.start();
    D.tools.layTiles();
    whenTheSystemTurns();
    D.store.on(["layers", "from", "to", "undated", "at", "center", "zoom", "lang", "theme", "panel"],
      () => D.address.write(D.state, D.story));
  }
})(window.Dateline = window.Dateline || {});
