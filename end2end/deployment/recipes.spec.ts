// Each recipe, run as it stands by the server that it is for, in front of the sandbox.

import { readFileSync, readdirSync } from "node:fs";
import { request, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { Cloud } from "./cloud.ts";
import { isInstalled, RECIPES_TO_TRY, start } from "./servers.ts";

const { PORTICO_DIST = "../dist", PORTICO_SANDBOX = "" } = process.env;

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

/** A request with exactly the headers given, which `fetch` would not leave alone. */
function ask(port: number, path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  const { method = "GET", headers = {}, body } = options;
  return new Promise<Answer>((tell, fail) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => tell({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    sent.on("error", fail).end(body);
  });
}

/** The headers that _headers gives to every path, by lower-case name: what each recipe must match. */
function promised(): [string, string][] {
  const text = readFileSync(join(PORTICO_DIST, "_headers"), "utf8");
  const all = text.split("/*\n")[1]?.split("\n\n")[0] ?? "";
  return all
    .split("\n")
    .filter((line) => line.startsWith("  "))
    .map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    });
}

const assets = () => readdirSync(join(PORTICO_DIST, "assets"));

for (const recipe of RECIPES_TO_TRY) {
  test.describe(`The recipe for ${recipe.name}`, () => {
    test.describe.configure({ mode: "default" });
    const cloud = new Cloud();
    let server: { stop(): Promise<void> } | undefined;

    test.beforeAll(async () => {
      test.skip(!isInstalled(recipe), `${recipe.name} is not on this machine`);
      await cloud.start(PORTICO_SANDBOX, recipe.port + 4);
      server = await start(recipe, PORTICO_DIST, cloud);
    });
    test.afterAll(async () => {
      await server?.stop();
      cloud.stop();
    });

    for (const path of ["/", "/providers/1/clients?sort=name", "/no/such/address", "/__sandbox/requests"]) {
      test(`${path} is the page, with every promised header`, async () => {
        const answer = await ask(recipe.port, path);
        expect(answer.status).toBe(200);
        expect(answer.headers["content-type"]).toMatch(/^text\/html/);
        expect(answer.body.toString()).toBe(readFileSync(join(PORTICO_DIST, "index.html"), "utf8"));
        expect(answer.headers["cache-control"]).toBe("no-cache");
        const headers = promised();
        expect(headers.length).toBeGreaterThan(5);
        for (const [name, value] of headers) expect(answer.headers[name], name).toBe(value);
      });
    }

    test("the page comes compressed to who can read it", async () => {
      for (const [accept, coding, ending] of [["gzip, deflate, br", "br", ".br"], ["gzip", "gzip", ".gz"]] as const) {
        const answer = await ask(recipe.port, "/providers", { headers: { "accept-encoding": accept } });
        expect(answer.headers["content-encoding"]).toBe(coding);
        expect(answer.body).toEqual(readFileSync(join(PORTICO_DIST, `index.html${ending}`)));
      }
    });

    for (const [ending, type] of [
      ["js", /^(text|application)\/javascript/],
      ["css", /^text\/css/],
      ["wasm", /^application\/wasm$/],
      ["svg", /^image\/svg\+xml/],
      ["json", /^application\/json/],
    ] as const) {
      test(`hashed .${ending} files are kept for good and come in brotli`, async () => {
        const names = assets().filter((name) => name.endsWith(`.${ending}`));
        expect(names.length).toBeGreaterThan(0);
        for (const name of names) {
          const answer = await ask(recipe.port, `/assets/${name}`, { headers: { "accept-encoding": "gzip, br" } });
          expect(answer.status).toBe(200);
          expect(answer.headers["content-type"]).toMatch(type);
          expect(answer.headers["content-encoding"]).toBe("br");
          expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
          expect(answer.headers["x-content-type-options"]).toBe("nosniff");
          expect(answer.body).toEqual(readFileSync(join(PORTICO_DIST, `assets/${name}.br`)));
        }
      });
    }

    test("a hashed name that is not there is not found, and that is not kept", async () => {
      const answer = await ask(recipe.port, "/assets/portal-0000000000000000.js");
      expect(answer.status).toBe(404);
      expect(answer.headers["cache-control"] ?? "").not.toContain("immutable");
    });

    test("config.json is asked for anew each time", async () => {
      const answer = await ask(recipe.port, "/config.json");
      expect(answer.headers["content-type"]).toMatch(/^application\/json/);
      expect(answer.headers["cache-control"]).toBe("no-cache");
      expect(JSON.parse(answer.body.toString())).toHaveProperty("regions");
    });

    for (const region of ["us", "eu", "gov"]) {
      test(`/${region}/api reaches that region's cloud without what is the page's own`, async () => {
        const answer = await ask(recipe.port, `/${region}/api/config?a=b%20c`, {
          headers: {
            origin: "https://portal.example.com",
            referer: "https://portal.example.com/providers",
            cookie: "a=b",
            authorization: "Bearer token",
            "bitwarden-client-name": "web",
            "bitwarden-client-version": "2026.8.0",
            "device-type": "9",
          },
        });
        expect(answer.status).toBe(200);
        expect(JSON.parse(answer.body.toString())).toMatchObject({ object: "config" });
        expect(answer.headers["set-cookie"]).toBeUndefined();
        const arrival = cloud.arrivals.at(-1);
        expect(arrival?.path).toBe(`/${region}/api/config?a=b%20c`);
        for (const own of ["origin", "referer", "cookie"]) expect(arrival?.headers[own], own).toBeUndefined();
        expect(arrival?.headers).toMatchObject({
          authorization: "Bearer token",
          "bitwarden-client-name": "web",
          "bitwarden-client-version": "2026.8.0",
          "device-type": "9",
        });
      });
    }

    test("a POST arrives with its body", async () => {
      const answer = await ask(recipe.port, "/eu/identity/accounts/prelogin/password", {
        method: "POST",
        headers: { "content-type": "application/json", origin: "https://portal.example.com" },
        body: JSON.stringify({ email: "somebody@example.com" }),
      });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body.toString())).toHaveProperty("kdfSettings");
      expect(cloud.arrivals.at(-1)?.headers.origin).toBeUndefined();
    });

    test("the page runs under these headers without a complaint of the browser", async ({ page }) => {
      const complaints: string[] = [];
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.goto(`http://127.0.0.1:${recipe.port}/providers`);
      await expect(page.locator("#root[data-ready]")).toBeAttached();
      expect(complaints).toEqual([]);
    });
  });
}
