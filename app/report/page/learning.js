'use strict';

/** Loss and accuracy, by step and by epoch. */
const learningSection = (() => {
  const figure = (title, xLabel, yLabel, curves, options = {}) => {
    const shown = curves.filter((curve) => curve.ys.some(isMeasured));
    if (!shown.length) return null;
    const values = allValues(shown);
    return lineFigure({
      title,
      xLabel,
      yLabel,
      curves: shown,
      log: !options.format && spansDecades(values),
      ...options
    });
  };

  const epochCurve = (run, key, label, colour, dash) =>
      ({label, xs: run.epochs.epoch, ys: run.epochs[key], colour, dash});

  /** Of one run: training and validation. Of several: a curve a run. */
  const byEpoch = (kind) =>
      (several ?
           runs.map((run) => epochCurve(run, `val_${kind}`, run.name, run.colour, run.dash)) :
           [
             epochCurve(runs[0], `train_${kind}`, 'while training', roleColours.training, [5, 4]),
             epochCurve(runs[0], `train_eval_${kind}`, 'training set', roleColours.training),
             epochCurve(runs[0], `val_${kind}`, 'validation set', roleColours.validation)
           ]);

  return (section) => {
    const steps = runs.map((run) => ({
                             label: several ? run.name : 'loss',
                             xs: run.steps.step,
                             ys: run.steps.loss,
                             dash: run.dash,
                             width: 1.1,
                             colour: several ? run.colour : roleColours.training,
                           }));
    const levels = !several && runs[0].baseline !== null ?
        [{y: runs[0].baseline, label: 'best constant prediction'}] :
        [];
    const figures = [
      figure(several ? 'Validation loss' : 'Loss', 'epoch', 'loss', byEpoch('loss'), {levels}),
      figure(
          several ? 'Validation accuracy' : 'Accuracy', 'epoch', 'accuracy', byEpoch('accuracy'),
          {format: formatShare}),
      figure(
          'Loss of each batch', 'step', 'loss', steps,
          {levels, note: thinningNote(runs[0].steps, 'steps')}),
    ].filter(Boolean);
    if (!figures.length) return 'no loss was recorded';
    section.append(element('div', {class: 'panels small'}, ...figures));
    return null;
  };
})();
