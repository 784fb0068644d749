/** Every screen in both themes, both languages and both widths: no broken rule of axe, nothing to scroll sideways, and a picture. */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expectAccessible, expectNoSidewaysScroll } from "../support/accessibility.ts";
import { App } from "../support/app.ts";
import { people } from "../support/people.ts";
import { expect, test } from "../support/test.ts";
import { type Language, words } from "../support/words.ts";

interface Screen {
  readonly name: string;
  /** Leads there from the sign-in form. */
  readonly go: (app: App) => Promise<void>;
}

/** Signs in and opens a client. */
async function openClient(app: App, name: string): Promise<void> {
  await app.signInAtClients(people.admin);
  await app.expectClients();
  await app.link(name).click();
  await expect(app.heading(name)).toBeVisible();
  await expect(app.page.locator("[aria-busy=true]")).toHaveCount(0);
}

/** Signs in at an address under the clients of the person's provider. */
async function openUnderClients(app: App, tail: string, email: string = people.admin): Promise<void> {
  const { providerIds } = await app.sandbox.account(email);
  await app.open(`/providers/${providerIds[0]}/clients/${tail}`);
  await app.submitCredentials(email);
  await expect(app.page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
  await expect(app.page.locator("[aria-busy=true]")).toHaveCount(0);
}

/** Opens an act, by its place in the menu of the first client. */
async function openAct(app: App, place: number): Promise<void> {
  await app.signInAtClients(people.admin);
  await app.expectClients();
  await app.table.getByRole("row").nth(1).getByRole("button").last().click();
  await app.page.locator(".menu:popover-open").getByRole("button").nth(place).click();
  await expect(app.page.getByRole("dialog")).toBeVisible();
}

/** Signs in at a screen of the provider, and waits until it is all there. */
async function openPart(app: App, part: string): Promise<void> {
  const { id } = await app.sandbox.provider("Waterland Beheer");
  await app.open(`/providers/${id}/${part}`);
  await app.submitCredentials(people.admin);
  await expect(app.page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(app.page.getByRole("navigation").first()).toBeVisible();
  await expect(app.page.locator("[aria-busy=true]")).toHaveCount(0);
}

const SCREENS: readonly Screen[] = [
  { name: "sign-in", go: (app) => app.open() },
  {
    name: "sign-in-refused",
    go: async (app) => {
      await app.signIn(people.admin, { password: "wrong horse" });
      await expect(app.page.getByRole("alert").or(app.page.locator("[aria-invalid=true]")).first()).toBeVisible();
    },
  },
  {
    name: "hint",
    go: async (app) => {
      await app.open();
      await app.button(words[app.language].hintLink).click();
      await expect(app.heading(words[app.language].hintTitle)).toBeVisible();
    },
  },
  {
    name: "two-step",
    go: async (app) => {
      await app.signIn(people.several);
      await expect(app.heading(words[app.language].twoStep)).toBeVisible();
    },
  },
  {
    name: "new-device",
    go: async (app) => {
      await app.signIn(people.newDevice);
      await expect(app.heading(words[app.language].newDevice)).toBeVisible();
    },
  },
  {
    name: "stopped",
    go: async (app) => {
      await app.signIn(people.sso);
      await expect(app.heading(words[app.language].ssoTitle)).toBeVisible();
    },
  },
  {
    name: "chooser",
    go: async (app) => {
      await app.signIn(people.twoProviders);
      await expect(app.heading(words[app.language].chooser)).toBeVisible();
    },
  },
  {
    name: "clients",
    go: async (app) => {
      await app.signInAtClients(people.admin);
      await app.expectClients();
    },
  },
  {
    name: "clients-failed",
    go: async (app) => {
      await app.sandbox.fault({ kind: "error", status: 404, match: { path: `/providers/${(await app.sandbox.provider("Waterland Beheer")).id}/organizations` } });
      await app.signInAtClients(people.admin);
      await expect(app.heading(words[app.language].failed)).toBeVisible();
    },
  },
  { name: "client-new", go: (app) => openUnderClients(app, "new") },
  { name: "client-existing", go: (app) => openUnderClients(app, "existing", people.secondAdmin) },
  { name: "client-not-for-service-users", go: (app) => openUnderClients(app, "new", people.serviceUser) },
  {
    name: "client-import",
    go: async (app) => {
      await openUnderClients(app, "import");
      await app.page.getByRole("textbox").first().fill("naam;e-mail;seats\nSmid BV;a@smid.nl;3\nsmid bv;x;0");
    },
  },
  { name: "client-rename", go: (app) => openAct(app, 0) },
  { name: "client-seats", go: (app) => openAct(app, 1) },
  { name: "client-unlink", go: (app) => openAct(app, 2) },
  { name: "client-delete", go: (app) => openAct(app, 3) },
  ...["overview", "events", "billing/subscription", "billing/invoices", "billing/payment", "settings"].map((part) => ({
    name: `provider-${part.replace("/", "-")}`,
    go: (app: App) => openPart(app, part),
  })),
  {
    name: "provider-invoice-clients",
    go: async (app) => {
      await openPart(app, "billing/invoices");
      await app.page.getByRole("row").nth(1).getByRole("button").click();
      await expect(app.page.getByRole("table")).toHaveCount(2);
    },
  },
  { name: "overview", go: (app) => openClient(app, "Notariaat Vermeer") },
  { name: "overview-right-to-left", go: (app) => openClient(app, "شركة النور للتجارة") },
  { name: "team", go: (app) => app.signInAtTeam(people.admin) },
  { name: "team-one-admin", go: (app) => app.signInAtTeam(people.twoProviders, "Polder IT") },
  {
    name: "team-selected",
    go: async (app) => {
      await app.signInAtTeam(people.admin);
      for (const at of [0, 3, 6]) await app.page.getByRole("checkbox").nth(at).check();
    },
  },
  {
    name: "team-person",
    go: async (app) => {
      await app.signInAtTeam(people.admin);
      await app.link("Sem Bakker").click();
      await expect(app.dialog).toBeVisible();
    },
  },
  {
    name: "team-invite",
    go: async (app) => {
      await app.signInAtTeam(people.admin);
      await app.button(words[app.language].invite).click();
      await app.dialog.getByRole("textbox").fill("anna@example.com, bob, anna@example.com");
    },
  },
  {
    name: "team-confirm",
    go: async (app) => {
      await app.signInAtTeam(people.admin);
      await app.button(words[app.language].confirm).click();
      await expect(app.dialog.getByRole("checkbox")).toBeVisible();
    },
  },
  {
    name: "team-closed",
    go: async (app) => {
      const { id } = await app.sandbox.provider("Waterland Beheer");
      await app.open(`/providers/${id}/team`);
      await app.submitCredentials(people.serviceUser);
      await expect(app.page.getByRole("navigation").first()).toBeVisible();
    },
  },
  {
    name: "arrival-link",
    go: async (app) => {
      await app.open("/accept-provider");
      await app.submitCredentials(people.noProvider);
      await expect(app.page.getByRole("navigation").first()).toBeVisible();
      await expect(app.page.getByRole("main").getByRole("textbox")).toBeVisible();
    },
  },
  {
    name: "palette",
    go: async (app) => {
      await app.signInAtClients(people.admin);
      await app.expectClients();
      await app.page.keyboard.press("Control+k");
      await expect(app.page.getByRole("option").first()).toBeVisible();
    },
  },
  {
    name: "account-menu",
    go: async (app) => {
      await app.signInAtClients(people.admin);
      await app.expectClients();
      await app.openAccountMenu();
      await expect(app.button(words[app.language].signOut)).toBeVisible();
    },
  },
  {
    name: "locked",
    go: async (app) => {
      await app.signInAtClients(people.admin);
      await app.expectClients();
      await app.lock();
    },
  },
  {
    name: "not-found",
    go: async (app) => {
      await app.open("/nowhere");
      await app.submitCredentials(people.admin);
      await expect(app.heading(words[app.language].notFound)).toBeVisible();
    },
  },
];

const WIDTHS = [1280, 320] as const;
const artifacts = process.env["PORTICO_ARTIFACTS"];

for (const language of ["en", "nl"] as const satisfies readonly Language[]) {
  test.describe(language, () => {
    test.use({ locale: language === "en" ? "en-GB" : "nl-NL" });
    for (const { name, go } of SCREENS) {
      test(`${name} in ${language}, light and dark, wide and narrow`, async ({ page, sandbox }) => {
        const app = new App(page, sandbox, language);
        await go(app);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 900 });
            await expectAccessible(page);
            await expectNoSidewaysScroll(page);
            if (artifacts === undefined) continue;
            await mkdir(join(artifacts, "screens"), { recursive: true });
            await page.screenshot({ path: join(artifacts, "screens", `${name}-${language}-${colorScheme}-${width}.png`), animations: "disabled" });
          }
        }
      });
    }
  });
}

test("nothing moves for who asks for less motion, and forced colours keep every control in sight", async ({ as, page, a11y }) => {
  await page.emulateMedia({ reducedMotion: "reduce", forcedColors: "active" });
  const app = await as(people.admin);
  const moving = await page.evaluate(() => document.getAnimations().filter((animation) => Number(animation.effect?.getComputedTiming().duration ?? 0) > 20).length);
  expect(moving).toBe(0);
  await expect(app.account).toBeVisible();
  await page.emulateMedia({ forcedColors: "none" });
  await a11y();
});

test("twice the text size at 640 px keeps everything in reach", async ({ as, page }) => {
  const app = await as(people.admin);
  await page.setViewportSize({ width: 640, height: 900 });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
  });
  await expectNoSidewaysScroll(page);
  await expect(app.search).toBeVisible();
});
