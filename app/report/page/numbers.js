'use strict';

/** The data has numbers that are not finite as text, and null where nothing was measured. */
function toNumber(value) {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  if (value === 'inf') return Infinity;
  return value === '-inf' ? -Infinity : NaN;
}

function toNumbers(values) { return (values || []).map(toNumber); }

const isMeasured = (value) => value !== null;
const isPositive = (value) => Number.isFinite(value) && value > 0;

function formatNumber(value) {
  if (value === null || value === undefined) return '–';
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '−inf';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e6) return String(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential(2);
  return String(Number(value.toPrecision(4)));
}

/** 1,234,567; a number that is not whole as formatNumber has it. */
function formatCount(value) {
  if (typeof value === 'number' && !Number.isInteger(value)) return formatNumber(value);
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

function formatShare(value) {
  return Number.isFinite(value) ? `${(100 * value).toFixed(value > 0 && value < 0.01 ? 2 : 1)} %` :
                                  formatNumber(value);
}

/** A tick of any other axis: as formatNumber has it, with more digits where neighbours need them. */
function numberTick(value, _, ticks) {
  const gap = ticks.length > 1 ? Math.abs(ticks[1].value - ticks[0].value) : 0;
  const tellsApart = (digits) => ticks.every(
      (tick) => Math.abs(Number(tick.value.toPrecision(digits)) - tick.value) <= gap / 20);
  let digits = 3;
  while (digits < 12 && gap > 0 && !tellsApart(digits)) ++digits;
  const size = Math.abs(value);
  const plain = Number.isInteger(value) || (size < 1e5 && size >= 1e-3);
  if (gap === 0 || digits <= (plain ? 4 : 3)) return formatNumber(Number(value.toPrecision(6)));
  return plain ? String(Number(value.toPrecision(digits))) : value.toExponential(digits - 1);
}

/** A tick of an axis of shares: as many decimals as tell it from its neighbour. */
function shareTick(value, _, ticks) {
  const gap = ticks.length > 1 ? 100 * Math.abs(ticks[1].value - ticks[0].value) : 1;
  const decimals = Math.max(0, Math.ceil(-Math.log10(gap) - 1e-9));
  // 2.5 % apart: one decimal more than the gap's size says
  const whole = Math.abs(gap * 10 ** decimals - Math.round(gap * 10 ** decimals)) < 1e-6;
  return `${(100 * value).toFixed(whole ? decimals : decimals + 1)} %`;
}

/** 10⁻⁵ */
function powerOfTen(exponent) {
  const digits =
      {'-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹'};
  return '10' + String(exponent).split('').map((digit) => digits[digit]).join('');
}

/**
 * A little more than the range of the positive values, and at least the decade that they are in.
 */
function logRange(values) {
  let low = Infinity;
  let high = 0;
  for (const value of values) {
    if (!isPositive(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!high) return [0.1, 1];
  const from = Math.log10(low);
  const to = Math.log10(high);
  const margin = 0.04 * (to - from) + 0.05;
  const decades = Math.floor(to + margin) - Math.ceil(from - margin);
  if (decades >= 1) return [10 ** (from - margin), 10 ** (to + margin)];
  return [10 ** Math.floor(from - margin), 10 ** Math.ceil(to + margin)];  // two ticks at least
}

/** A little more than the range of the finite values. */
function linearRange(values) {
  const finite = values.filter(Number.isFinite);
  if (!finite.length) return [0, 1];
  const low = finite.reduce((a, b) => Math.min(a, b));
  const high = finite.reduce((a, b) => Math.max(a, b));
  const margin = low === high ? Math.abs(low) * 0.1 || 0.5 : (high - low) * 0.06;
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin];
}

/**
 * Whether a logarithmic axis suits: all finite values are positive, and over a factor of 30 apart.
 */
function spansDecades(values) {
  const finite = values.filter(Number.isFinite);
  if (!finite.length) return false;
  const low = finite.reduce((a, b) => Math.min(a, b));
  return low > 0 && finite.reduce((a, b) => Math.max(a, b)) > 30 * low;
}

/** From 0 to 100 %, or to what there is where that is little. */
function shareRange(values) {
  const highest = values.filter(Number.isFinite).reduce((a, b) => Math.max(a, b), 0);
  return [0, highest > 0.3 ? 1 : Math.max(highest * 1.2, 0.01)];
}

/** `most` positions at even distances among `count`, the first and the last among them. */
function spreadPositions(count, most) {
  if (count <= most) return Array.from({length: count}, (_, i) => i);
  return Array.from({length: most}, (_, i) => Math.floor((i * (count - 1)) / (most - 1)));
}

/** Round numbers, about `most`, among the ascending whole `times`; the first is that of `times`. */
function roundTimes(times, most) {
  const first = times[0];
  const last = times[times.length - 1];
  const least = Math.max((last - first) / most, 1);
  const decade = 10 ** Math.floor(Math.log10(least));
  const stride = [1, 2, 5, 10].map((factor) => factor * decade).find((size) => size >= least);
  const round = [first];
  for (let time = (Math.floor(first / stride) + 1) * stride; time <= last; time += stride)
    if (time - first > stride / 2) round.push(time);
  return round;
}

/** Where a time lies among the ascending `times`, as a position: between two of them, a part. */
function placeAmong(times, time) {
  const before = Math.max(lastNotAbove(times, time), 0);
  if (before === times.length - 1) return before;
  return before + Math.max(time - times[before], 0) / (times[before + 1] - times[before]);
}

/** The position of the last of the ascending `values` that is not above `limit`; −1 if all are. */
function lastNotAbove(values, limit) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= limit)
      low = middle + 1;
    else
      high = middle;
  }
  return low - 1;
}
