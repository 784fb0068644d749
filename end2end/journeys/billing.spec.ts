/** What a provider pays: the subscription with its forecast, invoices with their parts, the address, and what is warned of. */

import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import type { App } from "../support/app.ts";
import { rowsOfCsv } from "../support/csv.ts";
import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

type Part = "subscription" | "invoices" | "payment";

/** Signs in at a part of a provider's billing. */
async function open(app: App, email: string, provider: string, part: Part): Promise<void> {
  const { id } = await app.sandbox.provider(provider);
  await app.open(`/providers/${id}/billing/${part}`);
  await app.submitCredentials(email);
}

function row(page: Page, name: string | RegExp): Locator {
  return page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
}

/** An amount of US dollars, in cents. */
function cents(text: string): number {
  return Math.round(Number(text.replaceAll(/[^\d.-]/g, "")) * 100);
}

test("the subscription: its state, what is paid for, and that the portal is free", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.link("Billing").click();
  await expect(app.heading("Subscription")).toBeVisible();
  await expect(page.getByText("Active", { exact: true }).first()).toBeVisible();
  await expect(app.sentence("Period ends")).toBeVisible();
  await expect(app.sentence("20%")).toBeVisible();
  await expect(row(page, /^Teams \(Monthly\)$/)).toContainText("50");
  await expect(row(page, /^Enterprise \(Monthly\)$/)).toContainText("100");
  await expect(app.sentence("There are no start-up or monthly costs for the Provider Portal")).toBeVisible();
  await expect(app.sentence("billed at the reduced rate")).toBeVisible();
});

test("the next invoice is the sum of its lines, less discount and credit", async ({ app, page }) => {
  await open(app, people.admin, "Waterland Beheer", "subscription");
  const forecast = page.getByRole("table", { name: /^Next invoice/ });
  await expect(forecast).toBeVisible();
  const value = async (name: string) => cents(await forecast.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) }).getByRole("cell").innerText());
  const lines = await forecast.getByRole("rowgroup").first().getByRole("cell").allInnerTexts();
  const subtotal = lines.map(cents).reduce((sum, line) => sum + line, 0);
  expect(await value("Subtotal")).toBe(subtotal);
  expect(await value("Discount")).toBe(-Math.round(subtotal * 0.2));
  expect(await value("Account credit")).toBe(-1250);
  expect(await value("To pay")).toBe(subtotal - Math.round(subtotal * 0.2) - 1250);
});

test("the parts of billing are a click apart, and the one that is open is marked", async ({ app, page }) => {
  await open(app, people.admin, "Waterland Beheer", "subscription");
  const parts = page.getByRole("navigation", { name: "Parts of billing" });
  await parts.getByRole("link", { name: "Invoices" }).click();
  await expect(app.heading("Invoices")).toBeVisible();
  await expect(parts.getByRole("link", { name: "Invoices" })).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Billing" })).toHaveAttribute("aria-current", "page");
  await page.goBack();
  await expect(app.heading("Subscription")).toBeVisible();
});

test("invoices with what they come to and whether they are paid; drafts are not among them", async ({ app, page }) => {
  await open(app, people.admin, "Waterland Beheer", "invoices");
  const rows = page.getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows).toHaveCount(15);
  await expect(rows.first()).toContainText("Open");
  await expect(rows.nth(1)).toContainText("Paid");
  const look = rows.first().getByRole("link");
  await expect(look).toHaveAttribute("href", /^https:\/\/invoice\.stripe\.com\//);
  await expect(look).toHaveAttribute("rel", /noopener/);
});

