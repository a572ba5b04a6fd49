'use strict';

/**
 * Of recurrent networks: how much of the loss's gradient reaches the steps that lie further and
 * further back.
 */
const timeLagsSection = (() => {
  const range = (curves) => ({yRange: logRange(allValues(curves)), xRange: rangeOfX(curves)});

  const figure = (title, note, curves, ranges) => lineFigure({
    title,
    note,
    xLabel: 'time lag',
    yLabel: 'gradient norm of the state',
    log: true,
    height: 320,
    curves,
    ...ranges
  });

  /** A curve an epoch, from violet to yellow. */
  const epochCurves = (layer) => layer.epochs.map((epoch, i) => ({
                                                   label: `epoch ${epoch}`,
                                                   xs: layer.lag,
                                                   ys: layer.norms[i],
                                                   colour: (dark) => depthColour(
                                                       layer.epochs.length > 1 ?
                                                           i / (layer.epochs.length - 1) :
                                                           0.5,
                                                       dark),
                                                 }));

  const single = (layer) => {
    const curves = epochCurves(layer);
    return figure(
        `Gradient of the state of ${layer.layer}`,
        'steps before the last one of the sequence; of 32 training samples', curves,
        range(curves));
  };

  /** A curve a run, before training and at the end. */
  const compared = (shown) => {
    const curvesAt = (place) => shown.map(({run, layer}) => {
      const norms = layer.norms[place(layer.norms)];
      return {
        label: `${run.name}, ${layer.layer}`,
        xs: layer.lag,
        ys: norms,
        colour: run.colour,
        dash: run.dash
      };
    });
    const before = curvesAt(() => 0);
    const after = curvesAt((norms) => norms.length - 1);
    const ranges = range([...before, ...after]);
    return element(
        'div', {class: 'panels'},
        figure('Before training', 'steps before the last one', before, ranges),
        figure('At the last epoch measured', 'steps before the last one', after, ranges));
  };

  return (section) => {
    const shown =
        runs.filter((run) => run.timeLags.length).map((run) => ({run, layer: run.timeLags[0]}));
    if (!shown.length) return 'no recurrent network, or its gradient over time was not measured';
    section.append(element(
        'p', {class: 'lead'},
        'What happened long ago can be learnt from only where the gradient reaches it. Falling by the same factor ' +
            'from lag to lag it vanishes over time, rising it explodes.'));
    if (several) {
      section.append(compared(shown));
      return null;
    }
    const layers = runs[0].timeLags;
    const place = element('div');
    const show = (name) =>
        place.replaceChildren(single(layers.find(({layer}) => layer === name)));
    if (layers.length > 1)
      section.append(
          tabs('Layer', layers.map(({layer}) => ({label: layer, value: layer})), show));
    section.append(place);
    show(layers[0].layer);
    return null;
  };
})();
