// Brings the page's aids to life: each is an AFM module, given a model with the values it carries.

import { carried } from "../../view/html.js";
import { Model } from "../../view/model.js";
import deadline from "./deadline.js";
import tree from "./limits-tree.js";

const MODULES = { deadline, "limits-tree": tree };

document.querySelectorAll(".dabie-aid").forEach((aid) => {
  const model = new Model(carried(aid, "dabie-values"), () => {});
  const el = aid.querySelector(".dabie-aid-live");
  MODULES[aid.dataset.module].render({ model, el });
});
