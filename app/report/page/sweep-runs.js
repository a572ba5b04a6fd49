'use strict';

/** The sweep as the sections take it. */
const report = JSON.parse(document.getElementById('data').textContent);

const sweep = (() => {
  const isNumber = (text) => text.trim() !== '' && Number.isFinite(Number(text));
  const axes = report.axes.map((axis, index) => ({
                                 ...axis,
                                 index,
                                 isSeed: index === report.axes.length - 1,
                                 isNumeric: axis.values.every(isNumber),
                               }));
  const {runs} = report;
  const rows = runs.folder.map((folder, index) => {
    const status = runs.statuses[runs.status[index]];
    return {
      index,
      folder,
      status,
      link: runs.link[index],
      reason: runs.reasons[runs.reason[index]],
      severity: runs.severity[index],
      finding: runs.findings[runs.finding[index]],
      values: axes.map((axis) => runs.values[axis.index][index]),
      rules: [],
      trained: status === 'completed' || status === 'stopped',
    };
  });
  report.findings.forEach(
      (finding, place) => finding.rows.forEach((row) => rows[row].rules.push(place)));

  const numbers = report.measures.map(
      (measure) => ({...measure, column: measure.name, values: toNumbers(measure.values)}));
  const shares = report.findings.map(
      (finding, place) => ({
        name: `finding:${finding.rule}`,
        title: `share of runs with ${finding.rule.replaceAll('-', ' ')}`,
        scale: 'share',
        better: 'low',
        finding: place,
        values: rows.map((row) => (row.trained ? Number(row.rules.includes(place)) : null)),
      }));
  return {
    axes,
    rows,
    /** Settings that have a choice, the seed last. */
    varied: axes.filter((axis) => axis.values.length > 1),
    settings: axes.filter((axis) => axis.values.length > 1 && !axis.isSeed),
    measures: [...numbers, ...shares],
    numbers,
  };
})();

const linkKinds = {
  none: 0,
  folder: 1,
  report: 2
};

/** Where a row leads to; null where its run left nothing. The name cannot be another address. */
function addressOf(row) {
  if (row.link === linkKinds.none) return null;
  const folder = report.base + encodeURIComponent(row.folder);
  return row.link === linkKinds.report ? `${folder}/report.html` : `${folder}/`;
}

/** "depth 5, seed 0" */
function runText(row) {
  return sweep.varied.map((axis) => `${axis.name} ${axis.values[row.values[axis.index]]}`)
             .join(', ') ||
      row.folder;
}

/** Only a whole run's number counts. */
function numberOf(measure, row) { return row.trained ? measure.values[row.index] : null; }

function finiteNumbers(measure, rows) {
  return rows.map((row) => numberOf(measure, row)).filter(Number.isFinite);
}

function measureText(measure, value) {
  return measure.scale === 'share' ? formatShare(value) : formatNumber(value);
}

/** The same for a field of a heat map. */
function shortText(measure, value) {
  if (!Number.isFinite(value)) return formatNumber(value);
  if (measure.scale === 'share') return (100 * value).toFixed(1).replace(/^100\.0$/, '100');
  if (measure.scale === 'signed_log') return value.toFixed(1).replace('-', '−');
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e5) return String(value);
  if (size < 1e-2 || size >= 1e5) return value.toExponential(1).replace('e+', 'e');
  return size >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/** Larger is better; what is not a number, and a run that failed, is worst. Null does not count. */
function meritOf(measure, row) {
  if (row.status === 'failed' && measure.better !== 'neither') return -Infinity;
  const value = numberOf(measure, row);
  if (value === null) return null;
  if (Number.isNaN(value)) return measure.better === 'neither' ? null : -Infinity;
  if (measure.better === 'low') return -value;
  return measure.better === 'zero' ? -Math.abs(value) : value;
}

/** Whole numbers with a 0 among them, as findings, stand on a linear scale. */
function suitsLog(measure, values) {
  if (measure.scale !== 'number') return false;
  const positive = values.filter((value) => value > 0);
  if (positive.length < values.length &&
      (values.some((value) => value < 0) || values.every(Number.isInteger)))
    return false;
  return spansDecades(positive);
}
