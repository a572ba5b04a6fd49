'use strict';

/**
 * Light or dark: the reader's choice, else the system's. Charts listen, for canvas takes no style
 * sheet.
 */
const theme = (() => {
  const storageKey = 'plumb-theme';
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const listeners = [];
  let chosen = null;
  let printing = false;
  try {
    chosen = localStorage.getItem(storageKey);
  } catch (error) {
    chosen = null;  // a browser that keeps nothing for files
  }

  const isDark = () => !printing && (chosen ? chosen === 'dark' : system.matches);
  const apply = () => {
    document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
    const button = document.getElementById('theme');
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Light colours' : 'Dark colours');
    listeners.forEach((listener) => listener());
  };
  const toggle = () => {
    chosen = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem(storageKey, chosen);
    } catch (error) {
      // then it holds until the page is closed
    }
    apply();
  };

  document.getElementById('theme').addEventListener('click', toggle);
  system.addEventListener('change', apply);
  apply();
  return {
    isDark,
    colour: (name) =>
        getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim(),
    onChange: (listener) => listeners.push(listener),
    setPrinting: (value) => {
      printing = value;
      apply();
    },
  };
})();
