/* Ring marks that are too small to see, and lead a button to them that flies there. */

import { el, icon } from "../base/dom.js";
import * as i18n from "../core/i18n.js";
import { t } from "../core/i18n.js";
import * as view from "../map/view.js";
import * as leaders from "../placing/leaders.js";

const LENS_PX = 13;
/** Tiny marks so near each other share one. */
const TOGETHER_PX = 34;

/**
 * Whether what is tiny lies under a point that the story is about, whose ring it would be taken for.
 * @param {Wish} wish
 * @param {Wish[]} found
 */
const isUnder = ({ mark, anchor, chosen }, found) => !chosen && mark.cls.prominence !== "main"
  && found.some((other) => other.mark.cls.kind === "point" && other.mark.cls.prominence === "main"
    && anchor.distanceTo(other.anchor) < LENS_PX);

/**
 * Tiny marks that lie together share one call-out, named by the one most spoken of.
 * @param {Wish[]} found
 */
function gather(found) {
  /** @type {Group[]} */
  const groups = [];
  for (const wish of found.filter((item) => item.tiny && !isUnder(item, found)).sort((a, b) => b.statements - a.statements)) {
    const near = groups.find((group) => Math.abs(group.anchor.x - wish.anchor.x) < TOGETHER_PX
      && Math.abs(group.anchor.y - wish.anchor.y) < TOGETHER_PX);
    if (near) near.members.push(wish);
    else groups.push({ ...wish, members: [wish] });
  }
  return groups;
}

/**
 * What a ring covers.
 * @param {Wish} given
 */
const ring = ({ anchor: { x, y } }) => ({ x: x - LENS_PX, y: y - LENS_PX, w: 2 * LENS_PX, h: 2 * LENS_PX });

/**
 * A ring around what is too small to see here, and a button that flies there.
 * @param {Group} group
 * @param {Box} box
 */
function draw(group, box) {
  const { anchor, members } = group;
  const ids = members.map((member) => member.mark.id);
  const name = group.mark.feature.properties.name;
  const label = i18n.pick(name).text + " – " + t("zoomHint");
  const button = el("button", { type: "button", class: "callout", title: label,
    dir: document.documentElement.dir, data: { callout: group.mark.id },
    on: { click: (event) => { event.stopPropagation(); view.frame(ids); } } },
  icon("zoom"), i18n.bdi(name, "callout-name"),
  members.length > 1 ? el("span", { class: "more", dir: "ltr" }, "+" + i18n.number(members.length - 1)) : null,
  el("span", { class: "unseen" }, " – " + t("zoomHint")));
  L.DomEvent.disableClickPropagation(button);
  L.DomUtil.setPosition(button, L.point(Math.round(box.x), Math.round(box.y)));
  const lens = el("div", { class: "lens", "aria-hidden": "true" });
  L.DomUtil.setPosition(lens, L.point(Math.round(anchor.x - LENS_PX), Math.round(anchor.y - LENS_PX)));
  const line = leaders.away(box, anchor) > LENS_PX
    ? leaders.draw(leaders.ends(anchor, box, LENS_PX), "leader") : null;
  return { button, nodes: line ? [line, lens, button] : [lens, button] };
}

export { draw, gather, ring };
