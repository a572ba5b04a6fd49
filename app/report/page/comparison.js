'use strict';

/** How runs differ: their settings, and what came of it. */
function comparisonSection(section) {
  const head = element(
      'thead', {},
      element(
          'tr', {}, element('th', {scope: 'col'}, ''),
          ...runs.map((run) => element('th', {scope: 'col'}, runName(run)))));
  const body = element('tbody');
  const group = (title, rows) => {
    if (!rows.length) return;
    body.append(element('tr', {class: 'group'}, element('th', {colspan: runs.length + 1}, title)));
    for (const row of rows) {
      const same = row.values.every((value) => value === row.values[0]);
      body.append(element(
          'tr', same ? {class: 'same'} : {}, element('th', {scope: 'row'}, row.what),
          ...row.values.map((value) => element('td', {}, value === '' ? '–' : value))));
    }
  };
  group('Settings that differ', report.settings);
  group('Outcome', report.outcomes);
  if (!report.settings.length)
    section.append(element('p', {class: 'lead'}, 'The settings of these runs are the same.'));
  section.append(element(
      'div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Differences'},
      element('table', {class: 'words compared'}, head, body)));
}
