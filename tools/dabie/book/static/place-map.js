// The sketch map: shows where a force was, and how far two places lie apart as the crow flies.

const all = (root, selector) => Array.from(root.querySelectorAll(selector));
const RADIUS_KM = 6371;
const WINDS = ["北", "东北", "东", "东南", "南", "西南", "西", "西北"];
const NEAR = 22; // px from a badge's middle that still count as a tap on it

const radians = (degrees) => (degrees * Math.PI) / 180;

// https://www.movable-type.co.uk/scripts/latlong.html (haversine)
const apart = (one, other) => {
  const up = radians(other.lat - one.lat);
  const across = radians(other.lon - one.lon);
  const flat = Math.cos(radians(one.lat)) * Math.cos(radians(other.lat));
  const half = Math.sin(up / 2) ** 2 + flat * Math.sin(across / 2) ** 2;
  return 2 * RADIUS_KM * Math.asin(Math.sqrt(half));
};

const wind = (one, other) => {
  const east = (other.lon - one.lon) * Math.cos(radians((one.lat + other.lat) / 2));
  const turn = (Math.atan2(east, other.lat - one.lat) * 180) / Math.PI;
  return WINDS[Math.round((turn + 360) / 45) % 8];
};

const begin = (root) => {
  const forces = all(root, ".dabie-map-forces input");
  const from = root.querySelector(".dabie-map-from");
  const to = root.querySelector(".dabie-map-to");
  const said = root.querySelector(".dabie-map-said");
  const badges = all(root, ".dabie-map-badge");
  const entries = all(root, ".dabie-place");
  const places = new Map(entries.map((entry) => [entry.dataset.place, {
    name: entry.querySelector("strong").textContent,
    lat: Number(entry.dataset.lat),
    lon: Number(entry.dataset.lon),
    about: Boolean(entry.dataset.about),
  }]));

  const filter = () => {
    const chosen = forces.filter((one) => one.checked).map((one) => one.value);
    const shown = new Set();
    entries.forEach((entry) => {
      all(entry, ".dabie-place-event").forEach((event) => {
        const fits = !chosen.length || event.dataset.force.split(" ").some((one) => chosen.includes(one));
        event.hidden = !fits;
        if (fits) shown.add(entry.dataset.place);
      });
      entry.hidden = !shown.has(entry.dataset.place);
    });
    badges.forEach((badge) => badge.classList.toggle("dabie-map-dim", !shown.has(badge.dataset.place)));
  };

  const line = (one, other) => {
    all(root, "svg").forEach((svg) => {
      const [start, end] = [one, other].map((key) => svg.querySelector(`[data-place="${key}"]`));
      const path = start && end ? `M${start.dataset.x} ${start.dataset.y}L${end.dataset.x} ${end.dataset.y}` : "";
      svg.querySelector(".dabie-map-line").setAttribute("d", path);
    });
  };

  const measure = () => {
    const [one, other] = [places.get(from.value), places.get(to.value)];
    badges.forEach(({ classList, dataset }) => classList.toggle("dabie-map-chosen", [from.value, to.value].includes(dataset.place)));
    if (!one || !other || one === other) {
      line("", "");
      const alone = one || other;
      said.textContent = alone ? `${alone.name}。再选一处，看两处相距多远。` : said.dataset.ask;
      return;
    }
    line(from.value, to.value);
    const distance = `${Math.max(5, Math.round(apart(one, other) / 5) * 5)}`;
    const sure = one.about || other.about ? "点位是约估，可能差10公里以上；" : "";
    said.textContent = `${one.name}到${other.name}，直线约 ${distance} 公里，${other.name}在${wind(one, other)}面。${sure}走山路比直线长。`;
  };

  // A tap chooses the nearest badge: first 从, then 到, then 从 anew.
  const tap = (event) => {
    const middle = (badge) => {
      const disc = badge.querySelector(".dabie-map-disc").getBoundingClientRect();
      return Math.hypot(disc.left + disc.width / 2 - event.clientX, disc.top + disc.height / 2 - event.clientY);
    };
    const nearest = all(event.currentTarget, ".dabie-map-badge")
      .map((badge) => ({ key: badge.dataset.place, far: middle(badge) }))
      .sort((one, other) => one.far - other.far)[0];
    if (!nearest || nearest.far > NEAR) return;
    if (from.value && !to.value && from.value !== nearest.key) to.value = nearest.key;
    else { from.value = nearest.key; to.value = ""; }
    measure();
  };

  root.addEventListener("change", () => { filter(); measure(); });
  all(root, "svg").forEach((svg) => svg.addEventListener("click", tap));
  const clear = () => {
    forces.forEach((one) => { one.checked = false; });
    from.value = "";
    to.value = "";
    filter();
    measure();
  };
  root.querySelector(".dabie-map-again").addEventListener("click", clear);
  clear();
};

all(document, ".dabie-place-map").forEach(begin);
