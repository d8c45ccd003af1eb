/* Stand in for a browser, as far as logic asks for one: an address, and the words from static/. */

import { readFile } from "node:fs/promises";

const STATIC = new URL("../../static/", import.meta.url);

/** The window, whose address may be set; the document, in which nothing is found. */
export function browser(href = "http://127.0.0.1/stories/x/embed") {
  const window = { location: new URL(href), Intl, setTimeout, clearTimeout };
  window.top = window;
  const live = { textContent: "" };
  const document = { documentElement: { dataset: {} },
    getElementById: (id) => (id === "live" ? live : null) };
  const fetch = async (name) => ({ ok: true,
    json: async () => JSON.parse(await readFile(new URL(name, STATIC), "utf8")) });
  Object.assign(globalThis, { window, document, fetch });
}

/** The table of options, as the page's configuration has it. */
export const table = JSON.parse(process.env.DATELINE_OPTIONS);

/** Every file of the client is where it is on the disk. */
export const assets = new Proxy({}, { get: (_, name) => name });
