/* Hold the draft and what is chosen in it; every change can be undone; all parts listen here. */
(function (D) {
  "use strict";

  const C = D.check;
  const MOST_STEPS = 500;
  const listeners = [];
  const state = { draft: null, version: 0, chosen: null, from: null, tab: "text", scope: "name" };
  const ranks = new Map();
  let past = [];
  let future = [];
  let byId = new Map();
  let order = [];

  function on(keys, listener) {
    listeners.push({ keys, listener });
  }

  function tell(...changed) {
    for (const { keys, listener } of listeners) {
      if (keys.some((key) => changed.includes(key))) listener(state, changed);
    }
  }

  const before = (a, b) => a.block - b.block || a.start - b.start || a.end - b.end;

  /** How soon a mention is to be looked at: what has no place first, then what is unsure. The
      order stays as it was at first sight, so that nobody loses his way while deciding. */
  function rank(mention) {
    if (!ranks.has(mention.id)) {
      const look = C.words.look({ ...mention, state: "open" });
      const soon = { unresolved: 0, unsure: 1, likely: 2 }[look];
      ranks.set(mention.id, C.words.aside(mention) ? 3 : soon);
    }
    return ranks.get(mention.id);
  }

  function index() {
    const { mentions } = state.draft;
    byId = new Map(mentions.map((mention) => [mention.id, mention]));
    order = [...mentions].sort((a, b) => rank(a) - rank(b) || before(a, b)).map(({ id }) => id);
  }

  function put(draft, chosen) {
    state.draft = draft;
    index();
    const wanted = chosen === undefined ? state.chosen : chosen;
    const known = byId.has(wanted) ? wanted : null;
    const moved = known !== state.chosen;
    state.chosen = known;
    tell("draft", ...(moved ? ["chosen"] : []));
  }

  const USUAL = {
    mentions: { reasons: [], choices: [], chosen: null, shape: null, state: "open" },
    statements: { date_reason: "", tone: "neutral", quoted: true, state: "open" },
    shapes: { note: "", moved_from: "" },
    blocks: { kind: "text" },
    left_out: {},
  };

  /** Fill in what the server leaves out where it is as usual. */
  function whole(draft) {
    const lists = Object.entries(USUAL).map(([name, usual]) =>
      [name, (draft[name] || []).map((record) => ({ ...usual, ...record }))]);
    return { ...draft, ...Object.fromEntries(lists),
      notes: draft.notes || [], article: { place: "", url: null, language: "en", ...draft.article } };
  }

  /** Take a draft from the server; there is nothing to undo yet. */
  function load({ version, ...draft }) {
    state.version = version || 1;
    past = [];
    future = [];
    put(whole(draft));
  }

  /** Take a draft to which the server itself has added: one more step of the person's. */
  function grow({ version, ...draft }, words) {
    state.version = version;
    change(words, whole(draft));
  }

  /** Change the draft. Changes with the same `merge` in a row, as of one text field, are one step. */
  function change(words, draft, { merge = null, chosen } = {}) {
    if (draft === state.draft) return;
    const last = past[past.length - 1];
    if (!merge || !last || last.merge !== merge || future.length) {
      past.push({ draft: state.draft, chosen: state.chosen, words, merge });
      if (past.length > MOST_STEPS) past.shift();
    }
    future = [];
    put(draft, chosen);
  }

  /** Add to the last change what belongs to it and came later, as an answer of the server does. */
  function amend(draft) {
    put(draft);
  }

  function step(from, to, key) {
    const entry = from.pop();
    if (!entry) return false;
    to.push({ ...entry, draft: state.draft, chosen: state.chosen, merge: null });
    put(entry.draft, entry.chosen);
    D.announce(D.t(key, { what: entry.words }));
    return true;
  }

  /** Choose a mention; `from` says where, so that the place of choice stays as it is. */
  function choose(id, from) {
    if (state.chosen === id) return;
    state.chosen = byId.has(id) ? id : null;
    state.from = from || null;
    tell("chosen");
  }

  function set(patch) {
    const changed = Object.keys(patch).filter((key) => state[key] !== patch[key]);
    Object.assign(state, patch);
    if (changed.length) tell(...changed);
  }

  /** The mention before or after another in the order of checking; only open ones, if so wished. */
  function beside(id, by, openOnly) {
    const many = order.length;
    const at = order.indexOf(id);
    for (let far = 1; far <= many; far += 1) {
      const next = order[(((at < 0 && by < 0 ? 0 : at) + by * far) % many + many) % many];
      const mention = byId.get(next);
      if (!openOnly || (mention.state === "open" && !C.words.aside(mention))) return next;
    }
    return null;
  }

  function progress() {
    const wanted = state.draft.mentions.filter((m) => !C.words.aside(m) && m.state !== "dropped");
    return [wanted.filter((mention) => mention.state !== "open").length, wanted.length];
  }

  C.state = state;
  C.store = {
    on, tell, load, grow, change, amend, choose, set, beside, progress,
    undo: () => step(past, future, "undone"),
    redo: () => step(future, past, "redone"),
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
    mention: (id) => byId.get(id),
    chosen: () => byId.get(state.chosen),
    shape: (id) => state.draft.shapes.find((shape) => shape.id === id),
    place: (id) => order.indexOf(id) + 1,
    ids: () => order,
    inText: () => [...state.draft.mentions].sort(before),
  };
})(window.Dateline = window.Dateline || {});
