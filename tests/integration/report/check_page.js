'use strict';
// Put at the end of a report that is shown in a frame: uses it as a person would, and writes what came of it into the
// page around the frame, as JSON.
{
  const hasInk = (canvas) => {
    if (!canvas.width || !canvas.height) return false;
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 0) return true;
    return false;
  };
  const pixelsOf = (canvas) => canvas.toDataURL();
  const sectionText = (id) => document.getElementById(id).textContent;

  const slide = () => {
    const slider = document.getElementById('time-slider');
    if (!slider) return null;
    const canvas = document.querySelector('#plumb-line canvas');
    slider.value = 0;
    slider.dispatchEvent(new Event('input'));
    const before = { text: document.querySelector('output.time').textContent, picture: pixelsOf(canvas) };
    slider.value = slider.max;
    slider.dispatchEvent(new Event('input'));
    return {
      frames: Number(slider.max) + 1,
      textMoved: document.querySelector('output.time').textContent !== before.text,
      pictureMoved: pixelsOf(canvas) !== before.picture,
    };
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

  const useTabs = () => document.querySelectorAll('[role="radio"]').forEach((tab) => tab.click());
  const openDetails = () => document.querySelectorAll('details').forEach((details) => { details.open = true; });

  const frame = () => new Promise((resolve) => { setTimeout(resolve, 50); });

  const check = async () => {
    const readyAfter = performance.now();
    drawing.drawAll();
    await frame();
    const canvases = [...document.querySelectorAll('canvas')];
    const result = {
      readyAfter, width: window.innerWidth, canvases: canvases.length, blank: canvases.filter((canvas) => !hasInk(canvas)).map((canvas) => canvas.getAttribute('aria-label')),
      unlabelled: canvases.filter((canvas) => !canvas.getAttribute('aria-label')).length,
      slider: slide(), theme: toggleTheme(), isolated: isolate(),
      verdict: sectionText('verdict'), sections: [...document.querySelectorAll('main > section')].map((section) => section.id),
      title: document.title, scripts: document.scripts.length,
      wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    };
    useTabs();
    openDetails();
    drawing.drawAll();
    await frame();
    drawing.drawAll();
    await frame();
    result.wideOpened = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    result.blankOpened = [...document.querySelectorAll('canvas')].filter((canvas) => !hasInk(canvas)).length;
    return { ...result, faults: pageFaults };
  };

  const handOver = (result) => {
    const place = window.parent.document.createElement('pre');
    place.id = 'check';
    place.textContent = JSON.stringify(result);
    window.parent.document.body.append(place);
  };
  check().then(handOver, (error) => handOver({ faults: [...pageFaults, String(error.stack || error)] }));
}
