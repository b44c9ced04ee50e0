// On the pages of a preview: loads the page anew once it was built anew, says what is wrong meanwhile.
(function () {
  const EVERY = 500; // ms
  let known;
  let box = null;

  const show = (fault) => {
    if (!fault || (box && box.lastChild.textContent !== fault)) {
      if (box) box.remove();
      box = null;
    }
    if (!fault || box) return;
    box = document.createElement("aside");
    box.className = "dabie-fault";
    box.setAttribute("role", "alert");
    const head = document.createElement("strong");
    head.textContent = "这一次没有建成，页面还是上一次的。改好存盘，就会自己刷新。";
    const words = document.createElement("pre");
    words.textContent = fault;
    box.append(head, words);
    // By the object, which the pages' policy allows; no reader ever loads a rule for this.
    Object.assign(box.style, {
      position: "fixed", left: "0", right: "0", bottom: "0", zIndex: "99", maxHeight: "50vh", overflow: "auto",
      padding: "12px 18px", background: "#fff4ec", color: "#29231e", borderTop: "3px solid #93420f",
    });
    Object.assign(words.style, { margin: "8px 0 0", whiteSpace: "pre-wrap", font: "14px/1.6 monospace" });
    document.body.append(box);
  };

  const ask = async () => {
    try {
      const { count, fault } = await (await fetch("/-/builds")).json();
      if (known !== undefined && known !== count) location.reload();
      known = count;
      show(fault);
    } catch {
      // The server is being started anew; the next answer tells.
    }
  };
  setInterval(ask, EVERY);
  ask();
})();
