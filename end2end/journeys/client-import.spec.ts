/** Several clients from a table: read, judged row by row, priced, and made in a queue that never makes one twice. */

import type { App } from "../support/app.ts";
import { people } from "../support/people.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

const ALL = 14;

async function open(app: App): Promise<void> {
  await app.button(/^More ways to add clients/).click();
  await app.link("Create several clients").click();
  await expect(app.heading("Create several clients")).toBeVisible();
}

async function made(sandbox: Sandbox): Promise<number> {
  return (await sandbox.asked()).filter(({ method, path }) => method === "POST" && path.endsWith("/clients")).length;
}

test("a pasted table in Dutch, with a dry run, then one client for each row", async ({ as, sandbox, a11y }) => {
  const app = await as(people.admin);
  await open(app);
  await app.field("Table").fill(
    "\uFEFFKlantnaam;E-mailadres eigenaar;Abonnement;Aantal seats;Telefoon\r\n" +
      '"Smid; en Zonen";smid@smid.nl;Teams;3;020\r\n' +
      "Wever BV;wever+it@wever.nl;Enterprise;2;\r\n" +
      "Wever bv;a@wever.nl;Teams;1;\r\n" +
      "Zaanbouw Aannemers;a@zaanbouw.nl;Teams;1;\r\n" +
      "=1+1;geen adres;Teams;0;\r\n",
  );
  await expect(app.sentence("2 clients with 5 seats together.")).toBeVisible();
  await expect(app.sentence(/Buys 3 seats for US\$9\.60 per month\./)).toBeVisible();
  await expect(app.sentence(/Buys 2 seats for US\$9\.60 per month\./)).toBeVisible();
  await expect(app.sentence("Skipped: line 3 has the same name.")).toBeVisible();
  await expect(app.sentence("Skipped: there is a client of this name already.")).toBeVisible();
  await expect(app.sentence(/This is not a complete email address\. At least 1 seat is needed\./)).toBeVisible();
  await expect(app.sentence("Not used: Telefoon")).toBeVisible();
  await a11y();
  await sandbox.forgetAsked();
  await app.button("Create 2 clients").click();
  await expect(app.sentence("2 of 2 done")).toBeVisible({ timeout: 60_000 });
  expect(await made(sandbox)).toBe(2);
  await app.link("Clients").first().click();
  await expect(app.table.getByRole("rowheader")).toHaveCount(ALL + 2);
  await expect(app.link("Smid; en Zonen")).toBeVisible();
});

test("a file is read as a pasted table is", async ({ as }) => {
  const app = await as(people.admin);
  await open(app);
  const text = "name,owner,seats\nKuiper BV,a@kuiper.nl,4\n";
  await app.field("CSV file").setInputFiles({ name: "clients.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await expect(app.button("Create 1 client")).toBeVisible();
  await expect(app.field("Table")).toHaveValue(text);
});

test("what is no table says why, and stays", async ({ as }) => {
  const app = await as(people.admin);
  await open(app);
  await app.field("Table").fill("Name,Seats\nBakker,3");
  await expect(app.sentence("No column looks like the owner's email. Found: Name, Seats")).toBeVisible();
  const rows = Array.from({ length: 10_000 }, (_, n) => `Klant ${n},a@b.nl`).join("\n");
  // Chromium takes minutes to type what it pastes at once.
  await app.field("Table").evaluate((field: HTMLTextAreaElement, text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, `name,email\n${rows}`);
  await expect(app.sentence("This table has 10,000 rows. At most 1,000 clients are created in one go: split it.")).toBeVisible();
});

test("a reload in the middle: the queue comes back paused, and no client is made twice", async ({ as, sandbox }) => {
  const app = await as(people.admin);
  await open(app);
  const rows = Array.from({ length: 6 }, (_, n) => `Reeks ${n},reeks${n}@b.nl`).join("\n");
  await app.field("Table").fill(`name,email\n${rows}`);
  await app.button("Create 6 clients").click();
  await expect(app.sentence(/^[2-4] of 6 done/)).toBeVisible({ timeout: 60_000 });
  await app.reload();
  await app.unlock();
  await expect(app.sentence("Paused. What is not done yet waits for you.")).toBeVisible({ timeout: 30_000 });
  await app.button("Resume").click();
  await expect(app.sentence("6 of 6 done")).toBeVisible({ timeout: 60_000 });
  await app.link("Clients").first().click();
  await expect(app.table.getByRole("rowheader")).toHaveCount(ALL + 6);
  expect(new Set(await app.clientNames()).size).toBe(ALL + 6);
  expect(await made(sandbox)).toBe(6);
});

test("a connection that is lost stops the queue; resumed, it makes what is missing once", async ({ as, sandbox }) => {
  const app = await as(people.admin);
  await open(app);
  await app.field("Table").fill("name,email\nEen BV,a@een.nl\nTwee BV,a@twee.nl\nDrie BV,a@drie.nl");
  // Chromium itself asks once more when a connection is dropped, so one drop alone would not be seen.
  await sandbox.fault({ kind: "drop", match: { method: "POST", path: "/clients" } });
  await app.button("Create 3 clients").click();
  await expect(app.sentence(/^Stopped: there is no connection/)).toBeVisible({ timeout: 60_000 });
  await sandbox.noFaults();
  await app.button("Resume").click();
  await expect(app.sentence("3 of 3 done")).toBeVisible({ timeout: 60_000 });
  await app.link("Clients").first().click();
  await expect(app.table.getByRole("rowheader")).toHaveCount(ALL + 3);
});

test("a pause holds what was not begun", async ({ as, sandbox }) => {
  const app = await as(people.admin);
  await open(app);
  await sandbox.fault({ kind: "delay", delayMs: 800, match: { method: "POST", path: "/clients" } });
  await app.field("Table").fill("name,email\nEen BV,a@een.nl\nTwee BV,a@twee.nl\nDrie BV,a@drie.nl");
  await app.button("Create 3 clients").click();
  await app.button("Pause").click();
  await expect(app.sentence("Paused. What is not done yet waits for you.")).toBeVisible();
  await expect(app.sentence(/^1 of 3 done/)).toBeVisible({ timeout: 30_000 });
  expect(await made(sandbox)).toBe(1);
  await app.button("Resume").click();
  await expect(app.sentence("3 of 3 done")).toBeVisible({ timeout: 60_000 });
});

test("the names and addresses of a queue lie in no storage in the clear", async ({ as, page }) => {
  const app = await as(people.admin);
  await open(app);
  await app.field("Table").fill("name,email\nGeheime Klant,geheim@klant.nl\nTweede Klant,b@klant.nl");
  await app.button("Create 2 clients").click();
  await expect(app.sentence(/^[12] of 2 done/)).toBeVisible({ timeout: 60_000 });
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(stored).not.toMatch(/Geheime|geheim@|Tweede/);
});
