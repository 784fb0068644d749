/** What is done to clients: made, taken in, renamed, given seats, let go, deleted; by whom, at what cost, and when not. */

import type { App } from "../support/app.ts";
import { rowsOfCsv } from "../support/csv.ts";
import { readFile } from "node:fs/promises";
import { PASSWORD, people } from "../support/people.ts";
import type { Asked, Sandbox } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

const ALL = 14;

/** Opens an act from the menu of a client's row. */
async function act(app: App, client: string, name: string): Promise<void> {
  await app.button(`Manage ${client}`).click();
  await app.page.locator(".menu:popover-open").getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await expect(app.page.getByRole("dialog")).toBeVisible();
}

/** The writes that reached the cloud for clients and their organisations. */
async function writes(sandbox: Sandbox): Promise<readonly Asked[]> {
  return (await sandbox.asked()).filter(({ method, path }) => method !== "GET" && /\/(providers|organizations)\//.test(path));
}

async function fillNew(app: App, name: string, owner: string, seats: string): Promise<void> {
  await app.field("Client name").fill(name);
  await app.field("Owner's email").fill(owner);
  await app.field("Number of seats").fill(seats);
}

test.describe("a new client", () => {
  test("with its cost before the click; then it is in the list, its owner is invited, and its collection opens", async ({ as, sandbox, a11y }) => {
    const app = await as(people.admin);
    await app.link("New client").click();
    await expect(app.heading("New client")).toBeVisible();
    await fillNew(app, "Kaashandel Edam", "jan+kaas@kaashandel.nl", "5");
    await expect(app.sentence("Buys 5 seats for US$16.00 per month.")).toBeVisible();
    await a11y();
    await app.button("Create client").click();
    await expect(app.heading("Kaashandel Edam")).toBeVisible({ timeout: 30_000 });
    await expect(app.sentence("Kaashandel Edam is created; its owner is invited.")).toBeVisible();
    await expect(app.sentence("Default collection")).toBeVisible();
    const [letter] = await sandbox.letters("jan+kaas@kaashandel.nl");
    expect(letter?.kind).toBe("organization-invite");
    await app.link("Clients").first().click();
    await expect(app.client("Kaashandel Edam")).toHaveCount(1);
    await expect(app.client("Kaashandel Edam")).toContainText("Waiting for owner");
  });

  test("a double click makes one", async ({ as, sandbox }) => {
    const app = await as(people.admin);
    await app.link("New client").click();
    await fillNew(app, "Dubbel BV", "a@dubbel.nl", "1");
    await sandbox.fault({ kind: "delay", delayMs: 700, match: { method: "POST", path: "/clients" } });
    await app.button("Create client").dblclick();
    await expect(app.heading("Dubbel BV")).toBeVisible({ timeout: 30_000 });
    expect((await writes(sandbox)).filter(({ path }) => path.endsWith("/clients"))).toHaveLength(1);
  });

  test("what is wrong stands at its field, and what was typed stays", async ({ as, sandbox }) => {
    const app = await as(people.admin);
    await app.link("New client").click();
    await sandbox.forgetAsked();
    await fillNew(app, "x".repeat(51), "jan", "1e9");
    await app.button("Create client").click();
    await expect(app.sentence("A name has at most 50 characters: this is 1 too many.")).toBeVisible();
    await expect(app.sentence("This is not a complete email address.")).toBeVisible();
    await expect(app.sentence("Enter a whole number in digits.")).toBeVisible();
    await expect(app.field("Client name")).toBeFocused();
    await expect(app.field("Client name")).toHaveValue("x".repeat(51));
    for (const [seats, says] of [
      ["0", "At least 1 seat is needed."],
      ["-1", "At least 1 seat is needed."],
      ["1000000000", "More than 100,000 seats is surely a slip."],
    ] as const) {
      await app.field("Number of seats").fill(seats);
      await expect(app.sentence(says)).toBeVisible();
    }
    expect(await writes(sandbox)).toHaveLength(0);
  });

  test("one that the server made only half is told to be so, however often one presses", async ({ as, sandbox }) => {
    const app = await as(people.admin);
    await app.link("New client").click();
    await fillNew(app, "Verloren Antwoord", "a@verloren.nl", "1");
    await sandbox.fault({ kind: "half-made", times: 1, match: { method: "POST", path: "/clients" } });
    await app.button("Create client").click();
    await expect(app.alert).toContainText("the server failed before it was finished", { timeout: 30_000 });
    await app.button("Create client").click();
    await expect(app.button("Create client")).not.toHaveAttribute("aria-busy", "true", { timeout: 30_000 });
    await expect(app.alert).toContainText("the server failed before it was finished");
    expect((await writes(sandbox)).filter(({ path }) => path.endsWith("/clients"))).toHaveLength(1);
  });

  test("an answer that is lost: the list tells that it was made", async ({ as, sandbox }) => {
    const app = await as(people.admin);
    await app.link("New client").click();
    await fillNew(app, "Verloren Verbinding", "a@verloren.nl", "1");
    await sandbox.fault({ kind: "truncate", times: 1, match: { method: "POST", path: "/clients" } });
    await app.button("Create client").click();
    await expect(app.heading("Verloren Verbinding")).toBeVisible({ timeout: 30_000 });
    expect((await writes(sandbox)).filter(({ path }) => path.endsWith("/clients"))).toHaveLength(1);
  });

  test("a refusal of the server keeps the form", async ({ as, sandbox }) => {
    const app = await as(people.admin);
    await app.link("New client").click();
    await fillNew(app, "Later BV", "a@later.nl", "2");
    await sandbox.fault({ kind: "rate-limit", retryAfter: 40, times: 1, match: { method: "POST", path: "/clients" } });
    await app.button("Create client").click();
    await expect(app.alert).toContainText("Too many requests", { timeout: 30_000 });
    await expect(app.field("Client name")).toHaveValue("Later BV");
  });

  test("is not for a service user, who is told who can", async ({ as, page }) => {
    const app = await as(people.serviceUser);
    await expect(app.button("New client")).toHaveAttribute("aria-disabled", "true");
    await expect(app.button("New client")).toHaveAttribute("title", "Only a Provider admin can do this.");
    await page.goto(`${page.url().replace(/\?.*$/, "")}/new`);
    await app.unlock();
    await expect(app.sentence("Only a Provider admin can do this.")).toBeVisible();
  });
});

test.describe("an existing organization", () => {
  test("several at once, with a result for each", async ({ as, sandbox, a11y }) => {
    const app = await as(people.secondAdmin);
    await app.button(/^More ways to add clients/).click();
    await app.link("Add existing organization").click();
    await expect(app.sentence(/its own subscription is cancelled/)).toBeVisible();
    await a11y();
    const boxes = app.page.getByRole("main").getByRole("checkbox");
    await expect(boxes).toHaveCount(2);
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await expect(app.sentence(/Buys \d+ seats? for US\$/)).toBeVisible();
    await app.button("Add 2 organizations").click();
    await expect(app.sentence("2 organizations are clients now.")).toBeVisible({ timeout: 30_000 });
    await expect(app.page.getByText("Added", { exact: true })).toHaveCount(2);
    expect((await writes(sandbox)).filter(({ path }) => path.endsWith("/clients/existing"))).toHaveLength(2);
    await app.link("Clients").first().click();
    await expect(app.table.getByRole("rowheader")).toHaveCount(ALL + 2);
    await expect(app.link("Bistro Zout & Peper")).toBeVisible();
  });
});

test.describe("a client's name", () => {
  test("is changed, with its seats left alone", async ({ as, a11y }) => {
    const app = await as(people.admin);
    await act(app, "Zaanbouw Aannemers", "Rename");
    await expect(app.field("Client name")).toHaveValue("Zaanbouw Aannemers");
    await a11y();
    await app.field("Client name").fill("Zaanbouw & Zonen <b>");
    await app.button("Save name").click();
    await expect(app.sentence("The client is called Zaanbouw & Zonen <b> now.")).toBeVisible();
    await expect(app.client("Zaanbouw & Zonen <b>")).toContainText("20");
    await expect(app.button("Manage Zaanbouw & Zonen <b>")).toBeFocused();
  });

  test("that another changed meanwhile is told, and not overwritten", async ({ as, elsewhere, app: first }) => {
    const app = await as(people.admin);
    await act(app, "Zaanbouw Aannemers", "Rename");
    const other = await first.inBrowser(elsewhere);
    await other.signInAtClients(people.secondAdmin);
    await other.expectClients();
    await act(other, "Zaanbouw Aannemers", "Rename");
    await other.field("Client name").fill("Zaanbouw Holding");
    await other.button("Save name").click();
    await expect(other.sentence("The client is called Zaanbouw Holding now.")).toBeVisible();

    await app.field("Client name").fill("Zaanbouw BV");
    await app.button("Save name").click();
    await expect(app.alert).toContainText("it is now called Zaanbouw Holding and has 20 seats");
    await expect(app.field("Client name")).toHaveValue("Zaanbouw BV");
    await app.button("Save name").click();
    await expect(app.sentence("The client is called Zaanbouw BV now.")).toBeVisible();
  });
});

test.describe("a client's seats", () => {
  test("are bought, with the price before the click", async ({ as }) => {
    const app = await as(people.admin);
    await act(app, "Zaanbouw Aannemers", "Change seats");
    await expect(app.sentence("Now 16 of 20 seats are used.")).toBeVisible();
    await app.field("Number of seats").fill("25");
    await expect(app.sentence("Buys 5 seats for US$16.00 per month.")).toBeVisible();
    await app.page.getByRole("dialog").getByRole("button", { name: "Change seats" }).click();
    await expect(app.sentence("Zaanbouw Aannemers has 25 seats now.")).toBeVisible();
    await expect(await app.cell(app.client("Zaanbouw Aannemers"), "Assigned")).toHaveText("25");
  });

  test("are given back, and never below what is used", async ({ as, sandbox }) => {
    const app = await as(people.admin);
    await act(app, "Zaanbouw Aannemers", "Change seats");
    await sandbox.forgetAsked();
    await app.field("Number of seats").fill("15");
    await expect(app.sentence(/^16 seats are used\./)).toBeVisible();
    await app.page.getByRole("dialog").getByRole("button", { name: "Change seats" }).click({ force: true });
    expect(await writes(sandbox)).toHaveLength(0);
    await app.field("Number of seats").fill("16");
    await expect(app.sentence("Gives back 4 purchased seats: US$12.80 per month less.")).toBeVisible();
    await app.page.getByRole("dialog").getByRole("button", { name: "Change seats" }).click();
    await expect(app.sentence("Zaanbouw Aannemers has 16 seats now.")).toBeVisible();
  });

  test("a service user is told before, not after; and may give back", async ({ as, sandbox }) => {
    const app = await as(people.serviceUser);
    await act(app, "Zaanbouw Aannemers", "Change seats");
    await sandbox.forgetAsked();
    await app.field("Number of seats").fill("21");
    await expect(app.sentence(/^This would buy 1 seat, which only a Provider admin can\./)).toBeVisible();
    const change = app.page.getByRole("dialog").getByRole("button", { name: "Change seats" });
    await expect(change).toHaveAttribute("aria-disabled", "true");
    await change.click({ force: true });
    expect(await writes(sandbox)).toHaveLength(0);
    await app.field("Number of seats").fill("18");
    await change.click();
    await expect(app.sentence("Zaanbouw Aannemers has 18 seats now.")).toBeVisible();
  });

  test("of several clients: what each comes to, the cost of all, a queue with a result for each", async ({ as, page, a11y }) => {
    const app = await as(people.admin);
    const tick = (name: string) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
    await tick("Zaanbouw Aannemers").check();
    await tick("Bakkerij Van der Meer").check();
    await expect(app.sentence("2 rows selected")).toBeVisible();
    await expect(page.getByRole("checkbox", { name: `Select all ${ALL} rows` })).toBeChecked({ indeterminate: true });
    await app.button("Change seats").click();
    await page.getByRole("dialog").getByRole("radio", { name: "Add this many to each" }).check({ force: true });
    await app.field("Number of seats").fill("2");
    await expect(app.sentence("20 seats → 22")).toBeVisible();
    await expect(app.sentence("Buys 4 seats for US$12.80 per month.")).toBeVisible();
    await a11y();
    await app.button("Change 2 clients").click();
    await expect(app.sentence("2 of 2 done")).toBeVisible({ timeout: 30_000 });
    await expect(await app.cell(app.client("Zaanbouw Aannemers"), "Assigned")).toHaveText("22");
    await app.button("Dismiss").click();
    await expect(app.sentence("2 of 2 done")).toBeHidden();
  });

  test("a queue goes on after what failed, and tries that again", async ({ as, page, sandbox }) => {
    const app = await as(people.admin);
    await page.getByRole("checkbox", { name: "Select Zaanbouw Aannemers", exact: true }).check();
    await page.getByRole("checkbox", { name: "Select Bakkerij Van der Meer", exact: true }).check();
    await app.button("Change seats").click();
    await app.field("Number of seats").fill("30");
    await sandbox.fault({ kind: "error", status: 500, times: 1, match: { method: "PUT", path: "/clients/" } });
    await app.button("Change 2 clients").click();
    await expect(app.sentence("1 failed")).toBeVisible({ timeout: 30_000 });
    await app.button("Retry the failed").click();
    await expect(app.sentence("2 of 2 done")).toBeVisible({ timeout: 30_000 });
  });
});

test("the CSV of a selection holds the selected and no others", async ({ as, page }) => {
  const app = await as(people.admin);
  await page.getByRole("checkbox", { name: "Select Zaanbouw Aannemers", exact: true }).check();
  const bar = page.getByRole("group", { name: "For the selected rows" });
  const [download] = await Promise.all([page.waitForEvent("download"), bar.getByRole("button", { name: "Export CSV" }).click()]);
  const [, ...clients] = rowsOfCsv(await readFile(await download.path(), "utf8"));
  expect(clients.map(([name]) => name)).toEqual(["Zaanbouw Aannemers"]);
  await expect(app.sentence("1 client exported.")).toBeVisible();
});

test.describe("a client is let go", () => {
  test("after its name was typed; it says what follows, and who takes over", async ({ as, sandbox, a11y }) => {
    const app = await as(people.admin);
    await act(app, "Zaanbouw Aannemers", "Unlink");
    await expect(app.sentence(/^Takes over: /)).toBeVisible();
    await expect(app.sentence(/nobody of this provider can manage it any more/)).toBeVisible();
    await a11y();
    const unlink = app.page.getByRole("dialog").getByRole("button", { name: "Unlink" });
    await app.field("Type Zaanbouw Aannemers to confirm").fill("zaanbouw");
    await unlink.click();
    await expect(app.sentence("This is not the name as it stands above.")).toBeVisible();
    expect((await writes(sandbox)).filter(({ method }) => method === "DELETE")).toHaveLength(0);
    await app.field("Type Zaanbouw Aannemers to confirm").fill("Zaanbouw Aannemers");
    await unlink.dblclick();
    await expect(app.sentence("Zaanbouw Aannemers is no longer a client.")).toBeVisible({ timeout: 30_000 });
    await expect(app.table.getByRole("rowheader")).toHaveCount(ALL - 1);
    expect((await writes(sandbox)).filter(({ method }) => method === "DELETE")).toHaveLength(1);
  });

  test("not while nobody can take over", async ({ as }) => {
    const app = await as(people.admin);
    await act(app, "Tandartspraktijk De Brug", "Unlink");
    await expect(app.alert).toContainText("Nobody can take over.");
    await expect(app.page.getByRole("dialog").getByRole("button", { name: "Unlink" })).toHaveAttribute("aria-disabled", "true");
  });

  test("not by a service user", async ({ as }) => {
    const app = await as(people.serviceUser);
    await app.button("Manage Zaanbouw Aannemers").click();
    const item = app.page.locator(".menu:popover-open").getByRole("button", { name: /^Unlink/ });
    await expect(item).toHaveAttribute("aria-disabled", "true");
    await expect(item).toContainText("Only a Provider admin can do this.");
  });
});

test.describe("a client is deleted", () => {
  test("by one's own password, from its own page", async ({ as, a11y }) => {
    const app = await as(people.admin);
    await app.link("Tandartspraktijk De Brug").click();
    await app.button(/^Actions: /).click();
    await app.page.locator(".menu:popover-open").getByRole("button", { name: /^Delete/ }).click();
    await a11y();
    const remove = app.page.getByRole("dialog").getByRole("button", { name: "Delete" });
    await app.field("Type Tandartspraktijk De Brug to confirm").fill("Tandartspraktijk De Brug");
    await app.field("Your master password").fill("not my password");
    await remove.click();
    await expect(app.sentence(/^The server did not accept this password\./)).toBeVisible({ timeout: 30_000 });
    await app.field("Your master password").fill(PASSWORD);
    await remove.click();
    await expect(app.sentence("Tandartspraktijk De Brug is deleted.")).toBeVisible({ timeout: 30_000 });
    await expect(app.heading("Clients")).toBeVisible();
    await expect(app.table.getByRole("rowheader")).toHaveCount(ALL - 1);
  });
});
