'use strict';

/** The recorded runs as the sections take them, and what they share. */
const report = JSON.parse(document.getElementById('data').textContent);

function decodeCurves(raw) {
  if (!raw || !raw.step || !raw.step.length) return null;
  return {
    thinned: raw.thinned,
    recorded: raw.recorded,
    step: raw.step,
    values: raw.values.map(toNumbers)
  };
}

function decodeFrames(raw, times) {
  return {times: raw[times], epoch: raw.epoch, values: raw.values.map(toNumbers)};
}

function decodeActivations(raw) {
  const activations = {taps: raw.taps || [], kinds: raw.kinds || []};
  for (const key of ['mean', 'deviation', 'spread', 'gradient', 'saturated', 'zeros', 'inactive'])
    activations[key] = decodeCurves(raw[key]);
  return activations;
}

function decodeForecast(raw) {
  if (!raw) return null;
  const layers = {...raw.layers};
  for (const key of ['median', 'low', 'high', 'measured']) layers[key] = toNumbers(layers[key]);
  return {...raw, layers};
}

function decodeEvaluations(raw) {
  if (!raw) return null;
  return {...raw, training: toNumbers(raw.training), validation: toNumbers(raw.validation)};
}

/** Levels of a chart, for the loss and for the accuracy. */
function decodeYardsticks(raw) {
  const levels = (kind) =>
      raw[kind].map(({value, label, reach}) => ({y: toNumber(value), label, reach}));
  return {loss: levels('loss'), accuracy: levels('accuracy')};
}

function decodeDistributions(raw) {
  return Object.fromEntries(Object.entries(raw).map(
      ([
        kind, {epochs, layers, ...rest}
      ]) => [kind, {...rest, layers: layers.map((layer) => decodeDistribution(layer, epochs))}]));
}

const runs = report.runs.map(
    (raw, index) => ({
      ...raw,
      index,
      colour: (dark) => runColour(index, dark),
      dash: runDash(index),
      epochs: Object.fromEntries(
          Object.entries(raw.epochs).map(([key, values]) => [key, toNumbers(values)])),
      steps: {
        ...raw.steps,
        loss: toNumbers(raw.steps.loss),
        norm: toNumbers(raw.steps.norm),
        norm_after: toNumbers(raw.steps.norm_after),
      },
      yardsticks: decodeYardsticks(raw.yardsticks),
      norms: decodeCurves(raw.norms),
      updates: decodeCurves(raw.updates),
      weight_norms: decodeCurves(raw.weight_norms),
      activations: decodeActivations(raw.activations),
      evaluations: decodeEvaluations(raw.evaluations),
      forecast: decodeForecast(raw.forecast),
      distributions: decodeDistributions(raw.distributions),
      timeLags: raw.time_lags.map((layer) => ({...layer, norms: layer.norms.map(toNumbers)})),
      frames: {
        step: decodeFrames(raw.step_frames, 'step'),
        epoch: decodeFrames(raw.epoch_frames, 'epoch')
      },
    }));

const several = runs.length > 1;

/** The name of a run with the colour that it has in every chart. */
function runName(run) {
  const swatch =
      element('span', {class: run.dash.length ? 'swatch dashed' : 'swatch', 'aria-hidden': 'true'});
  const paint = () => {
    swatch.style.color = run.colour(theme.isDark());
  };
  theme.onChange(paint);
  paint();
  return element('span', {class: 'run-name'}, swatch, run.name);
}

/** A title of one run's figure: with the run's name before it where there are several. */
function titled(run, title) {
  return several ? `${run.name}: ${title}` : title[0].toUpperCase() + title.slice(1);
}

/** What thinning did, in a few words; nothing where it did nothing. */
function thinningNote(series, what) {
  return series && series.thinned ?
      `${formatCount(series.recorded)} recorded ${what}, thinned to their extremes` :
      '';
}

/** A curve a layer, coloured by depth. */
function depthCurves(names, series) {
  return names
      .map((label, i) => ({
             label,
             xs: series.step,
             ys: series.values[i],
             colour: (dark) => depthColour(names.length > 1 ? i / (names.length - 1) : 0.5, dark),
           }))
      .filter((curve) => curve.ys.some(isMeasured));
}

/** The first and last step that any run recorded. */
function sharedStepRange() {
  const ends =
      runs.filter((run) => run.steps.step.length)
          .flatMap((run) => [run.steps.step[0], run.steps.step[run.steps.step.length - 1]]);
  if (!ends.length) return undefined;
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

/**
 * The same, one figure a run on the same axes; nothing of runs for which `make` returns nothing.
 */
function panels(make) {
  const figures = runs.map(make).filter(Boolean);
  if (!figures.length) return null;
  const rows = {1: 'wide', 3: 'panels small'};  // three: one row, not two and a hole
  return element('div', {class: rows[figures.length] || 'panels'}, ...figures);
}
