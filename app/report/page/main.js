'use strict';

/**
 * The sections in the order in which a person asks: what is wrong, does it learn, where does the
 * gradient go, why.
 */
(() => {
  const titleOf = () =>
      (runs.length <= 3 ? runs.map((run) => run.name).join(' against ') : `${runs.length} runs`);
  const sections = [
    {id: 'verdict', title: titleOf(), name: 'Verdict', fill: verdictSection},
    several && {id: 'differences', title: 'Differences', fill: comparisonSection},
    {id: 'learning', title: 'Loss and accuracy', name: 'Loss', fill: learningSection},
    {id: 'norms', title: 'Gradient norm by layer', name: 'Gradient', fill: layerNormsSection},
    {id: 'plumb-line', title: 'The plumb line', name: 'Plumb line', fill: plumbLineSection},
    {id: 'heat-map', title: 'Layer by time', name: 'Heat map', fill: heatMapSection},
    {id: 'forecast', title: 'Forecast against measured', name: 'Forecast', fill: forecastSection},
    {id: 'time-lags', title: 'Gradient over time lags', name: 'Time lags', fill: timeLagsSection},
    {
      id: 'distributions',
      title: 'Distributions over time',
      name: 'Distributions',
      fill: distributionsSection
    },
    // Of runs without histograms.jsonl alone: the checkpoints have less to say.
    runs.some((run) => run.weights.length || !run.distributions.weights) &&
        {id: 'weights', title: 'Weights', fill: weightsSection},
    {id: 'activations', title: 'Activations', fill: probeSections.activations},
    {id: 'updates', title: 'Update ratios', name: 'Updates', fill: probeSections.updates},
    {
      id: 'saturation',
      title: 'Saturation and dead units',
      name: 'Saturation',
      fill: probeSections.saturation
    },
    {id: 'clipping', title: 'Clipping', fill: clippingSection},
    {
      id: 'setup',
      title: 'Model, configuration, how to repeat it',
      name: 'Setup',
      fill: setupSection
    },
  ].filter(Boolean);

  showSections(sections);
})();
