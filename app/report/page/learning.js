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

  /** Of one run: training and validation. Of several: a curve a run. */
  const byEpoch = (kind) =>
      (several ?
           runs.map((run) => epochCurves.of(run, `val_${kind}`, run.name, run.colour, run.dash)) :
           epochCurves.ofBothSets(runs[0], kind));

  return (section) => {
    const steps = runs.map((run) => ({
                             label: several ? run.name : 'loss',
                             xs: run.steps.step,
                             ys: run.steps.loss,
                             dash: run.dash,
                             width: 1.1,
                             colour: several ? run.colour : roleColours.training,
                           }));
    const levels = (kind) => (several ? [] : runs[0].yardsticks[kind]);
    const figures = [
      figure(several ? 'Validation loss' : 'Loss', 'epoch', 'loss', byEpoch('loss'),
          {levels: levels('loss')}),
      figure(
          several ? 'Validation accuracy' : 'Accuracy', 'epoch', 'accuracy', byEpoch('accuracy'),
          {format: formatShare, levels: levels('accuracy')}),
      figure(
          'Loss of each batch', 'step', 'loss', steps,
          {levels: levels('loss'), note: thinningNote(runs[0].steps, 'steps')}),
    ].filter(Boolean);
    if (!figures.length) return 'no loss was recorded';
    section.append(element('div', {class: 'panels small'}, ...figures));
    return null;
  };
})();
