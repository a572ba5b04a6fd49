'use strict';

/**
 * The gradient norms that theory forecast from the network's shape and distributions alone, and
 * those that the first step had.
 */
const forecastSection = (() => {
  const measuredColour = roleColours.training;
  const forecastColour = roleColours.validation;
  const bandShade = (dark) => (dark ? 0.3 : 0.22);
  const halfLayer = 0.3;  // how far the band reaches beyond its first and last layer

  const expectation = ({verdict, stable_rate: rate}) =>
      (verdict === 'healthy' ?
           `the network should learn, by plain gradient descent up to a rate of about ${
               formatNumber(toNumber(rate))}` :
           'the network is not expected to learn');

  const plural = (count, word) => `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;

  const insideText = ({measured, inside}) => {
    if (!measured)
      return 'Step 0 is not in the record: there is nothing to hold the forecast against.';
    const layers = plural(measured, 'layer');
    if (inside === measured && measured > 1)
      return `All ${layers} lie inside the 90 % band at step 0.`;
    return `${inside} of ${layers} ${
        inside === 1 ? 'lies' : 'lie'} inside the 90 % band at step 0.`;
  };

  const deviationText = ({worst}) => {
    if (!worst) return '';
    const decades = toNumber(worst.decades);
    const numbers = `${formatNumber(toNumber(worst.measured))} against ${
        formatNumber(toNumber(worst.median))} forecast`;
    if (!Number.isFinite(decades)) return ` Furthest off is ${worst.layer}: ${numbers}.`;
    return ` Furthest off, by ${Math.abs(decades).toFixed(2)} decades, is ${worst.layer}: ${
        numbers}.`;
  };

  const depthText = ({trainable_depth: depth}) => {
    if (depth === null) return '';
    if (depth === 0) return ' Of such hidden layers not even one was expected to train.';
    return ` Such hidden layers were expected to train up to a depth of ${depth}${
        depth >= 100 ? ' or more' : ''}.`;
  };

  const comparisonText = (forecast) => insideText(forecast) + deviationText(forecast);
  const verdictText = (run) => `The forecast said “${run.forecast.verdict}”: ${
      expectation(run.forecast)}.${depthText(run.forecast)} What happened: ${run.verdict.headline}`;

  const depthsOf = (names) => names.map((_, i) => names.length - 1 - i);

  /** Corners of the band by stretch of layers whose interval has a place on the axis. */
  const stretchesOf = ({low, high}, depths) => {
    const stretches = [];
    let open = null;
    depths.forEach((depth, i) => {
      if (!isPositive(low[i]) || !isPositive(high[i])) {
        open = null;
        return;
      }
      if (!open) stretches.push(open = []);
      open.push({depth, low: low[i], high: high[i]});
    });
    for (const stretch of stretches) {
      const [first, last] = [stretch[0], stretch[stretch.length - 1]];
      stretch.unshift({...first, depth: first.depth + halfLayer});
      stretch.push({...last, depth: last.depth - halfLayer});
    }
    return stretches;
  };

  const bandPlugin = (layers, depths) => ({
    id: 'band',
    beforeDatasetsDraw({ctx, scales: {x, y}}) {
      ctx.save();
      ctx.fillStyle = forecastColour(theme.isDark());
      ctx.globalAlpha = bandShade(theme.isDark());
      for (const stretch of stretchesOf(layers, depths)) {
        ctx.beginPath();
        for (const {depth, low} of stretch)
          ctx.lineTo(x.getPixelForValue(low), y.getPixelForValue(depth));
        for (const {depth, high} of [...stretch].reverse())
          ctx.lineTo(x.getPixelForValue(high), y.getPixelForValue(depth));
        ctx.fill();
      }
      ctx.restore();
    },
  });

  const datasetsOf = (layers, depths, xRange) => {
    const dark = theme.isDark();
    const sets = [];
    const add = (label, values, colour, look) => {
      const {line, marks} = pointsByLayer(values, depths, xRange);
      sets.push(
          {
            label,
            data: line,
            showLine: true,
            borderColor: colour,
            backgroundColor: colour,
            ...look
          },
          {label, ...markDataset(marks, colour)});
    };
    const outside = layers.inside.map((inside) => !inside);
    add('measured', layers.measured, measuredColour(dark), {
      borderWidth: 2.5,
      pointHitRadius: 10,
      pointStyle: outside.map((out) => (out ? 'rectRot' : 'circle')),
      pointRadius: outside.map(
          (out) =>
              (out                          ? 7 :
                   layers.names.length > 60 ? 1.5 :
                                              4)),
    });
    add('forecast', layers.median, forecastColour(dark),
        {borderWidth: 2, borderDash: [6, 4], pointRadius: 0, pointHitRadius: 6});
    return sets;
  };

  const chartOf = (canvas, layers, xRange) => {
    const depths = depthsOf(layers.names);
    const scales = () => ({
      x: axisOptions({label: 'gradient norm', log: true, range: xRange}),
      y: layerAxis(layers.names),
    });
    const nameAt = (depth) => layers.names[layers.names.length - 1 - Math.round(depth)];
    const chart = new Chart(canvas, {
      type: 'scatter',
      data: {datasets: []},
      plugins: [bandPlugin(layers, depths)],
      options: {
        parsing: false,
        layout: {padding: {top: 6, right: 14, bottom: 8}},
        interaction: {mode: 'nearest', axis: 'xy', intersect: false},
        scales: scales(),
        plugins: {
          tooltip: {
            callbacks: {
              title: (items) => (items.length ? nameAt(items[0].raw.y) : ''),
              label: ({dataset, raw}) => `${dataset.label}: ${formatNumber(raw.value)}`,
            },
          },
        },
      },
    });
    const refresh = () => {
      chart.data.datasets = datasetsOf(layers, depths, xRange);
      chart.options.scales = scales();
      Object.assign(chart.options.plugins.tooltip, tooltipColours());
      chart.update('none');
    };
    theme.onChange(refresh);
    refresh();
  };

  /** What the looks mean. */
  const keyOf = (forecast) => {
    const item = (kind, colour, text) => {
      const sample = element('span', {class: kind, 'aria-hidden': 'true'});
      const paint = () => {
        sample.style.color = colour(theme.isDark());
      };
      theme.onChange(paint);
      paint();
      return element('span', {class: 'run-name'}, sample, text);
    };
    const outside = forecast.inside < forecast.measured;
    return element(
        'p', {class: 'controls note'},
        forecast.measured ? item(
                                'swatch', measuredColour,
                                `measured at step 0${outside ? ' (◆ outside the band)' : ''}`) :
                            null,
        item('swatch dashed', forecastColour, 'forecast, median'),
        item('swatch band', forecastColour, 'forecast, 90 %'));
  };

  const decadesText = (measured, median) => {
    const decades = Math.log10(measured / median);
    return Number.isFinite(decades) ? `${decades < 0 ? '−' : '+'}${Math.abs(decades).toFixed(2)}` :
                                      '–';
  };

  const tableOf = ({names, median, low, high, measured, inside}) => {
    const rows = [['layer', 'forecast', '5 %', '95 %', 'step 0', 'decades off', 'in the band']];
    for (let i = names.length - 1; i >= 0; i -= 1) {
      const known = isMeasured(measured[i]);
      rows.push([
        names[i],
        ...[median[i], low[i], high[i], measured[i]].map(formatNumber),
        known ? decadesText(measured[i], median[i]) : '–',
        known ? (inside[i] ? 'yes' : 'no') : '–',
      ]);
    }
    return element('div', {class: 'figure-table'}, table(rows));
  };

  const figure = (run, xRange) => {
    const {forecast} = run;
    const {layers} = forecast;
    const canvas = element('canvas', {
      role: 'img',
      'aria-label': `Gradient norm against layer, forecast and measured. ${
          comparisonText(forecast)} The table below has the numbers.`,
    });
    const box = layerBox(layers.names, canvas);
    drawing.whenNear(box, () => chartOf(canvas, layers, xRange));
    const shown =
        layers.names.length < layers.of ? `${layers.names.length} of ${layers.of} layers; ` : '';
    return element(
        'figure', {class: 'chart'},
        element(
            'figcaption', {}, titled(run, 'gradient norm against layer'),
            element(
                'span', {class: 'note'}, ` ${shown}batch of ${plural(forecast.batch, 'sample')}`)),
        keyOf(forecast), box, lazyDetails('Table', () => tableOf(layers)));
  };

  return (section) => {
    const shown = runs.filter((run) => run.forecast);
    if (!shown.length) return 'no forecast was recorded with it';
    section.append(element(
        'p', {class: 'lead'},
        'What mean-field theory expects of each layer before the first step, from shapes, distributions and one batch of ' +
            'inputs; nine of ten initializations should lie inside the band.'));
    const xRange = logRange(shown.flatMap(
        ({forecast:
              {layers}}) => [layers.low, layers.high, layers.median, layers.measured].flat()));
    const place = element('div', {class: 'stack'});
    const show = (index) => {
      const run = shown[Number(index)];
      place.replaceChildren(
          element('p', {class: 'readout'}, comparisonText(run.forecast)),
          element('p', {class: 'readout'}, verdictText(run)), figure(run, xRange));
    };
    if (shown.length > 1) {
      const choices = shown.map(({name}, i) => ({label: name, value: String(i)}));
      section.append(element('div', {class: 'controls'}, selectBox('Run', choices, '0', show)));
    }
    section.append(place);
    show(0);
    return null;
  };
})();
