// Clouds of parallel sentences: a slider moves them through the layers, a point shows its translations.
startAll("clouds", (root, data) => {
  const { languages, sentences, notes } = data;
  const layers = data.places.map(unpack);
  const find = (selector) => root.querySelector(selector);
  const all = (selector) => [...root.querySelectorAll(selector)];
  const svg = find("svg.xl-map");
  const range = find("input[type=range]");
  const clouds = all(".xl-cloud");
  const threads = all(".xl-thread");
  const names = all(".xl-map > text");
  const rows = all(".xl-texts li");
  const texts = all(".xl-sentences tbody tr").map((row) => [...row.querySelectorAll("td")]);
  const on = languages.map(() => true);
  let at = layers[data.layer];                // where the points are now: x, y, x, y, ...
  let chosen = data.sentence;                 // what is shown; hovering changes it
  let pinned = chosen;                        // what is shown when the pointer has left
  const travel = traveller(at, (now) => { at = now; draw(); });
  range.value = data.layer;           // some browsers keep what it was before a reload

  function place(language, sentence) {
    const i = 2 * (language * sentences + sentence);
    return [at[i], at[i + 1]];
  }

  function draw() {
    clouds.forEach((cloud) => {
      const start = 2 * sentences * cloud.dataset.language;
      cloud.setAttribute("points", at.slice(start, start + 2 * sentences).map((v) => v.toFixed(0)).join(" "));
      cloud.style.display = on[cloud.dataset.language] ? "" : "none";
    });
    drawThreads();
  }

  // Lines from the middle of the translations to each of them; a code where it covers no other.
  function drawThreads() {
    const seen = languages.map((_, i) => i).filter((i) => on[i]);
    const middle = [0, 1].map((axis) => seen.reduce((sum, i) => sum + place(i, chosen)[axis], 0) / seen.length);
    const unit = 1000 / (svg.clientWidth || 560);
    const labels = [];
    threads.forEach((thread, i) => {
      const language = Number(thread.dataset.language);
      thread.style.display = names[i].style.display = on[language] ? "" : "none";
      if (!on[language]) return;
      const [x, y] = place(language, chosen);
      const [line, mark] = thread.children;
      const set = (element, values) => Object.entries(values).forEach(([k, v]) => element.setAttribute(k, v.toFixed(0)));
      set(line, { x1: middle[0], y1: middle[1], x2: x, y2: y });
      mark.setAttribute("transform", `translate(${x.toFixed(0)} ${y.toFixed(0)}) scale(1.5)`);
      set(names[i], { x: x + 18, y: y + 9 });
      const free = labels.every(([a, b]) => Math.abs(a - x) > 24 * unit || Math.abs(b - y) > 13 * unit);
      names[i].style.display = free ? "" : "none";
      if (free) labels.push([x, y]);
    });
  }

  function move(layer) {
    root.dataset.layer = layer;
    find(".xl-layer").textContent = notes[layer];
    range.setAttribute("aria-valuetext", notes[layer]);
    travel(layers[layer]);
  }

  function show(sentence) {
    chosen = sentence;
    rows.forEach((row, language) => {
      const cell = texts[sentence][language], text = row.lastElementChild;
      text.textContent = cell.textContent;
      row.toggleAttribute("data-off", !on[language]);
      row.querySelector("button").setAttribute("aria-pressed", on[language]);
    });
    find(".xl-chosen").textContent = `sentence ${sentence + 1} of ${sentences}`;
    drawThreads();
  }

  function pin(sentence) {
    pinned = (sentence + sentences) % sentences;
    show(pinned);
  }

  // The sentence of the point nearest to the pointer, if it is near.
  function under(event) {
    const point = nearest(svg, at, event, (i) => on[Math.floor(i / sentences)]);
    return point === null ? null : point % sentences;
  }

  function switchTo(wanted) {
    languages.forEach((_, i) => { on[i] = wanted(i); });
    if (!on.some(Boolean)) on.fill(true);
    draw();
    show(chosen);
  }

  range.addEventListener("input", () => move(Number(range.value)));
  svg.addEventListener("pointermove", (event) => {
    const near = under(event) ?? chosen;
    if (near !== chosen) show(near);
  });
  svg.addEventListener("pointerleave", () => show(pinned));
  svg.addEventListener("click", (event) => pin(under(event) ?? pinned));
  svg.setAttribute("tabindex", "0");
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    pin(pinned + step);
  });
  all(".xl-step").forEach((button) => button.addEventListener("click", () => pin(pinned + Number(button.dataset.step))));
  rows.forEach((row, language) => row.querySelector("button").addEventListener("click", () => {
    switchTo((i) => on[i] !== (i === language));
  }));
  all(".xl-choose").forEach((button) => button.addEventListener("click", () => {
    switchTo((i) => button.dataset.choose === "all" || data.shown.includes(languages[i]));
  }));
  new ResizeObserver(drawThreads).observe(svg);
  move(data.layer);
  show(chosen);
});
