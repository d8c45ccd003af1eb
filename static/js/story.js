/* Start: read the address, fetch the story, and put every part of the page to work. */

import * as circle from "./base/circle.js";
import { byId, clear, el, showProblem } from "./base/dom.js";
import * as address from "./core/address.js";
import * as i18n from "./core/i18n.js";
import { t } from "./core/i18n.js";
import { given, state } from "./core/state.js";
import * as store from "./core/store.js";
import * as themes from "./core/theme.js";
import * as exporter from "./export/export.js";
import * as labels from "./labels/labels.js";
import * as together from "./labels/together.js";
import * as marks from "./map/marks.js";
import * as symbols from "./map/symbols.js";
import * as view from "./map/view.js";
import * as folds from "./panels/folds.js";
import * as header from "./panels/header.js";
import * as legend from "./panels/legend.js";
import * as measure from "./panels/measure.js";
import * as outside from "./panels/outside.js";
import * as search from "./panels/search.js";
import * as textview from "./panels/textview.js";
import * as tools from "./panels/tools.js";
import * as list from "./reading/list.js";
import * as tour from "./reading/tour.js";
import * as timeline from "./time/timeline.js";

/** How long the page waits for the base map before it calls itself ready without it. */
const TILES_MS = 4000;

class Problem extends Error {
  constructor(/** @type {string[]} */ sentences) {
    super(sentences.join("\n"));
    this.sentences = sentences.map((english) => ({ english }));
  }
}

/** @typedef {ReturnType<typeof address.read>} Asked */
/** @typedef {string | { detail?: string, message: string }} Listed */

/**
 * What a problem document says, one sentence each.
 * @param {{ problems?: Listed[], errors?: Listed[], detail?: string, title?: string } | null} problem
 * @param {number} status
 */
function sentences(problem, status) {
  const listed = problem && (problem.problems || problem.errors);
  if (Array.isArray(listed) && listed.length) {
    return listed.map((item) => (typeof item === "string" ? item : item.detail || item.message));
  }
  const one = problem && (problem.detail || problem.title);
  return one ? String(one).split("\n") : ["The story could not be loaded (status " + status + ")."];
}

async function fetchBundle() {
  const inlined = byId("dateline-bundle");
  if (inlined) return JSON.parse(inlined.textContent);
  const answer = await fetch(given.config.bundle);
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw new Problem(sentences(body, answer.status));
  return body;
}

/**
 * Where the map cannot be drawn, say so and let the story be read.
 * @param {Error} error
 */
function showText(error) {
  header.render();
  textview.alone();
  const page = byId("problem");
  clear(page, el("h2", {}, t("mapFault")), el("p", { class: "meaning" },
    el("bdi", {}, String(error.message || error))));
  page.hidden = false;
  document.documentElement.dataset.ready = "problem";
}

/**
 * The state that the address asks for; what the story does not have is left out.
 * @param {Asked} asked
 * @param {Story} story
 */
function firstState(asked, story) {
  const usual = story.layers.filter((layer) => layer.visible).map((layer) => layer.id);
  const known = (asked.layers || []).filter((id) => story.layerById.has(id));
  const layers = asked.layers && (known.length || !asked.layers.length) ? known : usual;
  return { lang: i18n.language(), theme: asked.theme, layers: new Set(layers), from: asked.from,
    to: asked.to, undated: asked.undated, at: null, panel: asked.panel };
}

/** The least side of a map in which a view can be framed. */
const LEAST_SIDE_PX = 120;

/**
 * Wait until the map has a size: an embed that is hidden, or has no height, has none yet.
 * @param {{ container: HTMLElement, has: (container: HTMLElement) => boolean }} given
 * @returns {Promise<void>}
 */
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

/** @param {HTMLElement} container */
const hasAny = (container) => container.clientWidth > 0 && container.clientHeight > 0;
/** @param {HTMLElement} container */
const hasRoom = (container) => Math.min(container.clientWidth, container.clientHeight) >= LEAST_SIDE_PX;

/**
 * Frame the first view anew once there is room for it, if it was framed in next to none.
 * @param {L.Map} map
 * @param {Asked} asked
 */
