/* Make elements: every text of a story enters the page through here, as a text node. */

const SVG_NS = "http://www.w3.org/2000/svg";

/** @template {Element} T @param {T} node @param {Child[]} children @returns {T} */
function append(node, children) {
  for (const child of /** @type {unknown[]} */ (children).flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/** @param {HTMLElement | SVGElement} node @param {Attributes} [attributes] */
function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "data") {
      Object.assign(node.dataset, value);
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
}

/**
 * An HTML element; children that are not nodes become text.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 */
export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  setAttributes(node, attributes);
  return append(node, children);
}

/**
 * An SVG element, the same way.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG_NS, tag);
  setAttributes(node, attributes);
  return append(node, children);
}

/**
 * What stands in the page; who asks knows that it does, or looks.
 * @template {string} T
 * @param {T} id
 * @returns {T extends keyof Elements ? Elements[T] : HTMLElement}
 */
export const byId = (id) => /** @type {never} */ (document.getElementById(id));

/**
 * Put some children in place of those that a node has.
 * @template {Element} T
 * @param {T} node
 * @param {...Child} children
 */
export function clear(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

/** @type {Record<string, string>} */
const ICONS = {
  home: "M4 11.5 12 5l8 6.5M6.5 10v9h11v-9M10 19v-5h4v5",
  full: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  ruler: "M3.5 15.5 15.5 3.5l5 5-12 12zM7 12l2 2M10 9l2.5 2.5M13 6l2 2",
  layers: "M12 4 3.5 8.5 12 13l8.5-4.5zM3.5 12.5 12 17l8.5-4.5M3.5 16.2 12 20.7l8.5-4.5",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3 7 7M17 17l1.7 1.7M5.3 18.7 7 17M17 7l1.7-1.7",
  moon: "M20 14.2A8.2 8.2 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2z",
  auto: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 3.5v17M12 7.5h6.5M12 12h8.4M12 16.5h6.5",
  text: "M5 5.5h14M5 10h14M5 14.5h14M5 19h8",
  map: "M3.5 6.5 9 4l6 2.5L20.500 4v13.500L15 20l-6-2.500L3.500 20zM9 4v13.500M15 6.500V20",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.700-5.700L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.700L12 17",
  export: "M12 15.500v-11M8 8.500l4-4 4 4M5 13v6.500h14V13",
  copy: "M9 9h10.500v10.500H9zM6 15H4.500V4.500H15V6",
  download: "M12 4.500v11M8 11.500l4 4 4-4M5 16v3.500h14V16",
  search: "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.300 15.300 20.500 20.500",
  play: "M8 5.500v13l10.500-6.500z",
  pause: "M8 5.500v13M16 5.500v13",
  reset: "M5 5v5h5M5.400 10A7.500 7.500 0 1 1 4.500 13.500",
  prev: "M14.500 6 8.500 12l6 6",
  next: "M9.500 6l6 6-6 6",
  close: "M6 6l12 12M18 6 6 18",
  zoom: "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.300 15.300 20.500 20.500M7.500 10.500h6M10.500 7.500v6",
  keyboard: "M3 7h18v11H3zM6.500 10.500h.01M10 10.500h.01M13.500 10.500h.01M17 10.500h.01M7.500 14.500h9",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  undo: "M8.500 5 4 9.500 8.500 14M4 9.500h10a5.500 5.500 0 0 1 0 11h-3",
  redo: "M15.500 5 20 9.500 15.500 14M20 9.500h-10a5.500 5.500 0 0 0 0 11h3",
  trash: "M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13",
  chevron: "M6 9.500l6 6 6-6",
};

/**
 * A drawn icon; it is decoration, so the control that holds it has the name.
 * @param {string} name
 */
export function icon(name) {
  return svg("svg", { class: "icon icon-" + name, viewBox: "0 0 24 24", "aria-hidden": "true",
    focusable: "false" }, svg("path", { d: ICONS[name] }));
}

/**
 * An icon button with a name and a tip.
 * @param {string} picture
 * @param {string} label
 * @param {(event: MouseEvent) => unknown} onClick
 * @param {Attributes} [attributes]
 */
export function iconButton(picture, label, onClick, attributes) {
  return el("button", { type: "button", class: "tool", "aria-label": label, title: label,
    on: { click: onClick }, ...attributes }, icon(picture));
}

/**
 * Give a button that stands in the page its picture and its words.
 * @param {string} id
 * @param {string} picture
 * @param {string} label
 */
export function dress(id, picture, label) {
  const node = byId(id);
  node.replaceChildren(icon(picture));
  node.setAttribute("aria-label", label);
  node.title = label;
}

/**
 * A button of words.
 * @param {Child} label
 * @param {(event: MouseEvent) => unknown} onClick
 * @param {Attributes} [attributes]
 */
export function button(label, onClick, attributes) {
  return el("button", { type: "button", class: "quiet", on: { click: onClick }, ...attributes }, label);
}

/**
 * A link that names its page; without an address, the words alone.
 * @param {Node | string} text
 * @param {string | null} url
 */
export function link(text, url) {
  const safe = /^https?:\/\//.test(url || "");
  return safe ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : text;
}

let pending = 0;

/**
 * Say a sentence to readers of screens, without moving the focus.
 * @param {string | null} sentence
 */
export function announce(sentence) {
  const region = byId("live");
  window.clearTimeout(pending);
  region.textContent = "";
  pending = window.setTimeout(() => { region.textContent = sentence; }, 60);
}

export const reducedMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
export const isNarrow = () => window.matchMedia("(max-width: 760px)").matches;

/**
 * Words in English, which is all that the server speaks, marked as such on a page of any language.
 * @param {string} words
 */
export const english = (words) => el("span", { lang: "en", dir: "ltr" }, words);

/**
 * A sentence to be shown: the page's own, or the server's.
 * @param {Sentence} told
 */
export const shown = (told) => (typeof told === "string" ? el("span", {}, told) : english(told.english));

/** @param {Sentence} told */
export const plainly = (told) => (typeof told === "string" ? told : told.english);

/**
 * Say why the page cannot be shown, in place of a part of it.
 * @param {Error & { sentences?: Sentence[] }} error
 * @param {string} title
 * @param {string} advice
 * @param {string} part
 */
export function showProblem(error, title, advice, part) {
  const told = error.sentences || [String(error.message || error)];
  const page = byId("problem");
  clear(page, el("h2", {}, title),
    el("ul", {}, told.map((sentence) => el("li", {}, shown(sentence)))),
    el("p", { class: "meaning" }, advice));
  page.hidden = false;
  byId(part).hidden = true;
  document.documentElement.dataset.ready = "problem";
}
