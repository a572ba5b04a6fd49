'use strict';

/** How weights, gradients and activations are spread, and how that changes from epoch to epoch. */
const distributionsSection = (() => {
  const kindOf = (run, kind) => run.distributions[kind];
  const withKind = (kind) => runs.filter((run) => kindOf(run, kind));

  const scaleKey = () => {
    const ramp = element('i');
    const paint = () => {
      ramp.style.background = `linear-gradient(to right, ${
              [0, 0.2, 0.4, 0.6, 0.8, 1].map(DistributionMap.colour).join(',')})`;
    };
    theme.onChange(paint);
    paint();
    return element(
        'p', {class: 'scale'}, 'few', ramp,
        'most of the layer’s entries (square root of the share)');
  };

  /** The layers that there is no room for. */
  const leftOutNote = (run, kind) => {
    const {of, layers, left_out: names} = kindOf(run, kind);
    if (layers.length >= of) return null;
    const summary = `${titled(run, `${layers.length} of ${of} layers, at even distances`)}`;
    if (!names.length) return element('p', {class: 'note'}, summary);
    return lazyDetails(
        `${summary}; left out:`, () => element('p', {class: 'note'}, names.join(', ')));
  };

  const tableOf = (run, kind) => {
    const {format} = distributionKinds[kind];
    const rows = [['layer', 'epoch', '5 % below', 'median', '95 % below', 'zero', 'not finite']];
    for (const layer of kindOf(run, kind).layers) {
      for (const column of spreadPositions(layer.epochs.length, 6)) {
        const at = (share) => format(quantileInColumn(layer, column, share));
        rows.push([
          layer.layer, formatCount(layer.epochs[column]), at(0.05), at(0.5), at(0.95),
          formatShare(layer.zeros[column]), formatShare(layer.nonFinite[column])
        ]);
      }
    }
    return element('div', {class: 'figure-table'}, table(rows));
  };

  /** A curve of an epoch: shares by the middles of the rows. */
  const curveOf = (distribution, column, look) => {
    const shares = distribution.columns[column];
    const width = (distribution.high - distribution.low) / shares.length;
    return {
      xs: shares.map((_, row) => Number((distribution.low + (row + 0.5) * width).toPrecision(5))),
      ys: shares,
      width: 2,
      ...look,
    };
  };

  const singleCurves = (distribution) => {
    const last = distribution.epochs.length - 1;
    const before = curveOf(distribution, 0, {
      label: distribution.epochs[0] === 0 ? 'before training' : `epoch ${distribution.epochs[0]}`,
      colour: roleColours.validation,
      dash: [5, 4],
    });
    const now = curveOf(distribution, last, {
      label: `after epoch ${distribution.epochs[last]}`,
      colour: roleColours.training,
    });
    return last > 0 ? [before, now] : [now];
  };

  /** Whether there is anything to draw: nothing of a layer that is zero, or not finite, throughout. */
  const isDrawn = (curve) => curve.ys.some((share) => share > 0);

  const newestFigure = (found, kind, layer) => {
    const all = several ? found.map(
                                 ({run, distribution}) => curveOf(
                                     distribution, distribution.epochs.length - 1,
                                     {label: run.name, colour: run.colour, dash: run.dash})) :
                             singleCurves(found[0].distribution);
    const title = several ? `${layer} at the last epoch` : `${layer}, before and now`;
    const curves = all.filter(isDrawn);
    if (!curves.length) {
      return element(
          'figure', {class: 'chart'}, element('figcaption', {}, title),
          leftOut(`No entry is finite${kind === 'gradients' ? ' and other than zero' : ''}.`));
    }
    return lineFigure({
      title,
      xLabel: distributionKinds[kind].curveAxis,
      fractional: true,
      yLabel: 'share of the entries',
      curves,
      yRange: [0, Math.max(...allValues(curves), 0.01) * 1.05],
      format: formatShare,
    });
  };

  return (section) => {
    const kinds = Object.keys(distributionKinds).filter((kind) => withKind(kind).length);
    if (!kinds.length) return 'no histograms.jsonl is in the folder';
    let maps = [];
    const drawMaps = () => maps.forEach((map) => map.draw());
    const addMap = (distribution, kind, options) => {
      const map = new DistributionMap(distribution, kind, options);
      maps.push(map);
      return map.node;
    };
    const place = element('div', {class: 'stack'});

    /** One layer large, with the select that chooses it. */
    const detailOf = (kind) => {
      const layers = [...new Set(
          withKind(kind).flatMap((run) => kindOf(run, kind).layers.map((l) => l.layer)))];
      const content = element('div', {class: 'panels'});
      let own = [];
      const show = (layer) => {
        maps = maps.filter((map) => !own.includes(map));
        const before = maps.length;
        const found =
            withKind(kind)
                .map((run) => ({
                       run,
                       distribution: kindOf(run, kind).layers.find((l) => l.layer === layer)
                     }))
                .filter(({distribution}) => distribution);
        content.replaceChildren(
            ...found.map(({run, distribution}) => addMap(distribution, kind, {
                           title: several ? `${run.name}: ${layer}` : `${layer} over time`,
                           height: 240,
                           strips: stripsOf(found.map((one) => one.distribution)),
                           span: spanOf(found.map((one) => one.distribution)),
                           large: true,
                         })),
            newestFigure(found, kind, layer));
        own = maps.slice(before);
        drawing.whenNear(content.firstChild, () => own.forEach((map) => map.draw()));
      };
      const select = element(
          'select', {id: 'distributions-layer', onchange: () => show(select.value)},
          ...layers.map((layer) => element('option', {value: layer}, layer)));
      const controls = element('div', {class: 'controls'}, element('label', {for: select.id
                               }, 'Layer'), select);
      show(layers[0]);
      const choose = (layer) => {
        select.value = layer;
        show(layer);
        controls.scrollIntoView({block: 'start'});
        select.focus({preventScroll: true});
      };
      return {nodes: [controls, content], choose};
    };

    const overviewOf = (run, kind, choose) => {
      const {layers} = kindOf(run, kind);
      const before = maps.length;
      const grid = element(
          'div', {class: 'panels tiny'},
          ...layers.map((distribution) => addMap(distribution, kind, {
                          title: distribution.layer,
                          height: 130,
                          strips: stripsOf(layers),
                          large: false,
                          onChoose: () => choose(distribution.layer),
                        })));
      const own = maps.slice(before);
      drawing.whenNear(grid, () => own.forEach((map) => map.draw()));
      return grid;
    };

    const show = (kind) => {
      maps = [];
      const {nodes, choose} = detailOf(kind);
      const shown = withKind(kind);
      const overviews = shown.map(
          (run) =>
              (several ? lazyDetails(
                             `${run.name}: all layers`,
                             () => element('div', {}, overviewOf(run, kind, choose))) :
                         overviewOf(run, kind, choose)));
      place.replaceChildren(
          element('p', {class: 'lead'}, distributionKinds[kind].lead), scaleKey(), ...overviews,
          ...shown.map((run) => leftOutNote(run, kind)).filter(Boolean), ...nodes,
          ...shown.map((run) => lazyDetails(titled(run, 'table'), () => tableOf(run, kind))));
    };
    const choices = kinds.map((kind) => ({value: kind, label: distributionKinds[kind].label}));
    section.append(tabs('What is counted', choices, show), place);
    show(kinds[0]);
    theme.onChange(drawMaps);
    new ResizeObserver(drawMaps).observe(section);
    return null;
  };
})();
