/** Accounts that cannot sign in here: each is told why, and where to go. */

import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

const VAULT = "https://vault.bitwarden.eu";

const STOPS = [
  { who: "single sign-on is demanded", email: people.sso, title: "Your organization requires single sign-on", says: "SSO identifier: zorggroep" },
  { who: "no second step can be used", email: people.noUsableTwoStep, title: "No second step that can be used here", says: "Add an authenticator app" },
  { who: "Key Connector keeps the key", email: people.keyConnector, title: "This account has no master password", says: "Key Connector" },
  { who: "the password has to change first", email: people.forcedPasswordChange, title: "Your master password has to change first", says: "official web vault" },
  { who: "the encryption is of the oldest kind", email: people.legacy, title: "This account is encrypted in an old way", says: "official web vault" },
];

for (const { who, email, title, says } of STOPS) {
  test(`when ${who}`, async ({ app, sandbox }) => {
    await app.signIn(email);
    await expect(app.heading(title)).toBeVisible();
    await expect(app.sentence(new RegExp(says))).toBeVisible();
    await expect(app.link("Open the web vault")).toHaveAttribute("href", new RegExp(`^${VAULT}`));
    // Nothing is read for somebody who does not come in.
    expect((await sandbox.asked()).filter(({ path }) => path.includes("/providers/"))).toHaveLength(0);
    await app.button("Use another account").click();
    await expect(app.heading("Sign in with your Bitwarden account")).toBeVisible();
  });
}

for (const { email, method } of [
  { email: people.webauthn, method: "a passkey" },
  { email: people.duo, method: "Duo" },
]) {
  test(`when ${method} is the only second step, the recovery code is what is left here`, async ({ app }) => {
    await app.signIn(email);
    await expect(app.heading("Two-step login")).toBeVisible();
    await expect(app.sentence(`This account has ${method} as its second step`)).toBeVisible();
    await expect(app.page.getByRole("textbox", { name: "Recovery code" })).toBeFocused();
  });
}

test("who lost the passkey uses the recovery code here", async ({ app, sandbox }) => {
  const { recoveryCode } = await sandbox.account(people.webauthn);
  await app.signIn(people.webauthn);
  await app.page.getByRole("textbox", { name: "Recovery code" }).fill(recoveryCode ?? "");
  await app.button("Continue").click();
  await app.expectClients();
});

