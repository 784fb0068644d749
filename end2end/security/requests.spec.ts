/** What the portal asks of the cloud: no more than a screen needs, nothing that it would have to hide. */

import { people } from "../support/people.ts";
import type { Asked } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

/** The calls, as `METHOD path` without region and identifiers. */
function calls(asked: readonly Asked[]): string[] {
  return asked.map(({ method, path }) => `${method} ${path.replace(/^\/(us|eu|gov)(?=\/)/, "").replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ":id")}`).toSorted();
}

test("signing in and reading the clients asks each thing once", async ({ as, sandbox }) => {
  await as(people.admin);
  const asked = calls(await sandbox.asked());
  expect(asked).toEqual([...new Set(asked)]);
  expect(asked).toContain("POST /identity/connect/token");
  expect(asked).toContain("GET /api/accounts/profile");
  expect(asked).toContain("GET /api/providers/:id/organizations");
  expect(asked.length, asked.join("\n")).toBeLessThanOrEqual(6);
});

test("opening a client asks for its facts and its collections, once each", async ({ as, sandbox }) => {
  const app = await as(people.admin);
  await sandbox.forgetAsked();
  await app.link("Zaanbouw Aannemers").click();
  await expect(app.sentence("Werkplaats")).toBeVisible();
  const asked = calls(await sandbox.asked());
  expect(asked).toEqual([...new Set(asked)]);
  expect(asked).toContain("GET /api/organizations/:id/collections");
  expect(asked.length, asked.join("\n")).toBeLessThanOrEqual(3);
});

test("no item of a vault is ever asked for, and nothing is written down at the client", async ({ as, sandbox }) => {
  const app = await as(people.admin);
  for (const name of ["Zaanbouw Aannemers", "Notariaat Vermeer"]) {
    await app.link(name).click();
    await expect(app.heading(name)).toBeVisible();
    await app.page.goBack();
    await app.expectClients();
  }
  await app.lock();
  await app.unlock();
  await app.expectClients();
  const asked = calls(await sandbox.asked());
  expect(asked.filter((call) => /cipher|\/sync|\/details|\/sends|\/folders/.test(call))).toEqual([]);
  expect(asked.filter((call) => !call.startsWith("GET ") && !/\/identity\//.test(call))).toEqual([]);
});

test("every call says which client asks, and carries no token in its address", async ({ as, sandbox }) => {
  await as(people.admin);
  const asked = await sandbox.asked();
  for (const { path, query, clientName } of asked) {
    expect(clientName, path).not.toBeNull();
    expect(query ?? "", path).not.toMatch(/token|password|Bearer/i);
  }
  for (const { path, hasAuthorization } of asked) {
    expect(hasAuthorization, path).toBe(/\/api\/(?!config)/.test(path));
  }
});

test("the e-mail address and the password are in no address and no title", async ({ as, page }) => {
  await as(people.admin);
  expect(page.url()).not.toContain("waterlandbeheer");
  expect(await page.title()).not.toContain("@");
});

test("an idle hour asks the cloud for nothing", async ({ app, page, sandbox }) => {
  await page.clock.install();
  await app.signInAtClients(people.admin);
  await app.expectClients();
  await sandbox.forgetAsked();
  await page.clock.runFor(60 * 60_000);
  const asked = calls(await sandbox.asked());
  expect(asked).toEqual([]);
});
