/** Theme and language: chosen in the account menu, at once in force, kept for the next time. */

import { App } from "../support/app.ts";
import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

test("dark and light are chosen, and kept by a reload before the first paint", async ({ as, page }) => {
  const app = await as(people.admin);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await app.openAccountMenu();
  await page.getByRole("radio", { name: "Light" }).check({ force: true });
  const light = await background();
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload({ waitUntil: "commit" });
  await page.getByRole("main").first().waitFor();
  expect(await background()).toBe(dark);
});

test("Dutch is chosen, kept, and told to screen readers", async ({ as, page, sandbox }) => {
  const app = await as(people.admin);
  await app.openAccountMenu();
  // The choice redraws everything, the radio button too, so there is none left to be seen checked.
  await page.getByRole("radio", { name: "Nederlands" }).dispatchEvent("click");
  const dutch = new App(page, sandbox, "nl");
  await expect(dutch.heading("Klanten")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "nl");
  await expect(dutch.sentence("Wacht op eigenaar")).toBeVisible();
  await dutch.reload();
  await expect(dutch.heading("Vergrendeld")).toBeVisible();
  await dutch.unlock();
  await dutch.expectClients();
  await dutch.signOut();
  await expect(dutch.heading("Log in met je Bitwarden-account")).toBeVisible();
});

test.describe("a Dutch browser", () => {
  test.use({ locale: "nl-NL" });

  test("is spoken to in Dutch without being asked", async ({ page, sandbox }) => {
    const dutch = new App(page, sandbox, "nl");
    await dutch.signInAtClients(people.admin);
    await dutch.expectClients();
    await expect(page.locator("html")).toHaveAttribute("lang", "nl");
  });
});
