/* Show the article, paragraph by paragraph, each mention in the form of its state. */

import { announce, button, byId, clear, el, english, reducedMotion } from "../../base/dom.js";
import * as i18n from "../../core/i18n.js";
import { t } from "../../core/i18n.js";
import { given } from "../../core/state.js";
import * as symbols from "../../map/symbols.js";
import * as store from "../deciding/store.js";
import * as sync from "../deciding/sync.js";
import * as letters from "../draft/letters.js";
import * as scope from "../draft/scope.js";
import * as wording from "../draft/wording.js";
import { shapeOf, work } from "../draft/work.js";
import * as article from "../forms/article.js";
import { complain } from "./complaint.js";

const LOOKS = ["unresolved", "unsure", "likely", "confirmed", "unplaced", "dropped"];

/** @typedef {{ node: HTMLElement, number: number, ids: string | null, seen: Map<string, unknown[]> }} Shown a block, and what of its mentions is seen */
/** @typedef {{ part: LeftOut, index: number }} Left */

/** @type {Shown[]} */
const blocks = [];
/** @type {Map<string | null, HTMLElement>} */
const spans = new Map();

/**
 * The mentions of a block that can be shown: of two that overlap, the one that is not dropped.
 * @param {Mention[]} mentions
 */
function shown(mentions) {
  /** @type {Mention[]} */
  const taken = [];
  const free = (/** @type {Mention} */ mention) => taken.every((other) => mention.end <= other.start || other.end <= mention.start);
  const first = [...mentions].sort((a, b) => Number(a.state === "dropped") - Number(b.state === "dropped")
    || a.start - b.start || b.end - a.end);
  for (const mention of first) if (free(mention)) taken.push(mention);
  return taken.sort((a, b) => a.start - b.start);
}

/** @param {Mention} mention */
function span(mention) {
  const node = el("span", { class: "mention", role: "button", tabindex: "-1", data: { mention: mention.id },
    on: { click: () => pick(mention.id) } }, mention.text);
  spans.set(mention.id, node);
  return node;
}

/** @param {string} id */
function pick(id) {
  if (String(window.getSelection())) return;  // letters are being marked, not a place chosen
  store.choose(id, "text");
}

/** @param {Shown} block @param {Mention[]} mentions */
function fill(block, mentions) {
  const { text } = work.draft.blocks[block.number];
  const pieces = [];
  let at = 0;
  for (const mention of mentions) {
    pieces.push(letters.cut(text, at, mention.start), span(mention));
    at = mention.end;
  }
  pieces.push(letters.cut(text, at, letters.toLetters(text, text.length)));
  clear(block.node, pieces);
}

/** @param {Mention} mention */
function dress(mention) {
  const node = spans.get(mention.id);
  if (!node) return;
  const look = wording.look(mention);
  node.className = "mention look-" + look + (wording.aside(mention) ? " is-aside" : "");
  node.setAttribute("aria-label", wording.describe(mention));
  node.lang = i18n.language();  // of the label, which is read in place of the article's word
}

/** Touch only what has changed since the last time. */
function update() {
  const { draft } = work;
  /** @type {Mention[][]} */
  const per = draft.blocks.map(() => []);
  for (const mention of draft.mentions) per[mention.block].push(mention);
  per.forEach((all, number) => {
    const block = blocks[number];
    const mentions = shown(all);
    const ids = mentions.map(({ id }) => id).join(" ");
    if (block.ids !== ids) {
      for (const id of block.seen.keys()) spans.delete(id);
      block.seen = new Map();
      block.ids = ids;
      fill(block, mentions);
    }
    for (const mention of mentions) {
      const mark = [mention, mention.shape && shapeOf(mention.shape)];
      const old = block.seen.get(mention.id);
      if (!old || old.some((part, index) => part !== mark[index])) dress(mention);
      block.seen.set(mention.id, mark);
    }
  });
  light();
}

function light() {
  /** @type {NodeListOf<HTMLElement>} */
  const lit = byId("text").querySelectorAll(".mention[aria-current]");
  for (const node of lit) {
    node.removeAttribute("aria-current");
    node.tabIndex = -1;
  }
  const node = spans.get(work.chosen) || spans.get(store.inText()[0]?.id);
  if (!node) return;
  node.tabIndex = 0;
  if (!work.chosen) return;
  node.setAttribute("aria-current", "true");
  const mention = store.chosen();
  /** @type {Set<string | null>} */
  const alike = new Set(scope.alike(mention, scope.scopeOf(mention)).map(({ id }) => id));
  for (const [id, other] of spans) other.classList.toggle("is-alike", id !== mention.id && alike.has(id));
}

