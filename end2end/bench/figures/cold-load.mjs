// From an address typed into a browser that has never seen the portal, to a sign-in form that is visible, and one that works.

import { median, quiet, slowDown, withColdBrowser } from "../chromium.mjs";
import { report, withSandbox } from "../sandbox.mjs";

const RUNS = Number(process.env.PORTICO_RUNS ?? 7);
const FORM = "#password";
const WORKS = "#root[data-ready]";

/** Runs in the page before its own scripts: notes when each state was first painted, and what blocked the thread. */
function watch([form, works]) {
  const seen = (globalThis.seen = { visible: null, ready: null, blocked: 0, tasks: [] });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ startTime, duration });
  }).observe({ type: "longtask", buffered: true });
  const isPainted = (selector) => {
    const box = document.querySelector(selector)?.getBoundingClientRect();
    return box !== undefined && box.width > 0 && box.height > 0;
  };
  const look = () => {
    // A timer set in an animation frame fires after that frame was painted.
    if (seen.visible === null && isPainted(form)) setTimeout(() => (seen.visible ??= performance.now()));
    if (document.querySelector(works)) setTimeout(() => (seen.ready = performance.now()));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function load(origin, isSlow) {
  const busy = await quiet();
  return withColdBrowser(async (page, devtools) => {
    await devtools.send("Network.enable");
    await devtools.send("Performance.enable");
    await page.addInitScript(watch, [FORM, WORKS]);
    if (isSlow) await slowDown(devtools);
    await page.goto(origin, { waitUntil: "commit" });
    await page.waitForFunction(() => globalThis.seen?.ready, null, { timeout: 120_000, polling: 50 });
    await page.waitForLoadState("networkidle");
    const seen = await page.evaluate(() => globalThis.seen);
    await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    const heap = metrics.find((metric) => metric.name === "JSHeapUsedSize").value;
    // What a task takes beyond 50 ms is blocking; only what began before the form worked delays the form.
    const blocked = seen.tasks
      .filter((task) => task.startTime < seen.ready)
      .reduce((sum, task) => sum + Math.max(0, task.duration - 50), 0);
    return { visible: seen.visible, ready: seen.ready, blocked, heap: heap / 1024 / 1024, busy };
  });
}

async function series(origin, isSlow) {
  const runs = [];
  for (let run = 1; run <= RUNS; run += 1) {
    const one = await load(origin, isSlow);
    runs.push(one);
    console.error(`${isSlow ? "slow" : "fast"} ${run}/${RUNS}: visible ${Math.round(one.visible)} ms, works ${Math.round(one.ready)} ms`);
  }
  return (key) => {
    const values = runs.map((one) => one[key]);
    return [median(values), { low: Math.min(...values), high: Math.max(...values), busy: Math.max(...runs.map((one) => one.busy)) }];
  };
}

await withSandbox([], async (origin) => {
  await load(origin, false); // the server's own first answer is not a visitor's
  const fast = await series(origin, false);
  const slow = await series(origin, true);
  const tell = (figure, [value, more], unit, budget) => report(figure, value, unit, budget, more);
  tell("Navigation to the visible sign-in form", fast("visible"), "ms", 120);
  tell("Navigation to the working sign-in form", fast("ready"), "ms", 200);
  tell("The visible form at 1.6 Mbps, 150 ms, CPU x4", slow("visible"), "ms", 900);
  tell("The working form at 1.6 Mbps, 150 ms, CPU x4", slow("ready"), "ms", 1800);
  tell("Blocking before the form works, CPU x4", slow("blocked"), "ms", 100);
  tell("JS heap after load, collected", fast("heap"), "MB", 3);
});
