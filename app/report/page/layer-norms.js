'use strict';

/**
 * Gradient norm by time: the sum over all layers of several runs, then each layer of each run on
 * one scale.
 */
const layerNormsSection = (() => {
  const totals = () => lineFigure({
    title: 'Gradient norm over all layers',
    xLabel: 'step',
    yLabel: 'gradient norm',
    log: true,
    height: 300,
    note: 'before clipping',
    curves: runs.map((run) => ({
                       label: run.name,
                       xs: run.steps.step,
                       ys: run.steps.norm,
                       colour: run.colour,
                       dash: run.dash,
                       width: 1.2
                     })),
  });

  const epochCurves = (run) => {
    const frames = run.frames.epoch;
    return depthCurves(run.layers.names, {
      step: frames.times,
      values: run.layers.names.map((_, layer) => frames.values.map((frame) => frame[layer])),
    });
  };
  const stepCurves = (run) => (run.norms ? depthCurves(run.layers.names, run.norms) : []);

  const perLayer = (kind) => {
    const curvesOf = kind === 'step' ? stepCurves : epochCurves;
    const curves = runs.map(curvesOf);
    const yRange = logRange(curves.flatMap(allValues));
    const xRange = rangeOfX(curves.flat());
    return panels(
        (run, i) =>
            (curves[i].length ? lineFigure({
              title: titled(run, 'gradient norm of each layer'),
              xLabel: kind,
              yLabel: 'gradient norm',
              log: true,
              curves: curves[i],
              yRange,
              xRange,
              height: several ? 320 : 420,
              note: [
                kind === 'step' ? 'of the batch' : 'over the whole training set',
                kind === 'step' && thinningNote(run.norms, 'steps'),
                run.layers.names.length < run.layers.of &&
                    `${run.layers.names.length} of ${run.layers.of} layers`
              ].filter(Boolean)
                        .join('; '),
            }) :
                                null));
  };

  return (section) => {
    const kinds = [{label: 'By step', value: 'step'}, {label: 'By epoch', value: 'epoch'}].filter(
        ({value}) => runs.some((run) => run.frames[value].times.length));
    if (!kinds.length) return 'no gradient was recorded';
    section.append(element(
        'p', {class: 'lead'},
        'Colours go with depth, from the first layer (violet) to the last (yellow). Point at a curve for its layer and ' +
            'value; click it, or its name, to see it alone.'));
    if (several && runs.some((run) => run.steps.step.length)) section.append(totals());
    const place = element('div');
    const show = (kind) => place.replaceChildren(perLayer(kind));
    if (kinds.length > 1) section.append(tabs('Time', kinds, show));
    section.append(place);
    show(kinds[0].value);
    return null;
  };
})();
