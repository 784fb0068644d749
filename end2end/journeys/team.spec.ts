/** A provider's people: who they are, inviting, confirming by fingerprint, roles, removing, and the second admin. */

import { readFile } from "node:fs/promises";
import { rowsOfCsv } from "../support/csv.ts";
import { people } from "../support/people.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

const PHRASE = /^[a-z]+(-[a-z]+){4}$/;

/** How often something was asked of the team. */
async function askedOfTeam(sandbox: Sandbox, method: string, ending: string): Promise<number> {
  const asked = await sandbox.asked();
  return asked.filter((request) => request.method === method && request.path.endsWith(ending)).length;
}

test("everybody with role and state, and how many wait for what", async ({ app, page, a11y }) => {
  await app.signInAtTeam(people.admin);
  await expect(app.heading("Team")).toBeVisible();
  await expect(app.filter("Invited")).toHaveText(/4$/);
  await expect(app.filter("Needs confirmation")).toHaveText(/2$/);
  const own = app.person("Anouk de Wit");
  await expect(own).toContainText("you");
  await expect(own).toContainText("Provider admin");
  await expect(own).toContainText("Confirmed");
  await expect(app.person("Sem Bakker")).toContainText("Service user");
  await expect(app.person("jasper.kruijt@helpdesk-noord.nl")).toContainText("Invited");
  await app.filter("Needs confirmation").click();
  await expect(app.table.getByRole("rowheader")).toHaveCount(2);
  await expect(page).toHaveURL(/show=unconfirmed/);
  await app.reload();
  await app.unlock();
  await expect(app.table.getByRole("rowheader")).toHaveCount(2);
  await a11y();
});

test("a person is found by name and by address, and the open row stands in the address", async ({ app, page }) => {
  await app.signInAtTeam(people.admin);
  await app.search.fill("roos@");
  await expect(app.table.getByRole("rowheader")).toHaveCount(1);
  await expect(page).toHaveURL(/q=roos/);
  await app.table.getByRole("rowheader").getByRole("link").click();
  await expect(app.dialog).toContainText("Has not accepted yet");
  await expect(app.dialog.getByRole("link", { name: "Events" })).toBeVisible();
  await expect(page).toHaveURL(/person=[0-9a-f-]{36}/);
  await page.goBack();
  await expect(app.dialog).toBeHidden();
  await expect(app.search).toHaveValue("roos@");
});

test("pasted addresses are sorted out before anything is sent, and what is wrong stays in the field", async ({ app, sandbox }) => {
  await app.signInAtTeam(people.admin);
  await app.button("Invite").click();
  const field = app.dialog.getByLabel("Email addresses");
  await app.dialog.getByRole("button", { name: /^Invite/ }).click();
  await expect(app.dialog).toContainText("Enter at least one email address.");
  await field.fill(`Nieuw, Anna <anna.nieuw@example.com>; bob+msp@example.com\r\nbob+msp@example.com\tcarl@\n${people.secondAdmin}`);
  await expect(app.dialog).toContainText("Is in the text twice and is invited once: bob+msp@example.com");
  await expect(app.dialog).toContainText(`Is in the team already, and is not invited: ${people.secondAdmin}`);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await sandbox.forgetAsked();
  await app.dialog.getByRole("button", { name: /^Invite/ }).click();
  await expect(field).toHaveValue(/carl@/);
  expect(await askedOfTeam(sandbox, "POST", "/users/invite")).toBe(0);
});

