/** Going anywhere by typing. */

import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

test("Ctrl+K, a few letters and Enter lead to a client, without asking the cloud for more", async ({ as, page, sandbox, a11y }) => {
  const app = await as(people.admin);
  await sandbox.forgetAsked();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "A client, a screen or a person" });
  await expect(field).toBeFocused();
  await a11y();
  await page.keyboard.type("notver");
  await expect(app.sentence(/Nothing by that name/)).toBeVisible();
  await field.fill("not ver");
  await expect(page.getByRole("option").first()).toContainText("Notariaat Vermeer");
  expect(await sandbox.asked()).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(app.heading("Notariaat Vermeer")).toBeVisible();
});

test("it opens from a field too, Escape closes it, and the arrows choose", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.search.focus();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox")).toBeHidden();
  await expect(app.search).toBeFocused();
  await app.button(/^Go to…/).click();
  await page.getByRole("combobox").fill("waterland");
  const second = page.getByRole("option").nth(1);
  await page.keyboard.press("ArrowDown");
  await expect(second).toHaveAttribute("aria-selected", "true");
  const id = await second.getAttribute("id");
  await expect(page.getByRole("combobox")).toHaveAttribute("aria-activedescendant", id ?? "");
});

test("where one has been comes first, also after a reload, and only ids are kept", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.link("Zaanbouw Aannemers").click();
  await expect(app.heading("Zaanbouw Aannemers")).toBeVisible();
  await app.reload();
  await app.unlock();
  await expect(app.heading("Zaanbouw Aannemers")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toContainText("Zaanbouw Aannemers");
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept).toContain("/clients/");
  expect(kept).not.toContain("Zaanbouw");
});

test("people are found once their team was read, by name and by address", async ({ app, page }) => {
  await app.signInAtTeam(people.admin);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("sem bak");
  await page.getByRole("option", { name: /Sem Bakker/ }).click();
  await expect(app.dialog).toContainText("Service user");
});

test("a service user is offered no screen that would refuse", async ({ as, page }) => {
  await as(people.serviceUser);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("team");
  await expect(page.getByRole("option", { name: /^Team/ })).toHaveCount(0);
});

test("what the rail leads to is found, and what stands under it", async ({ as, page }) => {
  await as(people.admin);
  await page.keyboard.press("Control+k");
  for (const name of ["Overview", "New client", "Create several clients", "Invoices", "Payment details", "Settings"]) {
    await page.getByRole("combobox").fill(name);
    await expect(page.getByRole("option", { name: new RegExp(`^${name}, `) }).first()).toBeVisible();
  }
  await page.getByRole("combobox").fill("subscription");
  await expect(page.getByRole("option", { name: /^Billing, / }).first()).toBeVisible();
});
