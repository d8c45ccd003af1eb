/* Let the names on the picture be moved, by pointer, keys or buttons, and left out; each step is undone. */

import { button, clear, el } from "../base/dom.js";
import { ARROWS } from "../base/keys.js";
import { t } from "../core/i18n.js";
import { given } from "../core/state.js";
import { nameOf } from "../map/naming.js";

/** Of a pixel of CSS. */
const CSS_DPI = 96;
/** A pointer that moved less has only touched the name. */
const STILL_PX = 3;
const STEP_PX = 4;
/** As much as a finger can touch. */
const LEAST_PX = 24;
/** After the last key, a new picture is asked for. */
const KEYS_MS = 450;

/** @typedef {(patch: Partial<Wanted>, after?: number) => void} Change */

/** @type {HTMLElement | undefined} */
let layer;
/** @type {HTMLElement} */
let tools;
/** The name that the buttons move: one too small or too crowded to be touched is reached by it alone. @type {HTMLSelectElement} */
let chosen;
/**
 * What was placed before each step, the newest last.
 * @type {{ preset: string, placed: Placed }[]}
 */
let past = [];
/**
 * The picture, if there is one: its pixels in one of CSS, and the name that was moved last.
 * @type {{ image: HTMLImageElement, facts: Facts, options: Wanted, change: Change, scale: number, step?: string }}
 */
let shown;
/** @type {ResizeObserver | null} */
let watch = null;

/** The layer that lies upon the picture, and what stands below it. */
function build() {
  layer = el("div", { class: "export-names", role: "group", "aria-label": t("export.names") });
  tools = el("div", { class: "export-name-tools" });
  chosen = el("select", { "aria-label": t("export.names.choose"), on: { change: lay } });
  past = [];
  shown = /** @type {never} */ (null);
  return { layer, tools: el("div", {}, mover(), tools) };
}

/** The name is chosen from a list and moved by buttons, for whoever cannot drag it. */
function mover() {
  const way = (/** @type {string} */ key, /** @type {string} */ sign, /** @type {string} */ word) =>
    button(sign, () => handleOf(chosen.value)?.dispatchEvent(new KeyboardEvent("keydown", { key })),
      { "aria-label": t("export.names." + word), title: t("export.names." + word) });
  return el("div", { class: "export-name-mover", dir: "ltr" }, chosen, way("ArrowLeft", "←", "left"),
    way("ArrowUp", "↑", "up"), way("ArrowDown", "↓", "down"), way("ArrowRight", "→", "right"), way("Delete", "✕", "off"));
}

/** @param {string | null | undefined} id */
const handleOf = (id) => /** @type {HTMLElement[]} */ ([...layer?.children || []]).find((one) => one.dataset.name === id);

/**
 * The names that were moved or left out on the page that is chosen.
 * @param {Pick<Wanted, "placed" | "preset">} options
 * @returns {Placed}
 */
const placedOf = (options) => options.placed.get(options.preset) || new Map();

/**
 * As the server reads them.
 * @param {Pick<Wanted, "placed" | "preset">} options
 */
const written = (options) => [...placedOf(options)]
  .map(([id, at]) => id + (at ? ":" + at.join(":") : ":off")).join(",");

/**
 * The same, read again.
 * @param {string} text
 * @returns {Placed}
 */
const read = (text) => new Map(text.split(",").filter(Boolean).map((word) => {
  const [id, ...at] = word.split(":");
  return [id, at.length === 2 ? /** @type {[number, number]} */ (at.map(Number)) : null];
}));

/**
 * Put a handle upon each name of a picture; `change` hears what is placed, and how soon to draw.
 * @param {HTMLImageElement} image
 * @param {Facts} facts
 * @param {Wanted} options
 * @param {Change} change
 */
function show(image, facts, options, change) {
  const names = /** @type {HTMLElement} */ (layer);
  const focused = /** @type {HTMLElement | null} */ (names.querySelector(":focus"));
  const held = focused && focused.dataset.name;
  shown = { image, facts, options, change, scale: 1 };
  clear(names, facts.names.map(handle));
  const last = chosen.value;
  clear(chosen, facts.names.map((name) =>
    el("option", { value: name.id, selected: name.id === last }, name.name)));
  /** @type {HTMLElement} */ (chosen.parentNode).hidden = !facts.names.length;
  if (watch) watch.disconnect();
  watch = new ResizeObserver(lay);
  watch.observe(image);
  lay();
  handleOf(held)?.focus();
  offer();
}

/** There is no picture, or it has no names. */
function hide() {
  shown = /** @type {never} */ (null);
  if (watch) watch.disconnect();
  if (!layer) return;
  clear(layer);
  clear(tools);
  /** @type {HTMLElement} */ (chosen.parentNode).hidden = true;
}

