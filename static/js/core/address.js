/* Keep what a person sees in the page's address, and read it back. */

import * as circle from "../base/circle.js";
import * as options from "./options.js";
import { given } from "./state.js";

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The window whose address is ours to write: Dateline's own page around us, or else this one. */
function host() {
  const outer = window.top;
  try {
    if (outer && outer !== window && outer.location.origin === window.location.origin
        && outer.document.getElementById("dateline-frame")) {
      return outer;
    }
  } catch {
    // A page of another origin holds us: its address is not ours to read.
  }
  return window;
}

function parameters() {
  const merged = new URLSearchParams(window.location.search);
  const outer = host();
  if (outer !== window) {
    for (const [key, value] of new URLSearchParams(outer.location.search)) merged.set(key, value);
  }
  return merged;
}

/**
 * A day that is in the calendar, or null.
 * @param {string | null} text
 */
function day(text) {
  const time = text && DATE.test(text) ? Date.parse(text + "T00:00:00Z") : NaN;
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text || "") ? text : null;
}

/**
 * Longitude and latitude, or null.
 * @param {string | null} text
 */
function position(text) {
  const parts = (text || "").split(",").map(Number);
  const good = parts.length === 2 && parts.every(Number.isFinite)
    && Math.abs(parts[0]) <= 180 && Math.abs(parts[1]) <= 90;
  return good ? parts : null;
}

/**
 * Two days in their order, whichever way round they were written.
 * @param {string | null} from
 * @param {string | null} to
 */
const inOrder = (from, to) => (from && to && from > to ? { from: to, to: from } : { from, to });

/** What the address asks for; what it cannot mean is left out, so a bad link still opens. */
function read() {
  const asked = parameters();
  const layers = asked.get("layers");
  const word = (/** @type {string} */ name) => options.word(name, asked.get(name));
  return {
    layers: layers === null ? null : layers.split(",").filter(Boolean),
    ...inOrder(day(asked.get("from")), day(asked.get("to"))),
    undated: word("undated") === "on",
    at: asked.get("at") || null,
    center: position(asked.get("c")),
    zoom: options.number("z", asked.get("z")),
    lang: word("lang"),
    theme: /** @type {string} */ (word("theme")),
    panel: word("panel"),
  };
}

/**
 * What an address says of a sight; what is as the story has it goes without saying.
 * @param {State} state
 * @param {Story} story
 */
function written(state, story) {
  /** @type {Record<string, string | number>} */
  const wanted = {};
  const on = story.layers.filter((layer) => state.layers.has(layer.id)).map((layer) => layer.id);
  const usual = story.layers.filter((layer) => layer.visible).map((layer) => layer.id);
  if (on.join() !== usual.join()) wanted.layers = on.join(",");
  if (state.from) wanted.from = state.from;
  if (state.to) wanted.to = state.to;
  if (!state.undated) wanted.undated = "off";
  if (state.at) wanted.at = state.at;
  if (state.center) {
    const [lon, lat] = state.center;
    wanted.c = [circle.wrapped(lon), lat].map((value) => Number(value.toFixed(4))).join(",");
    wanted.z = Number((state.zoom ?? 0).toFixed(2));
  }
  if (state.lang !== story.language) wanted.lang = state.lang;
  if (state.theme !== options.usual("theme")) wanted.theme = state.theme;
  if (state.panel) wanted.panel = state.panel;
  return wanted;
}

/**
 * The host page's address with our keys as they now stand, all others untouched.
 * @param {State} state
 * @param {Story} story
 */
function link(state, story) {
  const target = host();
  const url = new URL(target.location.href);
  for (const key of options.names()) url.searchParams.delete(key);
  if (target !== window && !url.searchParams.has("story")) url.searchParams.set("story", story.id);
  for (const [key, value] of Object.entries(written(state, story))) url.searchParams.set(key, String(value));
  url.search = url.search.replaceAll("%2C", ",");
  return url.href;
}

/**
 * An address of this house as others know it, where the server was told how.
 * @param {string} href
 */
function shared(href) {
  const { public: known, root } = given.config;
  const url = new URL(href, window.location.href);
  const ours = url.origin === window.location.origin && url.pathname.startsWith(root);
  return known && ours ? known + url.href.slice((url.origin + root).length) : url.href;
}

/** Whether a link of ours leads nobody here but from this very machine. */
const onlyHere = () => !given.config.public
  && /^(localhost|127\..*|\[::1\])$/.test(window.location.hostname);

let timer = 0;

/**
 * Write what is seen to the page's address, soon. Who has gone to another page by then finds
 * there what that page is for: what belonged to the last one is not carried after them.
 * @param {State} state
 * @param {Story} story
 */
function write(state, story) {
  window.clearTimeout(timer);
  const page = host().location.pathname;
  timer = window.setTimeout(() => {
    timer = 0;
    const target = host();
    if (target.location.pathname !== page) return;
    try {
      target.history.replaceState(target.history.state, "", link(state, story));
    } catch {
      // A file opened from disk may not change its address; the map works without.
    }
  }, 120);
}

/** Whether a change is still to be written. */
const pending = () => timer !== 0;

export { read, write, written, link, shared, onlyHere, pending };
