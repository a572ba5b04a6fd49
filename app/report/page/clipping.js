'use strict';

/** The gradient norm before and after clipping, and how often clipping acted. */
const clippingSection = (() => {
  const clipped = (run) => run.clipping.step.length > 0;

  const normFigure = (run, yRange) => {
    const curves = [{
      label: 'before clipping',
      xs: run.steps.step,
      ys: run.steps.norm,
      colour: roleColours.validation,
      width: 1.2
    }];
    if (clipped(run))
      curves.push({
        label: 'after clipping',
        xs: run.steps.step,
        ys: run.steps.norm_after,
        colour: roleColours.training,
        width: 1.2
      });
    return lineFigure({
      title: titled(
          run, clipped(run) ? 'gradient norm before and after' : 'gradient norm, never clipped'),
      xLabel: 'step',
      yLabel: 'gradient norm',
      log: true,
      curves,
      yRange,
      xRange: sharedStepRange(),
      height: 300,
      note: thinningNote(run.steps, 'steps'),
    });
  };

  const words = (run) => {
    const share =
        run.summary.clipped_share === undefined ? null : Number(run.summary.clipped_share);
    const setting = run.summary.clip ? `clip ${run.summary.clip}` : 'clipping';
    const skipped = Number(run.summary.skipped_updates || run.steps.skipped.length || 0);
    return `${several ? `${run.name}: ` : ''}${setting}; ${
               clipped(run) ?
                   `${share === null ? 'some' : formatShare(share)} of the steps were clipped` :
                   'no step was clipped'}` +
        `${
               skipped ? `; ${
                             formatCount(
                                 skipped)} updates were skipped, their gradient not being finite` :
                         ''}.`;
  };

  return (section) => {
    const skipping = runs.some((run) => run.steps.skipped.length);
    if (!runs.some(clipped) && !skipping)
      return runs.every((run) => !run.steps.step.length) ? 'no step was recorded' :
                                                           'no gradient was clipped';
    section.append(...runs.map((run) => element('p', {}, words(run))));
    const yRange = logRange(runs.flatMap((run) => [...run.steps.norm, ...run.steps.norm_after]));
    section.append(panels((run) => (run.steps.step.length ? normFigure(run, yRange) : null)));
    const acting = runs.filter(clipped);
    if (!acting.length) return null;
    section.append(lineFigure({
      title: 'Share of clipped steps',
      xLabel: 'step',
      yLabel: 'share',
      format: formatShare,
      yRange: [0, 1],
      xRange: sharedStepRange(),
      height: 200,
      curves: acting.map((run) => ({
                           label: run.name,
                           xs: run.clipping.step,
                           ys: toNumbers(run.clipping.share),
                           colour: several ? run.colour : roleColours.training,
                           dash: run.dash,
                         })),
    }));
    return null;
  };
})();