/** Lay the handles where the picture stands now, the chosen one first; none upon another, where a finger would miss it. */
function lay() {
  if (!shown || !layer) return;
  const { image, facts } = shown;
  const scale = image.clientWidth / (facts.width * CSS_DPI / facts.dpi);
  Object.assign(layer.style, { left: image.offsetLeft + "px", top: image.offsetTop + "px",
    width: image.clientWidth + "px", height: image.clientHeight + "px" });
  /** @type {number[][]} */
  const taken = [];
  const isChosen = (/** @type {Named} */ name) => Number(name.id === chosen.value);
  for (const { id, box } of [...facts.names].sort((one, other) => isChosen(other) - isChosen(one))) {
    const [left, top, right, bottom] = box.map((px) => px * scale);
    const [wide, high] = [Math.max(right - left, LEAST_PX), Math.max(bottom - top, LEAST_PX)];
    const [x, y] = [(left + right - wide) / 2, (top + bottom - high) / 2];
    const node = /** @type {HTMLElement} */ (handleOf(id));
    Object.assign(node.style, { left: x + "px", top: y + "px", width: wide + "px", height: high + "px", translate: "none" });
    node.classList.toggle("is-chosen", id === chosen.value);
    node.hidden = taken.some(([l, t, r, b]) => x < r && l < x + wide && y < b && t < y + high);
    if (!node.hidden) taken.push([x, y, x + wide, y + high]);
  }
  shown.scale = scale;
}

/** @param {Named} name */
function handle(name) {
  /** @type {[number, number] | null} */
  let grip = null;
  let [x, y] = [0, 0];
  /** @type {HTMLButtonElement} */
  const node = el("button", { type: "button", class: "export-name", data: { name: name.id },
    "aria-label": t("export.names.one", { name: name.name }), title: t("export.names.hint"), on: {
      focus: () => { chosen.value = name.id; lay(); },
      pointerdown: (event) => {
        event.preventDefault();  // else the browser would drag the picture below
        node.focus();
        grip = [event.clientX, event.clientY];
        node.setPointerCapture(event.pointerId);
      },
      pointermove: (event) => {
        if (!grip) return;
        [x, y] = [event.clientX - grip[0], event.clientY - grip[1]];
        lift();
      },
      pointerup: () => { grip = null; if (Math.hypot(x, y) >= STILL_PX) drop(0); else settle(); },
      dragstart: (event) => event.preventDefault(),
      pointercancel: () => { grip = null; settle(); },
      keydown: (event) => {
        const way = ARROWS[event.key];
        if (way) {
          const step = event.shiftKey ? 1 : STEP_PX;
          [x, y] = [x + way[0] * step * shown.scale, y + way[1] * step * shown.scale];
          lift();
          drop(KEYS_MS);
        } else if (event.key === "Delete" || event.key === "Backspace") put(name.id, null, 0);
        else return;
        event.preventDefault();
        event.stopPropagation();
      },
    } });

  const lift = () => { node.style.translate = `${x}px ${y}px`; };

  function settle() {
    [x, y] = [0, 0];
    lift();
  }

  function drop(/** @type {number} */ after) {
    const [left, top, right, bottom] = name.box;
    put(name.id, [Math.round((left + right) / 2 + x / shown.scale - name.anchor[0]),
      Math.round((top + bottom) / 2 + y / shown.scale - name.anchor[1])], after);
  }
  return node;
}

/**
 * Place a name anew; keys pressed in a row are one step.
 * @param {string} id
 * @param {[number, number] | null} at
 * @param {number} after
 */
function put(id, at, after) {
  const { options } = shown;
  const placed = placedOf(options);
  if (!after || shown.step !== id) past.push({ preset: options.preset, placed });
  shown.step = id;
  take(options.preset, new Map(placed).set(id, at), after);
}

/** @param {string} preset @param {Placed} placed @param {number} [after] */
function take(preset, placed, after = 0) {
  const { options, change } = shown;
  change({ placed: new Map(options.placed).set(preset, placed) }, after);
  offer();
}

/** @param {string} id */
const called = (id) => nameOf(given.story.featureById.get(id)).textContent;

/** What was left out can be put back, the last step undone, all left to be placed. */
function offer() {
  const { options, facts } = shown;
  const placed = placedOf(options);
  const without = (/** @type {string} */ id) => {
    const rest = new Map(placed);
    rest.delete(id);
    return rest;
  };
  const off = [...placed].filter(([, at]) => !at).map(([id]) => id);
  const last = past[past.length - 1];
  clear(tools, facts.names.length || off.length ? el("p", {}, t("export.names.hint")) : null,
    off.map((id) => button(t("export.names.back", { name: called(id) }), () => {
      past.push({ preset: options.preset, placed });
      take(options.preset, without(id));
    })),
    last && last.preset === options.preset ? button(t("export.names.undo"), () => {
      past.pop();
      take(last.preset, last.placed);
    }) : null,
    placed.size ? button(t("export.names.all"), () => {
      past.push({ preset: options.preset, placed });
      take(options.preset, new Map());
    }) : null);
}

export { CSS_DPI, build, show, hide, read, written };
