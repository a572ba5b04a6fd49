'use strict';

/** What the probes read, a quantity at a time: curves by step, one a layer. */
const probeSections = (() => {
  const noProbe = 'no probe was recorded (--probe-every)';
  const available = (quantities) =>
      quantities.filter(({value}) => runs.some((run) => run.activations[value]));

  const figures = (quantity) => {
    const curves = runs.map(
        (run) =>
            (run.activations[quantity.value] ?
                 depthCurves(run.activations.taps, run.activations[quantity.value]) :
                 []));
    const values = curves.flatMap(allValues);
    const yRange = quantity.share ? shareRange(values) :
        quantity.log              ? logRange(values) :
                                    linearRange(values);
    return panels(
        (run, i) =>
            (curves[i].length ? lineFigure({
              title: titled(run, quantity.title),
              xLabel: 'step',
              yLabel: quantity.axis,
              log: quantity.log,
              curves: curves[i],
              yRange,
              xRange: sharedStepRange(),
              format: quantity.share ? formatShare : undefined,
              note: thinningNote(run.activations[quantity.value], 'probes'),
            }) :
                                null));
  };

  /** A section with a tab a quantity. */
  const byQuantity = (label, quantities) => (section) => {
    const choices = available(quantities);
    if (!choices.length) return noProbe;
    const place = element('div');
    const show = (key) => place.replaceChildren(figures(choices.find(({value}) => value === key)));
    section.append(tabs(label, choices, show), place);
    show(choices[0].value);
    return null;
  };

  const activations = byQuantity('Quantity', [
    {
      value: 'deviation',
      label: 'Deviation',
      title: 'standard deviation of the activations',
      axis: 'deviation',
      log: true
    },
    {value: 'mean', label: 'Mean', title: 'mean of the activations', axis: 'mean'},
    {
      value: 'spread',
      label: 'Spread',
      title: 'how far samples differ, in parts of the values’ size',
      axis: 'spread',
      log: true
    },
    {
      value: 'gradient',
      label: 'Gradient',
      title: 'gradient that arrives at the activations',
      axis: 'gradient norm',
      log: true
    },
  ]);

  const saturation = byQuantity('Quantity', [
    {
      value: 'saturated',
      label: 'Saturated',
      title: 'share of entries at the flat ends of a sigmoid or tanh',
      axis: 'share',
      share: true
    },
    {
      value: 'inactive',
      label: 'Inactive units',
      title: 'share of units that were zero or saturated for every sample of ten probes',
      axis: 'share',
      share: true
    },
    {
      value: 'zeros',
      label: 'Zeros',
      title: 'share of entries that are exactly zero',
      axis: 'share',
      share: true
    },
  ]);

  const updates = (section) => {
    const curves =
        runs.map((run) => (run.updates ? depthCurves(run.layers.names, run.updates) : []));
    const shown = panels(
        (run, i) =>
            (curves[i].length ? lineFigure({
              title: titled(run, 'update of a step in parts of the weight'),
              xLabel: 'step',
              yLabel: '‖Δw‖ / ‖w‖',
              log: true,
              curves: curves[i],
              yRange: logRange(curves.flatMap(allValues)),
              xRange: sharedStepRange(),
              height: 320,
              note: thinningNote(run.updates, 'probes'),
            }) :
                                null));
    if (!shown) return noProbe;
    section.append(shown);
    return null;
  };

  return {activations, saturation, updates};
})();
