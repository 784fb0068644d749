/** What can go wrong on the way while somebody signs in: a clear sentence, what was typed stays, and the next try works. */

import type { Page } from "@playwright/test";
import type { Fault } from "../support/sandbox.ts";
import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

const TOKEN = "/connect/token";

interface Case {
  readonly what: string;
  readonly fault: Omit<Fault, "match">;
  readonly says: RegExp;
}

const CASES: readonly Case[] = [
  { what: "a connection that is dropped", fault: { kind: "drop" }, says: /There is no connection\./ },
  { what: "429 that says how long", fault: { kind: "rate-limit", retryAfter: 4 }, says: /Try again in \d+ seconds?\./ },
  { what: "429 that does not say how long", fault: { kind: "rate-limit" }, says: /Too many requests from this network\./ },
  { what: "500", fault: { kind: "error" }, says: /The Bitwarden server has a problem\./ },
  { what: "half an answer", fault: { kind: "truncate" }, says: /The server's answer could not be understood\./ },
];

/** Does what the form asks of whoever was too fast: until then, another try would only be told the same. */
async function waitAsTold(page: Page, fault: Omit<Fault, "match">): Promise<void> {
  if (fault.retryAfter !== undefined) await page.waitForTimeout(fault.retryAfter * 1000);
}

for (const { what, fault, says } of CASES) {
  test(`${what} instead of a token`, async ({ app, sandbox }) => {
    await sandbox.fault({ ...fault, match: { path: TOKEN } });
    await app.signInAtClients(people.admin);
    await expect(app.sentence(says)).toBeVisible({ timeout: 20_000 });
    await expect(app.email).toHaveValue(people.admin);
    await expect(app.password).not.toHaveValue("");
    const tried = (await sandbox.asked()).filter(({ path }) => path.endsWith(TOKEN));
    // What may have been done is not done again: half an answer may be a whole sign-in. (When a connection is dropped,
    // Chromium itself asks once more on another, which no page can keep it from.)
    if (fault.kind !== "drop") expect(tried).toHaveLength(1);
    await sandbox.noFaults();
    await waitAsTold(app.page, fault);
    await app.button("Sign in").click();
    await expect(app.table.getByRole("rowheader")).toHaveCount(14, { timeout: 40_000 });
  });

  test(`${what} at the very first question`, async ({ app, sandbox }) => {
    await sandbox.fault({ ...fault, match: { path: "/prelogin" } });
    await app.signInAtClients(people.admin);
    await expect(app.sentence(says)).toBeVisible({ timeout: 30_000 });
    await sandbox.noFaults();
    await waitAsTold(app.page, fault);
    await app.button("Sign in").click();
    await expect(app.table.getByRole("rowheader")).toHaveCount(14, { timeout: 40_000 });
  });

  test(`${what} when the profile is read`, async ({ app, sandbox }) => {
    // A short wait would be waited out without a word.
    const long = fault.retryAfter === undefined ? {} : { retryAfter: 20 };
    await sandbox.fault({ ...fault, ...long, match: { path: "/accounts/profile" } });
    await app.signInAtClients(people.admin);
    await expect(app.sentence(says)).toBeVisible({ timeout: 30_000 });
    await sandbox.noFaults();
    await waitAsTold(app.page, { ...fault, ...long });
    await app.page.getByRole("button", { name: /^(Try again|Sign in)$/ }).first().click();
    await expect(app.table.getByRole("rowheader")).toHaveCount(14, { timeout: 40_000 });
  });
}

test("offline before the first click", async ({ app, context, guard }) => {
  // The parts of the program that are fetched on the way in cannot be had, either.
  guard.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const { id } = await app.sandbox.provider("Waterland Beheer");
  await app.open(`/providers/${id}/clients`);
  await context.setOffline(true);
  await app.submitCredentials(people.admin);
  await expect(app.sentence(/There is no connection\.|You are offline\./)).toBeVisible({ timeout: 20_000 });
  await context.setOffline(false);
  await app.button("Sign in").click();
  await app.expectClients();
});

test("a slow cloud: the button shows that it works, and a second click asks nothing twice", async ({ app, sandbox }) => {
  await sandbox.fault({ kind: "delay", delayMs: 2000, match: { path: TOKEN } });
  await app.signInAtClients(people.admin);
  const button = app.page.getByRole("button", { name: /Sign in/ });
  await expect(button).toHaveAttribute("aria-busy", "true");
  await button.click({ force: true });
  await app.password.press("Enter");
  await app.expectClients();
  expect((await sandbox.asked()).filter(({ path }) => path.endsWith(TOKEN))).toHaveLength(1);
});

test("a second step that is dropped on the way can be sent again", async ({ app, sandbox }) => {
  await app.signIn(people.yubikey);
  await expect(app.heading("Two-step login")).toBeVisible();
  await sandbox.fault({ kind: "drop", match: { path: TOKEN } });
  const { twoFactorMethods } = await sandbox.account(people.yubikey);
  const key = twoFactorMethods.find((method) => method.kind === "yubikey");
  await app.field("One-time password of the key").fill(key?.otp ?? "");
  await app.button("Continue").click();
  await expect(app.sentence("There is no connection.")).toBeVisible();
  await sandbox.noFaults();
  await app.button("Continue").click();
  await app.expectClients();
});

test("the cloud's own limit of tries: the wait is told, at once", async ({ app, sandbox }) => {
  await sandbox.settings({ rateLimits: true });
  const { id } = await sandbox.provider("Waterland Beheer");
  await app.open(`/providers/${id}/clients`);
  for (let tries = 0; tries < 11; tries++) {
    await app.submitCredentials(people.admin, { password: `wrong ${tries}` });
    await expect(app.page.getByRole("button", { name: "Sign in", exact: true })).not.toHaveAttribute("aria-busy", "true");
    if (await app.sentence("Too many requests from this network.").isVisible()) break;
  }
  await expect(app.sentence("Too many requests from this network.")).toBeVisible();
  await expect(app.sentence(/Try again in \d+ seconds?\./)).toBeVisible();
  expect((await sandbox.asked()).filter(({ path }) => path.endsWith(TOKEN)).length, "an eleventh try is not even sent").toBeLessThanOrEqual(10);
});
