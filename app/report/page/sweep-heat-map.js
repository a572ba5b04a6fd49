'use strict';

/** A measure by two settings, in a panel for each value of a third. */
const sweepHeatMapSection = (() => {
  const mostPanels = 24;
  const none = '';
  const all = 'all';

  /** The settings with the largest effect as axes; the seed where there is no other. */
  const defaultAxes = () => {
    const measure = sweep.numbers.find(({name}) => name === report.headline);
    const effect = (axis) => (measure ? toNumber(measure.effects[axis.index]) || 0 : 0);
    const ordered = [...sweep.settings].sort((a, b) => effect(b) - effect(a));
    const seed = sweep.axes.find((axis) => axis.isSeed);
    if (ordered.length < 2) ordered.push(seed);
    if (ordered.length < 2) return null;
    const [x, y, panels] = ordered;
    return {
      x: x.index,
      y: y.index,
      panels: panels && panels.values.length <= 6 ? panels.index : null
    };
  };

  /** Colours of a scale with its ends, and where a value stands on it. */
  const scaleOf = (measure, kind, values) => {
    const low = values.reduce((a, b) => Math.min(a, b), Infinity);
    const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
    if (measure.scale === 'signed_log' && kind !== 'range') {
      const end = Math.max(Math.abs(low), Math.abs(high)) || 1;
      return {colours: blueToRed, ends: [-end, end], position: (value) => (value / end + 1) / 2};
    }
    if (suitsLog(measure, values)) {
      const positive = values.filter((value) => value > 0);
      const from = Math.log10(positive.reduce((a, b) => Math.min(a, b)));
      const to = Math.log10(high);
      return {
        colours: viridis,
        ends: [10 ** from, high],
        log: true,
        position: (value) => (value > 0 ? (Math.log10(value) - from) / (to - from) : null),
      };
    }
    return {
      colours: viridis,
      ends: [low, high],
      position: (value) => (high > low ? (value - low) / (high - low) : 0.5),
    };
  };

  const zeroColour = () => (theme.isDark() ? [74, 82, 92] : [196, 201, 207]);

  const colourOf = (scale, value) => {
    const position = scale.position(value);
    return position === null ? zeroColour() : mixAt(scale.colours, position);
  };

  /** Black or white, whichever stands out. */
  const inkOn = ([red, green, blue]) =>
      (0.299 * red + 0.587 * green + 0.114 * blue > 140 ? '#111' : '#fff');

  /** Where no run of a field has a finite number: why. */
  const missingText = (measure, rows) => {
    if (!rows.length) return 'not planned';
    const trained = rows.filter((row) => row.trained);
    if (!trained.length) return rows[0].status;
    const measured = trained.map((row) => numberOf(measure, row)).filter(isMeasured);
    return measured.length ? formatNumber(measured[0]) : 'none';
  };

  const makeCell = (measure, kind, rows) => {
    const values = finiteNumbers(measure, rows);
    return {
      rows,
      values,
      value: values.length ? aggregates[kind].of(values) : null,
      missing: values.length ? '' : missingText(measure, rows),
    };
  };

  const commonestFinding = (rows) => {
    const counts = new Map();
    for (const row of rows)
      for (const place of row.rules)
        if (report.findings[place].severity !== 'info')
          counts.set(place, (counts.get(place) || 0) + 1);
    const most = [...counts].sort((a, b) => b[1] - a[1])[0];
    return most ?
        `${report.findings[most[0]].rule.replaceAll('-', ' ')} in ${most[1]} of ${rows.length}` :
        '';
  };

  class Panel {
    constructor(map, cells, title, fixed) {
      Object.assign(this, {map, cells, title, fixed, cursor: null});
      this.canvas = element('canvas', {
        tabindex: 0,
        role: 'img',
        style: 'width: 100%',
        'aria-label': this.description(),
        onpointermove: (event) => this.point(event),
        onpointerleave: () => this.setCursor(null),
        onclick: () => this.choose(),
        onkeydown: (event) => this.key(event),
        onblur: () => this.setCursor(null),
      });
      this.box = element('div', {class: 'canvas-box'}, this.canvas);
      this.figure = element(
          'figure', {class: 'chart'}, element('figcaption', {}, title), this.box,
          lazyDetails('Table', () => this.table()));
    }

    description() {
      const {x, y, measure} = this.map;
      return `Heat map. ${this.title}: ${measure.title} by ${x.name} (columns) and ${
                 y.name} (rows). ` +
          'Arrow keys move through it, Enter lists the runs of a field. The table below has the numbers.';
    }

    table() {
      const {x, y, measure} = this.map;
      const text = (cell) =>
          (cell.value === null ? cell.missing : measureText(measure, cell.value));
      return element('div', {class: 'figure-table'}, table([
                       [`${y.name} \\ ${x.name}`, ...x.values],
                       ...y.values.map((name, row) => [name, ...this.cells[row].map(text)]),
                     ]));
    }

    layout() {
      const {x, y} = this.map;
      const width = this.box.clientWidth;
      const context = this.canvas.getContext('2d');
      context.font = '600 12px system-ui, sans-serif';
      const widest = (texts) =>
          texts.reduce((most, text) => Math.max(most, context.measureText(text).width), 0);
      const left = Math.min(widest([y.name, ...y.values]) + 10, width * 0.32);
      const cellWidth = Math.min((width - left - 2) / x.values.length, 130);
      const cellHeight =
          Math.min(Math.max(cellWidth * 0.55, 22), 46, Math.max(900 / y.values.length, 5));
      const turned = widest(x.values) > cellWidth - 6;
      const foot = turned ? Math.min(widest(x.values), 110) + 30 : 40;
      const top = 20;
      return {
        width,
        left,
        top,
        cellWidth,
        cellHeight,
        turned,
        height: top + cellHeight * y.values.length + foot
      };
    }

    draw() {
      const layout = this.layout();
      if (!(layout.width > 0)) return;
      const ratio = window.devicePixelRatio || 1;
      this.canvas.width = layout.width * ratio;
      this.canvas.height = layout.height * ratio;
      this.canvas.style.height = `${layout.height}px`;
      const context = this.canvas.getContext('2d');
      context.scale(ratio, ratio);
      context.clearRect(0, 0, layout.width, layout.height);
      this.cells.forEach(
          (cells, row) =>
              cells.forEach((cell, column) => this.drawCell(context, layout, cell, row, column)));
      this.drawNames(context, layout);
      if (this.cursor) this.outline(context, layout, this.cursor);
    }

    place({left, top, cellWidth, cellHeight}, row, column) {
      return {
        x: left + column * cellWidth,
        y: top + row * cellHeight,
        width: cellWidth,
        height: cellHeight
      };
    }

    drawCell(context, layout, cell, row, column) {
      const {x, y, width, height} = this.place(layout, row, column);
      const inset = width > 8 && height > 8 ? 1 : 0;
      const field = [x + inset / 2, y + inset / 2, width - inset, height - inset];
      if (cell.value === null) {
        this.hatch(context, field);
        this.write(context, layout, cell.missing, '', theme.colour('text'), row, column);
        return;
      }
      const colour = colourOf(this.map.scale, cell.value);
      context.fillStyle = `rgb(${colour.join(',')})`;
      context.fillRect(...field);
      const note = cell.values.length < cell.rows.length ?
          `${cell.values.length} of ${cell.rows.length}` :
          '';
      this.write(
          context, layout, shortText(this.map.measure, cell.value), note, inkOn(colour), row,
          column);
    }

    hatch(context, [x, y, width, height]) {
      context.save();
      context.beginPath();
      context.rect(x, y, width, height);
      context.clip();
      context.strokeStyle = theme.colour('line');
      context.lineWidth = 2;
      context.beginPath();
      for (let start = x - height; start < x + width; start += 7) {
        context.moveTo(start, y + height);
        context.lineTo(start + height, y);
      }
      context.stroke();
      context.restore();
    }

    /** The number, and below it how many runs have one, where there is room. */
    write(context, layout, text, note, ink, row, column) {
      const {x, y, width, height} = this.place(layout, row, column);
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillStyle = ink;
      context.font = `${width > 54 ? 13 : 11}px system-ui, sans-serif`;
      if (height < 13 || context.measureText(text).width > width - 4) return;
      const both = note && height >= 32;
      context.fillText(text, x + width / 2, y + height / 2 - (both ? 7 : 0));
      context.font = '10px system-ui, sans-serif';
      if (both)
        context.fillText(note, x + width / 2, y + height / 2 + 9);
      else if (note)
        context.fillText('*', x + width - 6, y + 7);
    }

    drawNames(context, layout) {
      const {left, top, cellWidth, cellHeight, turned, height} = layout;
      const {x, y} = this.map;
      const bottom = top + cellHeight * y.values.length;
      const quiet = theme.colour('quiet');
      context.fillStyle = quiet;
      context.textBaseline = 'middle';
      context.textAlign = 'right';
      context.font = '12px system-ui, sans-serif';
      const rowStride = Math.ceil(14 / cellHeight);
      y.values.forEach((name, row) => {
        if (row % rowStride === 0)
          context.fillText(
              fitted(context, name, left - 8), left - 6, top + (row + 0.5) * cellHeight);
      });
      const stride = Math.ceil(14 / cellWidth);
      x.values.forEach((name, column) => {
        if (column % stride) return;
        context.save();
        context.translate(left + (column + 0.5) * cellWidth, bottom + 8);
        context.textAlign = turned ? 'right' : 'center';
        if (turned)
          context.rotate(-Math.PI / 2);
        else
          context.translate(0, 4);
        context.fillText(fitted(context, name, turned ? 110 : cellWidth), 0, 0);
        context.restore();
      });
      context.font = '600 12px system-ui, sans-serif';
      context.textAlign = 'right';
      context.fillText(fitted(context, y.name, left - 8), left - 6, top / 2);
      context.textAlign = 'center';
      context.fillText(x.name, left + (cellWidth * x.values.length) / 2, height - 9);
    }

    outline(context, layout, {row, column}) {
      const {x, y, width, height} = this.place(layout, row, column);
      context.strokeStyle = theme.colour('text');
      context.lineWidth = 3;
      context.strokeRect(x, y, width, height);
    }

    point(event) {
      const {left, top, cellWidth, cellHeight} = this.layout();
      const column = Math.floor((event.offsetX - left) / cellWidth);
      const row = Math.floor((event.offsetY - top) / cellHeight);
      this.setCursor(this.cells[row] && this.cells[row][column] ? {row, column} : null);
    }

    key(event) {
      const move = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [
                      1, 0
                    ]}[event.key];
      if (event.key === 'Enter') this.choose();
      if (!move) return;
      event.preventDefault();
      const clamp = (value, count) => Math.min(Math.max(value, 0), count - 1);
      const from = this.cursor || {row: 0, column: -move[1]};
      this.setCursor({
        row: clamp(from.row + (this.cursor ? move[0] : 0), this.map.y.values.length),
        column: clamp(from.column + move[1], this.map.x.values.length),
      });
    }

    choose() {
      if (!this.cursor) return;
      const {x, y} = this.map;
      listRuns({
        values: new Map([...this.fixed, [y.index, this.cursor.row], [x.index, this.cursor.column]]),
        finding: this.map.measure.finding === undefined ? null : this.map.measure.finding,
      });
    }

    setCursor(cursor) {
      this.cursor = cursor;
      this.canvas.style.cursor = cursor ? 'pointer' : '';
      this.map.tell(this);
      this.draw();
    }

    cursorText() {
      const {x, y, measure, kind} = this.map;
      const {row, column} = this.cursor;
      const cell = this.cells[row][column];
      const fixed = this.fixed.map(([axis, value]) => [sweep.axes[axis], value]);
      const where = [...fixed, [y, row], [x, column]]
                        .map(([axis, value]) => `${axis.name} ${axis.values[value]}`)
                        .join(', ');
      const count = `${cell.rows.length} ${cell.rows.length === 1 ? 'run' : 'runs'}`;
      const finding = commonestFinding(cell.rows);
      if (cell.value === null)
        return [where, cell.missing, cell.rows[0] && cell.rows[0].reason, count, finding]
            .filter(Boolean)
            .join(' · ');
      const sorted = ascendingOf(cell.values);
      const range = sorted.length > 1 && measure.finding === undefined ?
          ` (${aggregates[kind].label}; ${measureText(measure, sorted[0])} to ${
              measureText(measure, sorted[sorted.length - 1])})` :
          '';
      const finite =
          cell.values.length < cell.rows.length ? `${cell.values.length} of ${count}` : count;
      return [where, `${measureText(measure, cell.value)}${range}`, finite, finding]
          .filter(Boolean)
          .join(' · ');
    }
  }

  /** Text cut to a width in pixels. */
  const fitted = (context, text, width) => {
    if (context.measureText(text).width <= width) return text;
    let kept = text.length - 1;
    while (kept > 1 && context.measureText(`${text.slice(0, kept)}…`).width > width) kept -= 1;
    return `${text.slice(0, kept)}…`;
  };

  class SweepMap {
    constructor(axes, section) {
      this.chosen = {...axes, kind: 'median', fixed: new Map()};
      this.place = element('div');
      this.controls = element('div', {class: 'controls'});
      this.statement = element('p', {class: 'lead'});
      this.key = element('div');
      this.readout = element('p', {class: 'readout note', role: 'status'});
      section.append(this.controls, this.statement, this.key, this.readout, this.place);
      this.panels = [];
    }

    get measure() { return view.measure; }

    get x() { return sweep.axes[this.chosen.x]; }

    get y() { return sweep.axes[this.chosen.y]; }

    /** Of a finding there is a share only. */
    get kind() { return this.measure.finding === undefined ? this.chosen.kind : 'mean'; }

    /** Varied settings that are no axis of the map. */
    get rest() {
      return sweep.varied.filter(
          ({index}) =>
              index !== this.chosen.x && index !== this.chosen.y && index !== this.chosen.panels);
    }

    /** Another axis of the same role changes places with the one that had it. */
    choose(role, index) {
      const before = this.chosen[role];
      for (const other of ['x', 'y', 'panels'])
        if (index !== null && this.chosen[other] === index) this.chosen[other] = before;
      this.chosen[role] = index;
      this.chosen.fixed.delete(index);
      this.show();
    }

    showControls() {
      const option = (axis) => ({label: axis.name, value: String(axis.index)});
      const axes =
          sweep.axes.filter((axis) => axis.values.length > 1 || axis === this.x || axis === this.y);
      const axisBox = (label, role) => selectBox(
          label, axes.map(option), String(this.chosen[role]),
          (value) => this.choose(role, Number(value)));
      const panelBox = selectBox(
          'Panels', [{label: 'none', value: none}, ...sweep.varied.map(option)],
          this.chosen.panels === null ? none : String(this.chosen.panels),
          (value) => this.choose('panels', value === none ? null : Number(value)));
      const kinds = Object.entries(aggregates).map(([value, {label}]) => ({label, value}));
      const kindBox = selectBox('Of several runs', kinds, this.chosen.kind, (kind) => {
        this.chosen.kind = kind;
        this.show();
      });
      const restBox = (axis) => selectBox(
          axis.name,
          [
            {label: `all ${axis.values.length}`, value: all},
            ...axis.values.map((label, index) => ({label, value: String(index)}))
          ],
          this.chosen.fixed.has(axis.index) ? String(this.chosen.fixed.get(axis.index)) : all,
          (value) => {
            if (value === all)
              this.chosen.fixed.delete(axis.index);
            else
              this.chosen.fixed.set(axis.index, Number(value));
            this.show();
          });
      // The focus stays where the reader is.
      const focused = [...this.controls.querySelectorAll('select')].indexOf(document.activeElement);
      const boxes = [axisBox('Columns', 'x'), axisBox('Rows', 'y')];
      if (sweep.varied.length > 2) boxes.push(panelBox);
      this.controls.replaceChildren(
          this.measureBox || (this.measureBox = measureChoice()), kindBox, ...boxes,
          ...this.rest.map(restBox));
      const target = this.controls.querySelectorAll('select')[focused];
      if (target) target.focus();
    }

    /** The rows of each field of each panel, in one pass. */
    group() {
      const {x, y, chosen} = this;
      const panelAxis = chosen.panels === null ? null : sweep.axes[chosen.panels];
      const count = panelAxis ? Math.min(panelAxis.values.length, mostPanels) : 1;
      const panels = Array.from({length: count}, () => y.values.map(() => x.values.map(() => [])));
      for (const row of sweep.rows) {
        if ([...chosen.fixed].some(([axis, value]) => row.values[axis] !== value)) continue;
        const panel = panels[panelAxis ? row.values[panelAxis.index] : 0];
        if (panel) panel[row.values[y.index]][row.values[x.index]].push(row);
      }
      return {panelAxis, panels};
    }

    show() {
      this.showControls();
      const {panelAxis, panels} = this.group();
      const cells = panels.map(
          (panel) =>
              panel.map((row) => row.map((rows) => makeCell(this.measure, this.kind, rows))));
      const values = cells.flat(2).map((cell) => cell.value).filter(isMeasured);
      this.scale = values.length ? scaleOf(this.measure, this.kind, values) : null;
      const title = this.measure.title[0].toUpperCase() + this.measure.title.slice(1);
      this.panels = cells.map(
          (panel, index) => new Panel(
              this, panel, panelAxis ? `${panelAxis.name} ${panelAxis.values[index]}` : title,
              [...this.chosen.fixed, ...(panelAxis ? [[panelAxis.index, index]] : [])]));
      const rows = {1: 'wide', 2: 'panels', 4: 'panels'};  // four: two and two, not three and one
      this.place.className = rows[this.panels.length] || 'panels small';
      this.place.replaceChildren(...this.panels.map((panel) => panel.figure));
      this.statement.textContent = this.statementText(panelAxis);
      this.tell();
      this.draw();
    }

    statementText(panelAxis) {
      const over = this.rest.filter(({index}) => !this.chosen.fixed.has(index))
                       .map((axis) => `${axis.values.length} ${axis.name}s`);
      const fixed = [...this.chosen.fixed].map(
          ([axis, value]) => `${sweep.axes[axis].name} ${sweep.axes[axis].values[value]}`);
      const isShare = this.measure.finding !== undefined;
      const what = `${this.measure.title[0].toUpperCase()}${this.measure.title.slice(1)}`;
      const how = !over.length ? '' :
          isShare              ? `, of all runs over ${over.join(' and ')}` :
                                 `, ${aggregates[this.kind].label} over ${over.join(' and ')}`;
      const cut = panelAxis && panelAxis.values.length > mostPanels ?
          ` The first ${mostPanels} of ${panelAxis.values.length} panels.` :
          '';
      return `${what}${how}${fixed.length ? `, at ${fixed.join(', ')}` : ''}.${cut}`;
    }

    tell(panel) {
      this.readout.textContent = panel && panel.cursor ?
          panel.cursorText() :
          'Point at a field for its numbers and findings; click it to list its runs.';
    }

    scaleKey() {
      if (!this.scale) return '';
      const {colours, ends, log} = this.scale;
      const steps = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1].map(
          (position) => `rgb(${mixAt(colours, position).join(',')})`);
      return element(
          'p', {class: 'scale'}, element('span', {}, measureText(this.measure, ends[0])),
          element('i', {style: `background: linear-gradient(to right, ${steps.join(',')})`}),
          element('span', {}, measureText(this.measure, ends[1])), log ? ' logarithmic' : '',
          element('b', {class: 'hatched'}), 'no finite number');
    }

    draw() {
      this.key.replaceChildren(this.scaleKey());
      this.panels.forEach((panel) => panel.draw());
    }
  }

  return (section) => {
    const axes = defaultAxes();
    if (!axes || !view.measure) return 'nothing is varied, or no run has a number';
    const map = new SweepMap(axes, section);
    drawing.whenNear(section, () => {
      map.show();
      view.addEventListener('measure', () => map.show());
      theme.onChange(() => map.draw());
      let width = 0;
      new ResizeObserver(() => {
        if (section.clientWidth === width) return;
        width = section.clientWidth;
        map.draw();
      }).observe(section);
    });
    return null;
  };
})();
