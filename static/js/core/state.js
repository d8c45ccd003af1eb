/* Hold what the page was given, and what of it is chosen: one place that all parts read. */

/**
 * The page's configuration and folium's map, from the start; the story, once it has come.
 * @type {{ config: Config, map: L.Map, story: Story }}
 */
export const given = /** @type {never} */ ({ config: null, map: null, story: null });

/**
 * What is chosen; `store.set` changes it where others are to hear of it.
 * @type {State}
 */
export const state = { lang: "en", theme: "auto", layers: new Set(), from: null, to: null,
  undated: true, at: null, mark: null, center: null, zoom: null, panel: null };

/**
 * The address of one of the client's files.
 * @param {string} name
 * @returns {string}
 */
export const asset = (name) => given.config.assets[name];

/**
 * A set with one more, or without it.
 * @template T
 * @param {Iterable<T>} set
 * @param {T} one
 * @param {boolean} on
 */
export const toggled = (set, one, on) => new Set(on ? [...set, one] : [...set].filter((other) => other !== one));
