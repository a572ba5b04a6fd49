'use strict';
// Put at the end of a report that is shown in a frame: uses it as a person would, and writes what
// came of it into the page around the frame, as JSON.
{
  const {hasInk, pause, isWide, useTabs, openDetails} = pageCheck;
  const pixelsOf = (canvas) => canvas.toDataURL();
  const sectionText = (id) => document.getElementById(id).textContent;

  const slide = () => {
    const slider = document.getElementById('time-slider');
    if (!slider) return null;
    const canvas = document.querySelector('#plumb-line canvas');
    slider.value = 0;
    slider.dispatchEvent(new Event('input'));
    const before = {
      text: document.querySelector('output.time').textContent,
      picture: pixelsOf(canvas)
    };
    slider.value = slider.max;
    slider.dispatchEvent(new Event('input'));
    return {
      frames: Number(slider.max) + 1,
      textMoved: document.querySelector('output.time').textContent !== before.text,
      pictureMoved: pixelsOf(canvas) !== before.picture,
    };
  };

  // From the start: the time must have moved on by itself, and stand still after the second click.
  const play = async () => {
    const slider = document.getElementById('time-slider');
    if (!slider || slider.max === '0') return null;
    const button = document.querySelector('button.play');
    slider.value = 0;
    slider.dispatchEvent(new Event('input'));
    button.click();
    await pause(1600);
    const moved = Number(slider.value) > 0;
    if (slider.value !== slider.max) button.click();
    const place = slider.value;
    await pause(800);
    return moved && slider.value === place;
  };

  // The heat map by keyboard: a field to the right, and that moment in the depth profile.
  const walkHeatMap = () => {
    const canvas = document.querySelector('#heat-map canvas');
    const slider = document.getElementById('time-slider');
    if (!canvas || slider.max === '0') return null;
    slider.value = 0;
    slider.dispatchEvent(new Event('input'));
    for (const key of ['ArrowRight', 'Enter'])
      canvas.dispatchEvent(new KeyboardEvent('keydown', {key}));
    return Number(slider.value) > 0;
  };

  const toggleTheme = () => {
    const before = document.documentElement.dataset.theme;
    document.getElementById('theme').click();
    const toggled = document.documentElement.dataset.theme !== before;
    document.getElementById('theme').click();
    return toggled;
  };

  const isolate = () => {
    const button = document.querySelector('#norms .legend button');
    if (!button) return null;
    button.click();
    const pressed = button.getAttribute('aria-pressed') === 'true';
    button.click();
    return pressed && button.getAttribute('aria-pressed') === 'false';
  };

  // What is said of each run's forecast, chosen one after another where there are several.
  const forecasts = () => {
    const section = document.getElementById('forecast');
    if (!section) return null;
    const box = section.querySelector('select');
    const words =
        () => [...section.querySelectorAll('.readout')].map((p) => p.textContent).join(' ');
    if (!box) return [words()];
    return [...box.options].map(({value}) => {
      box.value = value;
      box.dispatchEvent(new Event('change'));
      return words();
    });
  };

  // Labels of y axes that their neighbour has too.
  const repeatedTicks = () => Object.values(Chart.instances).flatMap((chart) => {
    const labels = ((chart.scales.y && chart.scales.y.ticks) || []).map((tick) => tick.label);
    return labels.filter((label, i) => label && label === labels[i - 1]);
  });

  // Distributions: the keyboard tells a field's share, Enter shows a layer large, and each tab
  // draws.
  const distributions = async () => {
    const section = document.getElementById('distributions');
    if (!section) return null;
    const result = {kinds: []};
    for (const tab of section.querySelectorAll('[role="radio"]')) {
      tab.click();
      drawing.drawAll();
      await pause(20);
      const maps = [...section.querySelectorAll('canvas[tabindex]')];
      result.kinds.push(
          {kind: tab.textContent, maps: maps.length, drawn: maps.filter(hasInk).length});
    }
    const maps = [...section.querySelectorAll('.tiny canvas')];
    if (!maps.length) return result;
    const map = maps[maps.length - 1];
    map.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft'}));
    result.told = map.closest('figure').querySelector('.readout').textContent;
    map.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}));
    result.enlarged = section.querySelector('select').value ===
        map.closest('figure').querySelector('figcaption').textContent;
    return result;
  };

  const check = async () => {
    const readyAfter = performance.now();
    drawing.drawAll();
    await pause(50);
    const canvases = [...document.querySelectorAll('canvas')];
    const result = {
      readyAfter,
      width: window.innerWidth,
      canvases: canvases.length,
      blank: canvases.filter((canvas) => !hasInk(canvas))
                 .map((canvas) => canvas.getAttribute('aria-label')),
      unlabelled: canvases.filter((canvas) => !canvas.getAttribute('aria-label')).length,
      slider: slide(),
      theme: toggleTheme(),
      isolated: isolate(),
      forecasts: forecasts(),
      verdict: sectionText('verdict'),
      sections: [...document.querySelectorAll('main > section')].map((section) => section.id),
      title: document.title,
      scripts: document.scripts.length,
      wide: isWide(),
      repeatedTicks: repeatedTicks(),
      ramps: document.querySelectorAll('#heat-map .scale i').length,
      leftOut: [...document.querySelectorAll('.left-out')].map((line) => line.textContent),
    };
    result.played = await play();
    result.walked = walkHeatMap();
    result.distributions = await distributions();
    useTabs();
    openDetails();
    drawing.drawAll();
    await pause(50);
    drawing.drawAll();
    await pause(50);
    result.wideOpened = isWide();
    result.blankOpened =
        [...document.querySelectorAll('canvas')].filter((canvas) => !hasInk(canvas)).length;
    return result;
  };

  pageCheck.report(check);
}
