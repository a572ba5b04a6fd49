'use strict';

/** Loss or accuracy by epoch, of one run or of one set of several. */
const epochCurves = {
  of: (run, key, label, colour, dash) =>
      ({label, xs: run.epochs.epoch, ys: run.epochs[key], colour, dash}),

  ofBothSets: (run, kind) =>
      [
        epochCurves.of(run, `train_${kind}`, 'while training', roleColours.training, [5, 4]),
        epochCurves.of(run, `train_eval_${kind}`, 'training set', roleColours.training),
        epochCurves.of(run, `val_${kind}`, 'validation set', roleColours.validation),
      ].filter((curve) => curve.ys.some(isMeasured)),
};
