// A chart with a cursor: its legend tells the values there, and switches lines on and off.
// The values stand in the table behind: a row per line, a column per place.
function cursorChart(root, changed = () => {}) {
  const plot = root.querySelector(".xl-plot");
  const lines = [...root.querySelectorAll(".xl-line")];
  const items = [...root.querySelectorAll(".xl-lines li:has(button)")];
  const names = items.map((item) => item.querySelector("button").textContent);
  const table = root.querySelector(".xl-values table");
  const places = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent);
  const values = items.map((_, i) => [...table.tBodies[0].rows[i].cells].slice(1).map((cell) => cell.textContent));
  const on = items.map(() => true);

  // Moves the cursor; returns what is said of the place.
  function show(place) {
    root.querySelector(".xl-cursor").style.left = `${((100 * place) / Math.max(1, places.length - 1)).toFixed(2)}%`;
    root.querySelector(".xl-place").textContent = places[place];
    items.forEach((item, i) => { item.querySelector(".xl-value").textContent = values[i][place]; });
    const told = names.map((name, i) => `${name} ${values[i][place]}`).filter((_, i) => on[i]);
    return `${places[place]}: ${told.join("; ")}`;
  }

  function toggle(i) {
    on[i] = !on[i];
    lines[i].style.display = on[i] ? "" : "none";
    items[i].toggleAttribute("data-off", !on[i]);
    items[i].querySelector("button").setAttribute("aria-pressed", on[i]);
    changed();
  }

  // The place nearest to the pointer.
  function under(event) {
    const box = plot.getBoundingClientRect(), share = (event.clientX - box.left) / box.width;
    return Math.round(Math.min(1, Math.max(0, share)) * (places.length - 1));
  }

  items.forEach((item, i) => item.querySelector("button").addEventListener("click", () => toggle(i)));
  return { plot, show, under };
}

// A slider and a chart that follow each other; moved(place) is called when the slider moves.
function slideAlong(root, data, moved = () => {}) {
  const range = root.querySelector("input[type=range]");
  const tell = () => range.setAttribute("aria-valuetext", chart.show(Number(range.value)));
  const chart = cursorChart(root, tell);
  const update = () => { tell(); moved(Number(range.value)); };
  range.value = data.start;           // some browsers keep what it was before a reload
  range.addEventListener("input", update);
  chart.plot.addEventListener("pointermove", (event) => chart.show(chart.under(event)));
  chart.plot.addEventListener("pointerleave", tell);
  chart.plot.addEventListener("click", (event) => {
    range.value = chart.under(event);
    range.focus();
    update();
  });
  update();
}
