/** Signing in with e-mail and master password, and what can be wrong with them. */

import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

test("a provider admin signs in and sees the provider's clients", async ({ app, sandbox }) => {
  await app.signIn(people.argon2id);
  await expect(app.client("Bakkerij Van der Meer")).toBeVisible();
  const { id } = await sandbox.provider("Waterland Beheer");
  expect(new URL(app.page.url()).pathname).toBe(`/providers/${id}/clients`);
});

test("Argon2id accounts see their clients", async ({ as }) => {
  const app = await as(people.argon2id);
  await expect(app.client("Bakkerij Van der Meer")).toBeVisible();
});

for (const email of [people.v2, people.v2Early]) {
  test(`V2-encryption accounts see their clients and open their collections (${email})`, async ({ as }) => {
    const app = await as(email);
    await app.link("Notariaat Vermeer").click();
    await expect(app.sentence("Cliëntdossiers")).toBeVisible();
  });
}

test("a service user sees the same clients, and what they are there", async ({ as }) => {
  const app = await as(people.serviceUser);
  await expect(app.client("Bakkerij Van der Meer")).toBeVisible();
  await expect(app.sentence("Service user")).toBeVisible();
});

test("an American account signs in at its own region", async ({ as }) => {
  const app = await as(people.american, { region: "United States" });
  await expect(app.client("The Boathouse Inn")).toBeVisible();
});

test("the address is trimmed, and its case does not matter", async ({ as }) => {
  const app = await as("  Anouk@WaterlandBeheer.nl ");
  await expect(app.client("Bakkerij Van der Meer")).toBeVisible();
});

test("a wrong password is said, with the region as a thing to check", async ({ app, sandbox }) => {
  await app.signIn(people.admin, { password: "wrong horse" });
  await expect(app.sentence("The email or the master password is wrong.")).toBeVisible();
  await expect(app.sentence("An account lives in one region only.")).toContainText("United States");
  await expect(app.email).toHaveValue(people.admin);
  await expect(app.password).toBeFocused();
  const tried = (await sandbox.asked()).filter(({ path }) => path.endsWith("/connect/token"));
  expect(tried).toHaveLength(1);
});

test("the right password in the wrong region is refused with the region named, and works in the right one", async ({ app }) => {
  await app.signIn(people.admin, { region: "United States" });
  await expect(app.sentence("An account lives in one region only.")).toContainText("Europe");
  await app.submitCredentials(people.admin);
  await app.expectClients();
});

test("empty and incomplete fields are said beside them, and nobody is signed in", async ({ app, sandbox, page }) => {
  await app.open();
  await app.chooseRegion("Europe");
  await app.button("Sign in").click();
  await expect(app.sentence("Enter your email address.")).toBeVisible();
  await expect(app.email).toBeFocused();
  await app.email.fill(people.admin);
  await page.keyboard.press("Enter");
  await expect(app.sentence("Enter your master password.")).toBeVisible();
  await expect(app.password).toBeFocused();
  await app.email.fill("anouk");
  await app.password.fill("something");
  await page.keyboard.press("Enter");
  await expect(app.sentence("This is not a complete email address.")).toBeVisible();
  expect((await sandbox.asked()).filter(({ path }) => path.endsWith("/connect/token"))).toHaveLength(0);
});

test("the password can be shown and hidden, and pasted", async ({ app, context, page }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.open();
  await page.evaluate(() => navigator.clipboard.writeText("correct horse battery staple"));
  await app.password.focus();
  await page.keyboard.press("Control+V");
  await expect(app.password).toHaveValue("correct horse battery staple");
  await expect(app.password).toHaveAttribute("type", "password");
  await app.button("Show the password").click();
  await expect(app.password).toHaveAttribute("type", "text");
  await app.button("Hide the password").click();
  await expect(app.password).toHaveAttribute("type", "password");
});

test("password managers know the fields", async ({ app }) => {
  await app.open();
  await expect(app.email).toHaveAttribute("autocomplete", "username");
  await expect(app.password).toHaveAttribute("autocomplete", "current-password");
});

test("what is typed before the program has arrived is kept", async ({ app, page, sandbox }) => {
  await sandbox.fault({ kind: "delay", delayMs: 2500, match: { path: ".wasm" } });
  await page.goto(sandbox.origin);
  await app.email.fill(people.admin);
  await app.password.fill("correct horse battery staple");
  await expect(page.locator("[data-ready]")).toHaveCount(0);
  await page.locator("[data-ready]").waitFor();
  await expect(app.email).toHaveValue(people.admin);
  await expect(app.password).toHaveValue("correct horse battery staple");
  await app.chooseRegion("Europe");
  await app.button("Sign in").click();
  await app.expectClients();
});

test("the address and the region are remembered when asked for, and only then", async ({ as }) => {
  const app = await as(people.admin);
  await app.signOut();
  await expect(app.email).toHaveValue(people.admin);
  await expect(app.page.getByRole("radio", { name: "Europe" })).toBeChecked();
  await expect(app.password).toHaveValue("");

  await app.page.getByRole("checkbox", { name: "Remember my email" }).uncheck();
  await app.submitCredentials(people.admin);
  await app.expectClients();
  await app.signOut();
  await app.reload();
  await expect(app.email).toHaveValue("");
});

test("the hint comes by mail, and the page says what no one can do", async ({ app, sandbox }) => {
  await app.open();
  await app.chooseRegion("Europe");
  await app.email.fill(people.admin);
  await app.button("Send me my hint").click();
  await expect(app.heading("Get your master password hint")).toBeVisible();
  await expect(app.sentence("No one can look up or reset a master password.")).toBeVisible();
  await expect(app.email).toHaveValue(people.admin);
  await app.button("Send the hint").click();
  await expect(app.sentence("a mail is on its way")).toBeVisible();
  const [letter] = await sandbox.letters(people.admin);
  expect(letter?.kind).toBe("password-hint");
  expect(letter?.body).toContain("The four words of the comic strip.");
  await app.button("Back to sign-in").click();
  await expect(app.heading("Sign in with your Bitwarden account")).toBeVisible();
});
