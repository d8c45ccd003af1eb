/* Mark more places: by selecting letters of a paragraph, or by typing the words, for the keyboard. */

import { announce, button, byId, clear, el } from "../../base/dom.js";
import { t } from "../../core/i18n.js";
import * as decisions from "../deciding/decisions.js";
import * as store from "../deciding/store.js";
import * as letters from "../draft/letters.js";
import * as wording from "../draft/wording.js";
import { work } from "../draft/work.js";
import * as search from "./search.js";

const LONGEST = 200;
const MOST_FOUND = 20;

/** The selected letters of one paragraph, without spaces at their ends; null if there are none. */
function selected() {
  const selection = window.getSelection();
  if (!selection || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  /** @type {(node: Node) => HTMLElement | null | undefined} */
  const home = (node) => (node instanceof Element ? node : node.parentElement)?.closest("[data-block]");
  const paragraph = home(range.startContainer);
  if (!paragraph || paragraph !== home(range.endContainer)) return null;
  const lead = document.createRange();
  lead.setStart(paragraph, 0);
  lead.setEnd(range.startContainer, range.startOffset);
  const block = Number(paragraph.dataset.block);
  const { text } = work.draft.blocks[block];
  let from = lead.toString().length;
  let to = from + range.toString().length;
  while (from < to && /\s/.test(text[from])) from += 1;
  while (from < to && /\s/.test(text[to - 1])) to -= 1;
  if (from === to || to - from > LONGEST) return null;
  return { block, start: letters.toLetters(text, from), end: letters.toLetters(text, to), range };
}

/** @typedef {{ block: number, start: number, end: number }} Stretch */

/** @param {Stretch} given */
const clash = ({ block, start, end }) => work.draft.mentions.find((mention) => mention.block === block
  && mention.state !== "dropped" && mention.start < end && start < mention.end);

/**
 * A dropped mention of just these letters is taken up again rather than marked twice.
 * @param {Stretch} given
 */
const buried = ({ block, start, end }) => work.draft.mentions.find((mention) => mention.block === block
  && mention.state === "dropped" && mention.start === start && mention.end === end);

/** @param {Stretch} place */
async function add(place) {
  const other = clash(place);
  if (other) {
    store.choose(other.id, "step");
    return store.refuse("addTaken", { name: other.text });
  }
  const old = buried(place);
  if (old) {
    store.choose(old.id, "step");
    decisions.reopen(old);
    return;
  }
  const mention = decisions.addMention(place.block, place.start, place.end);
  announce(t("did.added", { name: mention.text }));
  store.tell("chosen");
  // Nobody has asked for these: where they cannot be had, the person searches or draws.
  decisions.offer(mention.id, await search.places(mention.text).catch(() => []));
}

/* --- by selecting ------------------------------------------------------------------------------ */

function offer() {
  const button = byId("add-selected");
  const place = selected();
  button.hidden = !place || work.tab !== "text";
  if (!place || button.hidden) return;
  const { text } = work.draft.blocks[place.block];
  clear(button, t("addThis", { name: letters.cut(text, place.start, place.end) }));
  const box = place.range.getBoundingClientRect();
  const width = button.offsetWidth;
  button.style.left = Math.max(8, Math.min(box.left, window.innerWidth - width - 8)) + "px";
  button.style.top = Math.min(box.bottom + 6, window.innerHeight - button.offsetHeight - 8) + "px";
}

function addSelected() {
  const place = selected();
  window.getSelection()?.removeAllRanges();
  byId("add-selected").hidden = true;
  if (place) add(place);
}

/* --- by typing --------------------------------------------------------------------------------- */

/**
 * Where some words stand in the text and are not marked yet.
 * @param {string} words
 */
function occurrences(words) {
  /** @type {(Stretch & { around: string[] })[]} */
  const found = [];
  work.draft.blocks.forEach(({ text }, block) => {
    for (let at = text.indexOf(words); at >= 0 && found.length < MOST_FOUND; at = text.indexOf(words, at + 1)) {
      const place = { block, start: letters.toLetters(text, at),
        end: letters.toLetters(text, at + words.length) };
      if (!clash(place)) found.push({ ...place, around: [text.slice(Math.max(0, at - 40), at),
        text.slice(at + words.length, at + words.length + 40)] });
    }
  });
  return found;
}

function ask() {
  const box = byId("add");
  const results = el("ul", { class: "add-found", role: "list" });
  /** @type {HTMLInputElement} */
  const field = el("input", { type: "text", id: "add-words", autocomplete: "off", maxlength: LONGEST, dir: "auto",
    lang: work.draft.article.language,
    on: { input: () => list() } });
  function list() {
    const words = field.value.trim();
    const found = words ? occurrences(words) : [];
    clear(results, words && !found.length ? el("li", { class: "meaning" }, t("addNone")) : found.map((place) =>
      el("li", {}, button([el("span", { class: "meta" }, wording.paragraph(place.block)),
        wording.own(["…" + place.around[0], el("strong", {}, words), place.around[1] + "…"])],
      () => { box.close(); add(place); }, { class: "line-button" }))));
    announce(t("addFound", { n: found.length }));
  }
  clear(box, el("h2", { id: "add-title" }, t("addTitle")), el("label", { for: "add-words" }, t("addWords")),
    field, results, el("div", { class: "dialog-row" }, button(t("close"), () => box.close())));
  box.showModal();
  field.focus();
}

function start() {
  document.addEventListener("selectionchange", offer);
  store.on(["lang"], offer);
  byId("pane-text").addEventListener("scroll", offer, { passive: true });
  const button = byId("add-selected");
  button.addEventListener("pointerdown", (event) => event.preventDefault());  // it would lose the selection
  button.addEventListener("click", addSelected);
}

export { start, ask };