test("the clients of an invoice, as a table and as a file that runs nothing", async ({ app, page }) => {
  await open(app, people.admin, "Waterland Beheer", "invoices");
  await page.getByRole("button", { name: /^Show the clients of invoice/ }).first().click();
  await expect(page).toHaveURL(/[?&]invoice=in_/);
  const table = page.getByRole("table", { name: /^Clients of invoice/ });
  await expect(table.getByRole("columnheader", { name: "Estimated total" })).toBeVisible();
  await expect(row(page, "Notariaat Vermeer")).toContainText("12");
  await expect(row(page, "Restaurant <b>Zon</b>")).toHaveCount(1);
  const [download] = await Promise.all([page.waitForEvent("download"), app.button("Download CSV").click()]);
  expect(download.suggestedFilename()).toMatch(/^invoice-.*\.csv$/);
  const [heads, ...clients] = rowsOfCsv(await readFile(await download.path(), "utf8"));
  expect(heads).toEqual(["Client", "Id", "Assigned", "Used", "Remaining", "Plan", "Estimated total"]);
  expect(clients.length).toBe((await table.getByRole("row").count()) - 1);
  for (const cell of clients.flat()) expect(cell).not.toMatch(/^[=+@\t\r]/);
});

test("an invoice from before there were reports says so", async ({ app, page }) => {
  await open(app, people.admin, "Waterland Beheer", "invoices");
  await page.getByRole("button", { name: /^Show the clients of invoice/ }).last().click();
  await expect(app.sentence("There is no report by client for this invoice")).toBeVisible();
  await app.button("Close").click();
  await expect(page).not.toHaveURL(/invoice=/);
});

test("what is paid with is shown, and changing it leads to the official portal, with the reason", async ({ app }) => {
  await open(app, people.admin, "Waterland Beheer", "payment");
  await expect(app.sentence("Visa card ending in 4242")).toBeVisible();
  await expect(app.sentence("valid until 04/2029")).toBeVisible();
  await expect(app.sentence("which accepts it from Bitwarden's own address only")).toBeVisible();
  const { id } = await app.sandbox.provider("Waterland Beheer");
  await expect(app.link("Change it in the official portal")).toHaveAttribute("href", new RegExp(`^https://[^?]+/#/providers/${id}/billing/payment-details$`));
});

test("a bank account that waits to be verified says so", async ({ app }) => {
  await open(app, people.twoProviders, "Polder IT", "payment");
  await expect(app.sentence("The account has to be verified before it can be charged.")).toBeVisible();
  await expect(app.link("Verify the account")).toHaveAttribute("href", /^https:/);
});

test("the address is changed, kept, and what was wrong is told at its field", async ({ app, page }) => {
  await open(app, people.admin, "Waterland Beheer", "payment");
  await expect(app.field("Country")).toHaveValue("NL");
  await expect(app.field("Tax number")).toHaveValue("NL001234567B01");
  await app.field("Postal code").fill("");
  await app.button("Save the address").click();
  await expect(app.sentence("Enter the postal code.")).toBeVisible();
  await expect(app.field("Postal code")).toBeFocused();
  await app.field("Postal code").fill("1141 VB");
  await app.field("Town").fill("Monnickendam");
  await app.button("Save the address").click();
  await expect(app.sentence("The billing address is saved.")).toBeVisible();
  await app.reload();
  await app.unlock();
  await expect(app.field("Postal code")).toHaveValue("1141 VB");
  await expect(app.field("Town")).toHaveValue("Monnickendam");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a tax number that the cloud refuses stays in the form, with the cloud's own words", async ({ app }) => {
  await open(app, people.admin, "Waterland Beheer", "payment");
  await expect(app.field("Tax number")).toHaveValue("NL001234567B01");
  await app.field("Tax number").fill("nonsense");
  await app.button("Save the address").click();
  await expect(app.alert.filter({ hasText: "The address was not saved" })).toContainText("The tax ID number you provided was invalid.");
  await expect(app.field("Tax number")).toHaveValue("nonsense");
  await app.button("Undo the changes").click();
  await expect(app.field("Tax number")).toHaveValue("NL001234567B01");
});

