// What a press may need and reading does not: dialogs, files, the clipboard. Loaded in idle time once
// there is something to hand in, else when it is asked for.

import { copyAnswer } from "../../view/copy.js";
import { confirmClear } from "./clear.js";
import { handInFrom } from "./desk.js";
import { warm } from "./notebook.js";
import { resume } from "./resume.js";

export { confirmClear, copyAnswer, handInFrom, resume, warm };
