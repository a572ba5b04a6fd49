'use strict';

/**
 * An element with attributes and children. Text goes in as text nodes only: nothing that a run is
 * called is ever parsed as HTML.
 */
function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on'))
      node.addEventListener(name.slice(2), value);
    else if (value === true)
      node.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined)
      node.setAttribute(name, value);
  }
  node.append(
      ...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

let idCount = 0;
function freshId(stem) {
  idCount += 1;
  return `${stem}-${idCount}`;
}

/** Buttons of which one is chosen, by click or arrow key: radio buttons that look like tabs. */
function tabs(label, choices, onChange) {
  const list = element('div', {class: 'tabs', role: 'radiogroup', 'aria-label': label});
  const choose = (index, focus) => {
    [...list.children].forEach((button, i) => {
      button.setAttribute('aria-checked', String(i === index));
      button.tabIndex = i === index ? 0 : -1;
    });
    if (focus) list.children[index].focus();
    onChange(choices[index].value);
  };
  choices.forEach((choice, index) => {
    list.append(element(
        'button', {
          type: 'button',
          role: 'radio',
          'aria-checked': String(index === 0),
          tabindex: index === 0 ? 0 : -1,
          onclick: () => choose(index, false),
          onkeydown: (event) => {
            const move = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
            if (!move) return;
            event.preventDefault();
            choose((index + move + choices.length) % choices.length, true);
          },
        },
        choice.label));
  });
  return list;
}

/** Text in which no option ("--norm batch") is broken, neither between its dashes nor before its value. */
function textWithOptions(text) {
  return text.split(/(--[a-z0-9-]+(?: [^\s,.;:]+)?)/)
      .map((part, i) => (i % 2 ? element('span', {class: 'option'}, part) : part));
}

/** A table from rows of text; the first row is its head. Wide ones scroll in their own box. */
function table(rows, kind = '') {
  const cell = (tag, scope) => (text) => element(tag, scope ? {scope} : {}, text);
  const head = element('thead', {}, element('tr', {}, ...rows[0].map(cell('th', 'col'))));
  const body = element(
      'tbody', {},
      ...rows.slice(1).map(
          (row) => element('tr', {}, cell('th', 'row')(row[0]), ...row.slice(1).map(cell('td')))));
  return element(
      'div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Table'},
      element('table', {class: kind}, head, body));
}

/** A closed part whose content is made when it is first opened. */
function lazyDetails(summary, make) {
  const details = element('details', {}, element('summary', {}, summary));
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) details.append(make());
  });
  return details;
}

function leftOut(reason) { return element('p', {class: 'left-out'}, reason); }

/** A button that puts the text on the clipboard. */
function copyButton(text) {
  const button = element(
      'button', {
        type: 'button',
        class: 'plain-button',
        onclick: async () => {
          try {
            await navigator.clipboard.writeText(text);
            button.textContent = 'Copied';
          } catch (error) {
            button.textContent = 'Select it by hand';  // the browser allows no clipboard to files
          }
          setTimeout(() => {
            button.textContent = 'Copy';
          }, 1500);
        },
      },
      'Copy');
  return button;
}

/** A choice among values with its label; `options` are {label, value}, values text. */
function selectBox(label, options, chosen, onChange) {
  const box = element(
      'select', {onchange: () => onChange(box.value)},
      ...options.map(
          ({label: text, value}) =>
              element('option', {value, selected: value === chosen ? true : null}, text)));
  return element('label', {class: 'choice'}, element('span', {}, label), box);
}
