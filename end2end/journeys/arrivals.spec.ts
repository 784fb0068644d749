/** The links of the mails: a team is joined, a provider is set up, and what is wrong with a link is said. */

import type { App } from "../support/app.ts";
import { people } from "../support/people.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

/** The link of the newest letter to somebody that leads to a screen of the official vault. */
async function linkTo(sandbox: Sandbox, email: string, screen: string): Promise<string> {
  const link = (await sandbox.letters(email)).map((letter) => letter.link).find((link) => link?.includes(screen) === true);
  if (link === undefined || link === null) throw new Error(`No letter to ${email} leads to ${screen}.`);
  return link;
}

/** The same at this portal, as who exchanges the host types it. */
function here(link: string): string {
  return `/${link.slice(link.indexOf("#"))}`;
}

async function paste(app: App, link: string): Promise<void> {
  await app.field("Link from the mail").fill(link);
  await app.button("Open the link").click();
}

test("an invitation is accepted, the phrase told, and an admin who compares it confirms", async ({ app, sandbox, elsewhere, a11y }) => {
  const link = await linkTo(sandbox, people.invited, "accept-provider");
  await app.open(here(link));
  await app.submitCredentials(people.invited);
  await expect(app.heading("Join Waterland Beheer")).toBeVisible();
  await sandbox.forgetAsked();
  await app.button("Accept the invitation").dblclick();
  await expect(app.sentence("You have accepted. Now a Provider admin has to confirm you.")).toBeVisible();
  expect((await sandbox.asked()).filter(({ path }) => path.endsWith("/accept"))).toHaveLength(1);
  const phrase = (await app.page.getByText(/^[a-z]+(-[a-z]+){4}$/).innerText()).trim();
  await a11y();
  await app.button("Check again").click();
  await expect(app.sentence("You are not confirmed yet.")).toBeVisible();

  const admin = await app.inBrowser(elsewhere);
  await admin.signInAtTeam(people.admin);
  await admin.button(/^Confirm Roos/).click();
  await expect(admin.dialog.getByText(phrase, { exact: true })).toBeVisible();
  await admin.dialog.getByRole("checkbox").check();
  await admin.dialog.getByRole("button", { name: "Confirm 1 person" }).click();
  await expect(admin.sentence("1 person is confirmed and can work now.")).toBeVisible();

  await app.button("Check again").click();
  await expect(app.heading("You are in the team of Waterland Beheer")).toBeVisible();
  await app.link("Go to the clients").click();
  await app.expectClients();
});

test("a link is pasted as a mail program gives it", async ({ app, sandbox }) => {
  const link = await linkTo(sandbox, people.invited, "accept-provider");
  await app.signIn(people.invited);
  await app.link("Open an invitation link").click();
  await expect(app.heading("Open an invitation")).toBeVisible();
  await paste(app, `<${link.replaceAll("&", "&amp;")}>`);
  await expect(app.heading("Join Waterland Beheer")).toBeVisible();
});

test("what is no such link is said at the field, and what was pasted stays", async ({ app, sandbox, a11y }) => {
  const link = await linkTo(sandbox, people.invited, "accept-provider");
  await app.open("/accept-provider");
  await app.submitCredentials(people.noProvider);
  const field = app.field("Link from the mail");
  for (const [text, said] of [
    ["", "Paste the link first."],
    ["hello", "This is no link."],
    [link.replace("vault.bitwarden.eu", "vault.bitwarden.eu.example.com"), "This link leads to vault.bitwarden.eu.example.com, which is not Bitwarden."],
    [link.slice(0, link.indexOf("&token")), "A part of the link is missing."],
    ["https://vault.bitwarden.eu/#/login", "This is a link of Bitwarden's, but for something else"],
  ] as const) {
    await paste(app, text);
    await expect(app.sentence(said)).toBeVisible();
    await expect(field).toHaveValue(text);
  }
  await a11y();
});

test("an address that was cut in half says so and asks for the link", async ({ app, sandbox }) => {
  const link = await linkTo(sandbox, people.invited, "accept-provider");
  await app.open(here(link.slice(0, link.indexOf("&token"))));
  await app.submitCredentials(people.invited);
  await expect(app.sentence("A part of the link is missing.")).toBeVisible();
});

test("somebody else's link names both accounts, and after signing in as the other it is still there", async ({ app, sandbox }) => {
  const link = await linkTo(sandbox, people.invited, "accept-provider");
  await app.open(here(link));
  await app.submitCredentials(people.noProvider);
  await expect(app.heading("This is for another account")).toBeVisible();
  await expect(app.sentence(`The mail was sent to ${people.invited}, and you are signed in as ${people.noProvider}.`)).toBeVisible();
  await app.button("Sign out and use the other account").click();
  await app.submitCredentials(people.invited);
  await expect(app.heading("Join Waterland Beheer")).toBeVisible();
});

