'use strict';

/** Settings by their median over the seeds, with each seed's number. */
const sweepRankingSection = (() => {
  const most = 15;

  const settingsOf = (measure) => {
    const groups = new Map();
    for (const row of sweep.rows) {
      const merit = meritOf(measure, row);
      if (merit === null) continue;
      const key = sweep.settings.map((axis) => row.values[axis.index]).join(' ');
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push({row, merit, value: numberOf(measure, row)});
    }
    return [...groups.values()].map((runs) => {
      const finite = ascendingOf(runs.map((run) => run.value).filter(Number.isFinite));
      const middle = quantileOf(ascendingOf(runs.map((run) => run.merit)), 0.5);
      return {
        runs,
        finite,
        merit: Number.isNaN(middle) ? -Infinity : middle,
        median: quantileOf(finite, 0.5),
        range: finite.length ? finite[finite.length - 1] - finite[0] : -1,
      };
    });
  };

  const orders = {
    best: (a, b) => b.merit - a.merit || 0,
    spread: (a, b) => b.range - a.range,
  };

  /** Where a number stands between the ends, in percent. */
  const strip = (setting, measure, [low, high], log) => {
    const at = (value) => {
      const scale = log ? Math.log10 : Number;
      if (log && value <= 0) return 0;
      return high > low ? (100 * (scale(value) - scale(low))) / (scale(high) - scale(low)) : 50;
    };
    const dot = (value) => element('i', {style: `left: ${at(value).toFixed(2)}%`});
    const {finite} = setting;
    return element(
        'span', {class: 'strip', 'aria-hidden': 'true'},
        finite.length > 1 ? element('b', {
          style: `left: ${at(finite[0]).toFixed(2)}%; right: ${
              (100 - at(finite[finite.length - 1])).toFixed(2)}%`
        }) :
                            null,
        ...spreadPositions(finite.length, 30).map((i) => dot(finite[i])));
  };

  const show = (place, order) => {
    const {measure} = view;
    const settings = settingsOf(measure).sort(orders[order]);
    const values = settings.slice(0, most).flatMap((setting) => setting.finite);
    const log = suitsLog(measure, values);
    const positive = log ? values.filter((value) => value > 0) : values;
    const ends = [
      positive.reduce((a, b) => Math.min(a, b), Infinity),
      positive.reduce((a, b) => Math.max(a, b), -Infinity)
    ];
    const rowOf = (setting, index) => {
      const {row} = setting.runs[0];
      const {finite} = setting;
      const filter = new Map(sweep.settings.map((axis) => [axis.index, row.values[axis.index]]));
      const text = (value) => measureText(measure, value);
      return element(
          'tr', {},
          element(
              'th', {scope: 'row'},
              element(
                  'button', {
                    type: 'button',
                    class: 'link-button',
                    'aria-label': `Runs of place ${index + 1}`,
                    onclick: () => listRuns({values: filter}),
                  },
                  `${index + 1}`)),
          ...sweep.settings.map((axis) => element('td', {}, axis.values[row.values[axis.index]])),
          element('td', {}, finite.length ? text(setting.median) : 'none'),
          element('td', {}, strip(setting, measure, ends, log)),
          element(
              'td', {},
              finite.length > 1 ? `${text(finite[0])} to ${text(finite[finite.length - 1])}` : '–'),
          element(
              'td', {},
              finite.length < setting.runs.length ? `${finite.length} of ${setting.runs.length}` :
                                                    String(finite.length)));
    };
    const head = [
      '', ...sweep.settings.map((axis) => axis.name), 'median', 'each seed', 'lowest to highest',
      'runs'
    ];
    place.replaceChildren(
        element(
            'div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Ranking'},
            element(
                'table', {class: 'ranking'},
                element(
                    'thead', {},
                    element('tr', {}, ...head.map((name) => element('th', {scope: 'col'}, name)))),
                element('tbody', {}, ...settings.slice(0, most).map(rowOf)))),
        element(
            'p', {class: 'note'},
            settings.length > most ?
                `${most} of ${formatCount(settings.length)} settings; the table of runs has all.` :
                ''));
  };

  return (section) => {
    if (!sweep.settings.length || !view.measure) return 'no setting but the seed is varied';
    let order = 'best';
    const lead = element('p', {class: 'lead'});
    const place = element('div');
    const update = () => {
      const {measure} = view;
      const first = {
        high: 'the highest median first',
        low: 'the lowest median first',
        zero: 'the median nearest to 0 first',
        neither: 'the largest median first',
      }[measure.better];
      const title = measure.title[0].toUpperCase() + measure.title.slice(1);
      lead.textContent = `${title}: ${
                             order === 'best' ?
                                 first :
                                 'the widest range over seeds first'}. A point is a seed; ` +
          'a run that failed or is not finite counts as the worst.';
      show(place, order);
    };
    const kinds = [
      {label: 'Best first', value: 'best'}, {label: 'Least reproducible first', value: 'spread'}
    ];
    const severalSeeds = sweep.axes[sweep.axes.length - 1].values.length > 1;
    section.append(
        lead,
        element(
            'div', {class: 'controls'}, measureChoice(),
            severalSeeds ? tabs(
                               'Order', kinds,
                               (value) => {
                                 order = value;
                                 update();
                               }) :
                           null),
        place);
    update();
    view.addEventListener('measure', update);
    return null;
  };
})();
