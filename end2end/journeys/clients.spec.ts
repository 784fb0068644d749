/** The client list: what it tells, and finding one's way in it. */

import { readFile } from "node:fs/promises";
import type { App } from "../support/app.ts";
import { rowsOfCsv } from "../support/csv.ts";
import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

const ALL = 14;

async function expectRow(app: App, name: string | RegExp, cells: Record<string, string | RegExp>): Promise<void> {
  const row = app.client(name);
  for (const [heading, text] of Object.entries(cells)) {
    const cell = await app.cell(row, heading);
    await (typeof text === "string" ? expect(cell, heading).toContainText(text) : expect(cell, heading).toHaveText(text));
  }
}

test("each client with its plan, its seats, its state and the day it was added", async ({ as }) => {
  const app = await as(people.admin);
  await expect(app.table.getByRole("rowheader")).toHaveCount(ALL);
  await expectRow(app, "Bakkerij Van der Meer", { Plan: "Teams", Assigned: "10", Used: "10", State: "Enabled", Added: "15 Feb 2024" });
  await expectRow(app, "Zaanbouw Aannemers", { Plan: "Teams", Assigned: "20", Used: "16", Left: "4" });
  await expectRow(app, "Zorggroep Waterland", { Plan: "Enterprise", Assigned: "250", Used: "189", Left: "61" });
  await expectRow(app, "Fietsenmaker Snelwiel", { State: "Suspended" });
  await expectRow(app, "Tandartspraktijk De Brug", { State: "Waiting for owner" });
});

test("the sum above the list is that of the list", async ({ as }) => {
  const app = await as(people.admin);
  await expect(app.sentence(/14 organizations, 476 seats assigned, \d+ unused/)).toBeVisible();
});

test("names are shown as they are: entities decoded, markup as text, Arabic from right to left", async ({ as, page }) => {
  const app = await as(people.admin);
  await expect(app.link("Dijkstra & Kuiper Advocaten")).toBeVisible();
  await expect(app.link("Restaurant <b>Zon</b>")).toBeVisible();
  const arabic = app.link("شركة النور للتجارة");
  await expect(arabic).toBeVisible();
  const direction = await arabic.evaluate((element) => {
    const isolating = element.closest("[dir=auto], bdi");
    return isolating === null ? "none" : getComputedStyle(isolating).unicodeBidi;
  });
  expect(direction, "a name from right to left does not turn what is around it").toMatch(/isolate|plaintext/);
  expect(await page.getByRole("strong").count()).toBe(0);
});

test("search narrows as one types, tolerates case and accents, and stands in the address", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.search.pressSequentially("ZORG");
  expect(await app.clientNames()).toEqual(["Zorggroep Waterland"]);
  await expect(page).toHaveURL(/[?&]\w+=ZORG/i);
  await app.button("Clear the search").click();
  await expect(app.table.getByRole("rowheader")).toHaveCount(ALL);
  await expect(page).not.toHaveURL(/ZORG/i);
  await app.search.fill("النور");
  expect(await app.clientNames()).toEqual(["شركة النور للتجارة"]);
});

test("a search that finds nothing says so and offers the way out", async ({ as }) => {
  const app = await as(people.admin);
  await app.search.fill("no such client");
  await expect(app.sentence("No client fits")).toBeVisible();
  await app.button("Clear search and filters").click();
  await expect(app.table.getByRole("rowheader")).toHaveCount(ALL);
});

test("filters tell how many they leave, combine with the search, and stand in the address", async ({ as, page }) => {
  const app = await as(people.admin);
  const suspended = app.filter("Suspended");
  await expect(suspended).toContainText("1");
  await expect(app.filter("Waiting for owner")).toContainText("2");
  await suspended.click();
  await expect(suspended).toHaveAttribute("aria-pressed", "true");
  expect(await app.clientNames()).toEqual(["Fietsenmaker Snelwiel"]);
  await expect(page).toHaveURL(/suspended/i);
  await app.reload();
  await app.unlock();
  await expect(app.filter("Suspended")).toHaveAttribute("aria-pressed", "true");
  expect(await app.clientNames()).toEqual(["Fietsenmaker Snelwiel"]);
  await app.filter("Suspended").click();
  await expect(app.table.getByRole("rowheader")).toHaveCount(ALL);
});

test("sorting by each column, both ways, told to everybody and in the address", async ({ as, page }) => {
  const app = await as(people.admin);
  const header = (name: string) => page.getByRole("columnheader", { name, exact: true });
  await expect(header("Client")).toHaveAttribute("aria-sort", "ascending");
  const names = await app.clientNames();
  expect(names.filter((name) => /^[A-Z]/.test(name))).toEqual(names.filter((name) => /^[A-Z]/.test(name)).toSorted((a, b) => a.localeCompare(b, "en")));

  await header("Client").getByRole("button").click();
  await expect(header("Client")).toHaveAttribute("aria-sort", "descending");
  expect(await app.clientNames()).toEqual(names.toReversed());

  await header("Assigned").getByRole("button").click();
  const first = await app.clientNames();
  const address = page.url();
  await header("Assigned").getByRole("button").click();
  await expect(page).not.toHaveURL(address);
  const second = await app.clientNames();
  expect([first[0], second[0]].toSorted()).toEqual(["Fietsenmaker Snelwiel", "Zorggroep Waterland"]);
  await app.reload();
  await app.unlock();
  await app.expectClients();
  expect(await app.clientNames()).toEqual(second);
});

test("the CSV holds what is shown, and no formula of it runs in a spreadsheet", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.search.fill("a");
  const shown = await app.clientNames();
  const [download] = await Promise.all([page.waitForEvent("download"), app.button("Export CSV").click()]);
  expect(download.suggestedFilename()).toMatch(/^clients.*\.csv$/);
  const rows = rowsOfCsv(await readFile(await download.path(), "utf8"));
  const [heads, ...clients] = rows;
  expect(heads?.length).toBeGreaterThan(6);
  expect(clients.map(([name]) => name).toSorted()).toEqual(shown.toSorted());
  for (const cell of rows.flat()) expect(cell, "a cell that a spreadsheet would run").not.toMatch(/^[=+\-@\t\r]/);
  const bakery = clients.find(([name]) => name === "Bakkerij Van der Meer");
  expect(bakery?.some((cell) => cell.startsWith("2024-02-15")), "dates in ISO 8601").toBe(true);
  await expect(app.sentence(`${shown.length} clients exported.`)).toBeVisible();
});

test("the list by keyboard: slash to search, arrows between rows, Enter to open", async ({ as, page }) => {
  const app = await as(people.admin);
  await page.keyboard.press("/");
  await expect(app.search).toBeFocused();
  await page.keyboard.type("bakk");
  await expect(app.table.getByRole("rowheader")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(app.search).toHaveValue("");
  await page.keyboard.press("ArrowDown");
  const names = await app.clientNames();
  await expect(app.link(names[0] ?? "")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(app.link(names[1] ?? "")).toBeFocused();
  await page.keyboard.press("End");
  await expect(app.link(names.at(-1) ?? "")).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(app.heading(names[0] ?? "")).toBeVisible();
});

test("the list tells how old it is, and is read again when asked to", async ({ as, sandbox }) => {
  const app = await as(people.admin);
  await expect(app.sentence(/^Read /)).toBeVisible();
  await sandbox.forgetAsked();
  await app.button("Refresh").click();
  await expect.poll(async () => (await sandbox.asked()).filter(({ path }) => path.endsWith("/organizations")).length).toBe(1);
  await app.expectClients();
});