async function frameWithRoom(map, asked) {
  const container = map.getContainer();
  if (hasRoom(container)) return;
  await sized({ container, has: hasRoom });
  map.invalidateSize({ animate: false });
  frameFirst(map, asked);
  labels.later();
}

/** @param {L.Map} map @param {Asked} asked */
function frameFirst(map, asked) {
  if (asked.center && asked.zoom !== null) {
    map.setView(circle.latLng(asked.center), asked.zoom, { animate: false });
  } else {
    view.home({ animate: false });
  }
}

/**
 * What a press on a mark means: one more point to measure to, one of many at a spot, or its card.
 * @param {string} id
 * @param {L.LatLng} latlng
 */
function press(id, latlng) {
  if (measure.active()) return void measure.add(latlng);
  const here = together.at(id);
  if (here.length > 1) return void tour.chooseSpot(here);
  return void tour.chooseMark(id, { at: latlng });
}

/** @param {Asked} asked */
function chooseFirst(asked) {
  if (!asked.at) return;
  if (given.story.annotationById.has(asked.at)) {
    tour.choose(asked.at, { fly: false, still: Boolean(asked.center) });
    if (!asked.center) tour.frame(asked.at);
  } else if (given.story.featureById.has(asked.at)) {
    tour.chooseMark(asked.at, { fly: !asked.center });
  }
}

async function ready() {
  performance.mark("dateline:usable");
  if (document.fonts && document.fonts.ready) await document.fonts.ready;
  await tools.tilesShown(TILES_MS);
  labels.layOut();
  await new Promise((resolve) => window.requestAnimationFrame(() => window.setTimeout(resolve, 0)));
  performance.mark("dateline:ready");
  document.documentElement.dataset.ready = "true";
}

/**
 * Put the page together over the map that folium made.
 * @param {L.Map} map
 * @param {L.GridLayer[]} layers
 */
async function start(map, layers) {
  given.map = map;
  given.config = JSON.parse(byId("dateline-config").textContent);
  const asked = address.read();
  state.theme = asked.theme;
  themes.apply();
  try {
    const words = i18n.use(asked.lang || "en");
    const [bundle] = await Promise.all([fetchBundle(), words]);
    given.story = store.model(bundle);
    symbols.know(bundle.symbols);
    await i18n.use(asked.lang || given.story.language, given.story.language);
    Object.assign(state, firstState(asked, given.story));
    themes.apply();
    await sized({ container: map.getContainer(), has: hasAny });
    store.on(["theme"], () => { themes.apply(); marks.restyle(); });
    begin(map, layers, asked);
    await ready();
  } catch (thrown) {
    const error = /** @type {Error} */ (thrown);
    if (given.story) showText(error);
    else {
      showProblem(error, t("problemTitle"), t("problemAdvice"), "main");
      byId("title").textContent = given.config.story;
    }
    if (!(error instanceof Problem)) throw error;
  }
}

/** @param {L.Map} map @param {L.GridLayer[]} layers @param {Asked} asked */
function begin(map, layers, asked) {
  circle.around(given.story.bounds);
  header.start();
  legend.start();
  timeline.start();  // where there is none, its room is the map's
  map.invalidateSize({ animate: false });
  tools.start(map, layers);
  frameFirst(map, asked);
  frameWithRoom(map, asked);
  // No tile is asked for before the view is known: a choice without a view frames its own.
  if (!asked.at || asked.center) tools.layTiles();
  marks.start(map, given.story, { press, near: labels.near,
    enter: (id) => tour.chooseMark(id, { focus: true }) });
  tour.start(list);
  outside.start(map);
  list.start();
  folds.start();
  measure.start();
  search.start();
  labels.start(map);
  textview.start();
  chooseFirst(asked);
  exporter.start();
  tools.layTiles();
  themes.whenSystemChanges(() => { marks.restyle(); tools.retile(); legend.render(); });
  store.on(["layers", "from", "to", "undated", "at", "center", "zoom", "lang", "theme", "panel"],
    () => address.write(state, given.story));
}

/** What the world around may use (facade.js). */
export const page = { start, given, state, store, address, marks, tour };
