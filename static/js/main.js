/* Begin the page that shows a story. */

import { keepWhileDragging } from "./core/circle.js";
import { offer } from "./facade.js";
import { page } from "./story.js";

keepWhileDragging();
offer(page);
