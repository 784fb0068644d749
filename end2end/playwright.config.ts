import { defineConfig, devices } from "@playwright/test";

// `cargo xtask test` sets what is read here: where Chromium is, and where to leave what a person may want to see.
const { PORTICO_CHROMIUM, PORTICO_ARTIFACTS = "../artifacts" } = process.env;

export default defineConfig({
  outputDir: `${PORTICO_ARTIFACTS}/playwright`,
  // A test that fails now and then is mended, not repeated.
  retries: 0,
  workers: 2,
  forbidOnly: true,
  timeout: 60_000,
  use: {
    ...devices["Desktop Chrome"],
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      ...(PORTICO_CHROMIUM ? { executablePath: PORTICO_CHROMIUM } : {}),
      // Chromium refuses its own sandbox to root, which is who runs CI; and it should look up nothing by itself.
      args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    { name: "browser", testMatch: ["journeys/**/*.spec.ts", "screens/**/*.spec.ts", "faults/**/*.spec.ts", "bugs/**/*.spec.ts"] },
    { name: "interop", testMatch: "interop/**/*.spec.ts" },
    { name: "deployment", testMatch: "deployment/**/*.spec.ts" },
  ],
});
