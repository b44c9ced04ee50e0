// The filter of 新旧条号对照: hides rows, counts what is left, says so politely. The table is the page's.

const all = (root, selector) => Array.from(root.querySelectorAll(selector));
const digits = (text) => text.normalize("NFKC").replace(/\s/g, "");

const begin = (root) => {
  const groups = all(root, ".dabie-renumbering-groups input");
  const kinds = all(root, ".dabie-renumbering-kinds input");
  const word = root.querySelector(".dabie-renumbering-word");
  const count = root.querySelector(".dabie-renumbering-count");
  const rows = all(root, ".dabie-renumbering-row");
  const chosen = (boxes) => boxes.filter((one) => one.checked).map((one) => one.value);

  // A bare number is an article's, old or new: 9 must not find 97.
  const holds = (row, sought) => {
    const number = sought.replace(/^第/, "").replace(/条$/, "");
    if (/^\d+$/.test(number)) return row.dataset.text.split(" ").includes(number);
    return row.dataset.text.includes(sought);
  };

  const show = () => {
    const sort = chosen(groups);
    const kind = chosen(kinds);
    const sought = digits(word.value);
    let shown = 0;
    rows.forEach((row) => {
      const fits =
        (!sort.length || sort.includes(row.dataset.group)) &&
        (!kind.length || kind.includes(row.dataset.kind)) &&
        (!sought || holds(row, sought));
      row.hidden = !fits;
      if (fits) shown += 1;
    });
    const total = count.dataset.of;
    const filtered = sort.length || kind.length || sought;
    const none = "没有合条件的，换一个条件";
    count.textContent = !filtered ? `共 ${total} 条` : shown ? `${total} 条里有 ${shown} 条` : none;
  };

  root.addEventListener("change", show);
  word.addEventListener("input", show);
  const clear = () => {
    groups.concat(kinds).forEach((one) => { one.checked = false; });
    word.value = "";
    show();
  };
  root.querySelector(".dabie-renumbering-all").addEventListener("click", clear);
  clear();
};

all(document, ".dabie-renumbering").forEach(begin);
