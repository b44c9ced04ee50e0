/* The kinds of items: how one answers each, and the word for it.
 *
 * Each is a function of (item, tools) that builds its controls once and returns
 *   area             what stands below the prompt
 *   unready          why 核对答案 waits while there is no response
 *   write(response)  brings the controls to a response (any JSON: it may be from outside)
 *   show(now)        brings locks, marks and tags to a state; returns an error to tell, if any
 * and where it has them hint(response), partly(outcome), keep() and fields (what an error is tied to). */

import { choice } from "./kinds/choice.js";
import { fillIn } from "./kinds/fill-in.js";
import { longFillIn } from "./kinds/long-fill-in.js";
import { matching } from "./kinds/matching.js";
import { numeric } from "./kinds/numeric.js";
import { sequencing } from "./kinds/sequencing.js";

export const KINDS = {
  sequencing: [sequencing, "排序"], matching: [matching, "配对"], "fill-in": [fillIn, "填空"],
  numeric: [numeric, "数值"], "long-fill-in": [longFillIn, "写作"], choice: [choice, "单选"],
};
