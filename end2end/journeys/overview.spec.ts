/** One client: its facts, and its collections with their names opened in the browser. */

import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

test("the facts of a client, with identifiers that can be copied", async ({ as, context, sandbox, page }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { id } = await sandbox.organization("Notariaat Vermeer");
  const app = await as(people.admin);
  await app.link("Notariaat Vermeer").click();
  await expect(app.heading("Notariaat Vermeer")).toBeVisible();
  await expect(app.sentence("Enterprise")).toBeVisible();
  await expect(app.sentence("12 used of 12")).toBeVisible();
  await expect(page.getByText(id)).toBeVisible();
  await page.getByRole("button", { name: "Copy Organization ID" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(id);
});

test("the tree of collections, and a name that cannot be read among those that can", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.link("Notariaat Vermeer").click();
  await expect(app.heading("Collections")).toBeVisible();
  const lists = page.getByRole("listitem");
  await expect(lists.filter({ hasText: "Akten" }).getByRole("listitem").filter({ hasText: "2025" })).toBeVisible();
  for (const name of ["Algemeen", "Cliëntdossiers"]) await expect(app.sentence(name)).toBeVisible();
  await expect(app.sentence("Name cannot be read")).toBeVisible();
  await expect(app.sentence("1 name cannot be read.")).toBeVisible();
});

test("a tree of three levels folds and unfolds by keyboard", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.link("Architectenbureau Lijn").click();
  await expect(page.getByText("Station", { exact: true })).toBeVisible();
  const haarlem = page.getByRole("group").filter({ hasText: "Haarlem" }).last();
  await haarlem.locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Station", { exact: true })).toBeHidden();
  await expect(page.getByText("Stadhuis", { exact: true })).toBeVisible();
});

test("collections written from right to left", async ({ as }) => {
  const app = await as(people.admin);
  await app.link("شركة النور للتجارة").click();
  await expect(app.sentence("الحسابات")).toBeVisible();
});

test("a client without keys of its own, and one whose owner has not come yet", async ({ as }) => {
  const app = await as(people.admin);
  await app.link("Camping De Molen").click();
  await expect(app.heading("Camping De Molen")).toBeVisible();
  await expect(app.sentence("Its owner has been invited and has not accepted yet.")).toBeVisible();
  await expect(app.sentence("Algemeen")).toBeVisible();
});

test("a suspended client says what that means", async ({ as }) => {
  const app = await as(people.admin);
  await app.link("Fietsenmaker Snelwiel").click();
  await expect(app.sentence("Members cannot use the organization's vault until it is enabled again.")).toBeVisible();
});

test("a service user opens the same collections", async ({ as }) => {
  const app = await as(people.serviceUser);
  await app.link("Dijkstra & Kuiper Advocaten").click();
  await expect(app.sentence("Strafrecht")).toBeVisible();
});

test("opening a client leaves no trace in its event log: the plain list is asked for, never the details", async ({ as, sandbox }) => {
  const app = await as(people.admin);
  await sandbox.forgetAsked();
  await app.link("Zaanbouw Aannemers").click();
  await expect(app.sentence("Werkplaats")).toBeVisible();
  const collections = (await sandbox.asked()).map(({ path }) => path).filter((path) => path.includes("/collections"));
  expect(collections).toHaveLength(1);
  expect(collections[0]).toMatch(/\/collections$/);
});
