/** Servers that are not Bitwarden's cloud: recognised before a password is sent to them. */

import { App } from "../support/app.ts";
import { people } from "../support/people.ts";
import { withConfig } from "../support/site.ts";
import { expect, test } from "../support/test.ts";

const CONFIG = JSON.stringify({
  regions: [
    { id: "own", name: "Our own server", base: "/selfhost", vault: "https://vault.example.org" },
    { id: "other", name: "Somebody else's", base: "/thirdparty", vault: "https://vault.example.net" },
  ],
  defaultRegion: "own",
  idleMinutes: 15,
});

for (const { region, title } of [
  { region: "Our own server", title: "The Provider Portal is not supported on self-hosted servers" },
  { region: "Somebody else's", title: /^This is .+, not Bitwarden$/ },
]) {
  test(`${region} is named, and refused for provider work`, async ({ page, guard }) => {
    await withConfig(CONFIG, async (sandbox) => {
      guard.origins.push(sandbox.origin);
      const app = new App(page, sandbox);
      await app.signIn(people.admin, { region });
      await expect(app.heading(title)).toBeVisible();
      const asked = await sandbox.asked();
      expect(asked.filter(({ path }) => path.endsWith("/connect/token")), "a password was sent").toHaveLength(0);
    });
  });
}
