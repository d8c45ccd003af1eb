/* Hold the draft and what is chosen in it; the store alone changes it. */

export const work = { draft: null, version: 0, chosen: null, from: null, tab: "text", scope: "name" };

/** The drawn shape of an id. */
export const shapeOf = (id) => work.draft.shapes.find((shape) => shape.id === id);
