/* Fetch the library that reckons on the ellipsoid, when it is first needed. */

import { el } from "../base/dom.js";
import { t } from "./i18n.js";
import { asset } from "./state.js";

const FILE = "vendor/geographiclib/geographiclib-geodesic.min.js";

/** @type {Promise<Geographiclib> | null} */
let library = null;

/** The library; a file that stands alone has it already. */
export function geodesic() {
  library = library || new Promise((resolve, reject) => {
    const found = () => resolve(/** @type {Geographiclib} */ (window.geodesic));
    if (window.geodesic) return found();
    const script = el("script", { src: asset(FILE), on: { load: found,
      error: () => reject(new Error(t("measureMissing"))) } });
    return document.head.append(script);
  });
  return library;
}
