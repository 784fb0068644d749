/** Two-step login: each form of it as a person does it. */

import type { App } from "../support/app.ts";
import { authenticatorCode } from "../support/authenticator.ts";
import { people } from "../support/people.ts";
import type { Sandbox, TwoFactor } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

/** What an account needs to pass a second step. */
async function step<Kind extends TwoFactor["kind"]>(sandbox: Sandbox, email: string, kind: Kind): Promise<Extract<TwoFactor, { kind: Kind }>> {
  const { twoFactorMethods } = await sandbox.account(email);
  const found = twoFactorMethods.find((method): method is Extract<TwoFactor, { kind: Kind }> => method.kind === kind);
  if (found === undefined) throw new Error(`${email} has no ${kind}.`);
  return found;
}

async function shownByApp(sandbox: Sandbox, email: string): Promise<string> {
  const { secret } = await step(sandbox, email, "authenticator");
  return authenticatorCode(secret, await sandbox.now());
}

async function enter(app: App, code: string): Promise<void> {
  await app.field("Verification code").fill(code);
  await app.button("Continue").click();
}

async function choose(app: App, method: string): Promise<void> {
  await app.page.getByRole("radio", { name: method, exact: true }).check({ force: true });
}

test("an authenticator's six digits", async ({ app, sandbox }) => {
  await app.signIn(people.authenticator);
  await expect(app.heading("Two-step login")).toBeVisible();
  await expect(app.field("Verification code")).toHaveAttribute("autocomplete", "one-time-code");
  await expect(app.field("Verification code")).toBeFocused();
  await enter(app, await shownByApp(sandbox, people.authenticator));
  await app.expectClients();
});

test("a wrong code is told apart from a wrong password, and the next one works", async ({ app, sandbox }) => {
  await app.signIn(people.authenticator);
  await enter(app, "000000");
  await expect(app.sentence("This code is not right, or it is no longer valid. Your master password was.")).toBeVisible();
  await enter(app, await shownByApp(sandbox, people.authenticator));
  await app.expectClients();
});

test("an empty code is said, and not sent", async ({ app, sandbox }) => {
  await app.signIn(people.authenticator);
  await expect(app.heading("Two-step login")).toBeVisible();
  await sandbox.forgetAsked();
  await app.button("Continue").click();
  await expect(app.sentence("Enter the code.")).toBeVisible();
  expect(await sandbox.asked()).toHaveLength(0);
});

test("a code of half an hour ago is refused", async ({ app, sandbox }) => {
  await app.signIn(people.authenticator);
  const old = await shownByApp(sandbox, people.authenticator);
  await sandbox.advance(1800);
  await enter(app, old);
  await expect(app.sentence("it is no longer valid")).toBeVisible();
});

test("a code by mail", async ({ app, sandbox }) => {
  await app.signIn(people.email);
  await expect(app.heading("Two-step login")).toBeVisible();
  const send = app.button("Mail me a code");
  if (await send.isVisible()) await send.click();
  await expect(app.sentence("A code is on its way.")).toBeVisible();
  const [letter] = await sandbox.letters(people.email);
  await enter(app, letter?.code ?? "");
  await app.expectClients();
});

test("a second code by mail replaces the first, and cannot be asked for without end", async ({ app, page, sandbox }) => {
  await page.clock.install();
  await app.signIn(people.email);
  await expect(app.heading("Two-step login")).toBeVisible();
  const send = app.button("Mail me a code");
  if (await send.isVisible()) await send.click();
  await expect(app.sentence("A code is on its way.")).toBeVisible();
  const [first] = await sandbox.letters(people.email);
  await page.clock.runFor(61_000);
  await app.button("Mail a new code").click();
  await expect.poll(async () => (await sandbox.letters(people.email)).length).toBe(2);
  await enter(app, first?.code ?? "");
  await expect(app.sentence("This code is not right")).toBeVisible();
  const [second] = await sandbox.letters(people.email);
  await enter(app, second?.code ?? "");
  await app.expectClients();
});

