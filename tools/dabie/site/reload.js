// On the pages of a preview: loads the page anew once it was built anew, says what is wrong meanwhile.
(function () {
  const EVERY = 500; // ms
  const FAULT = "这一次没有建成，页面还是上一次的。改好存盘，就会自己刷新。";
  const REMARKS = "建得成，检查还有要改的：";
  let known;
  let box = null;
  let shown = "";

  // By the object, which the pages' policy allows; no reader ever loads a rule for this.
  const style = (element, rules) => Object.assign(element.style, rules);

  const show = (fault, remarks) => {
    if ((fault || remarks) === shown) return;
    shown = fault || remarks;
    if (box) box.remove();
    box = null;
    if (!shown) return;
    box = document.createElement("details");
    box.className = "dabie-fault";
    // What is to be mended first covers the page; what can wait is one line.
    box.open = Boolean(fault);
    const head = document.createElement("summary");
    head.textContent = fault ? FAULT : REMARKS + remarks.split("\n")[0];
    const words = document.createElement("pre");
    words.textContent = shown;
    box.append(head, words);
    style(box, {
      position: "fixed", left: "0", right: "0", bottom: "0", zIndex: "99", maxHeight: "50vh", overflow: "auto",
      padding: "12px 18px", background: "#fff4ec", color: "#29231e", borderTop: "3px solid #93420f",
    });
    style(head, { fontWeight: "700", cursor: "pointer" });
    style(words, { margin: "8px 0 0", whiteSpace: "pre-wrap", font: "14px/1.6 monospace" });
    box.setAttribute("role", fault ? "alert" : "status");
    document.body.append(box);
  };

  const ask = async () => {
    try {
      const { count, fault, remarks } = await (await fetch("/-/builds")).json();
      if (known !== undefined && known !== count) location.reload();
      known = count;
      show(fault, remarks);
    } catch {
      // The server is being started anew; the next answer tells.
    }
  };
  setInterval(ask, EVERY);
  ask();
})();
