// What the interactive figures share. Each figure's own script follows in the same function.

// Calls start(root, data) for every figure of a kind that stands on the page and does not move yet.
function startAll(kind, start) {
  for (const root of document.querySelectorAll(`.xling-figure[data-kind="${kind}"]:not([data-ready])`)) {
    const data = root.querySelector('script[type="application/json"]');
    if (!data) continue;
    root.dataset.ready = "";
    start(root, JSON.parse(data.textContent));
  }
}

function number(value, decimals) {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

// Writes low end, zero and high end below a list of bars.
function setAxis(bars, scale) {
  const at = (value) => `${((100 * (value - scale.low)) / (scale.high - scale.low)).toFixed(2)}%`;
  bars.style.setProperty("--zero", at(0));
  [scale.low, 0, scale.high].forEach((end, i) => {
    const mark = bars.querySelectorAll(".xl-axis i")[i];
    mark.style.left = at(end);
    mark.textContent = number(end, 0);
  });
}

// Moves one row of a list of bars. bar: {value, low, high, tick, special, text}, or nothing for no bar.
function setBar(row, scale, bar) {
  row.hidden = !bar;
  if (!bar) return;
  const at = (value) => (100 * (value - scale.low)) / (scale.high - scale.low);
  const places = {
    left: Math.min(at(0), at(bar.value)),
    width: Math.abs(at(bar.value) - at(0)),
    low: bar.low == null ? null : at(bar.low),
    span: bar.low == null ? null : at(bar.high) - at(bar.low),
    tick: bar.tick == null ? null : at(bar.tick),
  };
  for (const [name, place] of Object.entries(places)) {
    if (place === null) row.style.removeProperty(`--${name}`);
    else row.style.setProperty(`--${name}`, `${place.toFixed(2)}%`);
  }
  row.toggleAttribute("data-special", Boolean(bar.special));
  row.querySelector(".xl-value").textContent = bar.text;
}
