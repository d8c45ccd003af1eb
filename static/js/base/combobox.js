/* A field with a list of what is found for it, gone through by the keyboard, as ARIA's combobox is. */

import { byId, clear, el } from "./dom.js";

/** @typedef {[string, Child]} Face the class of what is found, and what stands in it */

/**
 * Field and list are known by their ids, as a form may make them anew; `leave` is told of Escape
 * where the list is closed already, and `eager` has Enter look again where nothing can be taken.
 * @template T
 * @param {{ field: string, found: string, waitMs: number, look: () => unknown, take: (one: T) => void,
 *   leave: () => void, eager?: boolean }} how
 */
export function combobox({ field, found, waitMs, look, take, leave, eager = false }) {
  let timer = 0;
  let active = -1;
  /** @type {T[]} */
  let shown = [];

  /** @param {boolean} wanted */
  function open(wanted) {
    const input = byId(field);
    if (!input) return;
    byId(found).hidden = !wanted;
    input.setAttribute("aria-expanded", String(wanted));
    if (!wanted) input.removeAttribute("aria-activedescendant");
  }

  function forget() {
    shown = [];
    active = -1;
  }

  /** @param {T} one @param {number} position @param {Face} face */
  const option = (one, position, [name, face]) => el("li", { role: "option", id: found + "-" + position,
    "aria-selected": "false", class: name, on: { click: () => take(one),
      pointerdown: (event) => event.preventDefault() } }, face);

  /** @param {T[]} all @param {(one: T) => Face} face */
  function show(all, face) {
    forget();
    shown = all;
    clear(byId(found), all.map((one, position) => option(one, position, face(one))));
    open(true);
  }

  /** Say a sentence in place of the list. @param {string} name @param {string | Node} sentence */
  function say(name, sentence) {
    forget();
    clear(byId(found), el("li", { class: name, role: "option", "aria-disabled": "true" }, sentence));
    open(true);
  }

  /** @param {number} by */
  function move(by) {
    active = (active + by + shown.length + (active < 0 && by < 0 ? 1 : 0)) % shown.length;
    const options = [...byId(found).children];
    options.forEach((node, at) => { node.setAttribute("aria-selected", String(at === active)); });
    options[active].scrollIntoView({ block: "nearest" });
    byId(field).setAttribute("aria-activedescendant", found + "-" + active);
  }

  /** @param {KeyboardEvent} event */
  function keydown(event) {
    const closed = byId(found).hidden;
    const ready = !closed && shown.length > 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (closed) look();
      else if (ready) move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && (ready || eager)) {
      event.preventDefault();
      if (ready) take(shown[Math.max(active, 0)]);
      else look();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (closed) leave();
      open(false);
    }
  }

  function input() {
    window.clearTimeout(timer);
    timer = window.setTimeout(look, waitMs);
  }

  return { open, forget, show, say, listeners: { keydown, input, blur: () => open(false) } };
}
