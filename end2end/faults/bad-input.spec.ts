/** Input that nobody should give, and everybody does: a clear sentence, never a blank page. */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "../support/app.ts";
import { people } from "../support/people.ts";
import { freePort, Sandbox } from "../support/sandbox.ts";
import { withConfig } from "../support/site.ts";
import { expect, test } from "../support/test.ts";

test("an address of ten thousand characters is refused at once and costs the cloud nothing", async ({ app, sandbox }) => {
  await app.open();
  await app.chooseRegion("Europe");
  await app.email.fill(`${"a".repeat(10_000)}@example.com`);
  await app.password.fill("anything");
  await app.button("Sign in").click();
  await expect(app.sentence("This is not a complete email address.")).toBeVisible();
  expect((await sandbox.asked()).filter(({ path }) => path.includes("/identity/"))).toHaveLength(0);
});

test("a password of ten thousand characters is simply wrong", async ({ app }) => {
  await app.signIn(people.admin, { password: "x".repeat(10_000) });
  await expect(app.sentence("The email or the master password is wrong.")).toBeVisible();
});

const SOMEWHERE = "00000000-0000-4000-8000-000000000000";

test("a link to another's provider says that one may not, and asks the cloud nothing about it", async ({ app, sandbox, a11y }) => {
  const { id } = await sandbox.provider("Lakeside Managed IT");
  await app.open(`/providers/${id}/clients`);
  await app.submitCredentials(people.admin);
  await expect(app.heading("You cannot open this")).toBeVisible();
  expect((await sandbox.asked()).filter(({ path }) => path.includes(id))).toHaveLength(0);
  await a11y();
});

test("a link to another provider's client says that one may not", async ({ app, sandbox }) => {
  const { id: provider } = await sandbox.provider("Waterland Beheer");
  const { id: organization } = await sandbox.organization("The Boathouse Inn");
  await app.open(`/providers/${provider}/clients/${organization}/overview`);
  await app.submitCredentials(people.admin);
  await expect(app.heading("You cannot open this")).toBeVisible();
});

test("a plain member's link to a provider says that one may not", async ({ app, sandbox }) => {
  const { id } = await sandbox.provider("Waterland Beheer");
  await app.open(`/providers/${id}/clients`);
  await app.submitCredentials(people.clientMember);
  await expect(app.heading("You cannot open this")).toBeVisible();
});

for (const address of ["/nowhere", `/providers/${SOMEWHERE}/nowhere`, "/providers/not-an-id/clients", "/providers/%F0%9F%92%A9/clients", `/organizations/${SOMEWHERE}/%3Cscript%3E`]) {
  test(`an address that is none: ${address}`, async ({ app }) => {
    await app.open(address);
    await app.submitCredentials(people.argon2id);
    await expect(app.heading("There is nothing at this address").or(app.heading("You cannot open this"))).toBeVisible();
    await app.page.getByRole("main").getByRole("link").first().click();
    await app.expectClients();
  });
}

test("a query that is none is ignored", async ({ as, page }) => {
  const app = await as(people.admin);
  const odd = await app.tab();
  await odd.page.goto(`${page.url().split("?")[0]}?sort=%00&state=purple&q=%E0%A4%A&order=sideways`);
  await odd.submitCredentials(people.admin);
  await expect(odd.heading("Clients")).toBeVisible();
});

test("a stored session that somebody damaged leads to the sign-in form", async ({ as, page }) => {
  const app = await as(people.admin);
  await page.evaluate(() => {
    for (const key of Object.keys(sessionStorage)) sessionStorage.setItem(key, "{");
    for (const key of Object.keys(localStorage)) localStorage.setItem(key, "\u0000");
  });
  await app.reload();
  await expect(app.heading("Sign in with your Bitwarden account")).toBeVisible();
  await app.submitCredentials(people.admin);
  await app.expectClients();
});

for (const { what, config } of [
  { what: "that is no JSON", config: '{"regions": [' },
  { what: "without regions", config: '{"regions": [], "defaultRegion": "us", "idleMinutes": 15}' },
  { what: "with an unknown default region", config: '{"regions": [{"id": "eu", "name": "Europe", "base": "/eu"}], "defaultRegion": "mars", "idleMinutes": 15}' },
  { what: "with a foreign base", config: '{"regions": [{"id": "eu", "name": "Europe", "base": "https://evil.example"}], "defaultRegion": "eu", "idleMinutes": 15}' },
]) {
  test(`a config.json ${what} is said, with who can mend it`, async ({ page, guard }) => {
    await withConfig(config, async (sandbox) => {
      guard.origins.push(sandbox.origin);
      const app = new App(page, sandbox);
      await app.open();
      await expect(app.sentence("This installation is not set up well.")).toBeVisible();
      await expect(app.sentence(/Whoever runs this site has to mend it/)).toBeVisible();
    });
  });
}

test("the regions and the default are those of config.json", async ({ page, guard }) => {
  const config = { regions: [{ id: "eu", name: "Europa-Zuid", base: "/eu" }], defaultRegion: "eu", idleMinutes: 1 };
  await withConfig(JSON.stringify(config), async (sandbox) => {
    guard.origins.push(sandbox.origin);
    const app = new App(page, sandbox);
    await page.clock.install();
    await app.open(`/providers/${(await sandbox.provider("Waterland Beheer")).id}/clients`);
    await app.email.fill(people.admin);
    await app.password.fill("correct horse battery staple");
    await app.button("Sign in").click();
    await app.expectClients();
    await page.clock.runFor(61_000);
    await expect(app.heading("Locked")).toBeVisible();
  });
});

test("a sandbox database of another version, and one that is no database: a sentence and no backtrace", async () => {
  const folder = await mkdtemp(join(tmpdir(), "portico-db-"));
  try {
    const other = join(folder, "other.sqlite");
    const maker = await Sandbox.start({ words: ["--db", other] });
    await maker.stop();
    await writeUserVersion(other, 9999);
    const none = join(folder, "none.sqlite");
    await writeFile(none, "This is a letter to my aunt, and no database at all.");
    for (const file of [other, none]) {
      const { code, said } = await Sandbox.refusal(["--db", file, "--port", String(await freePort())]);
      expect(code, said).not.toBe(0);
      expect(said).toContain(file);
      expect(said).not.toMatch(/panicked|RUST_BACKTRACE/);
      expect(said.trim().split("\n").length).toBeLessThan(4);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Writes SQLite's `user_version`, which stands in the file's header at byte 60 (https://sqlite.org/fileformat.html). */
async function writeUserVersion(file: string, version: number): Promise<void> {
  const bytes = await readFile(file);
  bytes.writeInt32BE(version, 60);
  await writeFile(file, bytes);
}

test("a port in use is a sentence", async ({ sandbox }) => {
  const { code, said } = await Sandbox.refusal(["--port", new URL(sandbox.origin).port]);
  expect(code).not.toBe(0);
  expect(said).toContain("port");
  expect(said).not.toMatch(/panicked|RUST_BACKTRACE/);
});
