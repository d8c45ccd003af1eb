/* Hold the draft and what is chosen in it; the store alone changes it. */

/** @type {Work} */
export const work = { draft: /** @type {never} */ (null), version: 0, chosen: null, from: null, tab: "text", scope: "name", refused: null };

/**
 * The drawn shape of an id.
 * @param {string | null} id
 */
export const shapeOf = (id) => /** @type {Shape} */ (work.draft.shapes.find((shape) => shape.id === id));
