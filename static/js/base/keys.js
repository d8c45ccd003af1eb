/* Know a key by where it lies where the keyboard's letters are not Latin: N is then also the key of ت or т. */

const PLACES = /^(?:Key|Digit|Numpad)([A-Z0-9])$/;

/**
 * What a key is called, in small letters; a sign of another script by the Latin one that shares its key.
 * @param {{ key: string, code: string, shiftKey: boolean }} event
 */
export function named({ key, code, shiftKey }) {
  if (key.length > 1 && /^[A-Z]/.test(key)) return key;
  if (/^[\x20-\x7e]$/.test(key)) return key.toLowerCase();
  const found = PLACES.exec(code || "");
  if (found) return found[1].toLowerCase();
  return code === "Slash" ? (shiftKey ? "?" : "/") : key;
}
