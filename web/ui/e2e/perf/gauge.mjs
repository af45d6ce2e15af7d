/** What a page's own clocks say: frames while something moves, interactions until the next paint, time to content. */

/** Milliseconds that a frame takes on a screen of 60 a second, and a little for the clock. */
const FRAME = 16.7;
const LATE = FRAME * 1.5;

/** Runs before the page's own scripts; what it gathers is read by the functions below. */
export function install(page) {
  return page.addInitScript(() => {
    const gauge = { frames: [], interactions: [], on: false, pressed: 0 };
    globalThis.gauge = gauge;
    let last = 0;
    const tick = (now) => {
      if (gauge.on && last > 0) gauge.frames.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    new PerformanceObserver((list) => {
      for (const {
        name,
        interactionId,
        duration,
        startTime,
        processingStart,
        processingEnd,
      } of list.getEntries())
        if (interactionId)
          gauge.interactions.push({
            name,
            interactionId,
            duration,
            startTime,
            processingStart,
            processingEnd,
          });
    }).observe({ type: 'event', durationThreshold: 16, buffered: true });
    for (const name of ['pointerdown', 'keydown'])
      addEventListener(
        name,
        () => {
          gauge.pressed = performance.now();
        },
        { capture: true },
      );
  });
}

/** Frames while `run` runs: how many, the share that came late, and the longest. */
export async function frames(page, run) {
  await page.evaluate(() => {
    gauge.frames = [];
    gauge.on = true;
  });
  await run();
  const all = await page.evaluate(() => {
    gauge.on = false;
    return gauge.frames;
  });
  const late = all.filter((ms) => ms > LATE).length;
  const sum = all.reduce((a, b) => a + b, 0);
  return {
    frames: all.length,
    fps: (all.length / sum) * 1000,
    late: late / all.length,
    longest: Math.max(...all),
  };
}

/** Each interaction's longest event since `run` began, milliseconds from the input until the next paint. */
export async function interactions(page, run) {
  await page.evaluate(() => {
    gauge.interactions = [];
  });
  await run();
  // The observer is told of an event after the paint that ended it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
  const entries = await page.evaluate(() => gauge.interactions);
  const longest = new Map();
  for (const { interactionId, duration } of entries)
    longest.set(interactionId, Math.max(duration, longest.get(interactionId) ?? 0));
  return [...longest.values()];
}

/**
 * Milliseconds from the press that `act` makes until `there` (a function of the page) holds in a painted frame. Told
 * by the page's clock: the way of the test's commands is not in it.
 */
export async function until(page, there, argument, act) {
  const before = await page.evaluate(() => gauge.pressed);
  const seen = page.evaluate(
    ([source, value, pressed]) => {
      const holds = new Function(`return (${source})`)();
      return new Promise((done) => {
        const look = () => {
          if (gauge.pressed !== pressed && holds(value))
            requestAnimationFrame(() => done(performance.now() - gauge.pressed));
          else requestAnimationFrame(look);
        };
        look();
      });
    },
    [there.toString(), argument, before],
  );
  await act();
  return seen;
}

export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { n: sorted.length, p50: at(0.5), p75: at(0.75), p98: at(0.98), max: sorted.at(-1) ?? 0 };
}

/** Milliseconds of CPU that the page's main thread has used: other programs do not slow it, as they do a clock. */
export async function cpu(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

/** What the page holds after everything that nobody needs was thrown away. */
export async function weight(cdp) {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const value = (name) => metrics.find((one) => one.name === name)?.value ?? 0;
  return {
    heapMb: value('JSHeapUsedSize') / 1_048_576,
    nodes: value('Nodes'),
    listeners: value('JSEventListeners'),
  };
}
