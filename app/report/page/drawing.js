'use strict';

/**
 * Draws what comes near the screen, so that a long page opens at once; all of it before printing.
 */
const drawing = (() => {
  const waiting = new Map();
  const run = (node) => {
    const draw = waiting.get(node);
    waiting.delete(node);
    if (draw) draw();
  };
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      observer.unobserve(entry.target);
      run(entry.target);
    }
  }, {rootMargin: '600px'});

  const drawAll = () => [...waiting.keys()].forEach(run);
  window.addEventListener('beforeprint', () => {
    theme.setPrinting(true);
    drawAll();
  });
  window.addEventListener('afterprint', () => theme.setPrinting(false));
  return {
    whenNear: (node, draw) => {
      waiting.set(node, draw);
      observer.observe(node);
    },
    drawAll,
  };
})();
