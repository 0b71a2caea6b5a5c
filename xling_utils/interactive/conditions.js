// The same items under several conditions: one switch moves the points, one changes their colours.
startAll("conditions", (root, data) => {
  const switches = [...root.querySelectorAll(".xl-choice")].map((box) => [...box.querySelectorAll("input")]);
  const items = root.querySelector(".xl-items table");
  const groupings = [...items.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent);
  const ring = root.querySelector(".xl-ring");
  const [text, about] = root.querySelector(".xl-item").children;
  const hint = about.textContent;
  let chosen = null;                  // what is shown; hovering changes it
  let pinned = null;                  // what is shown when the pointer has left
  const map = groupedMap(root, data, follow);
  const { svg } = map;

  function show(item) {
    chosen = item;
    const [name, ...groups] = item === null ? [""] : [...items.tBodies[0].rows[item].cells].map((cell) => cell.textContent);
    text.textContent = name;
    about.textContent = item === null ? hint : groups.map((group, i) => `${groupings[i]}: ${group}`).join("; ");
    follow();
  }

  // The ring stays at its point; a point that is no longer lit loses it.
  function follow() {
    if (chosen !== null && !map.seen(chosen)) return pin(null);
    ring.style.display = chosen === null ? "none" : "";
    if (chosen === null) return;
    ring.setAttribute("cx", map.at[2 * chosen].toFixed(0));
    ring.setAttribute("cy", map.at[2 * chosen + 1].toFixed(0));
  }

  function pin(item) {
    pinned = item;
    show(item);
  }

  const under = (event) => nearest(svg, map.at, event, map.seen);

  // The nearest point in the direction of an arrow key.
  function beside(right, down) {
    const { at } = map, [x0, y0] = chosen === null ? [500, 380] : [at[2 * chosen], at[2 * chosen + 1]];
    let best = Infinity, found = chosen;
    for (let i = 0; i < at.length / 2; i++) {
      const x = at[2 * i] - x0, y = at[2 * i + 1] - y0, along = x * right + y * down;
      const ahead = along > 0 && along >= Math.abs(x * down + y * right);
      if ((ahead || chosen === null) && Math.hypot(x, y) < best && map.seen(i)) [best, found] = [Math.hypot(x, y), i];
    }
    return found;
  }

  svg.setAttribute("tabindex", "0");
  svg.addEventListener("pointermove", (event) => show(under(event) ?? chosen));
  svg.addEventListener("pointerleave", () => show(pinned));
  svg.addEventListener("click", (event) => pin(under(event)));
  svg.addEventListener("keydown", (event) => {
    const arrow = { ArrowRight: [1, 0], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowUp: [0, -1] }[event.key];
    if (!arrow) return;
    event.preventDefault();
    pin(beside(...arrow));
  });
  switches.forEach((buttons, which) => buttons.forEach((button, place) => {
    button.checked = place === 0;     // some browsers keep what it was before a reload
    button.addEventListener("change", () => {
      if (which === 1) return map.regroup(place);
      root.querySelector(".xl-condition").textContent = data.conditions[place];
      root.querySelector(".xl-remark").textContent = data.notes[place];
      map.go(place);
    });
  }));
});
