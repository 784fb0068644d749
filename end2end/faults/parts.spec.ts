/** What the program fetches only when somebody signs in may not arrive: that is said, and a later try works. */

import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

const NOISE = /ERR_|Failed to (load|fetch)|500|integrity|wasm/i;

test("the screens do not arrive: it is said, and trying again opens them without another sign-in", async ({ app, guard, sandbox }) => {
  guard.allow(NOISE);
  await sandbox.fault({ kind: "error", match: { path: "screens-" } });
  await app.signInAtClients(people.admin);
  await expect(app.heading("The rest of Portico could not be fetched.")).toBeVisible();
  await app.button("Try again").click();
  await expect(app.heading("The rest of Portico could not be fetched.")).toBeVisible();
  await sandbox.noFaults();
  await app.button("Try again").click();
  await app.expectClients();
});

test("what opens keys does not arrive: the form says so and keeps the password, and a later try works", async ({ app, guard, sandbox }) => {
  guard.allow(NOISE);
  await sandbox.fault({ kind: "error", match: { path: "opening-" } });
  await app.signInAtClients(people.admin);
  await expect(app.sentence("A part of Portico could not be fetched.")).toBeVisible();
  await expect(app.password).not.toHaveValue("");
  await sandbox.noFaults();
  await app.button("Sign in").click();
  await app.expectClients();
});

test("neither is fetched before somebody signs in, and both come then", async ({ app, page }) => {
  const fetched: string[] = [];
  const part = /\/(screens|opening)-[0-9a-f]{16}\.wasm$/;
  page.context().on("request", (request) => {
    const found = part.exec(request.url());
    if (found?.[1] !== undefined) fetched.push(found[1]);
  });
  const { providerIds } = await app.sandbox.account(people.admin);
  await app.open(`/providers/${providerIds[0]}/clients`);
  await page.locator("[data-ready]").waitFor();
  await app.email.fill(people.admin);
  await app.password.fill("not sent yet");
  await page.waitForLoadState("networkidle");
  expect(fetched).toEqual([]);
  await app.submitCredentials(people.admin);
  await app.expectClients();
  expect(fetched.toSorted()).toEqual(["opening", "screens"]);
});
