/* Stand in for a browser, as far as logic asks for one: an address, the words from static/, elements. */

import { readFile } from "node:fs/promises";

const STATIC = new URL("../../static/", import.meta.url);

/** What may stand in an element. */
class Node {
  constructor(text = "") {
    this.outerHTML = text.replace(/[&<>]/g, (letter) => `&#${letter.codePointAt(0)};`);
  }
}

/** An element that keeps its attributes and children, and can be written down. */
class Element extends Node {
  constructor(tag) {
    super();
    Object.assign(this, { tag, attributes: {}, children: [], dataset: {} });
    Object.defineProperty(this, "outerHTML", { get: () => this.#written() });
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  append(...nodes) {
    this.children.push(...nodes);
  }

  replaceChildren(...nodes) {
    this.children = nodes;
  }

  get innerHTML() {
    return this.children.map((node) => node.outerHTML).join("");
  }

  #written() {
    const said = Object.entries(this.attributes).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
    return `<${this.tag}${said.join("")}>${this.innerHTML}</${this.tag}>`;
  }
}

/** A window whose address may be set, in a light room; a document with a few elements. */
export function browser(href = "http://127.0.0.1/stories/x/embed") {
  const window = { location: new URL(href), Intl, setTimeout, clearTimeout, matchMedia: () => ({ matches: false }) };
  window.top = window;
  const known = Object.fromEntries(["live", "paint"].map((id) => [id, new Element("div")]));
  const document = { documentElement: { dataset: {} }, getElementById: (id) => known[id] || null,
    createElement: (tag) => new Element(tag), createElementNS: (_, tag) => new Element(tag),
    createTextNode: (text) => new Node(text) };
  const fetch = async (name) => ({ ok: true,
    json: async () => JSON.parse(await readFile(new URL(name, STATIC), "utf8")) });
  Object.assign(globalThis, { window, document, fetch, Node });
}

/** The table of options, as the page's configuration has it. */
export const table = JSON.parse(process.env.DATELINE_OPTIONS);

/** Every file of the client is where it is on the disk. */
export const assets = new Proxy({}, { get: (_, name) => name });
