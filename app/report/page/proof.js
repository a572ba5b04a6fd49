'use strict';

/** The curve that shows what a finding says, with its steps marked. */
const proof = (() => {
  const severityColour = {error: 'error', warning: 'warning', info: 'info'};

  const lossCurve = (run) => ({
    title: 'Loss of each batch',
    yLabel: 'loss',
    log: spansDecades(run.steps.loss),
    curves: [{label: 'loss', xs: run.steps.step, ys: run.steps.loss, colour: roleColours.training}],
    levels: run.yardsticks.loss,
  });

  const evaluations = (run) => run.evaluations && {
    title: 'Loss in either mode',
    yLabel: 'loss',
    log: spansDecades([...run.evaluations.training, ...run.evaluations.validation]),
    curves: [
      {
        label: 'batches, in training mode',
        xs: run.steps.step,
        ys: run.steps.loss,
        colour: roleColours.faint,
      },
      ...[['training data, evaluated', 'training'], ['validation data', 'validation']]
          .filter(([, key]) => run.evaluations[key].some(isMeasured))
          .map(([label, key]) => ({
                 label,
                 xs: run.evaluations.step,
                 ys: run.evaluations[key],
                 colour: roleColours[key],
               })),
    ],
    legend: true,
    levels: run.yardsticks.loss,
  };

  /** What it learnt, beside what simple models did. */
  const againstSimpleModels = (run) => {
    const kind = ['accuracy', 'loss'].find((name) => run.yardsticks[name].some(({reach}) => reach));
    return kind && {
      title: kind === 'accuracy' ? 'Accuracy by epoch' : 'Loss by epoch',
      xLabel: 'epoch',
      yLabel: kind,
      format: kind === 'accuracy' ? formatShare : undefined,
      curves: epochCurves.ofBothSets(run, kind),
      legend: true,
      levels: run.yardsticks[kind],
      marks: [],
    };
  };

  const totalNorm = (run) => {
    const curves = [{
      label: 'before clipping',
      xs: run.steps.step,
      ys: run.steps.norm,
      colour: roleColours.validation
    }];
    if (run.steps.norm_after.some(
            (value, i) => value !== run.steps.norm[i] && Number.isFinite(value)))
      curves.push({
        label: 'after clipping',
        xs: run.steps.step,
        ys: run.steps.norm_after,
        colour: roleColours.training
      });
    return {title: 'Gradient norm over all layers', yLabel: 'gradient norm', log: true, curves};
  };

  /** The place of a layer among names; a finding may name a parameter of it. */
  const placeOf = (names, layer) =>
      names.findIndex((name) => layer === name || layer.startsWith(`${name}.`));

  /** The layer itself bold, the others in grey, so that one sees how it stands among them. */
  const amongOthers = (names, series, layer) => {
    const place = placeOf(names, layer);
    const all = depthCurves(names, series);
    if (place < 0) return all;
    const emphasized =
        all.filter((curve) => curve.label === names[place])
            .map((curve) => ({...curve, width: 2.6, colour: roleColours.validation}));
    const others = all.filter((curve) => curve.label !== names[place])
                       .map((curve) => ({...curve, width: 0.9, colour: roleColours.faint}));
    return [...emphasized, ...others];
  };

  const layerNorms = (run, finding) => run.norms && {
    title: 'Gradient norm of each layer',
    yLabel: 'gradient norm',
    log: true,
    curves: amongOthers(run.layers.names, run.norms, finding.layer),
  };

  const updateRatio = (run, finding) => run.updates && {
    title: 'Update in parts of the weight',
    yLabel: '‖Δw‖ / ‖w‖',
    log: true,
    curves: amongOthers(run.layers.names, run.updates, finding.layer),
  };

  const weightNorms = (run, finding) => run.weight_norms && {
    title: 'Weight norm of each layer',
    yLabel: '‖w‖',
    log: true,
    curves: amongOthers(run.layers.names, run.weight_norms, finding.layer),
  };

  const activation = (key, title, yLabel, options = {}) => (run, finding) =>
      run.activations[key] && {
        title,
        yLabel,
        ...options,
        curves: amongOthers(run.activations.taps, run.activations[key], finding.layer),
      };
  const share = {format: formatShare, yRange: [0, 1]};
  const saturation = activation('saturated', 'Share of saturated entries', 'share', share);
  const deviation = activation(
      'deviation', 'Standard deviation of the activations', 'deviation', {log: true});

  /** It says several things of the initial weights; which one, its numbers tell. */
  const initialization = (run, finding) => {
    const byNumber = {
      spread: activation(
          'spread', 'How far the samples differ, in parts of the values’ size', 'spread',
          {log: true}),
      saturated: saturation,
      decades: deviation,
    };
    const number = Object.keys(byNumber).find((name) => Object.hasOwn(finding.evidence, name));
    return number ? byNumber[number](run, finding) : null;
  };

  /** By rule, the most telling first. What is not here is shown by the loss. */
  const byRule = {
    'vanishing-gradient': [layerNorms],
    'exploding-gradient': [totalNorm],
    'gradient-spike': [totalNorm],
    'non-finite': [totalNorm],
    'clipping-always': [totalNorm],
    'clipping-never': [totalNorm],
    'dead-units':
        [activation('inactive', 'Share of units that are 0 for every sample', 'share', share)],
    'saturated-units': [saturation],
    'update-ratio': [updateRatio],
    'weight-decay': [weightNorms],
    'evaluation-mode': [evaluations],
    'overfitting': [evaluations],
    'poor-initialization': [initialization],
    'input-scale': [deviation],
    'underfitting': [againstSimpleModels],
    'no-activation': [againstSimpleModels],
    'dropout': [againstSimpleModels],
  };

  return (run, finding) => {
    if (!run.steps.step.length) return null;
    for (const make
             of [...(Object.hasOwn(byRule, finding.rule) ? byRule[finding.rule] : []), lossCurve]) {
      const spec = make(run, finding);
      if (!spec || !spec.curves.length) continue;
      return lineFigure({
        xLabel: 'step',
        height: 300,
        legend: spec.legend || spec.curves.length <= 2,
        note: spec.curves.length > 2 && spec.curves[0].width ? `${spec.curves[0].label} in colour` :
                                                               '',
        marks: [{
          from: finding.first_step,
          to: finding.last_step,
          colour: severityColour[finding.severity],
          label: `step ${formatCount(finding.first_step)}`,
        }],
        ...spec,
      });
    }
    return null;
  };
})();
