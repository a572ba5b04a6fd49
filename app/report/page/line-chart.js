'use strict';

/**
 * @typedef {Object} Curve
 * @property {string} label
 * @property {function(boolean): string} colour  of the theme (true: dark)
 * @property {number[]} xs  ascending
 * @property {(number|null)[]} ys  null: not measured
 * @property {number[]} [dash]
 * @property {number} [width]
 *
 * @typedef {Object} LineSpec
 * @property {string} title
 * @property {string} [note]
 * @property {string} xLabel   "step" or "epoch"
 * @property {boolean} [fractional]  x is no count of steps or epochs
 * @property {string} yLabel
 * @property {Curve[]} curves
 * @property {boolean} [log]
 * @property {[number, number]} [yRange]  fitted to the curves if absent
 * @property {[number, number]} [xRange]
 * @property {{from: number, to: number, label: string, colour: string}[]} [marks]
 * @property {{y: number, label: string, reach: boolean}[]} [levels]  reach: the axis has room for it
 * @property {boolean} [legend]  false: the curves have their names only when pointed at
 * @property {number} [height]  in pixels
 * @property {function(number): string} [format]  of values
 */

const fewPoints = 25;
const mostMarks = 40;  // of one curve: more run into a bar

/** The points that a curve draws, and those that stand for values without a place on its axis. */
function pointsOf(curve, log, yRange) {
  const line = [];
  const marks = [];
  curve.ys.forEach((value, i) => {
    const x = curve.xs[i];
    if (value === null) return;
    if (!Number.isFinite(value)) {
      marks.push({x, y: yRange[1], value, shape: 'crossRot'});
      line.push({x, y: NaN});
    } else if (log && value <= 0) {
      marks.push({x, y: yRange[0], value, shape: 'triangle'});
      line.push({x, y: NaN});
    } else {
      line.push({x, y: value});
    }
  });
  return {line, marks: spreadPositions(marks.length, mostMarks).map((i) => marks[i])};
}

function datasetsOf(curve, spec, yRange, index) {
  const {line, marks} = pointsOf(curve, spec.log, yRange);
  const colour = curve.colour(theme.isDark());
  const datasets = [{
    curve: index,
    label: curve.label,
    data: line,
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: curve.width || 1.6,
    borderDash: curve.dash || [],
    spanGaps: false,
    pointRadius: line.length <= fewPoints ? 3 : 0,
    pointHitRadius: 6,
    pointHoverRadius: 4,
    clip: 5,
  }];
  if (marks.length) {
    datasets.push({
      curve: index,
      label: curve.label,
      data: marks,
      showLine: false,
      borderColor: colour,
      backgroundColor: colour,
      pointStyle: marks.map((mark) => mark.shape),
      pointRadius: 5,
      pointRotation: marks.map((mark) => (mark.shape === 'triangle' ? 180 : 0)),
      borderWidth: 2,
      clip: false,
    });
  }
  return datasets;
}