test("two admins at once: the second sees what changed and overwrites nothing unseen", async ({ app, elsewhere }) => {
  await open(app, people.admin, "Waterland Beheer", "payment");
  await expect(app.field("Country")).toHaveValue("NL");
  const other = await app.inBrowser(elsewhere);
  await open(other, people.secondAdmin, "Waterland Beheer", "payment");
  await other.field("Town").fill("Edam");
  await other.button("Save the address").click();
  await expect(other.sentence("The billing address is saved.")).toBeVisible();

  await app.field("Town").fill("Volendam");
  await app.button("Save the address").click();
  await expect(app.alert.filter({ hasText: "changed these settings meanwhile" })).toContainText("Edam");
  await expect(app.field("Town")).toHaveValue("Volendam");
  await app.button("Save the address").click();
  await expect(app.sentence("The billing address is saved.")).toBeVisible();
});

test("a tax number that was not verified is warned of above every screen of its admin, with the way to it", async ({ app, page }) => {
  await open(app, people.admin, "Waterland Beheer", "payment");
  await expect(app.field("Tax number")).toHaveValue("NL001234567B01");
  await app.field("Tax number").fill("NL001234567B99");
  await app.button("Save the address").click();
  await expect(app.sentence("The tax number could not be verified.")).toBeVisible();
  await app.link("Clients").click();
  await app.link("Go to the billing address").click();
  await expect(page).toHaveURL(/\/billing\/payment$/);
  await app.field("Tax number").fill("NL001234567B01");
  await app.button("Save the address").click();
  await expect(app.sentence("The tax number could not be verified.")).toHaveCount(0);
});

test("a suspended provider's admin is told what mends it, and where", async ({ app }) => {
  await app.signInAtClients(people.suspendedProvider);
  await expect(app.sentence("This provider is suspended.")).toBeVisible();
  await expect(app.sentence("Without it, the subscription ends on")).toBeVisible();
  await expect(app.link("Add a payment method")).toHaveAttribute("href", /^https:\/\/[^?]+\/#\/providers\/[0-9a-f-]{36}\/billing\/payment-details$/);
});

test("a service user reads the subscription, and is told what a colleague can do", async ({ app, page, sandbox }) => {
  await open(app, people.serviceUser, "Waterland Beheer", "subscription");
  await expect(row(page, /^Teams \(Monthly\)$/)).toBeVisible();
  await expect(app.sentence("A Provider admin can see the invoices")).toBeVisible();
  await expect(page.getByRole("link", { name: "Invoices" })).toHaveCount(0);
  const { id } = await sandbox.provider("Waterland Beheer");
  for (const part of ["invoices", "payment"]) {
    await sandbox.forgetAsked();
    await app.open(`/providers/${id}/billing/${part}`);
    await app.unlock();
    await expect(app.sentence("Only Provider admins see this part of billing")).toBeVisible();
    const asked = (await sandbox.asked()).map(({ path }) => path);
    expect(asked.filter((path) => /invoices|address|payment-method/.test(path))).toEqual([]);
  }
});

test("a provider that is not set up has no subscription to show", async ({ app, sandbox }) => {
  const { id } = await sandbox.provider("Veenland IT");
  await app.open(`/providers/${id}/billing/subscription`);
  await app.submitCredentials(people.pendingProvider);
  await expect(app.sentence("This provider is not billed for its clients")).toBeVisible();
});

test("a failure to read says what, and can be tried again", async ({ app, sandbox }) => {
  await sandbox.fault({ kind: "error", match: { path: `/api/providers/${(await sandbox.provider("Waterland Beheer")).id}/billing/subscription` }, status: 500 });
  await open(app, people.admin, "Waterland Beheer", "subscription");
  await expect(app.sentence("The subscription could not be read")).toBeVisible({ timeout: 20_000 });
  await sandbox.noFaults();
  await app.button("Try again").click();
  await expect(app.sentence("What is paid for")).toBeVisible();
});
