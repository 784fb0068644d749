// Portico on Cloudflare Workers with static assets. In the Worker's configuration: this file as `main`, and dist/ as the
// assets folder, bound as ASSETS, with `run_worker_first = true`, `not_found_handling = "single-page-application"` and
// `html_handling = "none"`.
//
// Rate limits: the cloud counts requests per address. Workers forward from Cloudflare's addresses, which many share. The
// cloud takes a caller's address from a header that its own edge sets, so the caller's own cannot be passed on.

const CLOUDS = {
  us: "bitwarden.com",
  eu: "bitwarden.eu",
  gov: "bitwarden-gov.com",
};

// What the cloud needs of a request. All else stays here: cookies, and the Origin and Referer of a page that is not its own.
const FORWARDED = [
  "accept",
  "accept-language",
  "authorization",
  "bitwarden-client-name",
  "bitwarden-client-version",
  "content-type",
  "device-type",
];

// The same headers as in _headers, which a Worker that runs first must set itself.
const SECURITY = {
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types portal",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), sync-xhr=(), usb=(), xr-spatial-tracking=()",
};

// The address in the cloud that a path of ours stands for, if it stands for one.
export function cloudAddress(url) {
  const [, region, service, ...rest] = url.pathname.split("/");
  if (!Object.hasOwn(CLOUDS, region) || !["api", "identity"].includes(service)) return null;
  return `https://${service}.${CLOUDS[region]}/${rest.join("/")}${url.search}`;
}

function secured(answer, cache) {
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(SECURITY)) headers.set(name, value);
  if (cache) headers.set("cache-control", cache);
  headers.delete("set-cookie");
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    const address = cloudAddress(url);
    if (address) {
      const headers = new Headers();
      for (const name of FORWARDED) {
        const value = request.headers.get(name);
        if (value !== null) headers.set(name, value);
      }
      const { method, body } = request;
      return secured(await fetch(address, { method, headers, body, redirect: "manual" }));
    }
    const answer = await env.ASSETS.fetch(request);
    const isHashed = url.pathname.startsWith("/assets/");
    // The host answers an unknown path with the page; under /assets/ that would be kept as the file.
    if (isHashed && answer.headers.get("content-type")?.startsWith("text/html")) {
      return secured(new Response("Not found", { status: 404 }), "no-store");
    }
    return secured(answer, isHashed && answer.ok ? "public, max-age=31536000, immutable" : "no-cache");
  },
};
