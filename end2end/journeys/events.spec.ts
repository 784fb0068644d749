/** The log of a provider: sentences with names, days and filters in the address, reading on, the export. */

import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { rowsOfCsv } from "../support/csv.ts";
import { people } from "../support/people.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

const DAY = 86_400_000;

/** A day as date fields and addresses have it, so many days before today. */
function day(before: number): string {
  const date = new Date(Date.now() - before * DAY);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The rows of events, without the head. */
function rows(page: Page): Locator {
  return page.getByRole("row").filter({ has: page.getByRole("rowheader") });
}

async function log(sandbox: Sandbox, provider: string, query = ""): Promise<string> {
  const { id } = await sandbox.provider(provider);
  return `/providers/${id}/events${query}`;
}

/** The calls for pages of a log. */
async function pages(sandbox: Sandbox): Promise<readonly string[]> {
  return (await sandbox.asked()).filter(({ path }) => path.endsWith("/events")).map(({ query }) => query ?? "");
}

test("what happened in the last thirty days, in sentences with names", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.link("Events").click();
  await expect(app.heading("Events")).toBeVisible();
  await expect(app.field("From")).toHaveValue(day(29));
  await expect(app.field("To")).toHaveValue(day(0));
  await expect(rows(page).filter({ hasText: "Signed in" }).first()).toBeVisible();
  await expect(rows(page).filter({ hasText: "Created client Tandartspraktijk De Brug" }).filter({ hasText: "Bram" })).toHaveCount(1);
  await expect(rows(page).filter({ hasText: "Invited roos@waterlandbeheer.nl to the team" }).filter({ hasText: "Anouk de Wit" })).toHaveCount(1);
});

test("a kind that nobody knows is shown with its number, an unknown device with its own", async ({ app, page, sandbox }) => {
  await app.open(await log(sandbox, "Waterland Beheer", `?from=${day(70)}&to=${day(0)}`));
  await app.submitCredentials(people.admin);
  await expect(rows(page).filter({ hasText: "Unknown event 2777: Architectenbureau Lijn" })).toHaveCount(1);
  await app.field("Kind").selectOption({ label: "Unknown event 2777 (1)" });
  await expect(rows(page)).toHaveCount(1);
  await app.button("Clear filters").click();
  await expect(app.sentence("device type 97")).toBeVisible();
});

test("the moment is local, and UTC on hover", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.link("Events").click();
  const time = rows(page).first().locator("time");
  await expect(time).toHaveAttribute("title", /UTC$/);
  await expect(time).toHaveAttribute("datetime", /^\d{4}-\d{2}-\d{2}T.*Z$/);
});

test("who left and is in no list is told apart and can be asked for", async ({ app, page, sandbox }) => {
  await app.open(await log(sandbox, "Waterland Beheer", `?from=${day(300)}&to=${day(180)}`));
  await app.submitCredentials(people.admin);
  const gone = page.getByRole("link", { name: /^someone who has left \([0-9a-f]{8}\)$/ }).first();
  await expect(gone).toBeVisible();
  const name = await gone.innerText();
  await gone.click();
  await expect(page).toHaveURL(/[?&]person=[0-9a-f-]{36}/);
  await expect(rows(page).first()).toContainText(name);
  await expect(rows(page).filter({ hasNotText: name })).toHaveCount(0);
});

test("the days and the filters stand in the address, and survive a reload", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.link("Events").click();
  await app.field("From").fill(day(40));
  await expect(page).toHaveURL(new RegExp(`from=${day(40)}`));
  await expect(rows(page).first()).toBeVisible();
  const kinds = app.field("Kind");
  const label = (await kinds.getByRole("option").allInnerTexts()).find((text) => text.startsWith("Opened the vault"));
  await kinds.selectOption({ label: label ?? "" });
  await expect(page).toHaveURL(/kind=1903/);
  await expect(rows(page).filter({ hasNotText: "Opened the vault of client" })).toHaveCount(0);
  await app.reload();
  await app.unlock();
  await expect(app.field("From")).toHaveValue(day(40));
  await expect(app.field("Kind")).toHaveValue("1903");
  await expect(rows(page).filter({ hasNotText: "Opened the vault of client" })).toHaveCount(0);
  await app.button("Clear filters").click();
  await expect(page).not.toHaveURL(/kind=/);
  await expect(rows(page).filter({ hasText: "Signed in" }).first()).toBeVisible();
});

test("a client's name leads to what happened to that client", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.link("Events").click();
  await page.getByRole("link", { name: "Tandartspraktijk De Brug" }).first().click();
  await expect(page).toHaveURL(/[?&]client=/);
  await expect(rows(page).filter({ hasNotText: "Tandartspraktijk De Brug" })).toHaveCount(0);
  await expect(rows(page).first()).toBeVisible();
});

test("one person's log is asked for as such", async ({ app, page, sandbox }) => {
  const { id } = await sandbox.account(people.secondAdmin);
  await app.open(await log(sandbox, "Waterland Beheer", `?person=${id}`));
  await app.submitCredentials(people.admin);
  await expect(rows(page).first()).toBeVisible();
  await expect(rows(page).filter({ hasNotText: "Bram" })).toHaveCount(0);
  const asked = (await sandbox.asked()).map(({ path }) => path);
  expect(asked.some((path) => /\/users\/[0-9a-f-]{36}\/events$/.test(path))).toBe(true);
  expect(asked.filter((path) => /\/providers\/[0-9a-f-]{36}\/events$/.test(path))).toEqual([]);
});

