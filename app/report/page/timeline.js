'use strict';

/**
 * The moment that the depth profile and the heat maps show: one for all, moved by slider, button
 * or click.
 */
class Timeline extends EventTarget {
  constructor(kind) {
    super();
    this.setKind(kind);
  }

  /** "step" or "epoch". */
  setKind(kind) {
    this.kind = kind;
    this.times = [...new Set(runs.flatMap((run) => run.frames[kind].times))].sort((a, b) => a - b);
    this.index = 0;
    this.dispatchEvent(new Event('kind'));
    this.dispatchEvent(new Event('move'));
  }

  moveTo(index) {
    this.index = Math.min(Math.max(index, 0), this.times.length - 1);
    this.dispatchEvent(new Event('move'));
  }

  moveToTime(time) { this.moveTo(Math.max(lastNotAbove(this.times, time), 0)); }

  get time() { return this.times[this.index]; }

  /** The position of a run's frame at this moment: its last one so far; −1 before its first. */
  frameOf(run, time = this.time) { return lastNotAbove(run.frames[this.kind].times, time); }

  /** "step 120, epoch 2". */
  get text() {
    if (this.kind === 'epoch')
      return this.time === 0 ? 'before training' : `after epoch ${this.time}`;
    const run = runs.find((candidate) => this.frameOf(candidate) >= 0);
    const epoch = run ? run.frames.step.epoch[this.frameOf(run)] : null;
    return `step ${formatCount(this.time)}${epoch === null ? '' : `, epoch ${epoch}`}`;
  }
}

const timelineKinds =
    [
      {label: 'Steps: batch', value: 'step'},
      {label: 'Epochs: training set', value: 'epoch'},
    ]
        .filter(
            ({value}) =>
                runs.some((run) => run.frames[value].times.length && run.layers.names.length));

const timeline = timelineKinds.length ? new Timeline(timelineKinds[0].value) : null;

/** The page opens at the last step of the worst finding: there is most to see. */
if (timeline && timeline.kind === 'step') {
  const grave = ['error', 'warning'].flatMap(
      (severity) =>
          runs.flatMap((run) => run.findings.filter((finding) => finding.severity === severity)));
  if (grave.length) timeline.moveToTime(grave[0].last_step);
}

/** Play button, slider and the time in words. */
function timelineControls() {
  const milliseconds = 60;
  let timer = null;
  const slider = element('input', {
    type: 'range',
    min: 0,
    step: 1,
    'aria-label': 'Time',
    id: 'time-slider',
    oninput: () => {
      stop();
      timeline.moveTo(Number(slider.value));
    },
  });
  const output = element('output', { class: 'time', for: 'time-slider' });
    const button = element(
        'button',
        {type: 'button', class: 'plain-button play', onclick: () => (timer ? stop() : play())});
    const name = () => {
      button.textContent = timer ? '❚❚ Pause' : '▶ Play';
    };
    const stop = () => {
      clearInterval(timer);
      timer = null;
      name();
    };
    const play = () => {
      if (timeline.index === timeline.times.length - 1) timeline.moveTo(0);
      // Few frames slower, so that each can be seen.
      const pause = Math.max(milliseconds, Math.min(700, 6000 / timeline.times.length));
      timer = setInterval(() => {
        timeline.moveTo(timeline.index + 1);
        if (timeline.index === timeline.times.length - 1) stop();
      }, pause);
      name();
    };
    const follow = () => {
      slider.max = timeline.times.length - 1;
      slider.value = timeline.index;
      output.textContent = timeline.text;
      slider.setAttribute('aria-valuetext', timeline.text);
    };
    timeline.addEventListener('move', follow);
    timeline.addEventListener('kind', stop);
    name();
    follow();
    const kinds = timelineKinds.length > 1 ?
        tabs('Time', timelineKinds, (kind) => timeline.setKind(kind)) :
        null;
    return element(
        'div', {class: 'timeline'}, kinds,
        element('div', {class: 'controls'}, button, slider, output));
}
