'use strict';

/** What came out, in words: the best, what matters, what was found, what has no result. */
const sweepVerdictSection = (() => {
  const glyph = {error: '✕', warning: '!', info: 'i', none: '✓'};

  const card = (title, ...children) =>
      element('figure', {class: 'chart'}, element('figcaption', {}, title), ...children);

  const swept = () => card(
      'What was swept',
      table(
          [
            ['setting', 'values'],
            ...sweep.axes.map((axis) => [axis.name, axis.values.join(', ')]),
          ],
          'words'));

  const effects = () => {
    const measure = sweep.numbers.find(({name}) => name === report.headline);
    if (!measure) return null;
    const rows = sweep.axes.map((axis) => ({axis, share: toNumber(measure.effects[axis.index])}))
                     .filter(({share}) => share !== null)
                     .sort((a, b) => b.share - a.share);
    if (!rows.length) return null;
    return card(
        'What matters',
        element(
            'dl', {class: 'bars'},
            ...rows.flatMap(
                ({axis, share}) =>
                    [element('dt', {}, axis.name),
                     element(
                         'dd', {},
                         element(
                             'span', {class: 'bar-track', 'aria-hidden': 'true'},
                             element(
                                 'span',
                                 {class: 'bar', style: `width: ${(100 * share).toFixed(1)}%`})),
                         `${Math.round(100 * share)} %`)])),
        element(
            'p', {class: 'note'},
            `How much of the runs’ ranking by ${
                measure.title} each setting accounts for alone (ε² of ranks).`));
  };

  const finding = ({rule, severity, where}, place) => element(
      'li', {class: `is-${severity}`},
      element('span', {class: 'badge'}, `${glyph[severity]} ${severity}`), ' ',
      element('strong', {}, rule.replaceAll('-', ' ')), ` ${where}. `,
      element(
          'button', {
            type: 'button',
            class: 'link-button',
            'aria-label': `Map of ${rule}`,
            onclick: () => {
              view.setMeasure(`finding:${rule}`);
              document.getElementById('heat-map').scrollIntoView();
            },
          },
          'map'),
      ' · ',
      element(
          'button', {
            type: 'button',
            class: 'link-button',
            'aria-label': `Runs with ${rule}`,
            onclick: () => listRuns({finding: place}),
          },
          'runs'));

  const found = () => {
    const items = report.findings.map((entry, place) => ({entry, place}));
    const grave = items.filter(({entry}) => entry.severity !== 'info');
    const observations = items.filter(({entry}) => entry.severity === 'info');
    const list = (entries) =>
        element('ul', {class: 'plain'}, ...entries.map(({entry, place}) => finding(entry, place)));
    const few = 4;
    return card(
        'What was found',
        grave.length ? list(grave.slice(0, few)) :
                       element('p', {}, 'Nothing that hinders learning.'),
        grave.length > few ?
            lazyDetails(`${grave.length - few} more`, () => list(grave.slice(few))) :
            null,
        observations.length ?
            lazyDetails(
                `${observations.length} ${
                    observations.length === 1 ? 'observation' :
                                                'observations'} without consequence so far`,
                () => list(observations)) :
            null);
  };

  const losses = () => {
    if (!report.losses.length) return null;
    const item = ({status, reason, runs}) => element(
        'li', {},
        ...(status ? textWithOptions(`${runs} ${status}${reason ? `: ${reason}` : ''}`) :
                     [`and ${runs} other reasons`]));
    return card('Without result', element('ul', {class: 'plain'}, ...report.losses.map(item)));
  };

  return (section) => {
    const {severity, headline, importance, outcome} = report.verdict;
    section.append(
        element(
            'div', {class: `verdict is-${severity}`}, element('p', {}, headline),
            importance ? element('p', {}, importance) : null,
            element('p', {class: 'facts'}, outcome),
            ...report.notes.map((note) => element('p', {class: 'facts'}, `Left out: ${note}.`))),
        element(
            'div', {class: 'panels small'},
            ...[effects(), found(), losses(), swept()].filter(Boolean)));
  };
})();
