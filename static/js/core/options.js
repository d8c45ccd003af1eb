/* Know the options of the address as the server's table has them: names, words, limits, defaults. */

import { given } from "./state.js";

/** The names of all that an address may hold of a sight. */
const names = () => Object.keys(given.config.options);

/**
 * The words that an option may be.
 * @param {string} name
 * @returns {string[]}
 */
const words = (name) => given.config.options[name].enum || [];

/**
 * The word that goes without saying, or null.
 * @param {string} name
 */
const usual = (name) => given.config.options[name].default ?? null;

/**
 * A word if the option may be it, and else the usual one.
 * @param {string} name
 * @param {string | null} asked
 */
const word = (name, asked) => (asked && words(name).includes(asked) ? asked : usual(name));

/**
 * A text as a number within the option's limits; null if it is none.
 * @param {string} name
 * @param {string | null} asked
 */
function number(name, asked) {
  const { minimum, maximum } = /** @type {Required<Option>} */ (given.config.options[name]);
  const value = asked === null ? NaN : Number(asked);
  return Number.isFinite(value) ? Math.min(Math.max(value, minimum), maximum) : null;
}

/** What of a picture or a film goes without saying, by the option's name. */
const drawn = () => given.config.drawn;

export { names, words, usual, word, number, drawn };
