// From Enter on the password to the painted client list, above what deriving the key and the wire cost.

import { median, quiet, withColdBrowser } from "../chromium.mjs";
import { probe } from "../probe.mjs";
import { report, withSandbox } from "../sandbox.mjs";
import { EMAIL, fillForm, PASSWORD } from "../sign-in.mjs";

const RUNS = Number(process.env.PORTICO_RUNS ?? 7);

/** In the page: what the browser itself takes for the derivation that the account asks for, 600 000 rounds and one more. */
async function derive([email, password]) {
  const text = new TextEncoder();
  const rounds = async (secret, salt, iterations) => {
    const key = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveBits"]);
    return crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, key, 256);
  };
  const start = performance.now();
  const master = await rounds(text.encode(password), text.encode(email), 600_000);
  await rounds(master, text.encode(password), 1);
  return performance.now() - start;
}

/** In the page: the whole way from the key to the painted list, and the time of it in which an answer was waited for. */
async function walk() {
  const end = await globalThis.painted;
  const start = globalThis.probe.key;
  const waits = performance
    .getEntriesByType("resource")
    .map(({ startTime, responseEnd }) => [Math.max(start, startTime), Math.min(end, responseEnd)])
    .filter(([from, to]) => to > from)
    .sort(([one], [other]) => one - other);
  let wire = 0;
  let until = start;
  for (const [from, to] of waits) {
    wire += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return { whole: end - start, wire };
}

async function enter(origin) {
  await quiet();
  return withColdBrowser(async (page) => {
    await page.addInitScript(probe);
    await fillForm(page, origin);
    // The worker and the early questions to the cloud are paid for while a person types.
    await page.waitForTimeout(1500);
    const derivation = await page.evaluate(derive, [EMAIL, PASSWORD]);
    await page.evaluate(() => {
      globalThis.painted = globalThis.probe.painted(() => document.querySelector("table tbody th a") !== null);
    });
    await page.keyboard.press("Enter");
    return { ...(await page.evaluate(walk)), derivation };
  });
}

await withSandbox([], async (origin) => {
  const above = [];
  for (let run = 1; run <= RUNS; run += 1) {
    const { whole, wire, derivation } = await enter(origin);
    above.push(Math.max(0, whole - wire - derivation));
    console.error(`${run}/${RUNS}: ${Math.round(whole)} ms, of which the wire ${Math.round(wire)} and the derivation ${Math.round(derivation)}`);
  }
  report("Enter to the painted client list, above key derivation and wire", median(above), "ms", 100);
});
