'use strict';

/** The measure by each value of each setting, over everything else. */
const sweepEffectsSection = (() => {
  const mostPoints = 400;  // of one chart
  const mostValues = 40;   // on one axis

  /** The runs of each value of the axis, those without a finite number apart. */
  const groupsOf = (axis, measure) => {
    const groups =
        axis.values.slice(0, mostValues).map((name) => ({name, values: [], lost: 0, rows: 0}));
    for (const row of sweep.rows) {
      const group = groups[row.values[axis.index]];
      const value = numberOf(measure, row);
      if (!group || row.status === 'missing') continue;
      group.rows += 1;
      if (Number.isFinite(value))
        group.values.push(value);
      else
        group.lost += 1;
    }
    for (const group of groups) {
      group.values = ascendingOf(group.values);
      [group.low, group.median, group.high] =
          [0.25, 0.5, 0.75].map((share) => quantileOf(group.values, share));
    }
    return groups;
  };

  /** Side by side, so that equal values do not hide each other; the same at each drawing. */
  const pointsOf = (groups, log) => {
    const count = groups.reduce((sum, group) => sum + group.values.length, 0);
    return groups.flatMap((group, place) => {
      const shown = spreadPositions(
          group.values.length,
          count > mostPoints ? Math.max(Math.floor((mostPoints * group.values.length) / count), 2) :
                               count);
      return shown.map((i) => group.values[i])
          .filter((value) => !log || value > 0)
          .map((y, i) => ({x: place + (((i * 0.618034) % 1) - 0.5) * 0.5, y}));
    });
  };

  /** The middle half as a box, the median as a line. */
  const boxPlugin = {
    id: 'boxes',
    beforeDatasetsDraw(chart, _, {groups}) {
      const {ctx, scales} = chart;
      const half =
          Math.min((scales.x.getPixelForValue(1) - scales.x.getPixelForValue(0)) * 0.36, 34);
      (groups || []).forEach((group, place) => {
        if (!group.values.length) return;
        const x = scales.x.getPixelForValue(place);
        const [low, median, high] = [group.low, group.median, group.high].map(
            (value) => scales.y.getPixelForValue(
                scales.y.type === 'logarithmic' ? Math.max(value, scales.y.min) : value));
        ctx.save();
        ctx.fillStyle = roleColours.training(theme.isDark());
        ctx.globalAlpha = theme.isDark() ? 0.28 : 0.18;
        ctx.fillRect(x - half, high, 2 * half, Math.max(low - high, 1));
        ctx.globalAlpha = 1;
        ctx.strokeStyle = theme.colour('text');
        ctx.lineWidth = 2.5;
        ctx.beginPath();
        ctx.moveTo(x - half, median);
        ctx.lineTo(x + half, median);
        ctx.stroke();
        ctx.restore();
      });
    },
  };

  const tableOf = (groups, measure, axis) => table([
    [axis.name, 'runs', 'lower quartile', 'median', 'upper quartile', 'no finite number'],
    ...groups.map(
        (group) =>
            [group.name, String(group.rows),
             ...[group.low, group.median, group.high].map(
                 (value) => (Number.isNaN(value) ? '–' : measureText(measure, value))),
             String(group.lost)]),
  ]);

  const describe = (groups, measure, axis) =>
      `Distribution of ${measure.title} for each ${axis.name}. ${
          groups.slice(0, 8)
              .map((group) => `${group.name}: median ${measureText(measure, group.median)}`)
              .join('; ')}. The table below has the numbers.`;

  const figure = (axis, measure, yRange, log) => {
    const groups = groupsOf(axis, measure);
    const share = measure.effects ? toNumber(measure.effects[axis.index]) : null;
    const canvas = element('canvas', {role: 'img', 'aria-label': describe(groups, measure, axis)});
    const box = element('div', {class: 'canvas-box', style: 'height: 240px'}, canvas);
    const notes = [
      share === null ? '' : `accounts for ${Math.round(100 * share)} %`,
      axis.values.length > mostValues ? `the first ${mostValues} of ${axis.values.length} values` :
                                        '',
    ].filter(Boolean);
    const node = element(
        'figure', {class: 'chart'},
        element(
            'figcaption', {}, axis.name, element('span', {class: 'note'}, ` ${notes.join('; ')}`)),
        box, lazyDetails('Table', () => tableOf(groups, measure, axis)));
    const label = (place) => {
      const group = groups[place];
      if (!group) return '';
      const name = group.name.length > 16 ? `${group.name.slice(0, 15)}…` : group.name;
      return group.lost ? [name, `✕ ${group.lost}`] : name;
    };
    let chart = null;
    const scales = () => {
      const x = axisOptions({range: [-0.5, groups.length - 0.5]});
      x.grid.display = false;
      x.afterBuildTicks = (scale) => {
        scale.ticks = groups.map((_, value) => ({value}));
      };
      Object.assign(
          x.ticks,
          {callback: (_, index) => label(index), maxRotation: 60, autoSkip: groups.length > 12});
      const format = (value) => measureText(measure, Number(value.toPrecision(6)));
      return {x, y: axisOptions({range: yRange, log, tickCallback: format})};
    };
    const refresh = () => {
      const colour = roleColours.training(theme.isDark());
      chart.data.datasets = [{
        data: pointsOf(groups, log),
        pointRadius: 2.5,
        borderWidth: 0,
        backgroundColor: colour,
      }];
      chart.options.scales = scales();
      Object.assign(chart.options.plugins.tooltip, tooltipColours());
      chart.update('none');
    };
    drawing.whenNear(box, () => {
      chart = new Chart(canvas, {
        type: 'scatter',
        data: {datasets: []},
        plugins: [boxPlugin],
        options: {
          layout: {padding: {top: 6, right: 8}},
          scales: scales(),
          plugins: {
            boxes: {groups},
            tooltip: {
              callbacks: {
                label: (item) =>
                    `${groups[Math.round(item.raw.x)].name}: ${measureText(measure, item.raw.y)}`
              }
            },
          },
        },
      });
      refresh();
      charts.push({chart, refresh});
    });
    return node;
  };

  const charts = [];

  const show = (place) => {
    charts.splice(0).forEach(({chart}) => chart.destroy());
    const {measure} = view;
    const values = finiteNumbers(measure, sweep.rows);
    const log = suitsLog(measure, values);
    const range = log ? logRange(values) : linearRange(values);
    const effect = (axis) => (measure.effects && toNumber(measure.effects[axis.index])) || 0;
    const axes = [...sweep.varied].sort((a, b) => effect(b) - effect(a));
    place.replaceChildren(...axes.map((axis) => figure(axis, measure, range, log)));
  };

  return (section) => {
    if (!sweep.varied.length || !view.measure) return 'nothing is varied, or no run has a number';
    const place = element('div', {class: 'panels small'});
    section.append(
        element(
            'p', {class: 'lead'},
            'Each point is a run, over all other settings; the box is the middle half, the line the median. ✕ counts runs ' +
                'without a finite number. Settings that matter most come first; all charts share one scale.'),
        element('div', {class: 'controls'}, measureChoice()), place);
    show(place);
    view.addEventListener('measure', () => show(place));
    theme.onChange(() => charts.forEach(({refresh}) => refresh()));
    return null;
  };
})();
