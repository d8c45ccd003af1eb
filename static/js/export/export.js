/* The panel that makes a picture or a film of the map as it is seen; the map behind stays as it is. */

import { byId, clear, el, iconButton } from "../base/dom.js";
import { t } from "../core/i18n.js";
import { drawn } from "../core/options.js";
import { state } from "../core/state.js";
import * as store from "../core/store.js";
import * as choices from "./choices.js";
import * as kept from "./kept.js";
import * as names from "./names.js";
import * as picture from "./picture.js";
import * as preview from "./preview.js";
import * as saving from "./saving.js";
import * as share from "./share.js";
import * as telling from "./telling.js";

/** @typedef {ReturnType<typeof picture.first>} Usual */

/**
 * What is kept from one picture to the next; all else is taken from the map each time.
 * @type {Usual}
 */
let usual;

/** @type {Wanted} */
let options;
/** @type {HTMLDialogElement} */
let box;
/** @type {HTMLElement} */
let button;
/**
 * What the page showed before, and shows again.
 * @type {string | null}
 */
let before = null;
let all = true;

/** Whether there is a server to draw: none stands behind a file that was saved. */
const served = () => window.location.protocol !== "file:" && !byId("dateline-bundle");

const closeButton = () => iconButton("close", t("close"), () => box.close(), { id: "export-close" });

function render() {
  clear(box,
    el("header", { class: "export-head" },
      el("h2", { id: "export-title", tabindex: "-1", autofocus: true }, t("export.title")), closeButton()),
    el("div", { class: "export-body" },
      el("div", { class: "export-side" }, preview.build(), share.build()),
      el("section", { class: "export-choices", "aria-label": t("export.options") })),
    saving.build());
}

/**
 * Take the facts of the picture that is shown; without them there is no such picture.
 * @param {Facts | null} facts
 */
function told(facts) {
  if (facts) share.fill(options, facts);
  else share.empty();
  if (facts && !picture.isFilm(options)) names.show(preview.image(), facts, options, (patch, after) => {
    Object.assign(options, patch);
    update(after);
  });
  else names.hide();
  saving.show(options, Boolean(facts));
}

/** @param {number} [after] */
function update(after = 0) {
  for (const key of /** @type {(keyof Usual)[]} */ (Object.keys(usual))) Object.assign(usual, { [key]: options[key] });
  share.expect(options);
  saving.show(options, true);
  if (!picture.isFilm(options) || telling.any(options)) return void preview.show(options, told, after);
  preview.stop();
  preview.showProblem(t("film.nothing"));
  told(null);
}

/** @param {Offered} offered */
function offer(offered) {
  clear(/** @type {Element} */ (box.querySelector(".export-choices")), choices.build(options, offered,
    { all, onChange: update, onKind: (kind) => turn(kind, offered) }));
}

/**
 * From pictures to films or back: each has its own formats and sizes, and keeps its last.
 * @param {string} kind
 * @param {Offered} offered
 */
function turn(kind, offered) {
  all = /** @type {HTMLDetailsElement} */ (box.querySelector(".export-more")).open;
  Object.assign(options, { kind, form: options.otherForm, otherForm: options.form });
  const fits = [picture.OWN, ...picture.presetsOf(options).map(({ id }) => id)];
  if (!fits.includes(options.preset)) options.preset = drawn().preset;
  offer(offered);
  /** @type {HTMLElement} */ (box.querySelector("[name=export-kind]:checked")).focus();
  update(0);
}

async function fill() {
  try {
    const [offered] = await Promise.all([picture.offered(), kept.load()]);
    if (!box.open) return;
    usual = usual || picture.first();
    options = { ...usual, ...picture.ofView() };
    Object.assign(options, kept.take(options));
    offer(offered);
    update(0);
  } catch {
    preview.showProblem(t("export.failed"));
  }
}

function open() {
  render();
  box.showModal();
  fill();
}

/** However it was closed: the page is as before, and the focus where the panel was opened. */
function closed() {
  preview.stop();
  if (state.panel === "export") store.set({ panel: before });
  before = null;
  all = true;
  button.focus();
}

function follow() {
  const wanted = state.panel === "export";
  if (wanted && !box.open) open();
  else if (!wanted && box.open) box.close();
}

function start() {
  box = byId("export");
  button = byId("export-open");
  if (!served()) {
    if (state.panel === "export") store.set({ panel: null });
    return;
  }
  button.hidden = false;
  button.addEventListener("click", () => {
    before = state.panel;
    all = false;
    store.set({ panel: "export" });
  });
  box.addEventListener("close", closed);
  store.on(["panel"], follow);
  follow();
}

export { start };
