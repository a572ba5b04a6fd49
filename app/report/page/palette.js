'use strict';

/** Viridis (Smith and van der Walt, matplotlib 2.0) at even distances. */
const viridis = [
  [68, 1, 84], [72, 40, 120], [62, 73, 137], [49, 104, 142], [38, 130, 142], [31, 158, 137],
  [53, 183, 121], [110, 206, 88], [181, 222, 43], [253, 231, 37]
];

/** Red, green and blue at a position from 0 to 1 of a row of colours. */
function mixAt(colours, position) {
  const scaled = Math.min(Math.max(position, 0), 1) * (colours.length - 1);
  const low = Math.min(Math.floor(scaled), colours.length - 2);
  return colours[low].map(
      (value, i) => Math.round(value + (colours[low + 1][i] - value) * (scaled - low)));
}

function viridisAt(position) { return `rgb(${mixAt(viridis, position).join(',')})`; }

/**
 * The colour of a layer, from the input (0) to the output (1): each theme leaves out the end that
 * it would hide.
 */
function depthColour(position, dark) {
  return viridisAt(dark ? 0.3 + 0.7 * position : 0.85 * position);
}

/** Okabe and Ito's colours, told apart with any colour vision; lighter ones on dark ground. */
const runColours = {
  light: ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#B07D00', '#3B8FC4', '#000000'],
  dark: ['#56B4E9', '#F0803C', '#2FC89A', '#E59AC6', '#F0C24B', '#9CB4FF', '#FFFFFF'],
};
const dashes = [[], [8, 4], [2, 3], [8, 3, 2, 3]];

function runColour(index, dark) {
  const colours = dark ? runColours.dark : runColours.light;
  return colours[index % colours.length];
}

/** Another dash pattern each time that the colours repeat. */
function runDash(index) {
  return dashes[Math.floor(index / runColours.light.length) % dashes.length];
}

const roleColours = {
  training: (dark) => runColour(0, dark),
  validation: (dark) => runColour(1, dark),
  quiet: (dark) => (dark ? '#8d97a3' : '#7a838e'),
  faint: (dark) => (dark ? '#5d6672' : '#b3bac2'),
};

/** ColorBrewer's RdBu, blue at −1, red at 1: two directions that any colour vision tells apart. */
const blueToRed = [
  [33, 102, 172], [67, 147, 195], [146, 197, 222], [209, 229, 240], [247, 247, 247],
  [253, 219, 199], [244, 165, 130], [214, 96, 77], [178, 24, 43]
];
