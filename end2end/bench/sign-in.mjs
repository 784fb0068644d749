// Signing in as a demo account of the sandbox.

export const EMAIL = "anouk@waterlandbeheer.nl";
export const PASSWORD = "correct horse battery staple";

/** Fills the form at the address of the account's client list, and leaves the cursor in the password. */
export async function fillForm(page, origin) {
  const { accounts } = await (await fetch(`${origin}/__sandbox/demo`)).json();
  const { providerId } = accounts.find(({ email }) => email === EMAIL);
  await page.goto(`${origin}/providers/${providerId}/clients`);
  await page.locator("#root[data-ready]").waitFor();
  await page.getByRole("radio", { name: "Europe" }).check({ force: true });
  await page.getByLabel("Email", { exact: true }).fill(EMAIL);
  await page.getByLabel("Master password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Master password", { exact: true }).focus();
}

/** Signs in, and waits for the client list. */
export async function signIn(page, origin) {
  await fillForm(page, origin);
  await page.keyboard.press("Enter");
  await page.getByRole("table").getByRole("rowheader").first().waitFor({ timeout: 60_000 });
}
