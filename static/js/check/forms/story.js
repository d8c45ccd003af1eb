/* Make the story: say what will be in it and what not, save it, and lead to its map. */

import { announce, button, byId, clear, el, shown } from "../../base/dom.js";
import * as i18n from "../../core/i18n.js";
import { t } from "../../core/i18n.js";
import * as decisions from "../deciding/decisions.js";
import * as store from "../deciding/store.js";
import * as sync from "../deciding/sync.js";
import * as scope from "../draft/scope.js";
import * as wording from "../draft/wording.js";
import { work } from "../draft/work.js";
import * as article from "./article.js";
import * as fields from "./fields.js";
import { told as isTold } from "./statements.js";

const ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

const LONGEST_ID = 60;
const MOST_NAMED = 5;

/** @type {string | null} */
let wanted = null;
/** @type {string[]} */
let asked = [];

/**
 * Some words as an id: letters, digits and hyphens.
 * @param {string} title
 */
function idOf(title) {
  const words = title.normalize("NFKD").replace(/[^\x20-\x7e]/g, "").toLowerCase().match(/[a-z0-9]+/g) || [];
  const fits = words.filter((_, at) => words.slice(0, at + 1).join("-").length <= LONGEST_ID);
  return fits.join("-") || "story";
}

/**
 * The names of confirmed places that stand aside; where all do, none is left out of the map.
 * @param {Mention[]} placed
 */
function setAside(placed) {
  const found = placed.filter((mention) => scope.prominenceOf(mention) === "aside");
  return found.length < placed.length ? [...new Set(found.map(wording.nameOf))] : [];
}

/** What a person should know before the story is made. */
function account() {
  const { mentions, statements } = work.draft;
  const counted = mentions.filter((mention) => !wording.aside(mention) && mention.state !== "dropped");
  const open = counted.filter((mention) => mention.state === "open" && !wording.onlyNamed(mention)).length;
  const told = statements.filter(isTold);
  const left = statements.filter((statement) => statement.state !== "dropped").length - told.length;
  const confirmed = (/** @type {string} */ id) => store.mention(id)?.state === "confirmed";
  const placed = [...new Set(told.flatMap((statement) => statement.mentions).filter(confirmed))].map(store.mention);
  const drawn = placed.length > 0;
  const aside = setAside(placed);
  const names = counted.filter((mention) => wording.onlyNamed(mention)
    && told.some((statement) => statement.mentions.includes(mention.id))).length;
  const unsaid = article.unsaid();
  const faulty = [...document.querySelectorAll("[aria-invalid=true]")]
    .filter((field) => !byId("story").contains(field)).length;
  const quoted = told.filter((statement) => statement.quoted).length;
  /** @type {(string[] | null)[]} */
  const lines = [drawn ? ["fine", t("story.told", { n: told.length })] : null,
    names && drawn ? ["fine", t("story.unplaced", { n: names })] : null,
    aside.length ? ["open", t("story.aside", { n: aside.length,
      names: i18n.list([...aside.slice(0, MOST_NAMED), ...(aside.length > MOST_NAMED ? ["…"] : [])]) })] : null,
    open ? ["open", t("story.open", { n: open })] : null, left ? ["open", t("story.left", { n: left })] : null,
    quoted ? ["quoted", t("story.quoted", { n: quoted })] : null,
    faulty ? ["open", t("story.faulty", { n: faulty })] : null,
    unsaid.length ? ["wrong", t("story.unsaid", { what: i18n.list(unsaid.map((key) => t("unsaid." + key))) })] : null,
    drawn ? null : ["wrong", t(told.length ? "story.noMark" : "story.nothing")]];
  return { lines: lines.filter((line) => line !== null), possible: drawn && !unsaid.length };
}

/** @param {{ problems?: Sentence[], taken?: boolean, made?: { address: string, lost: string[] } | null }} [options] */
function render({ problems = [], taken = false, made = null } = {}) {
  const box = byId("story");
  const { draft } = work;
  wanted = wanted ?? (draft.published_as || idOf(draft.title));
  const { lines, possible } = account();
  const id = fields.text({ id: "story-id", label: t("story.id"), value: wanted, hint: t("story.idHint"), lang: null, dir: "ltr",
    check: (value) => (ID.test(value) ? "" : t("story.idWrong")), take: (value) => {
      wanted = value;
      if (taken) render();
    } });
  fields.keep(box, () => clear(box, el("h2", { id: "story-heading" }, t("story.title")),
    fields.text({ id: "story-title", label: t("article.title"), value: draft.title,
      take: (value) => decisions.edit({ title: value }, "title") }), id,
    article.asked(asked, "story-say-"),
    el("ul", { class: "account" }, told(lines)),
    problems.length ? el("ul", { class: "problems", role: "alert" }, problems.map((words) => el("li", {}, shown(words)))) : null,
    made ? el("p", { class: "made", role: "status" }, t("story.made"), " ",
      el("a", { href: made.address, target: "_top", id: "story-link" }, t("story.look"))) : null,
    made && made.lost.length ? el("div", { class: "problems", role: "alert" }, t("story.lost"),
      el("ul", {}, made.lost.map((english) => el("li", {}, shown({ english }))))) : null,
    el("div", { class: "dialog-row" }, button(t("close"), () => box.close()), taken
      ? button(t("story.replace"), () => make(true), { class: "main-button danger", id: "story-replace" })
      : button(t(made ? "story.again" : "story.make"), () => make(false),
        { class: "main-button", id: "story-make", disabled: !possible }))));
}

/** @param {boolean} replace */
async function make(replace) {
  if (wanted === null || !ID.test(wanted)) return render({ problems: [t("story.idWrong")] });
  await sync.save();
  const { version } = work;
  await sync.look();
  if (version !== work.version) return render({ problems: [t("conflictLoaded")] });
  if (sync.dirty()) return render({ problems: [t("story.notSaved"), ...sync.told().problems] });
  let answer;
  try {
    // A story that this draft was made into before may be made anew without asking.
    const again = replace || wanted === work.draft.published_as;
    answer = await sync.ask("/story", { method: "POST", body: JSON.stringify({ id: wanted, replace: again }) });
  } catch {
    return render({ problems: [t("noAnswer")] });
  }
  if (answer.status === 409) return render({ problems: [t("story.taken", { id: wanted })], taken: true });
  if (!answer.ok) return render({ problems: answer.problems });
  await follow();
  announce(t("story.made"));
  render({ made: answer.body });
  return byId("story-link").focus();
}

/** The server has noted in the draft which story was made of it: take the version, keep the steps. */
async function follow() {
  const answer = await sync.ask("").catch(() => null);
  if (answer && answer.ok) sync.follow(answer.body.draft);
}

function open() {
  wanted = null;
  asked = article.unsaid();
  render();
  byId("story").showModal();
  const first = asked.length ? "story-say-" + asked[0] : "story-make";
  byId(first).focus();
}

/** @param {ReturnType<typeof account>["lines"]} lines */
const told = (lines) => lines.map(([kind, words]) => el("li", { class: "account-" + kind }, words));

/** Keep the account true while the fields are filled in, without building them anew. */
function refresh() {
  const box = byId("story");
  const button = byId("story-make");
  if (!box.open || !button) return;
  const { lines, possible } = account();
  clear(/** @type {Element} */ (box.querySelector(".account")), told(lines));
  button.disabled = !possible;
}

function start() {
  store.on(["draft"], refresh);
}

export { start, open };
