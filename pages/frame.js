/* Hold the document: one frame that fills the page and lives until another story is chosen. */

const SIGHT = ["layers", "from", "to", "undated", "at", "c", "z", "panel"];

/** What was last seen of each story, for those who come back from another page. */
const seen = (window.datelineSeen = window.datelineSeen || {});

function comeBack(story) {
  const now = new URL(window.location.href);
  const before = seen[story];
  if (!before || SIGHT.some((key) => now.searchParams.has(key))) return;
  for (const key of SIGHT) if (before.has(key)) now.searchParams.set(key, before.get(key));
  now.search = now.search.replaceAll("%2C", ",");
  window.history.replaceState(window.history.state, "", now.href);
}

function made(data) {
  const frame = document.createElement("iframe");
  frame.src = frame.dataset.source = data.src;
  frame.title = data.title;
  frame.allow = "fullscreen; clipboard-write";
  return frame;
}

export default function ({ parentElement, data, setStateValue }) {
  const holder = parentElement.querySelector(".frame-holder");
  let frame = holder.querySelector("iframe");
  if (!frame || frame.dataset.source !== data.src) {
    comeBack(data.story);
    frame = made(data);
    holder.replaceChildren(frame);
  }

  /** The strip above takes the document's theme; the other pages take its language. */
  function follow() {
    const root = frame.contentDocument && frame.contentDocument.documentElement;
    if (!root || !root.dataset.ready) return;
    document.documentElement.dataset.datelineTheme = root.dataset.theme;
    const asked = new URLSearchParams(window.location.search);
    const sight = { lang: asked.get("lang") || "", theme: asked.get("theme") || "" };
    const told = `${sight.lang},${sight.theme}`;
    if (told === (holder.dataset.told || data.told)) return;
    holder.dataset.told = told;
    setStateValue("sight", sight);
  }

  let timer = 0;
  const watch = new MutationObserver(() => {
    window.clearTimeout(timer);
    timer = window.setTimeout(follow, 200);
  });
  function begin() {
    watch.disconnect();
    if (frame.contentDocument) {
      watch.observe(frame.contentDocument.documentElement,
        { attributes: true, attributeFilter: ["data-theme", "data-ready", "lang"] });
    }
    follow();
  }
  frame.addEventListener("load", begin);
  begin();

  /** Whoever goes to another page finds the map again as it was; nothing may call them back. */
  function leave(event) {
    seen[data.story] = new URLSearchParams(window.location.search);
    if (event.target.closest("a")) window.clearTimeout(timer);
  }
  document.addEventListener("click", leave, true);

  return () => {
    window.clearTimeout(timer);
    watch.disconnect();
    frame.removeEventListener("load", begin);
    document.removeEventListener("click", leave, true);
    delete document.documentElement.dataset.datelineTheme;
  };
}
