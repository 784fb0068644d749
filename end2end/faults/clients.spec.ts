/** What can go wrong with the client list: said, with a way out; what was there stays; nothing is asked twice. */

import type { Fault } from "../support/sandbox.ts";
import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

/** The list of a provider, and not the organisations of a person. */
const LIST = /\/providers\/[^/]+\/organizations$/;

interface Case {
  readonly what: string;
  readonly fault: Omit<Fault, "match">;
  readonly says: RegExp;
}

const CASES: readonly Case[] = [
  { what: "a connection that is dropped", fault: { kind: "drop" }, says: /There is no connection\./ },
  // Longer than the portal waits by itself; and it does not ask again before the cloud said that it may.
  { what: "429 that says how long", fault: { kind: "rate-limit", retryAfter: 20 }, says: /Try again in \d+ seconds?\./ },
  { what: "429 that does not say how long", fault: { kind: "rate-limit" }, says: /Too many requests from this network\./ },
  { what: "500", fault: { kind: "error" }, says: /The Bitwarden server has a problem\./ },
  { what: "half an answer", fault: { kind: "truncate" }, says: /The server's answer could not be understood\./ },
];

for (const { what, fault, says } of CASES) {
  test(`${what} instead of the list`, async ({ app, sandbox, a11y }) => {
    const { id } = await sandbox.provider("Waterland Beheer");
    await sandbox.fault({ ...fault, match: { path: `/providers/${id}/organizations` } });
    await app.signInAtClients(people.admin);
    await expect(app.heading("The clients could not be read")).toBeVisible({ timeout: 40_000 });
    await expect(app.sentence(says)).toBeVisible();
    await a11y();
    await sandbox.noFaults();
    await app.button("Try again").click();
    await expect(app.table.getByRole("rowheader")).toHaveCount(14, { timeout: 40_000 });
  });

  test(`${what} when the list is read again: what was there stays, with its age`, async ({ as, sandbox }) => {
    const app = await as(people.admin);
    const { id } = await sandbox.provider("Waterland Beheer");
    await sandbox.fault({ ...fault, match: { path: `/providers/${id}/organizations` } });
    await app.button("Refresh").click();
    await expect(app.sentence(says)).toBeVisible({ timeout: 40_000 });
    await expect(app.sentence(/it could not be refreshed/)).toBeVisible();
    await expect(app.table.getByRole("rowheader")).toHaveCount(14);
    await sandbox.noFaults();
    await app.page.getByRole("button", { name: /^(Try again|Refresh)$/ }).first().click();
    await expect(app.sentence(/it could not be refreshed/)).toBeHidden({ timeout: 40_000 });
  });
}

test("one failure of the server is mended by the portal itself: a read is repeated", async ({ app, sandbox }) => {
  const { id } = await sandbox.provider("Waterland Beheer");
  await sandbox.fault({ kind: "error", status: 503, times: 1, match: { path: `/providers/${id}/organizations` } });
  await app.signInAtClients(people.admin);
  await app.expectClients();
});

test("a short Retry-After is waited for, and not longer than asked", async ({ app, sandbox }) => {
  const { id } = await sandbox.provider("Waterland Beheer");
  await sandbox.fault({ kind: "rate-limit", retryAfter: 2, times: 1, match: { path: `/providers/${id}/organizations` } });
  await app.signInAtClients(people.admin);
  await app.expectClients();
  const asked = (await sandbox.asked()).filter(({ path }) => LIST.test(path));
  expect(asked.map(({ status }) => status)).toEqual([429, 200]);
});

test("an access token that dies in the middle is refreshed once for all who need it, and nothing is lost", async ({ as, sandbox }) => {
  const app = await as(people.admin);
  await sandbox.forgetAsked();
  await sandbox.fault({ kind: "expire-token", times: 1, match: { path: "/api/" } });
  await app.button("Refresh").click();
  await expect.poll(async () => (await sandbox.asked()).filter(({ path, status }) => LIST.test(path) && status === 200).length).toBeGreaterThan(0);
  const refreshed = (await sandbox.asked()).filter(({ path }) => path.endsWith("/connect/token"));
  expect(refreshed, "refreshes in flight").toHaveLength(1);
  await expect(app.sentence(/it could not be refreshed/)).toHaveCount(0);
  await expect(app.heading("Clients")).toBeVisible();
});

test("a token that is refused again after a refresh is no reason to sign anybody out", async ({ as, sandbox }) => {
  const app = await as(people.admin);
  const { id } = await sandbox.provider("Waterland Beheer");
  await sandbox.fault({ kind: "error", status: 401, match: { path: `/providers/${id}/organizations` } });
  await app.button("Refresh").click();
  await expect(app.sentence("You may not see this.")).toBeVisible({ timeout: 20_000 });
  await expect(app.heading("Clients")).toBeVisible();
});

test("offline: what was read stays, a client opens with what is known, and all refreshes when the connection is back", async ({ as, context }) => {
  const app = await as(people.admin);
  await context.setOffline(true);
  await expect(app.sentence("You are offline.")).toBeVisible();
  await expect(app.table.getByRole("rowheader")).toHaveCount(14);
  await app.search.fill("bakk");
  await expect(app.table.getByRole("rowheader")).toHaveCount(1);
  await context.setOffline(false);
  await expect(app.sentence("You are offline.")).toBeHidden();
});

test("a slow cloud: the shape of the list is there meanwhile, and who listens is told", async ({ app, sandbox }) => {
  const { id } = await sandbox.provider("Waterland Beheer");
  await sandbox.fault({ kind: "delay", delayMs: 6000, times: 1, match: { path: `/providers/${id}/organizations` } });
  await app.signInAtClients(people.admin);
  await expect(app.heading("Clients")).toBeVisible();
  await expect(app.page.getByRole("status").filter({ hasText: "Loading" })).toBeVisible();
  await app.expectClients();
});

test("collections that cannot be read are said on their own; the facts stay", async ({ as, sandbox }) => {
  const app = await as(people.admin);
  await sandbox.fault({ kind: "error", match: { path: "/collections" } });
  await app.link("Zaanbouw Aannemers").click();
  await expect(app.sentence("The Bitwarden server has a problem.")).toBeVisible({ timeout: 40_000 });
  await expect(app.heading("Zaanbouw Aannemers")).toBeVisible();
  await sandbox.noFaults();
  await app.button("Try again").click();
  await expect(app.sentence("Werkplaats")).toBeVisible();
});