test("a mailed code that has expired is refused, and a new one works", async ({ app, page, sandbox }) => {
  await page.clock.install();
  await app.signIn(people.email);
  await expect(app.heading("Two-step login")).toBeVisible();
  const send = app.button("Mail me a code");
  if (await send.isVisible()) await send.click();
  await expect(app.sentence("A code is on its way.")).toBeVisible();
  const [old] = await sandbox.letters(people.email);
  await sandbox.advance(301);
  await enter(app, old?.code ?? "");
  await expect(app.sentence("it is no longer valid")).toBeVisible();
  await page.clock.runFor(61_000);
  await app.button("Mail a new code").click();
  await expect.poll(async () => (await sandbox.letters(people.email)).length).toBe(2);
  const [fresh] = await sandbox.letters(people.email);
  await enter(app, fresh?.code ?? "");
  await app.expectClients();
});

test("what a YubiKey types", async ({ app, sandbox, page }) => {
  await app.signIn(people.yubikey);
  await expect(app.heading("Two-step login")).toBeVisible();
  const { otp } = await step(sandbox, people.yubikey, "yubikey");
  await app.field("One-time password of the key").focus();
  // The key is a keyboard: it types, and ends with Enter.
  await page.keyboard.type(otp);
  await page.keyboard.press("Enter");
  await app.expectClients();
});

test("the recovery code switches two-step login off, and the page says so before", async ({ app, sandbox }) => {
  const { recoveryCode } = await sandbox.account(people.recovery);
  await app.signIn(people.recovery);
  await choose(app, "Recovery code");
  await expect(app.sentence("Your recovery code switches two-step login off for the account.")).toBeVisible();
  // As it is printed: in capitals, in groups of four.
  await app.page.getByRole("textbox", { name: "Recovery code" }).fill((recoveryCode ?? "").toUpperCase().replace(/(.{4})/g, "$1 ").trim());
  await app.button("Continue").click();
  await app.expectClients();
  await app.signOut();
  await app.submitCredentials(people.recovery);
  await app.expectClients();
});

test("who has several methods chooses, and is told of the one that works elsewhere only", async ({ app, sandbox }) => {
  await app.signIn(people.several);
  await expect(app.heading("Two-step login")).toBeVisible();
  await expect(app.sentence("Your account also has a passkey.")).toBeVisible();
  for (const method of ["Authenticator", "Email", "YubiKey", "Recovery code"]) {
    await expect(app.page.getByRole("radio", { name: method, exact: true })).toBeVisible();
  }
  await choose(app, "YubiKey");
  const { otp } = await step(sandbox, people.several, "yubikey");
  await app.field("One-time password of the key").fill(otp);
  await app.button("Continue").click();
  await app.expectClients();
});

test("a remembered browser is not asked again", async ({ app, sandbox }) => {
  await app.signIn(people.authenticator);
  await app.page.getByRole("checkbox", { name: "Do not ask again on this browser for 30 days" }).check();
  await enter(app, await shownByApp(sandbox, people.authenticator));
  await app.expectClients();
  await app.signOut();
  await app.submitCredentials(people.authenticator);
  await app.expectClients();
});

test("a browser that was remembered longer than 30 days ago is asked again", async ({ app, sandbox }) => {
  await app.signIn(people.authenticator);
  await app.page.getByRole("checkbox", { name: "Do not ask again on this browser for 30 days" }).check();
  await enter(app, await shownByApp(sandbox, people.authenticator));
  await app.expectClients();
  await app.signOut();
  await sandbox.advance(31 * 24 * 3600);
  await app.submitCredentials(people.authenticator);
  await expect(app.heading("Two-step login")).toBeVisible();
});

test("one may go back from the code to another account", async ({ app }) => {
  await app.signIn(people.authenticator);
  await expect(app.heading("Two-step login")).toBeVisible();
  await app.button("Back").click();
  await app.submitCredentials(people.admin);
  await app.expectClients();
});
