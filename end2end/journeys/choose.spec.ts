/** Where to work: the provider chooser, and when it is skipped. */

import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

test("an admin of two providers chooses, and can go back to choose again", async ({ app, page }) => {
  await app.signIn(people.twoProviders);
  await expect(app.heading("Where do you want to work?")).toBeVisible();
  await page.getByRole("link", { name: /Polder IT/ }).click();
  await app.expectClients();
  expect(await app.clientNames()).toEqual(["Drukkerij Inkt & Zoon", "Manege Het Hoefijzer"]);
  await page.goBack();
  await page.getByRole("link", { name: /Waterland Beheer/ }).first().click();
  await expect(app.client("Bakkerij Van der Meer")).toBeVisible();
});

test("an admin of one provider does not choose, and the back button does not come back to choosing", async ({ app, page }) => {
  await page.goto("about:blank");
  await app.signIn(people.argon2id);
  await app.expectClients();
  await page.goBack();
  await expect(page).toHaveURL("about:blank");
});

test("an admin of one provider and of an organization beside it starts at the clients, and may choose the other", async ({ app, page }) => {
  await app.signIn(people.admin);
  await app.expectClients();
  await page.getByRole("link", { name: "Waterland Beheer Provider admin" }).click();
  await expect(app.heading("Where do you want to work?")).toBeVisible();
  await page.getByRole("link", { name: "Waterland Beheer (intern)" }).click();
  await expect(app.heading("Waterland Beheer (intern)")).toBeVisible();
  await expect(page.getByText("Firewalls", { exact: true })).toBeVisible();
});

test("a suspended provider says so above its clients", async ({ app }) => {
  await app.signIn(people.suspendedProvider);
  await expect(app.sentence("This provider is suspended.")).toBeVisible();
});

test("a provider that was never set up says so", async ({ app }) => {
  await app.signIn(people.pendingProvider);
  await expect(app.sentence("This provider is not set up yet.")).toBeVisible();
});

test("who belongs to no provider is told how one joins", async ({ app }) => {
  await app.signIn(people.noProvider);
  await expect(app.sentence("This account belongs to no provider")).toBeVisible();
  await expect(app.sentence("A provider is joined by invitation.")).toBeVisible();
});

test("an organization of one's own opens without a provider", async ({ app, page }) => {
  await app.signIn(people.directOwner);
  const own = page.getByRole("link", { name: /Oever Media/ }).first();
  if (await own.isVisible().catch(() => false)) await own.click();
  await expect(app.heading("Oever Media")).toBeVisible();
  await expect(app.sentence("Redactie")).toBeVisible();
  expect(new URL(page.url()).pathname).toMatch(/^\/organizations\/[0-9a-f-]{36}\//);
});
