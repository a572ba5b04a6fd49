'use strict';

/** The command that goes on with the sweep, and its file. */
function sweepSetupSection(section) {
  section.append(
      element(
          'p', {class: 'facts'},
          'Runs what is not finished, and, with further values or seeds, more:'),
      element(
          'div', {class: 'command'}, element('pre', {}, report.command),
          copyButton(report.command)),
      lazyDetails('sweep.toml', () => element('pre', {}, report.sweep)),
      element('p', {class: 'facts'}, `Read from ${report.directory}`));
  return null;
}