/** Bring the chosen mention into sight, and the keyboard to it where it was in the text or lost. */
function show() {
  light();
  const node = spans.get(work.chosen);
  if (!node || !node.offsetParent) return;
  const inForm = document.activeElement?.closest("input, textarea, select, dialog, .folium-map");
  if (work.from === "step" || (work.from !== "map" && !inForm)) node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest", behavior: reducedMotion() ? "auto" : "smooth" });
}

/** @param {Block} block @param {number} number */
function paragraph(block, number) {
  const node = el("p", { data: { block: number } });
  blocks.push({ node, number, ids: null, seen: new Map() });
  return el("div", { class: "block block-" + block.kind }, el("span", { class: "number", "aria-hidden": "true" },
    block.kind === "heading" ? "" : block.number === 0 ? t("captionShort") : i18n.number(block.number ?? 0)), node);
}

/** What the forms of the mentions mean. */
function key() {
  clear(byId("key"), el("details", {}, el("summary", {}, t("key")),
    el("ul", {}, LOOKS.map((look) => el("li", {}, el("span", { class: "mention look-" + look, "aria-hidden": "true" },
      t("keySample")), t("look." + look))),
    el("li", {}, el("span", { class: "mention look-likely is-aside", "aria-hidden": "true" }, t("keySample")),
      t("keyAside"))),
  el("h3", {}, t("keyMap")),
  el("ul", {}, given.config.certainties.map((word) => el("li", {}, symbols.certaintyGlyph(word), " ",
    t("certainty." + word))), el("li", {}, el("span", { class: "key-open", "aria-hidden": "true" }, "?"), t("markOpen"))),
  el("p", { class: "meaning" }, t("keyAdd"))));
}

function leftOut() {
  const parts = work.draft.left_out;
  const box = byId("left-out");
  box.hidden = !parts.length;
  clear(box, el("summary", {}, t("leftOut", { n: parts.length })), el("ul", {}, groups(parts).map((group) =>
    el("li", {}, el("span", { class: "meaning" }, english(group[0].part.reason)), group.map(leftPart)))));
}

/**
 * One piece; what has a few words, and is not the headline, can be counted as text.
 * @param {Left} given
 */
function leftPart({ part, index }) {
  const words = part.text.trim().split(/\s+/).length;
  const offered = words > 2 && !article.isHeadline(part.text);
  return el("div", { class: "left-part" }, wording.own(part.text), offered
    ? button(t("countAsText"), () => count(index), { class: "link-button", id: "count-" + index }) : null);
}

/**
 * What follows one another and is left out for the same reason.
 * @param {LeftOut[]} parts
 */
function groups(parts) {
  /** @type {Left[][]} */
  const found = [];
  parts.forEach((part, index) => {
    const last = found[found.length - 1];
    if (last && last[0].part.reason === part.reason) last.push({ part, index });
    else found.push([{ part, index }]);
  });
  return found;
}

/**
 * Have the server find the places of what was left out.
 * @param {number} index
 */
async function count(index) {
  const before = new Set(work.draft.mentions.map(({ id }) => id));
  const problems = await sync.grow(index);
  if (problems.length) return complain(problems);
  const added = store.inText().filter(({ id }) => !before.has(id));
  announce(t("counted", { n: added.length }));
  if (added.length) store.choose(added[0].id, "step");
  return undefined;
}

/** Write the paragraphs; their text is never changed afterwards. */
function build() {
  blocks.length = 0;
  spans.clear();
  const { draft } = work;
  const box = byId("text");
  box.lang = draft.article.language;
  box.dir = i18n.direction(draft.article.language);
  clear(box, draft.blocks.map(paragraph));
  leftOut();
  update();
}

function start() {
  key();
  build();
  let text = work.draft.blocks;
  store.on(["draft"], () => {
    if (work.draft.blocks === text) return update();
    text = work.draft.blocks;
    return build();
  });
  store.on(["chosen"], show);
  store.on(["scope"], light);
  store.on(["lang"], () => { key(); build(); });
  store.on(["tab"], () => { if (work.tab === "text") show(); });
}

/** @param {string} id */
export const spanOf = (id) => spans.get(id);

export { start };
