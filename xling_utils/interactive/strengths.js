// A slider over strengths moves the points and the cursor of the chart.
startAll("strengths", (root, data) => {
  const map = groupedMap(root, data);
  slideAlong(root, data, map.go);
});
