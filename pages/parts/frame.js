/* Keep the document's one frame: it stands in the page itself, outside what Streamlit redraws,
   and lives until another story is chosen. Other pages only cover it (look.css). */

const EXPORT = "export";

/** The document's address, which says what is open in it from the start. */
function address(data) {
  const url = new URL(data.source, window.location.href);
  if (data.panel) url.searchParams.set("panel", data.panel);
  return url.href;
}

function made(data) {
  const frame = document.createElement("iframe");
  Object.assign(frame, { id: data.id, title: data.title, src: address(data) });
  frame.allow = "fullscreen; clipboard-write";
  frame.dataset.source = data.source;
  frame.dataset.story = data.story;
  return frame;
}

/** The frame that shows what is wanted; a new one where the page's is another story's. */
function taken(data) {
  const found = document.getElementById(data.id);
  if (found && found.dataset.source === data.source) return found;
  const frame = made(data);
  if (found) found.replaceWith(frame);
  else document.body.append(frame);
  return frame;
}

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const holder = parentElement.querySelector(".frame-holder");
  const frame = taken(data);
  frame.title = data.title; // in the language of now
  const inside = () => frame.contentWindow && frame.contentWindow.Dateline;
  const ready = () => frame.contentDocument?.documentElement?.dataset.ready === "true";

  /** Back from another page: the address shows again what the map has shown all along,
      but the export panel is open only where the page or its address asks for it. */
  function comeBack() {
    const { address, given, state, store } = inside();
    if (!given.story) return;
    const wanted = data.panel || new URLSearchParams(window.location.search).get("panel");
    const ours = frame.dataset.taken && (wanted === EXPORT || state.panel === EXPORT);
    if (ours) store.set({ panel: wanted });
    address.write(state, given.story);
  }

  /** Who closes the panel that the page is for wants to see the map. */
  function leaveWithPanel() {
    if (!data.panel || !ready() || holder.dataset.left) return;
    if (inside().state.panel === data.panel) return;
    holder.dataset.left = "yes";
    setTriggerValue("closed", true);
  }

  let timer = 0;

  /** The strip above takes the document's theme; the other pages take its language. */
  function follow() {
    if (!ready()) return;
    document.documentElement.dataset.datelineTheme = frame.contentDocument.documentElement.dataset.theme;
    if (inside().address.pending()) { // the address does not yet say what was chosen
      window.clearTimeout(timer);
      timer = window.setTimeout(follow, 200);
      return;
    }
    const asked = new URLSearchParams(window.location.search);
    const sight = { lang: asked.get("lang") || "", theme: asked.get("theme") || "" };
    const told = `${sight.lang},${sight.theme}`;
    if (told === (holder.dataset.told || data.told)) return;
    holder.dataset.told = told;
    setStateValue("sight", sight);
  }

  const watch = new MutationObserver(() => {
    leaveWithPanel();
    window.clearTimeout(timer);
    timer = window.setTimeout(follow, 200);
  });
  function begin() {
    watch.disconnect();
    const root = frame.contentDocument && frame.contentDocument.documentElement;
    if (root) watch.observe(root, { attributes: true, attributeFilter: ["data-theme", "data-ready", "data-panel", "lang"] });
    follow();
  }

  /** Nothing may call back whoever goes to another page. */
  const leave = (event) => { if (event.target.closest("a")) window.clearTimeout(timer); };

  frame.addEventListener("load", begin);
  document.addEventListener("click", leave, true);
  if (ready() && !holder.dataset.begun) comeBack();
  holder.dataset.begun = "yes";
  frame.dataset.taken = "yes";
  begin();
  leaveWithPanel();

  return () => {
    window.clearTimeout(timer);
    watch.disconnect();
    frame.removeEventListener("load", begin);
    document.removeEventListener("click", leave, true);
  };
}