test("a link of another region is told from one of this", async ({ app, sandbox }) => {
  const link = await linkTo(sandbox, people.invited, "accept-provider");
  await app.open("/accept-provider");
  await app.submitCredentials(people.invited);
  await paste(app, link.replace("vault.bitwarden.eu", "vault.bitwarden.com"));
  await expect(app.heading("This is for another region")).toBeVisible();
});

test("an old link says how long one works and whom to ask", async ({ app, sandbox }) => {
  const link = await linkTo(sandbox, people.invited, "accept-provider");
  await sandbox.advance(6 * 24 * 3600);
  await app.open(here(link));
  await app.submitCredentials(people.invited);
  await app.button("Accept the invitation").click();
  await expect(app.alert).toContainText("This link does not work any more");
  await expect(app.alert).toContainText("works for 5 days");
});

test("who opens the link again after accepting goes on where it was left", async ({ app, sandbox }) => {
  const link = await linkTo(sandbox, people.invited, "accept-provider");
  await app.open(here(link));
  await app.submitCredentials(people.invited);
  await app.button("Accept the invitation").click();
  await expect(app.button("Check again")).toBeVisible();
  await app.reload();
  await app.unlock();
  await app.button("Accept the invitation").click();
  await expect(app.sentence("You have accepted.")).toBeVisible();
});

test("a set-up takes a name and an address, and leads to the official page for the card", async ({ app, sandbox, a11y }) => {
  const link = await linkTo(sandbox, people.pendingProvider, "setup-provider");
  await app.open(here(link));
  await app.submitCredentials(people.pendingProvider);
  await expect(app.heading(/^Set up /)).toBeVisible();
  await app.field("Provider name").fill("");
  await app.field("Email for invoices").fill("facturen@");
  await app.button("Set up the provider").click();
  await expect(app.sentence("Enter the name of the provider.")).toBeVisible();
  await expect(app.sentence("This is no complete email address.")).toBeVisible();
  await app.field("Provider name").fill("x".repeat(51));
  await expect(app.sentence("At most 50 characters fit; this has 51.")).toBeVisible();
  await app.field("Provider name").fill("Veenland IT");
  await app.field("Email for invoices").fill("facturen@veenland-it.nl");
  await app.button("Set up the provider").click();
  await expect(app.sentence("Bitwarden asks for a payment method")).toBeVisible();
  await expect(app.link("Open the official set-up")).toHaveAttribute("href", /^https:\/\/vault\.bitwarden\.eu\/#\/providers\/setup-provider\?providerId=/);
  await a11y();
  await app.button("I have finished there").click();
  await expect(app.sentence("The provider is not set up yet.")).toBeVisible();
});

test("what was finished at the official page is picked up, and the key that was made here opens", async ({ app, sandbox, elsewhere }) => {
  const link = await linkTo(sandbox, people.pendingProvider, "setup-provider");
  await app.open(here(link));
  await app.submitCredentials(people.pendingProvider);
  await app.button("Set up the provider").click();
  await expect(app.sentence("Bitwarden asks for a payment method")).toBeVisible();

  // The official page sends what this one sends, and a card with it.
  const official = await app.inBrowser(elsewhere);
  await official.page.route("**/providers/*/setup", async (route) => {
    const body = { ...route.request().postDataJSON(), paymentMethod: { type: "card", token: "pm_card" }, billingAddress: { country: "NL", postalCode: "1141 AB" } };
    await route.continue({ postData: JSON.stringify(body) });
  });
  await official.open(here(link));
  await official.submitCredentials(people.pendingProvider);
  await official.button("Set up the provider").dblclick();
  await expect(official.heading(/ is set up$/)).toBeVisible();

  await app.button("I have finished there").click();
  await expect(app.heading(/ is set up$/)).toBeVisible();
  await app.link("Go to the clients").click();
  await expect(app.heading("Clients")).toBeVisible();
  await expect(app.page.getByText("This provider is not set up yet.")).toHaveCount(0);
});

test("the clients of a business unit provider are called business units, in both languages", async ({ app, page }) => {
  await app.signIn(people.businessUnit);
  await expect(app.heading("Business units")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Business units" })).toBeVisible();
  await app.openAccountMenu();
  await page.getByRole("radio", { name: "Nederlands" }).dispatchEvent("click");
  await expect(app.heading("Bedrijfsonderdelen")).toBeVisible();
});

test("a reseller is told that there is no portal for it", async ({ app }) => {
  await app.signIn(people.reseller);
  await expect(app.sentence("This provider is a reseller.")).toBeVisible();
  await expect(app.sentence(/no portal for resellers/)).toBeVisible();
});

test("the official address of a provider's screen leads to ours", async ({ app, sandbox, page }) => {
  const { id } = await sandbox.provider("Waterland Beheer");
  await app.open(`/#/providers/${id}/manage/members`);
  await app.submitCredentials(people.admin);
  await expect(app.heading("Team")).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(`/providers/${id}/team`);
});
