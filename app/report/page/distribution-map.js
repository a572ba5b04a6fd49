'use strict';

/** What the characters of a column stand for: see distribution_data.hpp. */
const shareLevels = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function decodeShares(text, peak) {
  return [...text].map((level) => peak * (shareLevels.indexOf(level) / 63) ** 2);
}

/** One layer's values over time: shares by epoch and row, the lowest row first. */
function decodeDistribution(raw, epochs) {
  const peak = toNumber(raw.peak);
  return {
    layer: raw.layer,
    epochs,
    low: toNumber(raw.low),
    high: toNumber(raw.high),
    peak,
    columns: raw.columns.map((text) => decodeShares(text, peak)),
    zeros: decodeShares(raw.zeros, peak),
    nonFinite: decodeShares(raw.non_finite, peak),
  };
}

/** The value below which a share of a column's counted values lies. */
function quantileInColumn(distribution, column, share) {
  const shares = distribution.columns[column];
  const total = shares.reduce((a, b) => a + b, 0);
  const width = (distribution.high - distribution.low) / shares.length;
  let below = 0;
  for (let row = 0; row < shares.length && total > 0; row += 1) {
    const next = below + shares[row];
    if (next >= share * total && shares[row] > 0) {
      const value = distribution.low + width * (row + (share * total - below) / shares[row]);
      return Math.abs(value) < 1e-9 * width ? 0 : value;
    }
    below = next;
  }
  return NaN;
}

/**
 * What the pictures count: how a value on their vertical axis is written, and what it is called.
 */
const distributionKinds = {
  gradients: {
    label: 'Gradients',
    axis: 'size of the gradient’s entries, |g|',
    curveAxis: 'log₁₀ of |g|',
    format: (value) => formatNumber(10 ** value),
    tick: (value) => powerOfTen(Math.round(value)),
    lead:
        'How large the entries of each layer’s gradient are: that of the mean loss over the whole training set. All ' +
        'layers are on one scale; where the band sinks from layer to layer towards the input, the gradient vanishes.',
  },
  weights: {
    label: 'Weights',
    axis: 'weight',
    curveAxis: 'weight',
    format: formatNumber,
    tick: (value) => formatNumber(Number(value.toPrecision(2))),
    lead:
        'How each layer’s weights are spread. A picture that does not change is a layer that does not learn.',
  },
  activations: {
    label: 'Activations',
    axis: 'activation',
    curveAxis: 'activation',
    format: formatNumber,
    tick: (value) => formatNumber(Number(value.toPrecision(2))),
    lead:
        'What each layer makes of the first training samples, at most 1,000. A single line is a layer that says the ' +
        'same whatever it sees; lines at the ends of a sigmoid or tanh are saturation.',
  },
};

const axisHeight = 20;  // of the epochs below a map

/** Which of the rows beside the axis some of the distributions need. */
function stripsOf(distributions) {
  const any = (key) => distributions.some((one) => one[key].some((share) => share > 0));
  return {zeros: any('zeros'), nonFinite: any('nonFinite')};
}

/** From the lowest row of any of the distributions to the highest. */
function spanOf(distributions) {
  return {
    low: Math.min(...distributions.map((one) => one.low)),
    high: Math.max(...distributions.map((one) => one.high)),
  };
}

/**
 * The heat map of a distribution: epochs from left to right, values upwards, shares as colour.
 * `strips` and `span`: those of all maps beside it, so that their axes are the same.
 */
class DistributionMap {
  constructor(distribution, kind, {title, height, large, strips, span, onChoose}) {
    Object.assign(
        this, {distribution, kind, height, large, strips, onChoose, span: span || distribution});
    this.words = distributionKinds[kind];
    this.cursor = null;
    this.canvas = element('canvas', {
      tabindex: 0,
      role: 'img',
      // Drawing must not change its height, or the page would be laid out again.
      style: `width: 100%; height: ${height + axisHeight}px`,
      'aria-label': this.describe(title),
      onpointermove: (event) => this.point(event),
      onpointerleave: () => this.setCursor(null),
      onclick: () => onChoose && onChoose(),
      onkeydown: (event) => this.key(event),
      onblur: () => this.setCursor(null),
    });
    this.box = element('div', {class: 'canvas-box'}, this.canvas);
    this.readout = element('p', {class: 'readout note'});
    this.node = element(
        'figure', {class: 'chart'}, element('figcaption', {}, title), this.box, this.readout);
    this.tell();
  }

