// What runs in the page before its own scripts, and takes the times there.

/**
 * Puts `globalThis.probe` into the page:
 * `long`: tasks of more than 50 ms, `{ start, duration }`;
 * `rows`: changes of a table's rows and when they were painted, `{ at, painted }`;
 * `vault`: messages to and from the worker, `{ at, kind: "post" | "answer" }`;
 * `key`: when the last key went down, or null;
 * `painted(done)`: resolves with the time of the first painted frame in which `done()` holds.
 */
export function probe() {
  const seen = { long: [], rows: [], vault: [], key: null };
  // A message is delivered after the frame in which it was sent has been handed to the screen.
  const afterPaint = (tell) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => tell(performance.now());
      channel.port2.postMessage(null);
    });
  const painted = (done) =>
    new Promise((tell) => {
      const look = () => (done() ? afterPaint(tell) : setTimeout(look));
      look();
    });
  globalThis.probe = Object.assign(seen, { painted });

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.long.push({ start: startTime, duration });
  }).observe({ type: "longtask", buffered: true });

  addEventListener("keydown", (event) => (seen.key = event.timeStamp), { capture: true });

  new MutationObserver((changes) => {
    const inRows = changes.some(({ target }) => target.closest?.("tbody:not([aria-hidden])") ?? false);
    if (!inRows) return;
    const entry = { at: performance.now(), painted: null };
    seen.rows.push(entry);
    afterPaint((at) => (entry.painted = at));
  }).observe(document, { subtree: true, childList: true });

  const post = Worker.prototype.postMessage;
  const heard = new WeakSet();
  Worker.prototype.postMessage = function (...words) {
    if (!heard.has(this)) {
      heard.add(this);
      this.addEventListener("message", () => seen.vault.push({ at: performance.now(), kind: "answer" }));
    }
    seen.vault.push({ at: performance.now(), kind: "post" });
    return post.apply(this, words);
  };
}

/** The least value that `share` of all do not exceed. */
export function quantile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  if (sorted.length === 0) throw new Error("nothing was measured");
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}
