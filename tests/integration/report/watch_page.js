'use strict';
// Put at the head of a report before any of its scripts: collects what goes
// wrong, and helps the checks at its end.
const pageFaults = [];
window.addEventListener('error', (event) => pageFaults.push(String(event.message)));
window.addEventListener('unhandledrejection', (event) => pageFaults.push(String(event.reason)));
document.addEventListener(
    'securitypolicyviolation', (event) => pageFaults.push(`blocked: ${event.blockedURI}`));
for (const level of ['error', 'warn'])
  console[level] = (...words) => pageFaults.push(words.join(' '));
window.alert = (text) => pageFaults.push(`alert: ${text}`);

/** What the scripts at its end have in common. */
const pageCheck = {
  hasInk: (canvas) => {
    if (!canvas.width || !canvas.height) return false;
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    for (let i = 3; i < pixels.length; i += 4)
      if (pixels[i] > 0) return true;
    return false;
  },
  pause: (milliseconds) => new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  }),
  isWide: () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  useTabs: () => document.querySelectorAll('[role="radio"]').forEach((tab) => tab.click()),
  openDetails: () => document.querySelectorAll('details').forEach((details) => {
    details.open = true;
  }),
  /** Writes what `check` resolves to, with the faults, into the page around the frame, as JSON. */
  report: (check) => {
    const handOver = (result) => {
      const place = window.parent.document.createElement('pre');
      place.id = 'check';
      place.textContent = JSON.stringify(result);
      window.parent.document.body.append(place);
    };
    check().then(
        (result) => handOver({...result, faults: pageFaults}),
        (error) => handOver({faults: [...pageFaults, String(error.stack || error)]}));
  },
};
