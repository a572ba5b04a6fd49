'use strict';
// Put at the head of a report before any of its scripts: collects what goes wrong.
const pageFaults = [];
window.addEventListener('error', (event) => pageFaults.push(String(event.message)));
window.addEventListener('unhandledrejection', (event) => pageFaults.push(String(event.reason)));
document.addEventListener(
    'securitypolicyviolation', (event) => pageFaults.push(`blocked: ${event.blockedURI}`));
for (const level of ['error', 'warn'])
  console[level] = (...words) => pageFaults.push(words.join(' '));
window.alert = (text) => pageFaults.push(`alert: ${text}`);
