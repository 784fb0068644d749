/** What becomes of a session: reload, lock, sign-out, other tabs, links that lead in, and the back button. */

import { PASSWORD, people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

test("a reload asks for the master password alone, and returns to the same address", async ({ as, sandbox, page }) => {
  const app = await as(people.admin);
  await app.search.fill("bakker");
  await expect(page).toHaveURL(/bakker/);
  const address = page.url();
  await app.reload();
  await expect(app.heading("Locked")).toBeVisible();
  await expect(app.sentence(people.admin)).toBeVisible();
  await expect(app.email).toHaveCount(0);
  await sandbox.forgetAsked();
  await app.unlock();
  await app.expectClients();
  expect(page.url()).toBe(address);
  await expect(app.client("Bakkerij Van der Meer")).toBeVisible();
  const asked = await sandbox.asked();
  expect(asked.filter(({ path }) => /prelogin/.test(path)), "unlocking needs no prelogin").toHaveLength(0);
});

test("a wrong master password does not unlock, and says so", async ({ as }) => {
  const app = await as(people.admin);
  await app.reload();
  await app.unlock("wrong horse");
  await expect(app.sentence("The master password is wrong.")).toBeVisible();
  await app.unlock();
  await app.expectClients();
});

test("Argon2id and V2 accounts unlock after a reload", async ({ as }) => {
  for (const email of [people.argon2id, people.v2]) {
    const app = await as(email);
    await app.reload();
    await app.unlock();
    await app.expectClients();
    await app.signOut();
  }
});

test("who passed a second step unlocks without one", async ({ app, sandbox }) => {
  const { recoveryCode } = await sandbox.account(people.yubikey);
  const yubikey = (await sandbox.account(people.yubikey)).twoFactorMethods.find((method) => method.kind === "yubikey");
  expect(recoveryCode).not.toBeNull();
  await app.signIn(people.yubikey);
  await app.field("One-time password of the key").fill(yubikey?.otp ?? "");
  await app.button("Continue").click();
  await app.expectClients();
  await app.reload();
  await app.unlock();
  await app.expectClients();
});

test("a lock hides everything and keeps the address; without a connection the lock says so, and opens later", async ({ as, context }) => {
  const app = await as(people.admin);
  await app.link("Notariaat Vermeer").click();
  await expect(app.heading("Notariaat Vermeer")).toBeVisible();
  const address = app.page.url();
  await app.lock();
  await expect(app.page.getByText("Notariaat Vermeer")).toHaveCount(0);
  expect(app.page.url()).toBe(address);
  await context.setOffline(true);
  await app.unlock();
  await expect(app.sentence("There is no connection.")).toBeVisible();
  await context.setOffline(false);
  await app.button("Unlock").click();
  await expect(app.heading("Notariaat Vermeer")).toBeVisible();
});

test("the session locks by itself when nobody touches it, and not before", async ({ app, page }) => {
  await page.clock.install();
  await app.signInAtClients(people.admin);
  await app.expectClients();
  await page.clock.runFor(14 * 60_000);
  await expect(app.heading("Clients")).toBeVisible();
  // A touch begins the time anew.
  await page.mouse.move(200, 200);
  await page.keyboard.press("Shift");
  await page.clock.runFor(14 * 60_000);
  await expect(app.heading("Clients")).toBeVisible();
  await page.clock.runFor(2 * 60_000);
  await expect(app.heading("Locked")).toBeVisible();
  await app.unlock();
  await app.expectClients();
});

test("signing out leaves nothing to unlock", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.signOut();
  await expect(app.sentence("You have signed out. The keys are gone from this browser.")).toBeVisible();
  await app.reload();
  await expect(app.heading("Sign in with your Bitwarden account")).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test("a second tab follows a lock and a sign-out of the first", async ({ as }) => {
  const first = await as(people.admin);
  const second = await first.tab();
  await second.signInAtClients(people.admin);
  await second.expectClients();
  await first.lock();
  await expect(second.heading("Locked")).toBeVisible();
  await second.unlock();
  await second.expectClients();
  await first.unlock();
  await first.signOut();
  await expect(second.heading("Sign in with your Bitwarden account")).toBeVisible();
  await expect(second.sentence("You signed out in another tab.")).toBeVisible();
});

test("another person's tab is left alone", async ({ as }) => {
  const first = await as(people.admin);
  const second = await first.tab();
  await second.signInAtClients(people.argon2id);
  await second.expectClients();
  await first.lock();
  await expect(second.heading("Clients")).toBeVisible();
});

test("a link leads where it points after signing in", async ({ app, sandbox, page }) => {
  const { id: organization } = await sandbox.organization("Notariaat Vermeer");
  const { id: provider } = await sandbox.provider("Waterland Beheer");
  const address = `/providers/${provider}/clients/${organization}/overview`;
  await app.open(address);
  await expect(app.heading("Sign in with your Bitwarden account")).toBeVisible();
  await app.submitCredentials(people.admin);
  await expect(app.heading("Notariaat Vermeer")).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(address);
});

test("a link with a search and an order leads to just that list", async ({ as, app, page }) => {
  await as(people.admin);
  await app.search.fill("zorg");
  await expect(page).toHaveURL(/zorg/);
  const address = page.url();
  const other = await app.tab();
  await other.page.goto(address);
  await other.submitCredentials(people.admin);
  await other.expectClients();
  await expect(other.search).toHaveValue("zorg");
  expect(await other.clientNames()).toEqual(["Zorggroep Waterland"]);
});

test("back and forward walk between the list and a client", async ({ as, page }) => {
  const app = await as(people.admin);
  const list = page.url();
  await app.link("Zaanbouw Aannemers").click();
  await expect(app.heading("Zaanbouw Aannemers")).toBeVisible();
  await page.goBack();
  await app.expectClients();
  expect(page.url()).toBe(list);
  await page.goForward();
  await expect(app.heading("Zaanbouw Aannemers")).toBeVisible();
});

test("the back button does not lead back into a sign-in form", async ({ as, page }) => {
  await page.goto("about:blank");
  const app = await as(people.admin);
  await app.link("Zaanbouw Aannemers").click();
  await expect(app.heading("Zaanbouw Aannemers")).toBeVisible();
  await page.goBack();
  await app.expectClients();
  await page.goBack();
  await expect(page).toHaveURL("about:blank");
});

test("a session of eight days ago ends the session with a sentence, and one lands where one was", async ({ as, sandbox, page }) => {
  const app = await as(people.admin);
  await app.link("Zaanbouw Aannemers").click();
  await expect(app.heading("Zaanbouw Aannemers")).toBeVisible();
  const address = page.url();
  // Both tokens are dead: eight days have passed.
  await sandbox.advance(8 * 24 * 3600);
  await page.goBack();
  await app.button("Refresh").click();
  await expect(app.sentence("Your session has ended.")).toBeVisible();
  await page.goto(address);
  await app.submitCredentials(people.admin, { password: PASSWORD });
  await expect(app.heading("Zaanbouw Aannemers")).toBeVisible();
});