function rangeOfX(curves) {
  const xs = curves.filter((curve) => curve.xs.length)
                 .flatMap((curve) => [curve.xs[0], curve.xs[curve.xs.length - 1]]);
  if (!xs.length) return [0, 1];
  const low = Math.min(...xs);
  const high = Math.max(...xs);
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

function allValues(curves) { return curves.flatMap((curve) => curve.ys); }

/** What the picture says to a reader who cannot see it. */
function describe(spec) {
  const format = spec.format || formatNumber;
  const parts = spec.curves.slice(0, 6).map((curve) => {
    const values = curve.ys.filter(isMeasured);
    if (!values.length) return `${curve.label}: no values`;
    const finite = values.filter(Number.isFinite);
    const largest =
        finite.length ? `, largest ${format(finite.reduce((a, b) => Math.max(a, b)))}` : '';
    return `${curve.label}: from ${format(values[0])} to ${format(values[values.length - 1])}${
        largest}`;
  });
  const more = spec.curves.length > 6 ? `; and ${spec.curves.length - 6} more curves` : '';
  return `Line chart. ${spec.title}: ${spec.yLabel} by ${spec.xLabel}. ${parts.join('; ')}${
      more}. The table below has the numbers.`;
}

const tableRows = 40;

function tableOf(spec) {
  const format = spec.format || formatNumber;
  const places = [...new Set(spec.curves.flatMap((curve) => curve.xs))].sort((a, b) => a - b);
  const shown = spreadPositions(places.length, tableRows).map((i) => places[i]);
  const rows = [[spec.xLabel, ...spec.curves.map((curve) => curve.label)]];
  for (const x of shown) {
    rows.push([
      formatCount(x), ...spec.curves.map((curve) => {
        const i = lastNotAbove(curve.xs, x);
        return i < 0 ? '–' : format(curve.ys[i]);
      })
    ]);
  }
  const box = element('div', {class: 'figure-table'}, table(rows));
  if (shown.length < places.length)
    box.prepend(
        element('p', {class: 'note'}, `${shown.length} of ${formatCount(places.length)} places.`));
  return box;
}

/** Names of the curves: a click shows one alone, another click all of them. */
function legendOf(spec, isolate) {
  const legend = element(
      'div', {class: 'legend', role: 'group', 'aria-label': 'Curves: choose one to see it alone'});
  const buttons = spec.curves.map(
      (curve, index) => element(
          'button', {
            type: 'button',
            'aria-pressed': 'false',
            onclick: () => isolate(index),
          },
          element('span', {class: curve.dash && curve.dash.length ? 'swatch dashed' : 'swatch'}),
          curve.label));
  legend.append(...buttons);
  const colour = () => buttons.forEach((button, i) => {
    button.firstChild.style.color = spec.curves[i].colour(theme.isDark());
  });
  theme.onChange(colour);
  colour();
  return {legend, buttons};
}

/** What a dashed line across stands for, and its value. */
function levelKey(level, format) {
  return element(
      'p', {class: 'note key'}, element('span', {class: 'swatch thin dashed'}),
      `${level.label}, ${format(level.y)}`);
}

/** A figure with its chart, legend and table. The chart is drawn when it comes near the screen. */
function lineFigure(spec) {
  const figure = element(
      'figure', {class: 'chart'},
      element(
          'figcaption', {}, spec.title,
          spec.note ? element('span', {class: 'note'}, ` ${spec.note}`) : null));
  const canvas = element('canvas', {role: 'img', 'aria-label': describe(spec)});
  const box =
      element('div', {class: 'canvas-box', style: `height: ${spec.height || 260}px`}, canvas);
  figure.append(box);

  let chart = null;
  let alone = null;
  const levels = spec.levels || [];
  const reached = [
    ...allValues(spec.curves), ...levels.filter((level) => level.reach).map((level) => level.y)
  ];
  const yRange = spec.yRange || (spec.log ? logRange(reached) : linearRange(reached));
  const isolate = (index) => {
    alone = alone === index ? null : index;
    buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(i === alone)));
    if (chart) refresh();
  };
  const {legend, buttons} = legendOf(spec, isolate);
  if (spec.curves.length > 1 && spec.legend !== false) figure.append(legend);
  figure.append(...levels.map((level) => levelKey(level, spec.format || formatNumber)));
  figure.append(lazyDetails('Table', () => tableOf(spec)));

  const scales = () => ({
    x: axisOptions(
        {label: spec.xLabel, range: spec.xRange || rangeOfX(spec.curves), whole: !spec.fractional}),
    y: axisOptions({
      label: spec.yLabel,
      range: yRange,
      log: spec.log,
      tickCallback: spec.format === formatShare ? shareTick : spec.format
    }),
  });
  const refresh = () => {
    chart.data.datasets =
        spec.curves.flatMap((curve, index) => datasetsOf(curve, spec, yRange, index))
            .filter((dataset) => alone === null || dataset.curve === alone);
    chart.options.scales = scales();
    Object.assign(chart.options.plugins.tooltip, tooltipColours());
    chart.update('none');
  };
  drawing.whenNear(box, () => {
    chart = new Chart(canvas, {
      type: 'line',
      data: {datasets: []},
      options: {
        parsing: false,
        layout: {padding: {top: 6, right: 8}},
        interaction: {mode: 'nearest', axis: 'xy', intersect: false},
        onClick: (event, hits) => hits.length && spec.curves.length > 1 &&
            isolate(chart.data.datasets[hits[0].datasetIndex].curve),
        scales: scales(),
        plugins: {
          marks: {marks: spec.marks || []},
          levels: {levels},
          tooltip: {
            callbacks: {
              title: (items) =>
                  (items.length ? `${spec.xLabel} ${formatCount(items[0].raw.x)}` : ''),
              label: (item) => `${item.dataset.label}: ${
                  (spec.format ||
                   formatNumber)(item.raw.value === undefined ? item.raw.y : item.raw.value)}`,
            },
          },
        },
      },
    });
    refresh();
    theme.onChange(refresh);
  });
  return figure;
}
