// A table of effects: the cell under the pointer or the focus opens its languages below.
startAll("pairs", (root, data) => {
  const { languages, scales, sources, unit } = data;
  const grid = [...root.querySelectorAll(".xl-heat tbody tr")].map((row) => [...row.querySelectorAll("button")]);
  const buttons = grid.flat();
  const rows = [...root.querySelectorAll(".xl-bars li")];
  const title = root.querySelector(".xl-title");
  let pinned = buttons[data.start];

  // The numbers stand in the table behind the figure: a row per cell; its name, the mean, the languages.
  const behind = [...root.querySelectorAll(".xl-behind tbody tr")].map((row) => [...row.cells].map((c) => c.textContent));

  // "−5 [−7, −4]" as numbers; "–" is nothing.
  const numbers = (text) => text.replaceAll("−", "-").match(/-?[\d.]+/g)?.map(Number);

  function show(button) {
    const place = buttons.indexOf(button);
    const [name, effect, ...detail] = behind[place];
    const scale = scales[place % scales.length];
    setAxis(root.querySelector(".xl-bars"), scale);
    title.textContent = `${name}: ${effect} ${unit}`;
    detail.forEach((text, i) => {
      const [value, low, high] = numbers(text) ?? [];
      setBar(rows[i], scale, value !== undefined && {
        value, low, high, text, special: languages[i] === sources[place],
      });
    });
    for (const other of buttons) other.toggleAttribute("data-open", other === button);
  }

  function pin(button) {
    pinned.tabIndex = -1;
    pinned.setAttribute("aria-pressed", "false");
    pinned = button;
    pinned.tabIndex = 0;
    pinned.setAttribute("aria-pressed", "true");
    show(pinned);
  }

  function neighbour(button, key) {
    const row = grid.findIndex((line) => line.includes(button));
    const column = grid[row].indexOf(button);
    const moves = {
      ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1],
      ArrowDown: [row + 1, column], ArrowUp: [row - 1, column],
      Home: [row, 0], End: [row, grid[row].length - 1],
    };
    const [down, right] = moves[key] ?? [];
    return key in moves ? grid[down]?.[right] ?? button : null;
  }

  buttons.forEach((button) => {
    button.tabIndex = button === pinned ? 0 : -1;
    button.addEventListener("focus", () => pin(button));
    button.addEventListener("click", () => pin(button));
    button.addEventListener("pointerenter", () => show(button));
    button.addEventListener("keydown", (event) => {
      const next = neighbour(button, event.key);
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  });
  root.querySelector(".xl-heat").addEventListener("pointerleave", () => show(pinned));
  show(pinned);
});
