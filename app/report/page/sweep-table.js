'use strict';

/** All runs: sorted by a click on a column, filtered, a page at a time, each leading to its run. */
const sweepTableSection = (() => {
  const perPage = 100;
  const firstMeasures = new Set([
    'final-accuracy', 'final-loss', 'final-train-loss', 'log10-gradient-ratio', 'steps-to-failure',
    'seconds'
  ]);

  const axisColumn = (axis) => ({
    name: axis.name,
    text: (row) => axis.values[row.values[axis.index]],
    key: (row) =>
        (axis.isNumeric ? Number(axis.values[row.values[axis.index]]) :
                          axis.values[row.values[axis.index]]),
  });

  const measureColumn = (measure) => ({
    name: measure.name,
    title: measure.title,
    number: true,
    text: (row) => measureText(measure, measure.values[row.index]),
    key: (row) => measure.values[row.index],
    downFirst: measure.better !== 'low',
  });

  const severityRank = {error: 3, warning: 2, info: 1};

  const statusText = (row) => (row.reason ? `${row.status}: ${row.reason}` : row.status);

  const columnsOf = (all) =>
      [{name: 'run', text: (row) => row.folder, key: (row) => row.index, cell: linkTo},
       ...sweep.varied.map(axisColumn),
       {
         name: 'status',
         text: statusText,
         key: (row) => row.status,
         cell: (row) => element('span', {}, ...textWithOptions(statusText(row))),
       },
       {
         name: 'worst finding',
         text: (row) =>
             (row.finding ? `${row.severity}: ${row.finding.replaceAll('-', ' ')}` : '–'),
         key: (row) => severityRank[row.severity] || 0,
         downFirst: true,
       },
       ...sweep.numbers
           .filter((measure) => (
               all || firstMeasures.has(measure.name) || measure.name === report.headline))
           .map(measureColumn),
  ];

  const linkTo = (row) => {
    const address = addressOf(row);
    if (!address) return '–';
    const kind = row.link === linkKinds.report ? 'report' : 'folder';
    return element('a', {href: address, 'aria-label': `${kind} of ${runText(row)}`}, kind);
  };

  /** What cannot be compared comes last, up or down. */
  const comparator = (column, down) => (a, b) => {
    const [left, right] = [column.key(a), column.key(b)];
    const lost = (key) => key === null || key === undefined || Number.isNaN(key);
    if (lost(left) || lost(right)) return lost(left) - lost(right) || a.index - b.index;
    const order = typeof left === 'string' ? left.localeCompare(right, undefined, {numeric: true}) :
        left === right                     ? 0 :
        left < right                       ? -1 :
                                             1;
    return (down ? -order : order) || a.index - b.index;
  };

  class RunTable {
    constructor(section) {
      this.all = false;
      this.page = 0;
      this.columns = columnsOf(false);
      const headline = this.columns.find((column) => column.name === report.headline);
      this.sort = {
        name: headline ? headline.name : 'run',
        down: Boolean(headline && headline.downFirst)
      };
      this.count = element('p', {class: 'facts', role: 'status'});
      this.head = element('thead');
      this.body = element('tbody');
      this.pager = element('div', {class: 'controls'});
      this.filters = element('div', {class: 'controls'});
      this.makeFilters();
      section.append(
          this.filters, this.count,
          element(
              'div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Runs'},
              element('table', {class: 'runs'}, this.head, this.body)),
          this.pager);
      view.addEventListener('filter', () => {
        this.page = 0;
        this.followFilter();
        this.show();
      });
      this.show();
    }

    makeFilters() {
      const any = {label: 'all', value: ''};
      const statuses = [...new Set(sweep.rows.map((row) => row.status))];
      this.boxes = new Map();
      const box = (id, label, options, change) => {
        const choice = selectBox(label, [any, ...options], '', change);
        this.boxes.set(id, choice.querySelector('select'));
        return choice;
      };
      const axisBoxes = sweep.varied.map(
          (axis) =>
              box(axis.index, axis.name, axis.values.map((label, i) => ({label, value: String(i)})),
                  (value) => {
                    const values = new Map(view.filter.values);
                    if (value === '')
                      values.delete(axis.index);
                    else
                      values.set(axis.index, Number(value));
                    view.changeFilter({values});
                  }));
      const findingBox = report.findings.length ?
          box('finding', 'finding',
              report.findings.map(
                  ({rule}, i) => ({label: rule.replaceAll('-', ' '), value: String(i)})),
              (value) => view.changeFilter({finding: value === '' ? null : Number(value)})) :
          null;
      const statusBox = statuses.length > 1 ?
          box('status', 'status', statuses.map((value) => ({label: value, value})),
              (status) => view.changeFilter({status})) :
          null;
      this.search = element(
          'input', {type: 'search', oninput: () => view.changeFilter({text: this.search.value})});
      const searchBox =
          element('label', {class: 'choice'}, element('span', {}, 'search'), this.search);
      const clear = element(
          'button', {type: 'button', class: 'plain-button', onclick: () => view.clearFilter()},
          'All runs');
      const more = element('input', {
        type: 'checkbox',
        onchange: () => {
          this.all = more.checked;
          this.columns = columnsOf(this.all);
          this.show();
        }
      });
      this.filters.append(
          ...axisBoxes, ...[findingBox, statusBox].filter(Boolean), searchBox, clear,
          element('label', {class: 'tick'}, more, ' all measures'));
    }

    followFilter() {
      const {values, finding, status, text} = view.filter;
      for (const axis of sweep.varied)
        this.boxes.get(axis.index).value =
            values.has(axis.index) ? String(values.get(axis.index)) : '';
      if (this.boxes.has('finding'))
        this.boxes.get('finding').value = finding === null ? '' : String(finding);
      if (this.boxes.has('status')) this.boxes.get('status').value = status;
      if (this.search.value !== text) this.search.value = text;
    }

    sortBy(column) {
      const again = this.sort.name === column.name;
      this.sort = {name: column.name, down: again ? !this.sort.down : Boolean(column.downFirst)};
      this.page = 0;
      this.show();
      const button = [...this.head.querySelectorAll('button')].find(
          (candidate) => candidate.dataset.column === column.name);
      if (button) button.focus();
    }

    headOf(column) {
      const sorted = this.sort.name === column.name;
      const arrow = sorted ? (this.sort.down ? ' ▼' : ' ▲') : '';
      return element(
          'th', {
            scope: 'col',
            'aria-sort': sorted ? (this.sort.down ? 'descending' : 'ascending') : null
          },
          element(
              'button', {
                type: 'button',
                class: 'link-button',
                title: column.title || null,
                'data-column': column.name,
                onclick: () => this.sortBy(column),
              },
              column.name + arrow));
    }

    /** Why a run has no result takes the place of what it has none of. */
    rowOf(row) {
      const status = this.columns.findIndex(({name}) => name === 'status');
      const says = (column) => column.text(row) !== '–';
      const spans = Boolean(row.reason) && !this.columns.slice(status + 1).some(says);
      const shown = spans ? this.columns.slice(0, status + 1) : this.columns;
      return element(
          'tr', row.trained ? {} : {class: 'same'},
          ...shown.map(
              (column, i) => element(
                  'td', {
                    class: column.number           ? 'number' :
                        i === status && row.reason ? 'reason' :
                                                     null,
                    colspan: spans && i === status ? this.columns.length - status : null
                  },
                  column.cell ? column.cell(row) : column.text(row))));
    }

    show() {
      const column = this.columns.find(({name}) => name === this.sort.name) || this.columns[0];
      const rows =
          sweep.rows.filter((row) => view.admits(row)).sort(comparator(column, this.sort.down));
      const pages = Math.max(Math.ceil(rows.length / perPage), 1);
      this.page = Math.min(this.page, pages - 1);
      const from = this.page * perPage;
      const shown = rows.slice(from, from + perPage);
      this.head.replaceChildren(
          element('tr', {}, ...this.columns.map((entry) => this.headOf(entry))));
      this.body.replaceChildren(...shown.map((row) => this.rowOf(row)));
      const range = pages > 1 ? `, ${from + 1} to ${from + shown.length} shown` : '';
      this.count.textContent =
          `${formatCount(rows.length)} of ${formatCount(sweep.rows.length)} runs${range}.`;
      const turn = (label, step) => element(
          'button', {
            type: 'button',
            class: 'plain-button',
            disabled: this.page + step < 0 || this.page + step >= pages,
            onclick: () => {
              this.page += step;
              this.show();
            },
          },
          label);
      this.pager.replaceChildren(...(pages > 1 ? [turn('Previous', -1), turn('Next', 1)] : []));
    }
  }

  return (section) => {
    const heading = section.querySelector('h2');
    heading.tabIndex = -1;
    section.append(element(
        'p', {class: 'lead'},
        'Click a column’s name to sort. “report” opens the page of a run, “folder” its files; they lie beside this page.'));
    new RunTable(section);
    return null;
  };
})();
