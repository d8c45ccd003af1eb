/* Show the page that checks a draft in a frame that fills the window; whoever leaves it for another
   page has his last change saved before the frame goes. */

const PATIENCE_MS = 10_000;

/** The frame stands in the page itself, outside what Streamlit redraws, as the map's does. */
function made(data) {
  const frame = document.createElement("iframe");
  Object.assign(frame, { id: data.id, title: data.title, src: data.address });
  frame.allow = "fullscreen; clipboard-write";
  frame.dataset.source = data.source;
  // Its keys work from the start, unless the person writes somewhere else meanwhile.
  frame.addEventListener("load", () => {
    if (!document.activeElement.closest("input, textarea, select")) frame.contentWindow.focus();
  });
  document.body.append(frame);
  return frame;
}

function saved(frame) {
  const inside = frame.contentWindow && frame.contentWindow.Dateline;
  const sync = inside && inside.sync;
  if (!sync || !sync.save) return Promise.resolve();
  return Promise.race([
    Promise.resolve(sync.save()).catch(() => {}),
    new Promise((resolve) => window.setTimeout(resolve, PATIENCE_MS)),
  ]);
}

/** What was typed and not yet left counts too: leaving a field is what tells the page of it. */
function leave(frame) {
  frame.removeAttribute("id");
  frame.hidden = true;
  const focused = frame.contentDocument && frame.contentDocument.activeElement;
  if (focused && focused.blur) focused.blur();
  saved(frame).then(() => frame.remove());
}

/** The pages around the frame take the language that is chosen in it. */
function follow(frame, told, setStateValue) {
  let last = told;
  const watch = new MutationObserver(() => {
    const root = frame.contentDocument.documentElement;
    if (root.dataset.ready !== "true" || root.lang === last) return;
    last = root.lang;
    setStateValue("language", last);
  });
  const begin = () => {
    watch.disconnect();
    const root = frame.contentDocument && frame.contentDocument.documentElement;
    if (root) watch.observe(root, { attributes: true, attributeFilter: ["lang", "data-ready"] });
  };
  frame.addEventListener("load", begin);
  begin();
  return () => {
    watch.disconnect();
    frame.removeEventListener("load", begin);
  };
}

export default function ({ data, setStateValue }) {
  const found = document.getElementById(data.id);
  const same = found && found.dataset.source === data.source;
  if (found && !same) leave(found);
  const frame = same ? found : made(data);
  frame.title = data.title; // in the language of now
  frame.dataset.holders = Number(frame.dataset.holders || 0) + 1;

  const unfollow = follow(frame, data.language, setStateValue);

  return () => {
    unfollow();
    frame.dataset.holders = Number(frame.dataset.holders) - 1;
    // Streamlit may take this away and put it back at once; only what stays away has been left.
    window.setTimeout(() => {
      if (frame.dataset.holders === "0" && frame.isConnected && frame.id) leave(frame);
    }, 0);
  };
}
