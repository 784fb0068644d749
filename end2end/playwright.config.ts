import { defineConfig, devices } from "@playwright/test";

// `cargo xtask test` sets what is read here: where Chromium is, and where to leave what a person may want to see.
// On a machine that is busy with other things, PORTICO_PATIENCE=3 waits three times as long before a test has failed.
const { PORTICO_CHROMIUM, PORTICO_ARTIFACTS = "../artifacts", PORTICO_PATIENCE = "1" } = process.env;
const patience = Number(PORTICO_PATIENCE);

/** The folders of the browser suite, one for each kind of question that it asks of the portal. */
const FOLDERS = ["journeys", "screens", "faults", "security", "bugs"];

export default defineConfig({
  outputDir: `${PORTICO_ARTIFACTS}/playwright`,
  // A test that fails now and then is mended, not repeated.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000 * patience,
  // Two slow cores, a browser and a key derivation: what takes longer than this is broken, not slow.
  expect: { timeout: 15_000 * patience },
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Amsterdam",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      ...(PORTICO_CHROMIUM ? { executablePath: PORTICO_CHROMIUM } : {}),
      args: [
        // Chromium refuses its own sandbox to root, which is who runs CI; and it should look up nothing by itself.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // What the guard reports as a request to another origin goes nowhere, either.
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
      ],
    },
  },
  projects: [
    { name: "browser", testMatch: FOLDERS.map((folder) => `${folder}/**/*.spec.ts`) },
    { name: "interop", testMatch: "interop/**/*.spec.ts", timeout: 180_000 * patience },
    // Each recipe keeps one server for its tests, which therefore run in order.
    { name: "deployment", testMatch: "deployment/**/*.spec.ts", fullyParallel: false },
  ],
});
