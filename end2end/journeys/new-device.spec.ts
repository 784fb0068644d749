/** The code that a browser new to the account has to give. */

import type { App } from "../support/app.ts";
import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

async function enter(app: App, code: string): Promise<void> {
  await app.field("Verification code").fill(code);
  await app.button("Continue").click();
}

test("the mailed code lets a new browser in, once and for all", async ({ app, sandbox }) => {
  await app.signIn(people.newDevice);
  await expect(app.heading("Is this you?")).toBeVisible();
  await expect(app.sentence(`A code was mailed to ${people.newDevice}`)).toBeVisible();
  const [letter] = await sandbox.letters(people.newDevice);
  await enter(app, letter?.code ?? "");
  await app.expectClients();
  await app.signOut();
  await app.submitCredentials(people.newDevice);
  await app.expectClients();
});

test("a wrong code and an expired one are refused, and a new one can be had", async ({ app, page, sandbox }) => {
  await page.clock.install();
  await app.signIn(people.newDevice);
  await expect(app.heading("Is this you?")).toBeVisible();
  await enter(app, "000000");
  await expect(app.sentence("This code is not right, or it is no longer valid.")).toBeVisible();

  const [old] = await sandbox.letters(people.newDevice);
  await sandbox.advance(301);
  await enter(app, old?.code ?? "");
  await expect(app.sentence("it is no longer valid")).toBeVisible();

  await page.clock.runFor(61_000);
  const before = (await sandbox.letters(people.newDevice)).length;
  await app.button("Mail a new code").click();
  await expect.poll(async () => (await sandbox.letters(people.newDevice)).length).toBe(before + 1);
  const [fresh] = await sandbox.letters(people.newDevice);
  await enter(app, fresh?.code ?? "");
  await app.expectClients();
});

test("another browser is asked anew", async ({ app, elsewhere, sandbox }) => {
  await app.signIn(people.newDevice);
  await expect(app.heading("Is this you?")).toBeVisible();
  const [letter] = await sandbox.letters(people.newDevice);
  await enter(app, letter?.code ?? "");
  await app.expectClients();
  const other = await app.inBrowser(elsewhere);
  await other.signIn(people.newDevice);
  await expect(other.heading("Is this you?")).toBeVisible();
});
