// The timeline's filter: hides events, counts what is left, says so politely. The list is the page's.

const all = (root, selector) => Array.from(root.querySelectorAll(selector));

const begin = (root) => {
  const forces = all(root, ".dabie-timeline-forces input");
  const where = root.querySelector(".dabie-timeline-where");
  const differing = root.querySelector(".dabie-controls-row input");
  const count = root.querySelector(".dabie-timeline-count");
  const again = root.querySelector(".dabie-timeline-all");
  const events = all(root, ".dabie-timeline-event");
  const years = all(root, ".dabie-timeline-year");

  const show = () => {
    const chosen = forces.filter((one) => one.checked).map((one) => one.value);
    let shown = 0;
    events.forEach((event) => {
      const { force, now, disputed } = event.dataset;
      const fits =
        (!chosen.length || force.split(" ").some((one) => chosen.includes(one))) &&
        (!where.value || now === where.value) &&
        (!differing.checked || disputed);
      event.hidden = !fits;
      if (fits) shown += 1;
    });
    years.forEach((year) => {
      year.hidden = !year.querySelector(".dabie-timeline-event:not([hidden])");
    });
    const filtered = chosen.length || where.value || differing.checked;
    const total = count.dataset.of;
    const none = "没有合条件的事，换一个条件";
    count.textContent = !filtered ? `共 ${total} 件` : shown ? `${total} 件里有 ${shown} 件` : none;
  };

  const clear = () => {
    forces.concat(differing).forEach((one) => { one.checked = false; });
    where.value = "";
    show();
  };

  root.addEventListener("change", show);
  again.addEventListener("click", clear);

  // A link back from the sources may lead to an event that is out of sight.
  const uncover = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const event = target && target.closest(".dabie-timeline-event");
    if (!event || !event.hidden) return;
    clear();
    target.scrollIntoView();
  };
  addEventListener("hashchange", uncover);
  clear();
};

all(document, ".dabie-timeline").forEach(begin);
