// Two networks cut and joined: a slider moves the cut, the bars follow.
startAll("stitching", (root, data) => {
  const { panels, languages, origins, scale, decimals } = data;
  const range = root.querySelector("input[type=range]");
  const menu = root.querySelector("select");
  const rows = [...root.querySelectorAll(".xl-bars li")];
  const blocks = [...root.querySelectorAll(".xl-block")];
  const status = root.querySelector(".xl-cut-note");
  range.value = data.cut;
  menu.value = 0;

  function update() {
    const panel = panels[menu.value], cut = Number(range.value);
    for (const block of blocks) {
      const upper = Number(block.dataset.place) >= cut;
      block.dataset.origin = panel.parts[upper ? 1 : 0];
      block.toggleAttribute("data-cut", Number(block.dataset.place) === cut);
    }
    root.querySelectorAll(".xl-part").forEach((label, i) => {
      const origin = panel.parts[i === 0 ? 1 : 0];
      label.querySelector("i").dataset.origin = origin;
      label.querySelector("b").textContent = origins[origin];
    });
    languages.forEach((language, i) => {
      const value = panel.scores[i]?.[cut], tick = panel.reference[i];
      setBar(rows[i], scale, value === undefined ? null : {
        value, tick, special: language === panel.source,
        text: `${number(value, decimals)} (${number(tick, decimals)})`,
      });
    });
    status.textContent = panel.notes[cut];
    range.setAttribute("aria-valuetext", panel.notes[cut]);
    root.dataset.cut = cut;
  }

  range.addEventListener("input", update);
  menu.addEventListener("change", update);
  update();
});
