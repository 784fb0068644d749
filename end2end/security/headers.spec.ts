/** The headers of every answer of the edge (design 13), and the integrity of what the page loads. */

import { expect, test } from "../support/test.ts";

const POLICY: Record<string, string> = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "connect-src": "'self'",
  "frame-ancestors": "'none'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "require-trusted-types-for": "'script'",
};

const HEADERS: Record<string, RegExp> = {
  "strict-transport-security": /^max-age=\d{8,}/,
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /^no-referrer$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "permissions-policy": /camera=\(\)/,
};

test("every file comes with the strict headers, and compressed", async ({ app, page }) => {
  const seen: string[] = [];
  page.on("response", (response) => {
    if (new URL(response.url()).origin === app.sandbox.origin && !/\/(api|identity)\//.test(response.url())) seen.push(response.url());
  });
  await app.open();
  expect(seen.length).toBeGreaterThan(4);
  for (const url of seen) {
    const response = await page.request.get(url);
    const headers = response.headers();
    for (const [name, value] of Object.entries(HEADERS)) expect(headers[name], `${name} of ${url}`).toMatch(value);
    const policy = Object.fromEntries((headers["content-security-policy"] ?? "").split(";").map((part) => part.trim().split(/ (.*)/s, 2)));
    for (const [directive, value] of Object.entries(POLICY)) expect(policy[directive], `${directive} of ${url}`).toBe(value);
    expect(headers["set-cookie"]).toBeUndefined();
    const { pathname } = new URL(url);
    if (/\.(js|css|wasm)$/.test(pathname)) {
      expect(headers["content-encoding"], url).toBe("br");
      expect(pathname, "a name with a hash").toMatch(/-[0-9a-f]{16}\./);
    }
    // What its name tells apart may be kept for ever, and nothing else may.
    expect(/immutable/.test(headers["cache-control"] ?? ""), url).toBe(/-[0-9a-f]{16}\./.test(pathname));
  }
});

test("every script and style sheet of the page carries its integrity", async ({ app, page }) => {
  await app.open();
  const without = await page.evaluate(() =>
    [...document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=modulepreload]")].filter((element) => element.getAttribute("integrity") === null).map((element) => element.outerHTML),
  );
  expect(without).toEqual([]);
});

test("no script can be injected, and no other page can frame this one", async ({ app, page, guard }) => {
  guard.allow(/CSP violation|Content Security Policy|Trusted|TrustedScript/i);
  await app.open();
  const outcome = await page.evaluate(() => {
    const tried: string[] = [];
    try {
      const script = document.createElement("script");
      script.textContent = "globalThis.porticoInjected = true";
      document.body.append(script);
    } catch (error) {
      tried.push(String(error));
    }
    try {
      document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='globalThis.porticoInjected = true'>");
    } catch (error) {
      tried.push(String(error));
    }
    return { tried, injected: "porticoInjected" in globalThis };
  });
  expect(outcome.injected).toBe(false);
  expect(outcome.tried.join()).toContain("TypeError");
});
