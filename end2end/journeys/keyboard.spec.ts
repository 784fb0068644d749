/** No mouse: from the sign-in form to the collections of a client. */

import { PASSWORD, people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

test("from sign-in to a client's collections by keyboard alone", async ({ app, page }) => {
  const { id } = await app.sandbox.provider("Waterland Beheer");
  await app.open(`/providers/${id}/clients`);
  // The form takes the cursor by itself; the regions stand before the address.
  await expect(app.email).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Europe" })).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(app.email).toBeFocused();
  await page.keyboard.type(people.admin);
  await page.keyboard.press("Tab");
  await expect(app.password).toBeFocused();
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await app.expectClients();

  await page.keyboard.press("/");
  await page.keyboard.type("lijn");
  await page.keyboard.press("ArrowDown");
  await expect(app.link("Architectenbureau Lijn")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.heading("Architectenbureau Lijn")).toBeFocused();
});

test("the first tab of a page offers to skip to the content", async ({ as, page }) => {
  const app = await as(people.admin);
  // A page begins at its top; here the heading has the focus, since one has just come in.
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
  await page.keyboard.press("Tab");
  await expect(app.link("Skip to the content")).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inMain = await page.evaluate(() => document.activeElement?.closest("main") !== null);
  expect(inMain).toBe(true);
});

test("menus and dialogs close by Escape and give the focus back", async ({ as, page }) => {
  const app = await as(people.admin);
  await app.account.focus();
  await page.keyboard.press("Enter");
  await expect(app.button("Lock now")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(app.button("Lock now")).toBeHidden();
  await expect(app.account).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("opening a page is announced, and its title is the window's", async ({ as, page }) => {
  const app = await as(people.admin);
  await expect(page).toHaveTitle(/Clients/);
  await app.link("Zaanbouw Aannemers").click();
  await expect(page).toHaveTitle(/Zaanbouw Aannemers/);
});