  static colour(position) {
    return theme.isDark() ? viridisAt(0.12 + 0.88 * position) : viridisAt(1 - position);
  }

  static lostColour() { return theme.isDark() ? '#ff5c8a' : '#c2185b'; }

  get last() { return this.distribution.epochs.length - 1; }

  /** Where all but the largest and the smallest 5 % lie, and what has no place on the axis. */
  summary(column) {
    const at = (share) => quantileInColumn(this.distribution, column, share);
    const parts = Number.isFinite(at(0.5)) ?
        [`90 % in ${this.words.format(at(0.05))} to ${this.words.format(at(0.95))}`] :
        [];
    const {zeros, nonFinite} = this.distribution;
    if (zeros[column] > 0) parts.push(`${formatShare(zeros[column])} exactly zero`);
    if (nonFinite[column] > 0) parts.push(`${formatShare(nonFinite[column])} not finite`);
    return parts.join(', ') || 'nothing';
  }

  describe(title) {
    const {epochs} = this.distribution;
    return `Heat map of ${title}: ${this.words.axis} by epoch. At epoch ${epochs[0]} ${
        this.summary(0)}; at epoch ${epochs[this.last]} ${
        this.summary(this.last)}. Arrow keys move through it${
        this.onChoose ? ', Enter shows the layer large' : ''}. The table has the numbers.`;
  }

  layout() {
    const {columns, low, high} = this.distribution;
    const mapRange = this.span.high - this.span.low;
    const strip = this.large ? 12 : 8;
    const top = this.strips.nonFinite ? strip + 3 : 0;
    const bottom = this.strips.zeros ? strip + 3 : 0;
    const width = this.box.clientWidth;
    const left = this.large ? 64 : 44;
    const rows = columns[0].length;
    return {
      width,
      left,
      strip,
      top,
      rows,
      rowHeight: ((this.height - top - bottom) * (high - low)) / (rows * mapRange),
      highest: top + ((this.height - top - bottom) * (this.span.high - high)) / mapRange,
      mapHeight: this.height - top - bottom,
      columnWidth: (width - left - 2) / columns.length,
    };
  }

  draw() {
    const place = this.layout();
    if (!(place.width > place.left)) return;
    const ratio = window.devicePixelRatio || 1;
    const total = this.height + axisHeight;
    this.canvas.width = place.width * ratio;
    this.canvas.height = total * ratio;
    const context = this.canvas.getContext('2d');
    context.scale(ratio, ratio);
    this.distribution.columns.forEach((shares, column) => {
      shares.forEach((share, row) => this.fill(context, place, column, row, share));
      this.fill(context, place, column, -1, this.distribution.zeros[column]);
      this.fill(context, place, column, place.rows, this.distribution.nonFinite[column]);
    });
    context.strokeStyle = theme.colour('line');
    context.strokeRect(
        place.left, place.top, place.columnWidth * this.distribution.columns.length,
        place.mapHeight);
    this.drawLabels(context, place);
    if (!this.cursor) return;
    const {x, y, height} = this.field(place, this.cursor.column, this.cursor.row);
    context.strokeStyle = theme.colour('text');
    context.lineWidth = 2;
    context.strokeRect(x, y, Math.max(place.columnWidth, 4), Math.max(height, 4));
  }

  /** Row −1 is that of the zeros, the one past the last that of what is not finite. */
  field(place, column, row) {
    const x = place.left + column * place.columnWidth;
    if (row < 0) return {x, y: this.height - place.strip, height: place.strip};
    if (row >= place.rows) return {x, y: 0, height: place.strip};
    return {
      x,
      y: place.highest + (place.rows - 1 - row) * place.rowHeight,
      height: place.rowHeight
    };
  }

  fill(context, place, column, row, share) {
    if (!(share > 0)) return;
    const {x, y, height} = this.field(place, column, row);
    context.fillStyle = row >= place.rows ?
        DistributionMap.lostColour() :
        DistributionMap.colour(Math.sqrt(share / this.distribution.peak));
    context.fillRect(x, y, place.columnWidth + 0.5, height + 0.5);
  }

