/* Gather what stands on the map: one mark for all mentions of one place or one drawn shape. */
(function (D) {
  "use strict";

  const C = D.check;

  /** The layer that a story would have a mark in. */
  function layerOf({ shape, choice }) {
    if (!shape) {
      if (D.config.towns.includes(choice.kind)) return "places";
      if (choice.kind === "border") return "borders";
      return D.config.waters.includes(choice.kind) ? "waters" : "areas";
    }
    const { type } = shape.geometry;
    if (type.endsWith("Point")) return "places";
    return type.endsWith("Polygon") ? "drawn-areas" : "drawn-lines";
  }

  /** How sure a mark is: what nobody has confirmed is indicative, and so is a sign for a whole
      whose outline is not known, or a part that only a direction names. */
  function certaintyOf({ shape, choice, confirmed, outline }) {
    if (!confirmed) return "indicative";
    if (shape) return shape.certainty;
    if (D.config.towns.includes(choice.kind)) return "exact";
    return outline && choice.kind !== "part" ? "approximate" : "indicative";
  }

  const shows = (mention) => ["open", "confirmed"].includes(mention.state) && C.words.placed(mention)
    && (!C.words.aside(mention) || mention.state === "confirmed" || mention.id === C.state.chosen);

  /** All marks by key, in the order of the text. */
  function all() {
    const found = new Map();
    for (const mention of C.store.inText()) {
      if (!shows(mention)) continue;
      const key = C.decide.key(mention);
      if (!found.has(key)) {
        const shape = mention.shape ? C.store.shape(mention.shape) : null;
        found.set(key, { key, shape, choice: C.words.choiceOf(mention), mentions: [], confirmed: false });
      }
      const mark = found.get(key);
      mark.mentions.push(mention.id);
      mark.confirmed = mark.confirmed || mention.state === "confirmed";
    }
    for (const mark of found.values()) finish(mark);
    return found;
  }

  function finish(mark) {
    mark.name = mark.shape ? mark.shape.name : mark.choice.name;
    mark.geometry = mark.shape ? mark.shape.geometry
      : { type: "Point", coordinates: [mark.choice.lon, mark.choice.lat] };
    mark.outline = mark.shape ? null : C.outlines.of(mark.choice);
    mark.layer = layerOf(mark);
    mark.certainty = certaintyOf(mark);
    mark.isPoint = mark.geometry.type === "Point";
  }

  /** The mention that choosing a mark leads to: the one chosen, else the first that is open. */
  function mentionOf(mark) {
    if (mark.mentions.includes(C.state.chosen)) return C.state.chosen;
    return mark.mentions.find((id) => C.store.mention(id).state === "open") || mark.mentions[0];
  }

  function describe(mark) {
    return D.i18n.list([mark.name, D.t("certainty." + mark.certainty),
      D.t(mark.confirmed ? "look.confirmed" : "markOpen"), D.t("mentions", { n: mark.mentions.length })]);
  }

  C.marks = { all, mentionOf, describe };
})(window.Dateline = window.Dateline || {});
