/* Keep with the story how its pictures are wanted, each format by itself, and take it up again. */

import { t } from "../core/i18n.js";
import { given } from "../core/state.js";
import * as names from "./names.js";
import * as picture from "./picture.js";

const HEADERS = { "Content-Type": "application/json", "X-Dateline": "1" };

/**
 * The words of options by format, as the server keeps them.
 * @type {Record<string, Record<string, string>>}
 */
let known = {};
/**
 * Those of formats that were left for another one meanwhile.
 * @type {Record<string, Record<string, string>>}
 */
let held = {};

/** Why what is kept cannot be taken up. */
let wrong = "";

/** Ask what is kept; a story that nobody can change, as a draft's preview, has nothing. */
async function load() {
  [known, held, wrong] = [{}, {}, ""];
  if (!given.config.kept) return;
  const answer = await fetch(given.config.kept + ".json");
  const body = await answer.json();
  if (answer.ok) known = body;
  else wrong = told(body);
}

const problem = () => wrong;

/** @param {{ detail: string, problems?: string[] }} answer */
const told = ({ detail, problems = [] }) => problems[0] || detail;

/**
 * What of the options is kept, in the server's words.
 * @param {Wanted} options
 * @returns {Record<string, string>}
 */
function words(options) {
  const { without, title, subtitle, detail, names: where } = picture.pointedOut(options);
  return Object.fromEntries(Object.entries({ without, title, subtitle, detail, names: where })
    .flatMap(([name, word]) => (word ? [[name, word]] : [])));
}

/** Whether options can be kept: of a picture, in a format that has a name. */
const canKeep = (/** @type {Wanted} */ options) =>
  Boolean(given.config.kept) && !picture.isFilm(options) && options.preset !== picture.OWN;

/** Leave a format as it is now, whether it is kept or not. */
const leave = (/** @type {Wanted} */ options) => { held[options.preset] = words(options); };

/**
 * The options of a format as they were left or are kept; all others are as the story has them.
 * @param {Wanted} options
 */
function take(options) {
  const found = held[options.preset] || known[options.preset] || {};
  return { without: new Set((found.without || "").split(",").filter(Boolean)), title: found.title || "",
    subtitle: found.subtitle || "", detail: found.detail || "auto",
    placed: new Map(options.placed).set(options.preset, names.read(found.names || "")) };
}

/**
 * Keep them, and say how that went.
 * @param {Wanted} options
 * @returns {Promise<string>}
 */
async function keep(options) {
  const wanted = words(options);
  try {
    const answer = await fetch(given.config.kept + "/" + options.preset,
      { method: "PUT", headers: HEADERS, body: JSON.stringify(wanted) });
    if (!answer.ok) return told(await answer.json());
  } catch {
    return t("export.failed");
  }
  known = { ...known, [options.preset]: wanted };
  return t("export.kept");
}

export { load, problem, canKeep, leave, take, keep };
