/** No secret lies in the clear: not in any storage while one works, and not in the page's memory after a lock. */

import { heapOf } from "../support/heap.ts";
import { PASSWORD, people } from "../support/people.ts";
import { foundIn, hearGrants, secretsOf } from "../support/secrets.ts";
import { dumpStorage } from "../support/storage.ts";
import { expect, test } from "../support/test.ts";

test("no storage holds a password, a key or a token in the clear, signed in, locked, reloaded or signed out", async ({ as, sandbox, page }) => {
  const granted = hearGrants(page);
  const app = await as(people.admin);
  const { kdfIterations } = await sandbox.account(people.admin);
  const secrets = secretsOf(people.admin, PASSWORD, kdfIterations, await granted);

  const signedIn = await dumpStorage(page);
  // The sealed session is there, so that the dump is known to see it.
  expect(signedIn).toContain("2.");
  expect(foundIn(signedIn, secrets)).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);

  await app.link("Zaanbouw Aannemers").click();
  await expect(app.sentence("Werkplaats")).toBeVisible();
  const working = await dumpStorage(page);
  expect(foundIn(working, secrets)).toEqual([]);
  expect(working, "decrypted names are not stored").not.toContain("Werkplaats");

  await app.lock();
  expect(foundIn(await dumpStorage(page), secrets)).toEqual([]);
  await app.reload();
  expect(foundIn(await dumpStorage(page), secrets)).toEqual([]);
  await app.unlock();
  await app.expectClients().catch(() => undefined);
  await app.signOut();
  const after = await dumpStorage(page);
  expect(foundIn(after, secrets)).toEqual([]);
  expect(after, "nothing of the session stays").not.toContain("2.");
});

test("after a lock the page's memory holds neither the master password nor a key nor a token, nor what was decrypted", async ({ app, sandbox, page }) => {
  test.slow();
  const granted = hearGrants(page);
  const { id } = await sandbox.provider("Waterland Beheer");
  await app.open(`/providers/${id}/clients`);
  await app.chooseRegion("Europe");
  // Typed as by a keyboard: what a test tool fills in would itself lie in the page's memory.
  await app.email.focus();
  await page.keyboard.insertText(people.admin);
  await app.password.focus();
  await page.keyboard.insertText(PASSWORD);
  await page.keyboard.press("Enter");
  await app.expectClients();
  await page.getByRole("link", { name: "Notariaat Vermeer" }).click();
  await expect(page.getByText("Cliëntdossiers")).toBeVisible();
  const { kdfIterations } = await sandbox.account(people.admin);
  const secrets = secretsOf(people.admin, PASSWORD, kdfIterations, await granted);

  const open = await heapOf(page);
  expect(open, "a snapshot shows what is on screen").toContain("Notariaat Vermeer");
  expect(foundIn(open, { keys: secrets.keys, texts: new Map([["master password", PASSWORD]]) }), "on the page while unlocked").toEqual([]);

  await app.lock();
  const locked = await heapOf(page);
  expect(locked).toContain(people.admin);
  expect(foundIn(locked, secrets)).toEqual([]);
});

test("the worker is gone after a lock", async ({ as, page }) => {
  const app = await as(people.admin);
  const [worker] = page.workers();
  expect(worker, "the vault's worker").toBeDefined();
  const gone = worker?.waitForEvent("close");
  await app.lock();
  await gone;
});
