'use strict';

/** What was run: layers and shapes, the configuration, and the command that repeats it. */
const setupSection = (() => {
  const command = (run) => {
    const text =
        run.command || (run.config ? `plumb train --config ${run.directory}/config.toml` : '');
    if (!text)
      return leftOut('The folder has no config.toml: this run was not made by plumb train.');
    return element('div', {class: 'command'}, element('pre', {}, text), copyButton(text));
  };

  const parameters = (run) => {
    const {rows, of} = run.parameters;
    if (!rows.length)
      return leftOut('The folder has no run.json: layers and shapes are not known.');
    const total = rows.reduce((sum, row) => sum + row.count, 0);
    const listed = rows.length < of ? [`… ${rows.length} of ${formatCount(of)} tensors`, '', ''] :
                                      ['all', '', formatCount(total)];
    return table([
      ['tensor', 'shape', 'entries'],
      ...rows.map((row) => [row.name, row.shape.join(' × ') || 'scalar', formatCount(row.count)]),
      listed
    ]);
  };

  const settings = (run) => {
    if (!run.settings.length) return run.config ? element('pre', {}, run.config) : null;
    const rows = run.settings.map(
        ({section,
          key,
          value}) => [section ? `${section}.${key}` : key, value === '' ? '(empty)' : value]);
    return element(
        'div', {}, table([['setting', 'value'], ...rows], 'words'),
        lazyDetails('config.toml', () => element('pre', {}, run.config)));
  };

  const block = (run) =>
      [element('p', {class: 'facts'}, 'To repeat the run:'),
       command(run),
       element(
           'div', {class: 'panels'},
           element('div', {}, element('h3', {}, 'Layers and shapes'), parameters(run)),
           element('div', {}, element('h3', {}, 'Configuration'), settings(run))),
       element('p', {class: 'facts'}, `Read from ${run.directory}`),
  ];

  return (section) => {
    if (!several) {
      section.append(...block(runs[0]));
      return;
    }
    for (const run of runs) {
      section.append(lazyDetails('', () => element('div', {}, ...block(run))));
      section.lastChild.firstChild.append(runName(run));
    }
  };
})();
