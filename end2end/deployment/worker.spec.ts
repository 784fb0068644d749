// The Cloudflare Worker, run in Node with its two outside calls played: the static files and the cloud.

import { expect, test } from "@playwright/test";
// @ts-expect-error: the recipe is plain JavaScript for its host, and declares no types.
import worker, { cloudAddress } from "../../public/edge/worker.mjs";

const page = () => new Response("<!doctype html>", { headers: { "content-type": "text/html" } });
const script = () => new Response("1", { headers: { "content-type": "text/javascript" } });
const files = (answer: () => Response) => ({ ASSETS: { fetch: async () => answer() } });

test("paths of the cloud, by region", () => {
  const of = (path: string) => cloudAddress(new URL(path, "https://portal.example.com"));
  expect(of("/us/api/config")).toBe("https://api.bitwarden.com/config");
  expect(of("/eu/identity/connect/token")).toBe("https://identity.bitwarden.eu/connect/token");
  expect(of("/gov/api/a/b?c=d%20e")).toBe("https://api.bitwarden-gov.com/a/b?c=d%20e");
  for (const own of ["/", "/us", "/us/vault/x", "/constructor/api/x", "/providers/api/x"]) expect(of(own), own).toBeNull();
});

test("what is forwarded, and what is not", async () => {
  const asked: { address: string; headers: Headers }[] = [];
  const real = globalThis.fetch;
  globalThis.fetch = async (address, init) => {
    asked.push({ address: String(address), headers: new Headers(init?.headers) });
    return new Response("{}", { headers: { "set-cookie": "a=b" } });
  };
  try {
    const headers = { origin: "https://portal.example.com", cookie: "a=b", referer: "https://portal.example.com/", authorization: "Bearer t", "device-type": "9" };
    const answer: Response = await worker.fetch(new Request("https://portal.example.com/eu/api/sync", { headers }), files(page));
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(asked[0]?.address).toBe("https://api.bitwarden.eu/sync");
    expect(Object.fromEntries(asked[0]?.headers ?? [])).toEqual({ authorization: "Bearer t", "device-type": "9" });
  } finally {
    globalThis.fetch = real;
  }
});

test("the page is asked for anew, hashed files are kept, a missing one is not the page", async () => {
  const get = (path: string, answer: () => Response): Promise<Response> =>
    worker.fetch(new Request(`https://portal.example.com${path}`), files(answer));
  const deep = await get("/providers/1/clients", page);
  expect(deep.headers.get("cache-control")).toBe("no-cache");
  expect(deep.headers.get("content-security-policy")).toContain("trusted-types portal");
  const asset = await get("/assets/portal-0.js", script);
  expect(asset.headers.get("cache-control")).toContain("immutable");
  expect((await get("/assets/portal-1.js", page)).status).toBe(404);
});