test("people are invited, get the mail, and stand in the list", async ({ app, sandbox }) => {
  await app.signInAtTeam(people.admin);
  await app.button("Invite").click();
  await app.dialog.getByLabel("Email addresses").fill("anna.nieuw@example.com, bob+msp@example.com");
  await app.dialog.getByRole("radio", { name: "Provider admin" }).check();
  await app.dialog.getByRole("button", { name: "Invite 2 people" }).dblclick();
  await expect(app.sentence("2 people invited.")).toBeVisible();
  await expect(app.dialog).toBeHidden();
  await expect(app.person("anna.nieuw@example.com")).toContainText("Provider admin");
  await expect(app.person("bob+msp@example.com")).toContainText("Invited");
  expect(await askedOfTeam(sandbox, "POST", "/users/invite")).toBe(1);
  expect((await sandbox.letters("anna.nieuw@example.com")).map(({ kind }) => kind)).toEqual(["provider-invite"]);
});

test("more than twenty go in batches", async ({ app, sandbox }) => {
  await app.signInAtTeam(people.admin);
  await app.button("Invite").click();
  const many = Array.from({ length: 41 }, (_, n) => `helper${n}@example.com`).join("\n");
  await app.dialog.getByLabel("Email addresses").fill(many);
  await expect(app.dialog).toContainText("They are sent in 3 batches of up to 20.");
  await app.dialog.getByRole("button", { name: "Invite 41 people" }).click();
  await expect(app.sentence("41 people invited.")).toBeVisible();
  expect(await askedOfTeam(sandbox, "POST", "/users/invite")).toBe(3);
  await expect(app.filter("Invited")).toHaveText(/45$/);
});

test("an invitation that fails loses no address", async ({ app, sandbox }) => {
  await app.signInAtTeam(people.admin);
  await sandbox.fault({ kind: "error", status: 500, match: { method: "POST", path: "/users/invite" } });
  await app.button("Invite").click();
  await app.dialog.getByLabel("Email addresses").fill("anna.nieuw@example.com");
  await app.dialog.getByRole("button", { name: "Invite 1 person" }).click();
  await expect(app.dialog.getByRole("alert")).toContainText("Nobody was invited");
  await expect(app.dialog.getByLabel("Email addresses")).toHaveValue("anna.nieuw@example.com");
  await sandbox.noFaults();
  await app.dialog.getByRole("button", { name: "Invite 1 person" }).click();
  await expect(app.sentence("1 person invited.")).toBeVisible();
});

test("an invitation is sent again from its row", async ({ app, sandbox }) => {
  await app.signInAtTeam(people.admin);
  const before = (await sandbox.letters(people.invited)).length;
  await app.button(/^Resend the invitation to Roos|^Resend the invitation to roos/).dblclick();
  await expect(app.sentence("The invitation was sent again.")).toBeVisible();
  expect((await sandbox.letters(people.invited)).length).toBe(before + 1);
});

test("confirming asks for a compared phrase, and then every client opens for the colleague", async ({ app, elsewhere }) => {
  await app.signInAtTeam(people.admin);
  await app.button(/^Confirm Maud/).click();
  await expect(app.dialog.getByText(PHRASE)).toBeVisible();
  const confirm = app.dialog.getByRole("button", { name: "Confirm 1 person" });
  await expect(confirm).toHaveAttribute("aria-disabled", "true");
  await app.dialog.getByRole("checkbox", { name: "I have compared this phrase with the person" }).check();
  await confirm.click();
  await expect(app.sentence("1 person is confirmed and can work now.")).toBeVisible();
  await expect(app.person(/^Maud/)).toContainText("Confirmed");

  const hers = await app.inBrowser(elsewhere);
  await hers.signInAtClients(people.accepted);
  await hers.expectClients();
  await hers.link("Zaanbouw Aannemers").click();
  await expect(hers.heading("Zaanbouw Aannemers")).toBeVisible();
  await expect(hers.heading("Collections")).toBeVisible();
  await expect(hers.page.getByText("Name cannot be read")).toHaveCount(0);
});

