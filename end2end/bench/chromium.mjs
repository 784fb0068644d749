// A browser of its own for each measurement: new process, new profile, so no cache of any kind is warm.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--window-size=1280,900",
  "--remote-debugging-port=0",
  // Nothing is measured against the network, and nothing of the browser's own may compete.
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/** The line on which Chromium tells where it can be driven. */
const DEVTOOLS = /DevTools listening on (ws:\S+)/;

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Hands a page of a cold browser, and its DevTools session, to `work`; ends the browser whatever happens. */
export async function withColdBrowser(work) {
  const profile = mkdtempSync(join(tmpdir(), "portico-bench-"));
  const program = process.env.PORTICO_CHROMIUM ?? "chromium";
  const child = spawn(program, [...FLAGS, `--user-data-dir=${profile}`, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true, // a process group of its own: its helpers end with it
  });
  try {
    const browser = await chromium.connectOverCDP(await devtoolsAddress(child));
    const [context] = browser.contexts();
    const page = context.pages()[0] ?? (await context.newPage());
    const devtools = await context.newCDPSession(page);
    await pause(1500); // the browser's own start is not what is measured
    const result = await work(page, devtools);
    await browser.close();
    return result;
  } finally {
    await end(child);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function devtoolsAddress(child) {
  return new Promise((tell, fail) => {
    let said = "";
    child.stderr.on("data", (text) => {
      said += text;
      const address = DEVTOOLS.exec(said)?.[1];
      if (address) tell(address);
    });
    child.on("error", fail);
    child.on("exit", () => fail(new Error(`Chromium ended by itself: ${said.slice(-500)}`)));
  });
}

async function end(child) {
  if (child.exitCode !== null) return;
  const gone = new Promise((done) => child.on("exit", done));
  process.kill(-child.pid, "SIGTERM");
  await Promise.race([gone, pause(3000)]);
}

/** Slows the wire to 1.6 Mbps with 150 ms, and the processor to a quarter. */
export async function slowDown(devtools) {
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
}

const ticks = () => {
  const [line] = readFileSync("/proc/stat", "utf8").split("\n");
  const counts = line.trim().split(/\s+/).slice(1, 9).map(Number);
  return { idle: counts[3] + counts[4], all: counts.reduce((sum, count) => sum + count, 0) };
};

/** Waits until other work leaves the processors alone, for at most `seconds`; tells the share that was busy at the end. */
export async function quiet(seconds = 120) {
  if (process.platform !== "linux") return null;
  for (const until = Date.now() + seconds * 1000; ; ) {
    const before = ticks();
    await pause(2000);
    const after = ticks();
    const busy = 1 - (after.idle - before.idle) / (after.all - before.all);
    if (busy < 0.15 || Date.now() > until) return busy;
  }
}

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
