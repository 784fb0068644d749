/** The portal as a person meets it: by role and label. */

import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { PASSWORD } from "./people.ts";
import type { Sandbox } from "./sandbox.ts";
import { type Language, words } from "./words.ts";

/** What is typed into the sign-in form, where it differs from what most people of the demo type. */
export interface Credentials {
  readonly password?: string;
  readonly region?: string;
}

export class App {
  constructor(
    readonly page: Page,
    readonly sandbox: Sandbox,
    readonly language: Language = "en",
  ) {}

  private get words() {
    return words[this.language];
  }

  /** Goes to an address of the portal, and waits until the program has taken over. */
  async open(path = "/"): Promise<void> {
    await this.page.goto(this.sandbox.origin + path);
    await this.ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** The form that came with the page is gone, and something stands in its place. */
  private async ready(): Promise<void> {
    await this.page.locator("#early").waitFor({ state: "detached" });
    await this.page.getByRole("heading").first().waitFor();
  }

  /** Another tab of the same browser. */
  async tab(): Promise<App> {
    return new App(await this.page.context().newPage(), this.sandbox, this.language);
  }

  /** The same portal in another context: a browser that has never been here. */
  async inBrowser(context: BrowserContext): Promise<App> {
    return new App(await context.newPage(), this.sandbox, this.language);
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { name, exact: true }).first();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole("link", { name, exact: true });
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  /** A sentence somewhere on the page. */
  sentence(text: string | RegExp): Locator {
    return this.page.getByText(text).first();
  }

  /** The alert that stands on the page. */
  get alert(): Locator {
    return this.page.getByRole("alert");
  }

  get email(): Locator {
    return this.field(this.words.email);
  }

  get password(): Locator {
    return this.field(this.words.password);
  }

  async chooseRegion(name: string): Promise<void> {
    await this.page.getByRole("radio", { name, exact: true }).check({ force: true });
  }

  /** Fills the form and sends it, to wherever that leads. */
  async submitCredentials(email: string, { password = PASSWORD, region = this.words.europe }: Credentials = {}): Promise<void> {
    await this.chooseRegion(region);
    await this.email.fill(email);
    await this.password.fill(password);
    await this.button(this.words.signIn).click();
  }

  /** Opens the portal and signs in, to wherever that leads. */
  async signIn(email: string, credentials: Credentials = {}): Promise<void> {
    await this.open();
    await this.submitCredentials(email, credentials);
  }

  /** Signs in at the address of the person's client list, so that nobody has to choose, to wherever that leads. */
  async signInAtClients(email: string, credentials: Credentials = {}): Promise<void> {
    const { providerIds } = await this.sandbox.account(email.trim().toLowerCase());
    await this.open(`/providers/${providerIds[0]}/clients`);
    await this.submitCredentials(email, credentials);
  }

  /** Waits for the client list with its rows. */
  async expectClients(): Promise<void> {
    await expect(this.heading(this.words.clients)).toBeVisible();
    await expect(this.table.getByRole("rowheader").first()).toBeVisible();
  }

  get table(): Locator {
    return this.page.getByRole("table");
  }

  /** The row of a client. */
  client(name: string | RegExp): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name }) });
  }

  /** The names of the clients, as they stand from top to bottom. */
  async clientNames(): Promise<string[]> {
    return this.table.getByRole("rowheader").getByRole("link").allInnerTexts();
  }

  /** The cell of a row under a heading. */
  async cell(row: Locator, heading: string): Promise<Locator> {
    const headings = (await this.table.getByRole("columnheader").allInnerTexts()).map((text) => text.trim());
    const index = headings.indexOf(heading);
    expect(index, `a column ${heading} among ${headings.join(", ")}`).toBeGreaterThanOrEqual(0);
    // The name is a row header, which counts as a column and not as a cell.
    return row.getByRole("cell").or(row.getByRole("rowheader")).nth(index);
  }

  /** The dialog that is open. */
  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /** The row of a person. */
  person(name: string | RegExp): Locator {
    return this.client(name);
  }

  /** Signs in at the team of a provider, up to its list. */
  async signInAtTeam(email: string, provider = "Waterland Beheer"): Promise<void> {
    const { id } = await this.sandbox.provider(provider);
    await this.open(`/providers/${id}/team`);
    await this.submitCredentials(email);
    await expect(this.table.getByRole("rowheader").first()).toBeVisible();
  }

  get search(): Locator {
    return this.page.getByRole("searchbox");
  }

  filter(name: string): Locator {
    return this.page.getByRole("button", { name: new RegExp(`^${name}\\b`) });
  }

  /** The button that opens the account menu: it tells whose account it is. */
  get account(): Locator {
    return this.button(new RegExp(`^${this.words.account}: `));
  }

  async openAccountMenu(): Promise<void> {
    await this.account.click();
  }

  async lock(): Promise<void> {
    await this.openAccountMenu();
    await this.button(this.words.lock).click();
    await expect(this.heading(this.words.locked)).toBeVisible();
  }

  async signOut(): Promise<void> {
    await this.openAccountMenu();
    await this.button(this.words.signOut).click();
    await expect(this.heading(this.words.signInTitle)).toBeVisible();
  }

  async unlock(password = PASSWORD): Promise<void> {
    await expect(this.heading(this.words.locked)).toBeVisible();
    await this.password.fill(password);
    await this.button(this.words.unlock).click();
  }
}
