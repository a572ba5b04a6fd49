'use strict';

/**
 * The depth profile as a plumb line: it hangs from the output, where the gradient enters, down to
 * the first layer. Where it hangs straight, every layer gets a gradient of the same size; it leans
 * left where the gradient vanishes on its way and right where it explodes.
 */
const plumbLineSection = (() => {
  /** The run whose layers name the axis. */
  const reference = () =>
      runs.reduce((a, b) => (b.layers.names.length > a.layers.names.length ? b : a));

  /** Depth of a layer, 0 at the output: by name where the reference has it, else in proportion. */
  const depthsOf = (run, names) => {
    const last = names.length - 1;
    return run.layers.names.map((name, i) => {
      const same = names.indexOf(name);
      if (same >= 0) return last - same;
      const own = run.layers.names.length - 1;
      return own ? (last * (own - i)) / own : 0;
    });
  };

  /** log10 of the norm against depth by least squares: decades a layer on the way to the input. */
  const slopeOf = (norms) => {
    const points = norms.map((norm, i) => [norms.length - 1 - i, norm])
                       .filter(([, norm]) => isPositive(norm))
                       .map(([depth, norm]) => [depth, Math.log10(norm)]);
    if (points.length < 2) return null;
    const mean = (k) => points.reduce((sum, point) => sum + point[k], 0) / points.length;
    const [x, y] = [mean(0), mean(1)];
    const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
    return points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread;
  };

  const words = (run) => {
    const index = timeline.frameOf(run);
    if (index < 0) return `${several ? `${run.name}: ` : ''}not begun`;
    const norms = run.frames[timeline.kind].values[index];
    const slope = slopeOf(norms);
    const {names} = run.layers;
    const ends = `${names[names.length - 1]} ${formatNumber(norms[norms.length - 1])} → ${
        names[0]} ${formatNumber(norms[0])}`;
    const lean = slope === null ? 'no slope: fewer than two layers have a finite norm above zero' :
        Math.abs(slope) < 0.05  ? `hangs straight (${slope.toFixed(2)} decades a layer)` :
                                  `${slope < 0 ? 'shrinks' : 'grows' } by ${
                                     Math.abs(slope).toFixed(2)} decades a layer towards the input`;
    return `${several ? `${run.name}: ` : ''}${ends}; ${lean}`;
  };

  /**
   * The straight thread that the first run's output hangs from, and the weight at each run's end.
   */
  const threadPlugin = {
    id: 'thread',
    beforeDatasetsDraw(chart) {
      if (several) return;
      const line = chart.data.datasets.find((dataset) => dataset.main);
      const start = line && line.data.find((point) => point.y === 0 && isPositive(point.x));
      if (!start) return;
      const {ctx, chartArea, scales} = chart;
      const x = scales.x.getPixelForValue(start.x);
      ctx.save();
      ctx.strokeStyle = theme.colour('quiet');
      ctx.globalAlpha = 0.7;
      ctx.setLineDash([2, 4]);
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
    },
    afterDatasetsDraw(chart) {
      const {ctx, scales} = chart;
      for (const dataset of chart.data.datasets.filter((candidate) => candidate.main)) {
        const end = dataset.data[0];
        if (!end || !isPositive(end.x)) continue;
        const [x, y] = [scales.x.getPixelForValue(end.x), scales.y.getPixelForValue(end.y)];
        ctx.save();
        ctx.fillStyle = dataset.borderColor;
        ctx.beginPath();
        ctx.moveTo(x - 7, y);
        ctx.lineTo(x + 7, y);
        ctx.lineTo(x + 4, y + 9);
        ctx.lineTo(x, y + 18);
        ctx.lineTo(x - 4, y + 9);
        ctx.closePath();
        ctx.fill();
        ctx.restore();
      }
    },
  };

  const trail = 3;  // earlier frames that fade behind the line of a single run

  const datasets = (names, xRange) => runs.flatMap((run) => {
    const frames = run.frames[timeline.kind];
    const index = timeline.frameOf(run);
    if (index < 0) return [];
    const depths = depthsOf(run, names);
    const colour = several ? run.colour(theme.isDark()) : roleColours.training(theme.isDark());
    const {line, marks} = pointsByLayer(frames.values[index], depths, xRange);
    const shown = [
      {
        main: true,
        label: run.name,
        layers: run.layers.names,
        data: line,
        showLine: true,
        borderColor: colour,
        backgroundColor: colour,
        borderWidth: 3,
        borderDash: run.dash,
        pointRadius: names.length > 60 ? 1.5 : 4,
        pointHitRadius: 10,
      },
      {label: run.name, layers: run.layers.names, ...markDataset(marks, colour)}
    ];
    if (several) return shown;
    for (let back = 1; back <= trail && index - back >= 0; back += 1) {
      shown.push({
        label: '',
        data: pointsByLayer(frames.values[index - back], depths, xRange).line,
        showLine: true,
        pointRadius: 0,
        borderColor: colour.startsWith('#') ? colour + ['66', '40', '26'][back - 1] : colour,
        borderWidth: 1.5,
        silent: true,
        pointHitRadius: 0,
      });
    }
    return shown;
  });

  const scales = (names, range) =>
      ({x: axisOptions({label: 'gradient norm', log: true, range}), y: layerAxis(names)});

  const chartOf = (canvas, names, xRange) => {
    const chart = new Chart(canvas, {
      type: 'scatter',
      data: {datasets: []},
      plugins: [threadPlugin],
      options: {
        parsing: false,
        layout: {padding: {top: 6, right: 14, bottom: 8}},
        interaction: {mode: 'nearest', axis: 'xy', intersect: false},
        scales: scales(names, xRange()),
        plugins: {
          tooltip: {
            filter: (item) => !item.dataset.silent,
            callbacks: {
              title: (items) => (items.length && several ? items[0].dataset.label : ''),
              label: (item) => `${names[names.length - 1 - Math.round(item.raw.y)]}: ${
                  formatNumber(item.raw.value)}`,
            },
          },
        },
      },
    });
    const refresh = () => {
      chart.data.datasets = datasets(names, xRange());
      chart.options.scales = scales(names, xRange());
      Object.assign(chart.options.plugins.tooltip, tooltipColours());
      chart.update('none');
    };
    timeline.addEventListener('move', refresh);
    theme.onChange(refresh);
    refresh();
    return chart;
  };

  const tableOfProfiles = (names) => {
    const first = runs.map((run) => run.frames[timeline.kind].values[0]);
    const last = runs.map(
        (run) => run.frames[timeline.kind].values[run.frames[timeline.kind].values.length - 1]);
    const rows = [[
      'layer',
      ...runs.flatMap(
          (run) => (several ? [`${run.name}, start`, `${run.name}, end`] : ['start', 'end']))
    ]];
    for (const name of [...names].reverse()) {
      rows.push([
        name, ...runs.flatMap((run, i) => {
          const place = run.layers.names.indexOf(name);
          return [first[i], last[i]].map(
              (frame) => (frame && place >= 0 ? formatNumber(frame[place]) : '–'));
        })
      ]);
    }
    return element('div', {class: 'figure-table'}, table(rows));
  };

  return (section) => {
    if (!timeline) return 'no gradient was recorded by layer';
    const {names} = reference().layers;
    section.append(element(
        'p', {class: 'lead'},
        'The line hangs from the output, where the gradient enters, to the first layer. Straight down: every layer gets a ' +
            'gradient of the same size. Leaning left: it vanishes on its way. Leaning right: it explodes.'));
    const ranges = new Map();
    const xRange = () => {
      if (!ranges.has(timeline.kind))
        ranges.set(
            timeline.kind,
            logRange(runs.flatMap((run) => run.frames[timeline.kind].values.flat())));
      return ranges.get(timeline.kind);
    };
    const canvas = element('canvas', {role: 'img'});
    const box = layerBox(names, canvas);
    const readout = element('div', {class: 'readout'});
    const follow = () => {
      readout.replaceChildren(...runs.map((run) => element('p', {}, words(run))));
      canvas.setAttribute(
          'aria-label',
          `Gradient norm against layer at ${timeline.text}. ${runs.map(words).join('. ')}.`);
    };
    timeline.addEventListener('move', follow);
    follow();
    const key = several ? element('p', {class: 'controls'}, ...runs.map(runName)) : null;
    section.append(
        timelineControls(),
        element(
            'figure', {class: 'chart'}, element('figcaption', {}, 'Gradient norm against layer'),
            key, box, readout, lazyDetails('Table', () => tableOfProfiles(names))));
    drawing.whenNear(box, () => chartOf(canvas, names, xRange));
    return null;
  };
})();
