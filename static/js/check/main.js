/* Start: fetch the draft and put every part of the page to work. */

import { keepWhileDragging } from "../base/circle.js";
import { byId, showProblem } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import * as options from "../core/options.js";
import { given, state } from "../core/state.js";
import * as themes from "../core/theme.js";
import { offer } from "../facade.js";
import * as decisions from "./deciding/decisions.js";
import * as sync from "./deciding/sync.js";
import * as head from "./desk/head.js";
import * as keys from "./desk/keys.js";
import * as text from "./desk/text.js";
import { work } from "./draft/work.js";
import * as adding from "./forms/adding.js";
import * as article from "./forms/article.js";
import * as card from "./forms/card.js";
import * as fields from "./forms/fields.js";
import * as statements from "./forms/statements.js";
import * as story from "./forms/story.js";
import * as drawing from "./map/draw.js";
import * as marksMap from "./map/map.js";

/** The theme and the language that the address asks for. */
function asked() {
  const values = new URLSearchParams(window.location.search);
  const lang = values.get("lang");
  return { theme: options.word("theme", values.get("theme")),
    lang: lang && given.config.assets["i18n/check/" + lang + ".json"] ? lang : "en" };
}

/** @param {L.Map} map @param {L.GridLayer[]} layers */
async function start(map, layers) {
  given.map = map;
  given.config = JSON.parse(byId("dateline-config").textContent);
  Object.assign(state, asked());
  themes.apply();
  try {
    await i18n.use(state.lang);
    head.label();
    const waiting = document.querySelector("#text .meaning");
    if (waiting) waiting.textContent = t("loading");
    await sync.load();
  } catch (thrown) {
    const error = /** @type {Error & { sentences?: Sentence[] }} */ (thrown);
    showProblem(error, t("loadProblem"), t("loadAdvice"), "check");
    if (!error.sentences) throw error;
    return;
  }
  fields.start();
  head.start();
  text.start();
  marksMap.start(map, layers, drawing.busy);
  drawing.start();
  card.start();
  statements.start();
  article.start();
  adding.start();
  sync.start();
  keys.start();
  story.start();
  if (document.fonts && document.fonts.ready) await document.fonts.ready;
  document.documentElement.dataset.ready = "true";
}

keepWhileDragging();
offer({ start, given, work, sync, decisions });
