'use strict';

/** A name with its middle left out where it is long. */
function shortName(name, limit = 18) {
  return name.length <= limit ? name :
                                `${name.slice(0, limit / 2 - 1)}…${name.slice(-(limit / 2))}`;
}

/**
 * The axis of charts that hang from the output, at depth 0 on top, down to the first layer. `names`
 * from input to output; a layer's place on it is its depth.
 */
function layerAxis(names) {
  const nameAt = (depth) => names[names.length - 1 - depth];
  const axis = axisOptions({
    label: '',
    range: [-0.4, names.length - 1 + (names.length > 1 ? 0.9 : 0.4)],
    reverse: true,
    tickCallback: (depth) => (nameAt(depth) ? shortName(nameAt(depth)) : ''),
  });
  axis.afterBuildTicks = (scale) => {
    scale.ticks = names.map((_, depth) => ({value: depth}));
  };
  return axis;
}

/** The place of a chart on that axis, high enough for its layers. */
function layerBox(names, canvas) {
  return element(
      'div', {
        class: 'canvas-box',
        style: `height: ${Math.min(Math.max(names.length * 30 + 90, 260), 760)}px`
      },
      canvas);
}

/** Norms as points at their depths, and marks at the edge for those without a place on the axis. */
function pointsByLayer(norms, depths, xRange) {
  const line = norms.map((x, i) => ({x: isPositive(x) ? x : NaN, y: depths[i], value: x}));
  const marks = norms.map((value, i) => ({value, y: depths[i]}))
                    .filter(({value}) => value !== null && !isPositive(value))
                    .map((mark) => ({...mark, x: mark.value === 0 ? xRange[0] : xRange[1]}));
  return {line, marks};
}

function markDataset(marks, colour) {
  return {
    data: marks,
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: 2,
    pointStyle: marks.map(({value}) => (value === 0 ? 'triangle' : 'crossRot')),
    pointRotation: 270,
    pointRadius: 6,
    clip: false,
  };
}
