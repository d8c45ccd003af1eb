/* Say what of a page the world around it may use: `window.Dateline` is the only global. */

/**
 * @typedef {object} Facade
 *
 * For folium's script (geo/webmap/document.py):
 * @property {(map: L.Map, layers: L.GridLayer[]) => Promise<void>} start
 * @property {object} [ground] `layer` makes the base map of a file that stands alone
 * @property {object} [groundNames] and its names
 *
 * For the app's pages around a frame (pages/parts/frame.js, checkframe.js) and for the tests:
 * @property {object} given the configuration, the map, the story
 * @property {object} [state] what is chosen of a story
 * @property {object} [store] `set` chooses it
 * @property {object} [address] `write` and `link` say it in an address
 * @property {object} [sync] `save` and `dirty`: whether a draft is on the server's disk
 *
 * For the tests alone:
 * @property {object} [marks] where a story's marks lie
 * @property {object} [tour] `choose` and `chooseMark`
 * @property {object} [work] what is chosen of a draft
 * @property {object} [decisions] `edit` changes a draft
 */

/** @param {Facade} parts */
export function offer(parts) {
  window.Dateline = parts;
}
