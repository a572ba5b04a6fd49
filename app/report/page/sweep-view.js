'use strict';

/** What the reader looks at: one measure for all charts, and the runs that the table lists. */
class SweepView extends EventTarget {
  constructor() {
    super();
    this.measure = sweep.measures.find((measure) => measure.name === report.headline) ||
        sweep.measures[0] || null;
    this.clearFilter();
  }

  setMeasure(name) {
    this.measure = sweep.measures.find((measure) => measure.name === name);
    this.dispatchEvent(new Event('measure'));
  }

  clearFilter() { this.setFilter({}); }

  /** `values` is a map from an axis' index to the index of its value. */
  setFilter({values = new Map(), finding = null, status = '', text = ''}) {
    this.filter = {values, finding, status, text};
    this.dispatchEvent(new Event('filter'));
  }

  changeFilter(change) { this.setFilter({...this.filter, ...change}); }

  admits(row) {
    const {values, finding, status, text} = this.filter;
    for (const [axis, value] of values)
      if (row.values[axis] !== value) return false;
    if (finding !== null && !row.rules.includes(finding)) return false;
    if (status && row.status !== status) return false;
    return !text || searchText(row).includes(text.toLowerCase());
  }
}

function searchText(row) {
  return `${row.folder} ${runText(row)} ${row.status} ${row.reason} ${row.finding}`.toLowerCase();
}

const view = new SweepView();

/** Lists runs in the table, and goes there. */
function listRuns(filter) {
  view.setFilter(filter);
  const title = document.getElementById('runs-title');
  title.scrollIntoView();
  title.focus({preventScroll: true});
}

/** The choice of the measure, wherever it stands, is one. */
function measureChoice() {
  const option = (measure) => ({label: measure.title, value: measure.name});
  const choice = selectBox(
      'Measure', sweep.measures.map(option), view.measure.name, (name) => view.setMeasure(name));
  view.addEventListener('measure', () => {
    choice.querySelector('select').value = view.measure.name;
  });
  return choice;
}
