'use strict';
// Put at the end of a sweep's report that is shown in a frame: uses it as a person would, and
// writes what came of it into the page around the frame, as JSON.
{
  const {hasInk, pause, isWide, useTabs, openDetails} = pageCheck;
  const rows = () => [...document.querySelectorAll('table.runs tbody tr')];
  const column = (name) => {
    const place = [...document.querySelectorAll('table.runs thead button')].findIndex(
        (button) => button.dataset.column === name);
    // Of a run without result one cell says why in place of what follows.
    const cell = (row) => row.children[place] || {textContent: '–'};
    return rows().map((row) => cell(row).textContent);
  };
  const sortBy = (name) => [...document.querySelectorAll('table.runs thead button')]
                               .find((button) => button.dataset.column === name)
                               .click();
  const blanks =
      () => [...document.querySelectorAll('canvas')].filter((canvas) => !hasInk(canvas)).length;

  // The second field of the first row by keyboard: its runs, and only they, are in the table.
  const chooseField = () => {
    const canvas = document.querySelector('#heat-map canvas');
    for (const key of ['ArrowRight', 'ArrowRight'])
      canvas.dispatchEvent(new KeyboardEvent('keydown', {key}));
    const told = document.querySelector('#heat-map .readout').textContent;
    canvas.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}));
    const listed = rows().length;
    view.clearFilter();
    return {told, listed};
  };

  const check = async () => {
    drawing.drawAll();
    await pause(100);
    const result = {
      verdict: document.getElementById('verdict').textContent,
      sections: [...document.querySelectorAll('main > section')].map((section) => section.id),
      maps: document.querySelectorAll('#heat-map canvas').length,
      blank: blanks(),
      unlabelled: [...document.querySelectorAll('canvas')]
                      .filter((canvas) => !canvas.getAttribute('aria-label'))
                      .length,
      wide: isWide(),
      links:
          [...document.querySelectorAll('table.runs a')].map((link) => link.getAttribute('href')),
    };
    result.field = chooseField();
    sortBy('final-loss');
    result.up = column('final-loss');
    sortBy('final-loss');
    result.down = column('final-loss');
    const search = document.querySelector('input[type="search"]');
    search.value = 'refused';
    search.dispatchEvent(new Event('input'));
    result.refused = column('status');
    result.tallest = Math.max(...rows().map((row) => row.getBoundingClientRect().height));
    view.clearFilter();
    for (const measure of sweep.measures) {
      view.setMeasure(measure.name);
      drawing.drawAll();
    }
    useTabs();
    openDetails();
    await pause(100);
    result.wideOpened = isWide();
    result.blankOpened = blanks();
    return result;
  };

  pageCheck.report(check);
}
