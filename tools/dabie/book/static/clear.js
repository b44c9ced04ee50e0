// Clearing a shared device: asked first, because what is not handed in is gone afterwards.

import { closeDialog, showDialog } from "../../view/dialog.js";
import { button, make } from "../../view/html.js";
import { clear } from "./device.js";

/** Ask, then remove every answer of the course from the device and the page, and say so.
 *
 * `next` takes the focus where clearing takes the opener itself away. */
export function confirmClear({ page, title, opener, next = opener, said }) {
  const agreed = () => {
    clear(page.store);
    page.drafts.forEach((draft) => draft.reset());
    closeDialog(false);
    (opener.offsetParent ? opener : next).focus();
    said("已清除。这台设备上没有本课程的答案了。");
  };
  showDialog({
    title,
    opener,
    body: [make("p", {}, "要清除这台设备上本课程的全部答案吗？没有交卷的会丢掉。")],
    buttons: [
      button("button.dabie-act.dabie-act-main", agreed, "清除"),
      button("button.dabie-act", () => closeDialog(), "先不清除"),
    ],
  });
}
