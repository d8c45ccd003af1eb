/* Say what is wrong below the document's head, where it is seen from everywhere. */

import { byId, clear, el, shown } from "../../base/dom.js";

function start() {
  byId("head").append(el("p", { id: "save-problem", role: "alert", hidden: true }));
}

/**
 * Say some sentences there in place of the last ones; without any the place is gone.
 * @param {Sentence[]} problems
 */
function complain(problems) {
  const line = byId("save-problem");
  line.hidden = !problems.length;
  clear(line, problems.map(shown));
}

export { start, complain };
