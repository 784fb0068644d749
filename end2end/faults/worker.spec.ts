/** The part of the page that holds the keys can end: nothing is lost, and no blank page. */

import type { Page } from "@playwright/test";
import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

/** Ends the worker from outside, as a browser short of memory does. */
async function endWorker(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const attached: string[] = [];
  cdp.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") attached.push(sessionId);
  });
  await cdp.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  await expect.poll(() => attached.length).toBeGreaterThan(0);
  for (const sessionId of attached) {
    const message = JSON.stringify({ id: 1, method: "Runtime.evaluate", params: { expression: "self.close()" } });
    await cdp.send("Target.sendMessageToTarget", { sessionId, message });
  }
}

test("while the list is open: the page locks at once, and the password opens it all again", async ({ as, page }) => {
  const app = await as(people.admin);
  await endWorker(page);
  await expect(app.heading("Locked")).toBeVisible();
  await app.unlock();
  await app.expectClients();
  await app.link("Zaanbouw Aannemers").click();
  await expect(app.sentence("Werkplaats")).toBeVisible();
});

test("before the password is sent: signing in works all the same", async ({ app, page }) => {
  const { id } = await app.sandbox.provider("Waterland Beheer");
  await app.open(`/providers/${id}/clients`);
  await endWorker(page);
  await app.submitCredentials(people.admin);
  await app.expectClients();
});

test("a worker that never loads: the form says so, and a later try works", async ({ app, guard, sandbox }) => {
  guard.allow(/vault|ERR_|Failed to load|500/i);
  await sandbox.fault({ kind: "error", match: { path: "vault" } });
  await app.signInAtClients(people.admin);
  await expect(app.sentence(/The part of the page that holds the keys has stopped\.|There is no connection\./)).toBeVisible({ timeout: 30_000 });
  await expect(app.password).not.toHaveValue("");
  await sandbox.noFaults();
  await app.button("Sign in").click();
  await app.expectClients();
});