test("reversed days and a date that is none are told at the field, and nothing is asked", async ({ app, page, sandbox }) => {
  await app.open(await log(sandbox, "Waterland Beheer", `?from=${day(5)}&to=${day(9)}`));
  await app.submitCredentials(people.admin);
  await expect(app.sentence("The last day is before the first.")).toBeVisible();
  await expect(app.field("To")).toHaveAttribute("aria-invalid", "true");
  await expect(app.field("From")).toHaveValue(day(5));
  expect(await pages(sandbox)).toEqual([]);
  await app.field("To").fill(day(0));
  await expect(rows(page).first()).toBeVisible();
});

test("a range of three years is walked in parts that the cloud answers, older entries are read as one scrolls", async ({ app, page, sandbox }) => {
  await app.open(await log(sandbox, "Waterland Beheer", `?from=${day(1000)}&to=${day(0)}`));
  await app.submitCredentials(people.admin);
  await expect(rows(page).first()).toBeVisible();
  const first = (await pages(sandbox)).length;
  await expect(async () => {
    await page.keyboard.press("Control+End");
    await page.mouse.wheel(0, 20_000);
    await expect(app.sentence(/events: all of these days\.$/)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  const asked = await pages(sandbox);
  expect(asked.length).toBeGreaterThan(first);
  for (const query of asked) {
    const words = new URLSearchParams(query);
    const length = Date.parse(words.get("end") ?? "") - Date.parse(words.get("start") ?? "");
    expect(length).toBeLessThanOrEqual(367 * DAY);
  }
  expect(new Set(asked.map((query) => new URLSearchParams(query).get("start"))).size).toBe(3);
});

test("the CSV holds all that match, with words and numbers, and no formula of it runs", async ({ app, page, sandbox }) => {
  await app.open(await log(sandbox, "Waterland Beheer", `?from=${day(366)}&to=${day(0)}&kind=1903`));
  await app.submitCredentials(people.admin);
  await expect(rows(page).first()).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), app.button("Export CSV").click()]);
  expect(download.suggestedFilename()).toMatch(/^events-\d{4}-\d{2}-\d{2}\.csv$/);
  const [heads, ...events] = rowsOfCsv(await readFile(await download.path(), "utf8"));
  expect(heads?.[0]).toBe("Time");
  expect(events.length).toBeGreaterThan(50);
  for (const event of events) {
    expect(event[0]).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/);
    expect(event[6]).toBe("1903");
    for (const cell of event) expect(cell).not.toMatch(/^[=+@\t\r]/);
  }
  await expect(app.sentence(`${events.length} events exported.`)).toBeVisible();
});

test("an export can be left in the middle, and what was read stays", async ({ app, page, sandbox }) => {
  await app.open(await log(sandbox, "Waterland Beheer", `?from=${day(366)}&to=${day(0)}`));
  await app.submitCredentials(people.admin);
  await expect(rows(page).first()).toBeVisible();
  await sandbox.fault({ kind: "delay", match: { path: "/events" }, delayMs: 1500 });
  await app.button("Export CSV").click();
  await expect(app.sentence(/events read for the export$/)).toBeVisible();
  await app.button("Cancel the export").click();
  await expect(app.sentence("The export was canceled. What was read stays.")).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
});

test("a failure in the middle keeps what was read and can be tried again", async ({ app, page, sandbox }) => {
  await app.open(await log(sandbox, "Waterland Beheer", `?from=${day(366)}&to=${day(0)}`));
  await sandbox.fault({ kind: "delay", match: { path: "/events" }, delayMs: 10 });
  await app.submitCredentials(people.admin);
  await expect(rows(page).first()).toBeVisible();
  await sandbox.noFaults();
  await sandbox.fault({ kind: "error", match: { path: "/events" }, status: 500, times: 3 });
  await app.button("Export CSV").click();
  await expect(app.alert.filter({ hasText: "The events could not be read" })).toBeVisible({ timeout: 20_000 });
  await expect(rows(page).first()).toBeVisible();
  await app.button("Try again").click();
  await expect(app.alert).toHaveCount(0);
});

test("a service user has no way to the log, and is told who has", async ({ app, page, sandbox }) => {
  await app.open(await log(sandbox, "Waterland Beheer"));
  await app.submitCredentials(people.serviceUser);
  await expect(app.sentence("Only Provider admins see the events")).toBeVisible();
  await expect(page.getByRole("navigation").getByRole("link", { name: "Events" })).toHaveCount(0);
  expect(await pages(sandbox)).toEqual([]);
});

test("a provider without a log says so", async ({ app, sandbox }) => {
  await app.open(await log(sandbox, "Lakeside Managed IT"));
  await app.submitCredentials(people.american, { region: "United States" });
  await expect(app.sentence("This provider's events are not logged")).toBeVisible();
});

test("opening the log asks for it, the team and the clients, once each", async ({ app, page, sandbox }) => {
  await app.open(await log(sandbox, "Waterland Beheer", `?from=${day(3)}&to=${day(0)}`));
  await app.submitCredentials(people.admin);
  await expect(rows(page).first()).toBeVisible();
  const asked = (await sandbox.asked()).map(({ method, path }) => `${method} ${path}`).filter((call) => call.includes("/providers/"));
  expect(asked).toEqual([...new Set(asked)]);
  expect(asked.length, asked.join("\n")).toBeLessThanOrEqual(4);
});
