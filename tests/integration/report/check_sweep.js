'use strict';
// Put at the end of a sweep's report that is shown in a frame: uses it as a person would, and
// writes what came of it into the page around the frame, as JSON.
{
  const hasInk = (canvas) => {
    if (!canvas.width || !canvas.height) return false;
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    for (let i = 3; i < pixels.length; i += 4)
      if (pixels[i] > 0) return true;
    return false;
  };
  const pause = (milliseconds) => new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
  const rows = () => [...document.querySelectorAll('table.runs tbody tr')];
  const column = (name) => {
    const place = [...document.querySelectorAll('table.runs thead button')].findIndex(
        (button) => button.dataset.column === name);
    return rows().map((row) => row.children[place].textContent);
  };
  const sortBy = (name) => [...document.querySelectorAll('table.runs thead button')]
                               .find((button) => button.dataset.column === name)
                               .click();
  const isWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
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
    view.clearFilter();
    for (const measure of sweep.measures) {
      view.setMeasure(measure.name);
      drawing.drawAll();
    }
    document.querySelectorAll('[role="radio"]').forEach((tab) => tab.click());
    document.querySelectorAll('details').forEach((details) => {
      details.open = true;
    });
    await pause(100);
    result.wideOpened = isWide();
    result.blankOpened = blanks();
    return {...result, faults: pageFaults};
  };

  const handOver = (result) => {
    const place = window.parent.document.createElement('pre');
    place.id = 'check';
    place.textContent = JSON.stringify(result);
    window.parent.document.body.append(place);
  };
  check().then(
      handOver, (error) => handOver({faults: [...pageFaults, String(error.stack || error)]}));
}
