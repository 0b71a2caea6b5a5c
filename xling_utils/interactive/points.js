// Points that travel.

// Two digits in base 36 per number.
function unpack(text) {
  return Array.from({ length: text.length / 2 }, (_, i) => parseInt(text.slice(2 * i, 2 * i + 2), 36));
}

// Lets coordinates travel to a goal: draw gets them on every picture of the way.
function traveller(start, draw) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let at = start, frame = 0;
  return (goal) => {
    const from = at, began = performance.now();
    cancelAnimationFrame(frame);
    const step = (now) => {
      const share = still.matches ? 1 : Math.min(1, Math.max(0, now - began) / 450);
      const eased = share * share * (3 - 2 * share);
      at = share === 1 ? goal : goal.map((value, i) => from[i] + eased * (value - from[i]));
      draw(at);
      if (share < 1) frame = requestAnimationFrame(step);
    };
    step(began);
  };
}

// The point under the pointer, or null; at holds x, y, x, y, ..., seen(i) tells whether point i counts.
function nearest(svg, at, event, seen) {
  const box = svg.getBoundingClientRect(), unit = 1000 / box.width;
  const x = (event.clientX - box.left) * unit, y = (event.clientY - box.top) * unit;
  let best = 18 * unit, found = null;
  for (let i = 0; i < at.length; i += 2) {
    const distance = Math.hypot(at[i] - x, at[i + 1] - y);
    if (distance < best && seen(i / 2)) [best, found] = [distance, i / 2];
  }
  return found;
}
