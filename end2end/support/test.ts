/** The tests' fixtures. Each test starts with a sandbox as at its first start, a browser that has never been here, and a guard. */

import { type BrowserContext, test as base } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { App, type Credentials } from "./app.ts";
import { Guard } from "./guard.ts";
import { Sandbox } from "./sandbox.ts";

interface Fixtures {
  /** The sandbox of this worker, as at its start. */
  readonly sandbox: Sandbox;
  /** Complains at the end about what must never happen. */
  readonly guard: Guard;
  /** The portal in the test's own tab. */
  readonly app: App;
  /** Signs somebody in, up to the client list. */
  readonly as: (email: string, credentials?: Credentials) => Promise<App>;
  /** Fails when the page breaks a rule of axe. */
  readonly a11y: () => Promise<void>;
  /** A browser on another machine: nothing shared, and watched as the first. */
  readonly elsewhere: BrowserContext;
}

interface WorkerFixtures {
  readonly process: Sandbox;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  process: [
    async ({}, use) => {
      const sandbox = await Sandbox.start();
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: "worker", timeout: 150_000 },
  ],
  sandbox: async ({ process }, use) => {
    await process.reset();
    await use(process);
  },
  guard: [
    async ({ context, sandbox }, use) => {
      const guard = new Guard(sandbox.origin);
      await guard.watch(context);
      await use(guard);
      base.expect(guard.complaints().join("\n"), "what must never happen").toBe("");
    },
    { auto: true },
  ],
  app: async ({ page, sandbox }, use) => use(new App(page, sandbox)),
  as: async ({ app }, use) =>
    use(async (email, credentials = {}) => {
      await app.signInAtClients(email, credentials);
      await app.expectClients();
      return app;
    }),
  a11y: async ({ page }, use) => use(() => expectAccessible(page)),
  elsewhere: async ({ browser, guard }, use) => {
    const context = await browser.newContext();
    await guard.watch(context);
    await use(context);
    await context.close();
  },
});

export { expect } from "@playwright/test";
