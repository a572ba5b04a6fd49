'use strict';

/**
 * Text on a patch of the ground, so that curves do not cross it; (x, y) is its upper corner on the
 * side of `align`.
 */
function labelAt(ctx, text, x, y, align, colour) {
  ctx.save();
  ctx.font = '600 12px system-ui, sans-serif';
  const width = ctx.measureText(text).width;
  const left = align === 'left' ? x : x - width;
  ctx.fillStyle = theme.colour('card');
  ctx.globalAlpha = 0.85;
  ctx.fillRect(left - 3, y - 2, width + 6, 17);
  ctx.globalAlpha = 1;
  ctx.fillStyle = theme.colour(colour);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText(text, left, y);
  ctx.restore();
}

/** Steps to look at: a band from `from` to `to`, a line with a word at `from`. */
const markPlugin = {
  id: 'marks',
  beforeDatasetsDraw(chart, _, options) {
    const {ctx, chartArea, scales} = chart;
    for (const mark of options.marks || []) {
      const left = Math.max(scales.x.getPixelForValue(mark.from), chartArea.left);
      const right = Math.min(scales.x.getPixelForValue(mark.to), chartArea.right);
      ctx.save();
      ctx.fillStyle = theme.colour(mark.colour);
      ctx.globalAlpha = theme.isDark() ? 0.14 : 0.09;
      if (right > left)
        ctx.fillRect(left, chartArea.top, right - left, chartArea.bottom - chartArea.top);
      ctx.globalAlpha = 1;
      ctx.strokeStyle = ctx.fillStyle;
      ctx.lineWidth = 2;
      ctx.beginPath();
      ctx.moveTo(left, chartArea.top);
      ctx.lineTo(left, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
    }
  },
  afterDatasetsDraw(chart, _, options) {
    const {ctx, chartArea, scales} = chart;
    for (const mark of options.marks || []) {
      const x = Math.max(scales.x.getPixelForValue(mark.from), chartArea.left);
      const fitsRight = x + 80 < chartArea.right;
      labelAt(
          ctx, mark.label, fitsRight ? x + 5 : x - 5, chartArea.top + 4,
          fitsRight ? 'left' : 'right', mark.colour);
    }
  },
};

/** Values to compare with: a dashed line across, above the curves. The figure names it below. */
const levelPlugin = {
  id: 'levels',
  afterDatasetsDraw(chart, _, options) {
    const {ctx, chartArea, scales} = chart;
    for (const level of options.levels || []) {
      const y = scales.y.getPixelForValue(level.y);
      if (!(y >= chartArea.top && y <= chartArea.bottom)) continue;
      ctx.save();
      ctx.strokeStyle = theme.colour('text');
      ctx.lineWidth = 1.2;
      ctx.setLineDash([5, 4]);
      ctx.beginPath();
      ctx.moveTo(chartArea.left, y);
      ctx.lineTo(chartArea.right, y);
      ctx.stroke();
      ctx.restore();
    }
  },
};

Chart.register(markPlugin, levelPlugin);
Chart.defaults.font.family =
    'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
Chart.defaults.font.size = 12;
Chart.defaults.animation = false;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.plugins.legend.display = false;

/** Ticks at whole decades, few enough to read. */
function logTicks(scale) {
  const from = Math.ceil(Math.log10(scale.min) - 1e-9);
  const to = Math.floor(Math.log10(scale.max) + 1e-9);
  const stride = Math.max(1, Math.ceil((to - from) / 7));
  scale.ticks = [];
  for (let exponent = from; exponent <= to; exponent += stride)
    scale.ticks.push({value: 10 ** exponent});
}

/** The options of an axis in the colours of the theme. */
function axisOptions({label, log, range, whole, tickCallback, reverse}) {
  const options = {
    type: log ? 'logarithmic' : 'linear',
    min: range[0],
    max: range[1],
    reverse: Boolean(reverse),
    title: {display: Boolean(label), text: label, color: theme.colour('quiet')},
    grid: {color: theme.colour('grid'), borderColor: theme.colour('line')},
    ticks:
        {color: theme.colour('quiet'), maxRotation: 0, autoSkipPadding: 12, includeBounds: false},
  };
  if (log) {
    options.afterBuildTicks = logTicks;
    options.ticks.callback = (value) => powerOfTen(Math.round(Math.log10(value)));
    options.ticks.autoSkip = false;
  } else {
    options.ticks.callback = tickCallback ||
        ((value, index, ticks) => (whole && Number.isInteger(value) ?
                                       formatCount(value) :
                                       numberTick(value, index, ticks)));
    if (whole) options.ticks.precision = 0;
  }
  return options;
}

function tooltipColours() {
  return {
    backgroundColor: theme.colour('text'),
    titleColor: theme.colour('ground'),
    bodyColor: theme.colour('ground'),
    displayColors: false,
    padding: 8,
  };
}
