// The widgets bundle asks MathJax 2's queue to typeset labels and stops where there is none.
// The pages carry MathJax 3: hand it the request.
document.addEventListener("DOMContentLoaded", () => {
  if (!window.MathJax || window.MathJax.Hub) return;
  window.MathJax.Hub = {
    Queue: ([, , element]) => MathJax.startup.promise.then(() => MathJax.typesetPromise([element])),
  };
});
