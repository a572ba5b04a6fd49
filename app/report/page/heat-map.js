'use strict';

/** Layer × time, log10 of the gradient norm as colour, on one scale for all runs. */
const heatMapSection = (() => {
  const zeroColour = () => (theme.isDark() ? '#4a525c' : '#c4c9cf');
  const overColour = () => (theme.isDark() ? '#ff5c8a' : '#c2185b');

  const colourOf = (value, [low, high]) => {
    if (value === null) return null;
    if (!Number.isFinite(value)) return overColour();
    if (value <= 0) return zeroColour();
    return viridisAt((Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low)));
  };

  const ramp = ([low, high]) =>
      [element('span', {}, formatNumber(low)), element('i', {
         style: `background: linear-gradient(to right, ${
                 [0, 0.2, 0.4, 0.6, 0.8, 1].map(viridisAt).join(',')})`
       }),
       element('span', {}, formatNumber(high))];

  /** The range of norms that have a colour of the ramp is made up where no norm has one. */
  const scaleKey = (range, values) => element(
      'p', {class: 'scale'},
      ...(values.some((value) => Number.isFinite(value) && value > 0) ?
              ramp(range) :
              ['No norm is finite and above zero.']),
      element('b', {style: `background: ${zeroColour()}`}),
      'exactly zero', element('b', {style: `background: ${overColour()}`}), 'not finite');

  class HeatMap {
    constructor(run, range) {
      this.run = run;
      this.range = range;
      this.cursor = null;
      this.canvas = element('canvas', {
        tabindex: 0,
        role: 'img',
        style: 'width: 100%',
        onpointermove: (event) => this.point(event),
        onpointerleave: () => this.setCursor(null),
        onclick: () => this.cursor && timeline.moveToTime(this.frames.times[this.cursor.frame]),
        onkeydown: (event) => this.key(event),
        onblur: () => this.setCursor(null),
      });
      this.readout = element('p', {class: 'readout note'});
      this.box = element('div', {class: 'canvas-box'}, this.canvas);
      this.describe();
    }

    get frames() { return this.run.frames[timeline.kind]; }

    get names() { return this.run.layers.names; }

    describe() {
      this.canvas.setAttribute(
          'aria-label',
          `Heat map of ${this.run.name}: gradient norm of ${this.names.length} layers at ` +
              `${this.frames.times.length} ${
                  timeline
                      .kind}s. Arrow keys move through it, Enter shows the moment in the depth profile.`);
      this.tell();
    }

    layout() {
      const width = this.box.clientWidth;
      const left = Math.min(130, width * 0.3);
      const rowHeight = Math.min(Math.max(260 / this.names.length, 3), 24);
      return {
        width,
        left,
        rowHeight,
        height: rowHeight * this.names.length,
        columns: width - left - 2
      };
    }

    draw() {
      const {width, left, rowHeight, height, columns} = this.layout();
      if (!(width > 0)) return;
      const ratio = window.devicePixelRatio || 1;
      this.canvas.width = width * ratio;
      this.canvas.height = (height + 22) * ratio;
      this.canvas.style.height = `${height + 22}px`;
      const context = this.canvas.getContext('2d');
      context.scale(ratio, ratio);
      context.clearRect(0, 0, width, height + 22);
      const range = this.range();
      const count = this.frames.times.length;
      const xOf = (frame) => left + (columns * frame) / count;
      this.frames.values.forEach((frame, column) => {
        frame.forEach((value, layer) => {
          const colour = colourOf(value, range);
          if (!colour) return;
          context.fillStyle = colour;
          const top = (this.names.length - 1 - layer) * rowHeight;
          context.fillRect(xOf(column), top, xOf(column + 1) - xOf(column) + 0.5, rowHeight + 0.5);
        });
      });
      this.drawLabels(context, left, rowHeight, height, xOf, count);
      this.drawMarks(context, rowHeight, height, xOf);
    }

    drawLabels(context, left, rowHeight, height, xOf, count) {
      context.fillStyle = theme.colour('quiet');
      context.font = '12px system-ui, sans-serif';
      context.textBaseline = 'middle';
      context.textAlign = 'right';
      const stride = Math.ceil(14 / rowHeight);
      this.names.forEach((name, layer) => {
        const row = this.names.length - 1 - layer;
        if (row % stride === 0)
          context.fillText(
              shortName(name, left < 110 ? 12 : 18), left - 6, (row + 0.5) * rowHeight);
      });
      context.textBaseline = 'top';
      const {times} = this.frames;
      roundTimes(times, left < 110 ? 3 : 6).forEach((time, i) => {
        const words = `${i === 0 ? `${timeline.kind} ` : ''}${formatCount(time)}`;
        const half = context.measureText(words).width / 2;
        const x = xOf(placeAmong(times, time) + 0.5);
        context.textAlign = 'center';
        context.fillText(words, Math.min(Math.max(x, left + half), xOf(count) - half), height + 6);
      });
    }

    drawMarks(context, rowHeight, height, xOf) {
      const now = timeline.frameOf(this.run);
      context.strokeStyle = theme.colour('text');
      context.lineWidth = 1.5;
      if (now >= 0) context.strokeRect(xOf(now), 0, Math.max(xOf(now + 1) - xOf(now), 2), height);
      if (!this.cursor) return;
      context.lineWidth = 2.5;
      context.strokeRect(
          xOf(this.cursor.frame), (this.names.length - 1 - this.cursor.layer) * rowHeight,
          Math.max(xOf(this.cursor.frame + 1) - xOf(this.cursor.frame), 4), Math.max(rowHeight, 4));
    }

    point(event) {
      const {left, rowHeight, columns} = this.layout();
      const frame = Math.floor(((event.offsetX - left) / columns) * this.frames.times.length);
      const layer = this.names.length - 1 - Math.floor(event.offsetY / rowHeight);
      const inside =
          frame >= 0 && frame < this.frames.times.length && layer >= 0 && layer < this.names.length;
      this.setCursor(inside ? {frame, layer} : null);
    }

    key(event) {
      const move = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [
                      0, -1
                    ]}[event.key];
      const cursor = this.cursor ||
          {frame: Math.max(timeline.frameOf(this.run), 0), layer: this.names.length - 1};
      if (event.key === 'Enter') timeline.moveToTime(this.frames.times[cursor.frame]);
      if (!move) return;
      event.preventDefault();
      const clamp = (value, count) => Math.min(Math.max(value, 0), count - 1);
      this.setCursor({
        frame: clamp(cursor.frame + move[0], this.frames.times.length),
        layer: clamp(cursor.layer + move[1], this.names.length)
      });
    }

    setCursor(cursor) {
      this.cursor = cursor;
      this.tell();
      this.draw();
    }

    tell() {
      this.readout.textContent = this.cursor ?
          `${this.names[this.cursor.layer]}, ${timeline.kind} ${
              formatCount(this.frames.times[this.cursor.frame])}: ${
              formatNumber(this.frames.values[this.cursor.frame][this.cursor.layer])}` :
          'Point at a field for its value; click to see that moment in the depth profile.';
    }
  }

  const tableOf = (run) => {
    const frames = run.frames[timeline.kind];
    const shown = spreadPositions(frames.times.length, 12);
    const rows = [
      ['layer', ...shown.map((frame) => `${timeline.kind} ${formatCount(frames.times[frame])}`)]
    ];
    [...run.layers.names].reverse().forEach((name, row) => {
      rows.push([
        name,
        ...shown.map(
            (frame) => formatNumber(frames.values[frame][run.layers.names.length - 1 - row]))
      ]);
    });
    return element('div', {class: 'figure-table'}, table(rows));
  };

  return (section) => {
    if (!timeline) return 'no gradient was recorded by layer';
    const values = () => runs.flatMap((run) => run.frames[timeline.kind].values.flat());
    const range = () => logRange(values());
    const key = element('div');
    const maps =
        runs.filter((run) => run.layers.names.length).map((run) => new HeatMap(run, range));
    const figures = maps.map(
        (map) => element(
            'figure', {class: 'chart'},
            element('figcaption', {}, titled(map.run, 'gradient norm by layer and time')), map.box,
            map.readout, lazyDetails('Table', () => tableOf(map.run))));
    section.append(
        key, element('div', {class: figures.length > 1 ? 'panels' : 'wide'}, ...figures));
    const drawAll = () => {
      key.replaceChildren(scaleKey(range(), values()));
      maps.forEach((map) => map.draw());
    };
    drawing.whenNear(section, () => {
      drawAll();
      timeline.addEventListener('move', () => maps.forEach((map) => map.draw()));
      timeline.addEventListener('kind', () => {
        maps.forEach((map) => {
          map.cursor = null;
          map.describe();
        });
        drawAll();
      });
      theme.onChange(drawAll);
      new ResizeObserver(() => maps.forEach((map) => map.draw())).observe(section);
    });
    return null;
  };
})();