  drawLabels(context, place) {
    context.fillStyle = theme.colour('quiet');
    context.font = '11px system-ui, sans-serif';
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const value of this.ticks()) {
      const y = place.top + place.mapHeight * (1 - this.positionOf(value));
      context.fillText(
          this.words.tick(value), place.left - 5,
          Math.min(Math.max(y, place.top + 6), place.top + place.mapHeight - 5));
    }
    if (this.strips.zeros) context.fillText('0', place.left - 5, this.height - place.strip / 2);
    if (place.top > 0) context.fillText('inf', place.left - 5, place.strip / 2);
    context.textBaseline = 'top';
    const {epochs} = this.distribution;
    const last = epochs[epochs.length - 1];
    const shown =
        this.large && place.width > 500 ? roundTimes(epochs, 8) : [...new Set([epochs[0], last])];
    shown.forEach((epoch, i) => {
      const column = placeAmong(epochs, epoch);
      const atEnd = i > 0 && epoch === last;
      context.textAlign = i === 0 ? 'left' : atEnd ? 'right' : 'center';
      const x = place.left + place.columnWidth * (column + (i === 0 ? 0 : atEnd ? 1 : 0.5));
      context.fillText(`${i === 0 ? 'epoch ' : ''}${formatCount(epoch)}`, x, this.height + 5);
    });
  }

  positionOf(value) { return (value - this.span.low) / (this.span.high - this.span.low); }

  /** Whole decades of gradients; of others both ends and 0 or the middle. */
  ticks() {
    const {low, high} = this.span;
    // Of values none of which is counted the axis is made up.
    if (!this.distribution.columns.flat().some((share) => share > 0)) return [];
    if (this.kind !== 'gradients') {
      const middle = low < 0 && high > 0 ? 0 : (low + high) / 2;
      const inside = Math.abs(this.positionOf(middle) - 0.5) < 0.38;
      return inside ? [low, middle, high] : [low, high];
    }
    const stride = Math.max(1, Math.ceil((high - low) / (this.large ? 10 : 4)));
    const ticks = [];
    for (let value = Math.ceil(low / stride) * stride; value <= high; value += stride)
      ticks.push(value);
    return ticks;
  }

  point(event) {
    const place = this.layout();
    const column = Math.floor((event.offsetX - place.left) / place.columnWidth);
    const known = column >= 0 && column <= this.last && event.offsetY <= this.height;
    const row = this.rowAt(event.offsetY, place);
    this.setCursor(known && row !== null ? {column, row} : null);
  }

  /** Null where the axis goes on beyond the rows. */
  rowAt(y, place) {
    if (y < place.top) return place.rows;
    if (y > place.top + place.mapHeight) return -1;
    const row = place.rows - 1 - Math.floor((y - place.highest) / place.rowHeight);
    return row >= 0 && row < place.rows ? row : null;
  }

  key(event) {
    if (event.key === 'Enter' && this.onChoose) this.onChoose();
    const move = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [
                    0, -1
                  ]}[event.key];
    if (!move) return;
    event.preventDefault();
    const rows = this.distribution.columns[0].length;
    const cursor = this.cursor || this.start();
    this.setCursor({
      column: Math.min(Math.max(cursor.column + move[0], 0), this.last),
      row: Math.min(Math.max(cursor.row + move[1], -1), rows),
    });
  }

  /** The field of the newest column that most values are in. */
  start() {
    const shares = this.distribution.columns[this.last];
    return {column: this.last, row: shares.indexOf(Math.max(...shares))};
  }

  setCursor(cursor) {
    this.cursor = cursor;
    this.tell();
    this.draw();
  }

  tell() {
    const {epochs, low, high, columns, zeros, nonFinite} = this.distribution;
    if (!this.cursor) {
      this.readout.textContent =
          `epoch ${formatCount(epochs[this.last])}: ${this.summary(this.last)}`;
      return;
    }
    const {column, row} = this.cursor;
    const rows = columns[0].length;
    const edge = (i) => this.words.format(Number((low + ((high - low) * i) / rows).toPrecision(5)));
    const what = row < 0 ? 'exactly zero' :
        row >= rows      ? 'not finite' :
                           `${edge(row)} to ${edge(row + 1)}`;
    const share = row < 0 ? zeros[column] : row >= rows ? nonFinite[column] : columns[column][row];
    this.readout.textContent = `${this.distribution.layer}, epoch ${formatCount(epochs[column])}, ${
        what}: ${formatShare(share)}`;
  }
}
