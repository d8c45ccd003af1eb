/* Know a key by where it lies where the keyboard's letters are not Latin, as N is also the key of ت or т; where
   arrows lead; and let keys press what is drawn. */

/** Where the arrow keys lead, across and down. @type {Record<string, [number, number]>} */
export const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

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

/**
 * Make a drawn shape a button: the keyboard reaches it, and Enter and Space press it.
 * @param {SVGElement} node
 * @param {() => void} press
 */
export function asButton(node, press) {
  node.setAttribute("tabindex", "0");
  node.setAttribute("role", "button");
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    press();
  });
}
