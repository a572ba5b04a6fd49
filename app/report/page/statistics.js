'use strict';

/** The value below which a share of the ascending values lies, between two of them linearly. */
function quantileOf(ascending, share) {
  if (!ascending.length) return NaN;
  const place = share * (ascending.length - 1);
  const low = Math.floor(place);
  const high = Math.ceil(place);
  return low === high ? ascending[low] :
                        ascending[low] + (ascending[high] - ascending[low]) * (place - low);
}

function ascendingOf(values) { return [...values].sort((a, b) => a - b); }

/** What a field of a heat map can say of several runs; all take at least one finite value. */
const aggregates = {
  median: {label: 'median', of: (values) => quantileOf(ascendingOf(values), 0.5)},
  mean: {label: 'mean', of: (values) => values.reduce((a, b) => a + b, 0) / values.length},
  lowest: {label: 'lowest', of: (values) => values.reduce((a, b) => Math.min(a, b))},
  highest: {label: 'highest', of: (values) => values.reduce((a, b) => Math.max(a, b))},
  range: {
    label: 'range (highest − lowest)',
    of: (values) => aggregates.highest.of(values) - aggregates.lowest.of(values)
  },
};
