/* Choose what a film tells: the article's statements, all, or one by one, but no undated ones; and how the camera follows. */

import { button, el } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import { given, toggled } from "../core/state.js";
import * as picture from "./picture.js";

const SOME = "some";
/** How the camera may follow. */
const CAMERA = ["moving", "still"];

/**
 * Where a statement is to be read.
 * @param {Annotation} given
 */
const where = ({ kind, paragraph }) => (kind === "context" ? t("context")
  : paragraph === 0 ? t("captionShort") : t("paragraph", { n: paragraph }));

/**
 * What choices.js makes controls by.
 * @typedef {object} Controls
 * @property {(name: string, label: string, choices: [string, string][], value: string, onChange: (value: string) => void) => HTMLElement} segments
 * @property {(label: Child, checked: boolean, onChange: (on: boolean) => void, attributes?: Attributes) => HTMLElement} tick
 * @property {(patch: Partial<Wanted>) => void} change
 */

/** The order in which a film tells them: by the day by which each had begun. */
function dated() {
  const begun = (/** @type {Annotation} */ { date }) => date.latest || date.earliest || "";
  const since = (/** @type {Annotation} */ { date }) => date.earliest || "";
  const order = (/** @type {string} */ a, /** @type {string} */ b) => (a < b ? -1 : a > b ? 1 : 0);
  return given.story.annotations.filter(({ date }) => !date.unknown)
    .sort((a, b) => order(begun(a), begun(b)) || order(since(a), since(b)));
}

/** @param {Annotation} annotation @param {Wanted} options @param {Controls} given */
function statement(annotation, options, { tick, change }) {
  const { id, date, claim } = annotation;
  const words = [el("strong", {}, i18n.bdi(date.label)), " · ", where(annotation), ": ", i18n.bdi(claim)];
  const chosen = () => options.chosen || new Set();
  return tick(words, chosen().has(id), (on) => change({ chosen: toggled(chosen(), id, on) }), { data: { tells: id } });
}

/**
 * All on or all off, where one would have to tick very many.
 * @param {HTMLElement} list
 * @param {string} label
 * @param {boolean} on
 * @param {Controls} given
 */
function all(list, label, on, { change }) {
  return button(label, () => {
    const boxes = [...list.querySelectorAll("input")];
    for (const box of boxes) box.checked = on;
    change({ chosen: new Set(on ? boxes.map((box) => String(box.dataset.tells)) : []) });
  });
}

/** @param {Wanted} options @param {Controls} controls */
function build(options, controls) {
  const known = dated();
  options.chosen = options.chosen || new Set(known.filter(({ kind }) => kind === "article").map(({ id }) => id));
  const list = el("div", { class: "export-told" },
    known.map((annotation) => statement(annotation, options, controls)));
  const some = el("fieldset", { class: "export-field", hidden: options.tell !== SOME,
    "aria-label": t("datedStatements") },
    el("div", { class: "export-turns" }, all(list, t("allOn"), true, controls), all(list, t("allOff"), false, controls)),
    list);
  const choice = controls.segments("tell", t("film.tells"), [[picture.ARTICLE, t("film.article")],
    ["all", t("film.all")], [SOME, t("film.some")]], options.tell, (tell) => {
    some.hidden = tell !== SOME;
    controls.change({ tell });
  });
  const camera = controls.segments("camera", t("film.camera"), CAMERA.map((id) => [id, t("film.camera." + id)]),
    options.camera, (wanted) => controls.change({ camera: wanted }));
  return [choice, some, camera];
}

/**
 * Whether there is anything left for a film to tell.
 * @param {Wanted} given
 */
const any = ({ tell, chosen }) => tell !== SOME || Boolean(chosen?.size);

export { build, any, where };
