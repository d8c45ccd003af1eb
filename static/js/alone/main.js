/* Begin the file that shows a story alone, where no server draws the base map. */

import { keepWhileDragging } from "../base/circle.js";
import { offer } from "../facade.js";
import { page } from "../story.js";
import * as ground from "./ground.js";
import * as groundNames from "./groundnames.js";

keepWhileDragging();
offer({ ...page, ground, groundNames });