test("several are confirmed at once, and the bar says whom an act does not fit", async ({ app, page, sandbox }) => {
  await app.signInAtTeam(people.admin);
  for (const name of [/^Select Maud/, /^Select Ties/, /^Select Sem Bakker/]) await page.getByRole("checkbox", { name }).check();
  const bar = page.getByRole("group", { name: "For the selected rows" });
  await expect(bar).toContainText("3 rows selected");
  await expect(bar.getByRole("button", { name: "Confirm (2 of 3)" })).toBeVisible();
  await expect(bar).toContainText("Only for people who have accepted and wait.");
  await expect(bar.getByRole("button", { name: "Resend" })).toHaveAttribute("aria-disabled", "true");
  await bar.getByRole("button", { name: "Confirm (2 of 3)" }).click();
  await expect(app.dialog.getByText(PHRASE)).toHaveCount(2);
  await app.dialog.getByRole("checkbox").check();
  await sandbox.forgetAsked();
  await app.dialog.getByRole("button", { name: "Confirm 2 people" }).dblclick();
  await expect(app.sentence("2 people are confirmed and can work now.")).toBeVisible();
  expect(await askedOfTeam(sandbox, "POST", "/users/confirm")).toBe(1);
  await expect(app.filter("Needs confirmation")).toHaveText(/0$/);
});

test("the head of the table ticks all, some and none", async ({ app, page }) => {
  await app.signInAtTeam(people.admin);
  await app.filter("Needs confirmation").click();
  const all = page.getByRole("checkbox", { name: "Select all 2 rows" });
  await all.check();
  await expect(page.getByRole("checkbox", { name: /^Select Maud/ })).toBeChecked();
  await page.getByRole("checkbox", { name: /^Select Maud/ }).uncheck();
  expect(await all.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true);
  await app.button("Clear the selection").click();
  await expect(page.getByRole("group", { name: "For the selected rows" })).toBeHidden();
});

test("a colleague's role is changed", async ({ app }) => {
  await app.signInAtTeam(people.admin);
  await app.link("Sem Bakker").click();
  await app.dialog.getByRole("button", { name: "Change role" }).click();
  await expect(app.dialog.getByRole("button", { name: "Save the role" })).toHaveAttribute("aria-disabled", "true");
  await app.dialog.getByRole("radio", { name: "Provider admin" }).check();
  await app.dialog.getByRole("button", { name: "Save the role" }).click();
  await expect(app.sentence(/The role was changed/)).toBeVisible();
  await expect(app.person("Sem Bakker")).toContainText("Provider admin");
});

