/** Axe, with every rule of WCAG 2.2 AA and its best practices, and contrast. */

import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Fails with the rule, what it asks and the elements, when the page breaks a rule. */
export async function expectAccessible(page: Page): Promise<void> {
  // A colour on its way from one to another is neither.
  await page.evaluate(() => {
    const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    return Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
  });
  const { violations } = await new AxeBuilder({ page }).options({ rules: { "color-contrast": { enabled: true } } }).analyze();
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n    ${failureSummary ?? ""}`).join("\n")}`);
  expect(told.join("\n"), "broken rules of axe").toBe("");
}

/** Fails when the page can be scrolled sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, "pixels that the page is wider than its window").toBeLessThanOrEqual(0);
}
