/* Fetch the library that reckons on the ellipsoid, when it is first needed. */

import { el } from "../base/dom.js";
import { t } from "./i18n.js";
import { asset } from "./state.js";

const FILE = "vendor/geographiclib/geographiclib-geodesic.min.js";

/** @type {Promise<any> | null} */
let library = null;

/** The library; a file that stands alone has it already. */
export function geodesic() {
  library = library || new Promise((resolve, reject) => {
    if (window.geodesic) return resolve(window.geodesic);
    const script = el("script", { src: asset(FILE), on: { load: () => resolve(window.geodesic),
      error: () => reject(new Error(t("measureMissing"))) } });
    return document.head.append(script);
  });
  return library;
}