test("who makes oneself a service user is told before, and has no team afterwards", async ({ app }) => {
  await app.signInAtTeam(people.admin);
  await app.link("Anouk de Wit").click();
  await app.dialog.getByRole("button", { name: "Change role" }).click();
  await app.dialog.getByRole("radio", { name: "Service user" }).check();
  await expect(app.dialog).toContainText("This is your own role.");
  await app.dialog.getByRole("button", { name: "Save the role" }).click();
  await expect(app.heading("The team is for Provider admins")).toBeVisible();
  await expect(app.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Team" })).toHaveCount(0);
});

test("people are removed with the consequences said, and nobody removes oneself", async ({ app, page, sandbox }) => {
  await app.signInAtTeam(people.admin);
  await app.link("Anouk de Wit").click();
  await expect(app.dialog.getByRole("button", { name: "Remove" })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  for (const name of [/^Select jasper/, /^Select Anouk/]) await page.getByRole("checkbox", { name }).check();
  await app.button("Remove (1 of 2)").click();
  await expect(app.dialog).toContainText("jasper.kruijt@helpdesk-noord.nl");
  await expect(app.dialog).toContainText("They lose access to the portal and to every client.");
  await sandbox.forgetAsked();
  await app.dialog.getByRole("button", { name: "Remove 1 person" }).dblclick();
  await expect(app.sentence("1 person was removed.")).toBeVisible();
  await expect(app.person("jasper.kruijt@helpdesk-noord.nl")).toHaveCount(0);
  expect(await askedOfTeam(sandbox, "DELETE", "/users")).toBe(1);
});

test("what the cloud leaves out in silence is not called done", async ({ app, elsewhere }) => {
  await app.signInAtTeam(people.admin);
  const other = await app.inBrowser(elsewhere);
  await other.signInAtTeam(people.secondAdmin);
  await other.link("jasper.kruijt@helpdesk-noord.nl").click();
  await other.dialog.getByRole("button", { name: "Remove" }).click();
  await other.dialog.getByRole("button", { name: "Remove 1 person" }).click();
  await expect(other.sentence("1 person was removed.")).toBeVisible();

  await app.button("Resend the invitation to jasper.kruijt@helpdesk-noord.nl").click();
  await expect(app.dialog).toContainText("the list does not show it");
  await app.dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(app.person("jasper.kruijt@helpdesk-noord.nl")).toHaveCount(0);
});

test("with one admin the provider is at risk: it is said, with the act that mends it, and the last admin stays", async ({ app, page, a11y }) => {
  await app.signInAtTeam(people.twoProviders, "Polder IT");
  await expect(app.sentence("Fewer than two confirmed Provider admins")).toBeVisible();
  await expect(app.sentence(/Nobody can reset a master password/)).toBeVisible();
  await app.link("Iris van Dam").click();
  await expect(app.dialog.getByRole("button", { name: "Remove" })).toHaveAttribute("aria-disabled", "true");
  await app.dialog.getByRole("button", { name: "Change role" }).click({ force: true });
  await page.keyboard.press("Escape");
  await app.button("Invite an admin").click();
  await expect(app.dialog.getByRole("radio", { name: "Provider admin" })).toBeChecked();
  await app.dialog.getByLabel("Email addresses").fill("second@polder-it.nl");
  await app.dialog.getByRole("button", { name: "Invite 1 person" }).click();
  await expect(app.sentence(/second@polder-it.nl was invited as an admin/)).toBeVisible();
  await expect(app.button("Resend").first()).toBeVisible();
  await a11y();
});

test("with two admins nothing is said of failover", async ({ app }) => {
  await app.signInAtTeam(people.admin);
  await expect(app.page.getByText("Fewer than two confirmed Provider admins")).toHaveCount(0);
});

test("a service user is told whose the team is, and nothing is asked of the cloud", async ({ app, sandbox, page }) => {
  await app.signInAtClients(people.serviceUser);
  await app.expectClients();
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Team" })).toHaveCount(0);
  const { id } = await sandbox.provider("Waterland Beheer");
  await sandbox.forgetAsked();
  await app.open(`/providers/${id}/team`);
  await app.unlock();
  await expect(app.heading("The team is for Provider admins")).toBeVisible();
  expect(await askedOfTeam(sandbox, "GET", "/users")).toBe(0);
});

test("a team that cannot be read says why and is read again when asked to", async ({ app, sandbox }) => {
  const { id } = await sandbox.provider("Waterland Beheer");
  await sandbox.fault({ kind: "error", status: 404, match: { method: "GET", path: `/providers/${id}/users` } });
  await app.open(`/providers/${id}/team`);
  await app.submitCredentials(people.admin);
  await expect(app.alert).toContainText("The team could not be read");
  await sandbox.noFaults();
  await app.button("Try again").click();
  await expect(app.person("Anouk de Wit")).toBeVisible();
});

test("opening the team asks for the list once", async ({ app, sandbox }) => {
  await app.signInAtTeam(people.admin);
  expect(await askedOfTeam(sandbox, "GET", "/users")).toBe(1);
});

test("the people shown are exported", async ({ app, page }) => {
  await app.signInAtTeam(people.admin);
  await app.filter("Invited").click();
  await expect(app.table.getByRole("rowheader")).toHaveCount(4);
  const downloading = page.waitForEvent("download");
  await app.button("Export CSV").click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^team-\d{4}-\d\d-\d\d\.csv$/);
  const rows = rowsOfCsv(await readFile(await download.path(), "utf8"));
  expect(rows).toHaveLength(5);
});
