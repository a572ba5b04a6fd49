'use strict';

/** How the weights are spread, before training and now, of all layers or one. */
const weightsSection = (() => {
  const histogramOf = (run, layer) => run.weights.find((histogram) => histogram.layer === layer);

  const curvesOf = (histogram) => {
    const width =
        (toNumber(histogram.high) - toNumber(histogram.low)) / histogram.checkpoints[0].bins.length;
    return histogram.checkpoints.map((checkpoint, i) => {
      const total = checkpoint.bins.reduce((a, b) => a + b, 0) || 1;
      const newest = i === histogram.checkpoints.length - 1;
      return {
        label: checkpoint.epoch === 0 ? 'before training' : `after epoch ${checkpoint.epoch}`,
        xs: checkpoint.bins.map(
            (_, bin) => Number((toNumber(histogram.low) + (bin + 0.5) * width).toPrecision(5))),
        ys: checkpoint.bins.map((count) => count / total),
        colour: newest ? roleColours.training : roleColours.validation,
        dash: newest ? [] : [5, 4],
        width: 2,
      };
    }).filter((curve) => curve.ys.some((share) => share > 0));
  };

  const note = (histogram) => {
    const newest = histogram.checkpoints[histogram.checkpoints.length - 1];
    const count = newest.bins.reduce((a, b) => a + b, 0);
    return `${formatCount(count)} weights${
        newest.non_finite ? `; ${formatCount(newest.non_finite)} more are not finite` : ''}`;
  };

  return (section) => {
    const layers =
        [...new Set(runs.flatMap((run) => run.weights.map((histogram) => histogram.layer)))];
    if (!layers.length) return 'no checkpoint is in the folder';
    const place = element('div');
    const show = (layer) => {
      const found = runs.map((run) => histogramOf(run, layer));
      const present = found.filter(Boolean);
      const xRange = [
        Math.min(...present.map((h) => toNumber(h.low))),
        Math.max(...present.map((h) => toNumber(h.high)))
      ];
      const figureOf = (run, histogram) => {
        const title = titled(run, layer || 'all weight matrices');
        const curves = curvesOf(histogram);
        if (!curves.length) {
          return element(
              'figure', {class: 'chart'}, element('figcaption', {}, title),
              leftOut('No weight is finite.'));
        }
        return lineFigure({
          title,
          note: note(histogram),
          xLabel: 'weight',
          fractional: true,
          yLabel: 'share of the weights',
          curves,
          xRange,
          yRange: [0, highest * 1.05],
          format: formatShare,
        });
      };
      const highest = Math.max(...present.flatMap(curvesOf).flatMap((curve) => curve.ys));
      place.replaceChildren(panels((run, i) => found[i] && figureOf(run, found[i])));
    };
    const select = element(
        'select', {id: 'weights-layer', onchange: () => show(select.value)},
        ...layers.map((layer) => element('option', {value: layer}, layer || 'all layers')));
    section.append(element('div', {class: 'controls'}, element('label', { for: 'weights-layer'
                           }, 'Layer'), select), place);
    show(layers[0]);
    return null;
  };
})();
