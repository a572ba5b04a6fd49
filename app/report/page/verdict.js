'use strict';

/** What was found, in words, and beside each finding the curve that proves it. */
const verdictSection = (() => {
  const glyph = {error: '✕', warning: '!', info: 'i', none: '✓', unknown: '?'};

  const stepsText = (finding) =>
      (finding.first_step === finding.last_step ?
           `step ${formatCount(finding.first_step)}` :
           `steps ${formatCount(finding.first_step)} to ${formatCount(finding.last_step)}`);

  const evidence = (finding) => {
    const entries = Object.entries(finding.evidence);
    if (!entries.length) return null;
    return element(
        'dl', {class: 'evidence'},
        ...entries.flatMap(
            ([name, value]) =>
                [element('dt', {}, name.replaceAll('_', ' ')),
                 element('dd', {}, formatNumber(toNumber(value)))]));
  };

  const remedies = (finding) =>
      (finding.remedies.length ?
           element(
               'div', {}, element('p', {class: 'note'}, 'What to do'),
               element(
                   'ul', {},
                   ...finding.remedies.map(
                       (remedy) => element(
                           'li', {}, remedy.text,
                           ...(remedy.flag ? [' ', element('code', {}, remedy.flag)] : []),
                           remedy.online ? element('span', {class: 'note'}, ' (no restart)') :
                                           null)))) :
           null);

  const card = (run, finding) => element(
      'article', {class: `finding is-${finding.severity}`},
      element(
          'div', {},
          element(
              'h3', {},
              element('span', {class: 'badge'}, `${glyph[finding.severity]} ${finding.severity}`),
              finding.rule.replaceAll('-', ' ')),
          element(
              'p', {class: 'facts'},
              `${finding.layer ? `at ${finding.layer}` : 'the network as a whole'}, ${
                  stepsText(finding)}`),
          element('p', {}, finding.message), evidence(finding), remedies(finding)),
      element('div', {}, proof(run, finding)));

  const findings = (run) => {
    const grave = run.findings.filter((finding) => finding.severity !== 'info');
    const observations = run.findings.filter((finding) => finding.severity === 'info');
    const nodes = grave.map((finding) => card(run, finding));
    if (observations.length) {
      nodes.push(lazyDetails(
          `${observations.length} observation${
              observations.length > 1 ? 's' : ''} without consequence so far`,
          () => element('div', {}, ...observations.map((finding) => card(run, finding)))));
    }
    return nodes;
  };

  const verdict = (run) => element(
      'div', {class: `verdict is-${run.verdict.severity}`},
      several ? element('h3', {}, runName(run)) : null,
      element('p', {}, `${glyph[run.verdict.severity]} ${run.verdict.headline}`),
      element('p', {class: 'facts'}, run.verdict.outcome),
      ...run.notes.map((note) => element('p', {class: 'facts'}, `Left out: ${note}`)));

  const factsOf = (run) => {
    const {summary} = run;
    const count = summary.parameters ? `${formatCount(summary.parameters)} parameters` : null;
    return [
      summary.model, summary.data, summary.device, count, summary.clip && `clip ${summary.clip}`,
      summary.seed !== undefined && `seed ${summary.seed}`
    ].filter(Boolean)
        .join(' · ');
  };

  const backToSweep = () =>
      element('p', {}, element('a', {href: report.sweep_url}, '← All runs of the sweep'));

  return (section) => {
    if (report.sweep_url) section.append(backToSweep());
    section.append(...runs.map(verdict));
    if (!several) section.append(element('p', {class: 'facts'}, factsOf(runs[0])));
    section.append(...runs.flatMap((run) => {
      const nodes = findings(run);
      return several && nodes.length ? [element('h3', {}, runName(run)), ...nodes] : nodes;
    }));
  };
})();
