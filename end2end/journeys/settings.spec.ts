/** A provider's own settings, and its end. */

import type { App } from "../support/app.ts";
import { PASSWORD, people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

async function open(app: App, email: string, provider: string): Promise<string> {
  const { id } = await app.sandbox.provider(provider);
  await app.open(`/providers/${id}/settings`);
  await app.submitCredentials(email);
  return id;
}

test("the name, the business name and the address for mail about billing are changed and kept", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.link("Settings").click();
  await expect(app.field("Provider name")).toHaveValue("Waterland Beheer");
  await expect(app.field("Billing email")).toHaveValue("facturen@waterlandbeheer.nl");
  await app.field("Provider name").fill("  Waterland <b>& Zn</b>  ");
  await app.field("Business name").fill("Waterland Beheer B.V.");
  await app.field("Billing email").fill("boekhouding+portaal@waterlandbeheer.nl");
  await app.button("Save").click();
  await expect(app.sentence("The settings are saved.")).toBeVisible();
  await expect(app.field("Provider name")).toHaveValue("Waterland <b>& Zn</b>");
  await expect(page.getByRole("banner").getByText("Waterland <b>& Zn</b>")).toBeVisible();
  await app.reload();
  await app.unlock();
  await expect(app.field("Provider name")).toHaveValue("Waterland <b>& Zn</b>");
  await expect(app.field("Business name")).toHaveValue("Waterland Beheer B.V.");
  await expect(app.field("Billing email")).toHaveValue("boekhouding+portaal@waterlandbeheer.nl");
});

test("what is wrong is told at its field, all of it at once, and nothing is sent", async ({ app, sandbox }) => {
  await open(app, people.admin, "Waterland Beheer");
  await expect(app.field("Provider name")).toHaveValue("Waterland Beheer");
  await app.field("Provider name").fill("   ");
  await app.field("Business name").fill("é".repeat(51));
  await app.field("Billing email").fill("boekhouding@");
  await sandbox.forgetAsked();
  await app.button("Save").click();
  await expect(app.sentence("Enter a name.")).toBeVisible();
  await expect(app.sentence(/^At most 50 characters/)).toBeVisible();
  await expect(app.sentence("This is not a complete email address.")).toBeVisible();
  await expect(app.field("Provider name")).toBeFocused();
  expect((await sandbox.asked()).filter(({ method }) => method === "PUT")).toEqual([]);
  await app.field("Provider name").fill("😀".repeat(50));
  await app.field("Business name").fill("");
  await app.field("Billing email").fill("a@b.nl");
  await app.button("Undo the changes").click();
  await expect(app.field("Provider name")).toHaveValue("Waterland Beheer");
});

test("a refusal of the cloud loses nothing of what was typed", async ({ app, sandbox }) => {
  await open(app, people.admin, "Waterland Beheer");
  await expect(app.field("Provider name")).toHaveValue("Waterland Beheer");
  await app.field("Provider name").fill("Waterland IT");
  await sandbox.fault({ kind: "error", match: { method: "PUT", path: "/providers/" }, status: 500, times: 1 });
  await app.button("Save").click();
  await expect(app.alert.filter({ hasText: "The settings were not saved" })).toBeVisible();
  await expect(app.field("Provider name")).toHaveValue("Waterland IT");
  await app.button("Save").click();
  await expect(app.sentence("The settings are saved.")).toBeVisible();
});

test("two admins at once: the second sees what changed and overwrites nothing unseen", async ({ app, elsewhere }) => {
  await open(app, people.admin, "Waterland Beheer");
  await expect(app.field("Provider name")).toHaveValue("Waterland Beheer");
  const other = await app.inBrowser(elsewhere);
  await open(other, people.secondAdmin, "Waterland Beheer");
  await expect(other.field("Provider name")).toHaveValue("Waterland Beheer");
  await other.field("Provider name").fill("Waterland Noord");
  await other.button("Save").click();
  await expect(other.sentence("The settings are saved.")).toBeVisible();

  await app.field("Provider name").fill("Waterland Zuid");
  await app.button("Save").click();
  await expect(app.alert.filter({ hasText: "changed these settings meanwhile" })).toContainText("Waterland Noord");
  await expect(app.field("Provider name")).toHaveValue("Waterland Zuid");
  await app.button("Save").click();
  await expect(app.sentence("The settings are saved.")).toBeVisible();
});

test("a provider with clients cannot be deleted, and says why", async ({ app, sandbox, page }) => {
  await open(app, people.admin, "Waterland Beheer");
  await expect(app.sentence("There are still 14 clients. Unlink or delete them first.")).toBeVisible();
  await app.button("Delete the provider…").click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect((await sandbox.asked()).filter(({ method }) => method === "DELETE")).toEqual([]);
  await app.link("Go to the clients").click();
  await app.expectClients();
});

test("a provider without clients is deleted by its name and the own password, and nothing less", async ({ app, sandbox, page }) => {
  const id = await open(app, people.pendingProvider, "Veenland IT");
  await app.button("Delete the provider…").click();
  const dialog = page.getByRole("dialog");
  const name = dialog.getByLabel("Name of the provider", { exact: true });
  const password = dialog.getByLabel("Your master password", { exact: true });
  const go = dialog.getByRole("button", { name: "Delete for good" });
  await go.click();
  await expect(dialog.getByText("This is not the name.")).toBeVisible();
  await name.fill("veenland it");
  await go.click();
  await expect(dialog.getByText("This is not the name.")).toBeVisible();
  await name.fill("Veenland IT");
  await go.click();
  await expect(dialog.getByText("Enter your master password.")).toBeVisible();
  await password.fill("wrong horse battery staple");
  await go.click();
  await expect(dialog.getByText("The master password is wrong.")).toBeVisible();
  const deleted = async () => (await sandbox.asked()).filter(({ method }) => method === "DELETE").map(({ path }) => path);
  expect(await deleted()).toEqual([]);
  await password.fill(PASSWORD);
  await go.click();
  await expect(app.sentence("Veenland IT is deleted.")).toBeVisible();
  await expect(app.sentence("This account belongs to no provider")).toBeVisible();
  expect(await deleted()).toEqual([expect.stringMatching(new RegExp(`/providers/${id}$`))]);
});

test("leaving the dialog deletes nothing", async ({ app, sandbox, page }) => {
  await open(app, people.pendingProvider, "Veenland IT");
  await app.button("Delete the provider…").click();
  await page.getByRole("dialog").getByLabel("Name of the provider", { exact: true }).fill("Veenland IT");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(app.button("Delete the provider…")).toBeFocused();
  expect((await sandbox.asked()).filter(({ method }) => method === "DELETE")).toEqual([]);
});

test("a service user cannot change the settings, and is told who can", async ({ app, page }) => {
  await open(app, people.serviceUser, "Waterland Beheer");
  await expect(app.sentence("Only Provider admins change the settings")).toBeVisible();
  await expect(page.getByRole("navigation").getByRole("link", { name: "Settings" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Delete the provider…" })).toHaveCount(0);
});
