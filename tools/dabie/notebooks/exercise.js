// An exercise in a notebook, as anywidget loads it: one desk for each model, a sheet for each output.

import { Desk } from "./desk.js";
import { Sheet } from "./sheet.js";

export default () => {
  let desk;
  return {
    initialize({ model }) {
      desk = new Desk(model);
      return () => desk.close();
    },
    render({ el }) {
      const sheet = new Sheet(desk, el);
      return () => sheet.remove();
    },
  };
};
