/* Begin the page that shows a story. */

import { keepWhileDragging } from "./base/circle.js";
import { offer } from "./facade.js";
import { page } from "./story.js";

keepWhileDragging();
offer(page);
