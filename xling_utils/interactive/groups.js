// A map of points in groups: it changes its state and its grouping, its legend lights one group.
// data: {places: a packed map per state, groups: a digit per point for every grouping, start}.
function groupedMap(root, data, moved = () => {}) {
  const clouds = [...root.querySelectorAll(".xl-cloud")];
  const legends = [...root.querySelectorAll(".xl-groups")];
  const states = data.places.map(unpack);
  const groupings = data.groups.map((digits) => [...digits].map((digit) => parseInt(digit, 36)));
  const map = { svg: root.querySelector(".xl-map"), at: states[data.start], grouping: 0, lit: null, go, regroup, seen };
  const travel = traveller(map.at, (now) => { map.at = now; draw(); });

  function draw() {
    const points = clouds.map(() => []);
    groupings[map.grouping].forEach((group, i) => {
      points[group].push(`${map.at[2 * i].toFixed(0)} ${map.at[2 * i + 1].toFixed(0)}`);
    });
    for (const cloud of clouds) cloud.setAttribute("points", points[cloud.dataset.group].join(" "));
    moved();
  }

  function go(state) {
    root.dataset.state = state;
    travel(states[state]);
  }

  function seen(point) {
    return map.lit === null || groupings[map.grouping][point] === map.lit;
  }

  function light(group) {
    map.lit = group;
    map.svg.toggleAttribute("data-lit", group !== null);
    for (const cloud of clouds) cloud.toggleAttribute("data-lit", Number(cloud.dataset.group) === group);
    legends[map.grouping].querySelectorAll("button").forEach((button, i) => {
      button.setAttribute("aria-pressed", i === group);
    });
    moved();
  }

  function regroup(grouping) {
    light(null);
    map.grouping = grouping;
    legends.forEach((legend, i) => { legend.hidden = i !== grouping; });
    draw();
  }

  for (const legend of legends) {
    legend.querySelectorAll("button").forEach((button, group) => {
      button.addEventListener("click", () => light(map.lit === group ? null : group));
    });
  }
  return map;
}
