/** What a screen reader is told of the screens that do not change with the data. */

import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

test("the sign-in form", async ({ app }) => {
  await app.open();
  await expect(app.page.getByRole("main")).toMatchAriaSnapshot(`
    - heading "Sign in with your Bitwarden account" [level=1]
    - radiogroup "Your account lives in":
      - radio "United States" [checked]
      - radio "Europe"
    - textbox "Email"
    - textbox "Master password"
    - button "Show the password"
    - checkbox "Remember my email"
    - button "Sign in"
  `);
});

test("the head of the client list", async ({ as, page }) => {
  await as(people.admin);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - heading "Clients" [level=1]
    - button "Export CSV"
    - searchbox "Search clients"
    - group "Filters":
      - button /Enabled/
      - button /Waiting for owner/
      - button /Suspended/
    - table /Waterland Beheer/
  `);
});

test("a locked session", async ({ as }) => {
  const app = await as(people.admin);
  await app.lock();
  await expect(app.page.getByRole("main")).toMatchAriaSnapshot(`
    - heading "Locked" [level=1]
    - textbox "Master password"
    - button "Show the password"
    - button "Unlock"
  `);
});
