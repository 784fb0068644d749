/** The overview of a provider: what needs doing today, each line with the way to where it is done. */

import type { App } from "../support/app.ts";
import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

async function open(app: App, email: string, provider: string): Promise<void> {
  const { id } = await app.sandbox.provider(provider);
  await app.open(`/providers/${id}/overview`);
  await app.submitCredentials(email);
  await expect(app.heading("Overview")).toBeVisible();
}

test("what needs doing, from what is read of the provider", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.link("Overview").click();
  await expect(page.getByRole("link", { name: /2 people wait to be confirmed in the team/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /2 invitations to the team have expired/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /1 invoice is to be paid: US\$[\d,.]+/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /1 client is suspended/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /2 clients wait for their owner/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /no seat left/ })).toBeVisible();
  await expect(app.sentence(/^What needs doing for Waterland Beheer$/)).toBeVisible();
});

test("each line leads to the place with the filter set", async ({ app, page }) => {
  for (const [line, address] of [
    [/wait to be confirmed/, /\/team\?show=unconfirmed$/],
    [/invitations to the team/, /\/team\?show=invited$/],
    [/1 client is suspended/, /\/clients\?filter=suspended$/],
    [/no seat left/, /\/clients\?filter=full$/],
    [/wait for their owner/, /\/clients\?filter=waiting$/],
    [/to be paid/, /\/billing\/invoices$/],
  ] as const) {
    if (page.url() === "about:blank") await open(app, people.admin, "Waterland Beheer");
    await page.getByRole("link", { name: line }).click();
    await expect(page).toHaveURL(address);
    await page.goBack();
    await expect(app.heading("Overview")).toBeVisible();
  }
});

test("one admin alone is a standing reason to do something", async ({ app, page }) => {
  await open(app, people.twoProviders, "Polder IT");
  const line = page.getByRole("link", { name: /There is no second Provider admin/ });
  await expect(line).toContainText("invite another");
  await line.click();
  await expect(page).toHaveURL(/\/team$/);
});

test("a suspended provider says so first", async ({ app, page }) => {
  await open(app, people.suspendedProvider, "Noorderlicht ICT");
  await expect(page.getByRole("listitem").first()).toContainText("The provider is suspended");
});

test("a service user sees what concerns the clients, and asks for nothing that is closed", async ({ app, page, sandbox }) => {
  await open(app, people.serviceUser, "Waterland Beheer");
  await expect(page.getByRole("link", { name: /no seat left/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /wait to be confirmed|invitations to the team|to be paid/ })).toHaveCount(0);
  const refused = (await sandbox.asked()).filter(({ status }) => status >= 400);
  expect(refused).toEqual([]);
});

test("what cannot be read is named, and the rest is there", async ({ app, page, sandbox }) => {
  await sandbox.fault({ kind: "error", match: { path: "/billing/invoices" }, status: 500 });
  await open(app, people.admin, "Waterland Beheer");
  await expect(app.sentence("Could not be read: Invoices.")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("link", { name: /wait to be confirmed/ })).toBeVisible();
});

test("opening it asks each thing once", async ({ app, page, sandbox }) => {
  await open(app, people.admin, "Waterland Beheer");
  await expect(page.getByRole("link", { name: /invitations to the team/ })).toBeVisible();
  const asked = (await sandbox.asked()).filter(({ path }) => path.includes("/providers/")).map(({ method, path, query }) => `${method} ${path}?${query ?? ""}`);
  expect(asked).toEqual([...new Set(asked)]);
  expect(asked.filter((call) => !call.includes("/events")).length, asked.join("\n")).toBeLessThanOrEqual(5);
});

test("in Dutch, too", async ({ browser, sandbox, guard }) => {
  const context = await browser.newContext({ locale: "nl-NL" });
  await guard.watch(context);
  const { App } = await import("../support/app.ts");
  const app = new App(await context.newPage(), sandbox, "nl");
  const { id } = await sandbox.provider("Waterland Beheer");
  await app.open(`/providers/${id}/overview`);
  await app.submitCredentials(people.admin);
  await expect(app.heading("Vandaag")).toBeVisible();
  await expect(app.page.getByRole("link", { name: /2 personen wachten op bevestiging in het team/ })).toBeVisible();
  await context.close();
});
