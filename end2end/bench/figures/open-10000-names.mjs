// 10 000 encrypted names, opened by the vault without the page being held up.

import { median, quiet, withColdBrowser } from "../chromium.mjs";
import { probe } from "../probe.mjs";
import { report, withSandbox } from "../sandbox.mjs";
import { signIn } from "../sign-in.mjs";

const RUNS = Math.min(5, Number(process.env.PORTICO_RUNS ?? 5));
const NAMES = 10_000;

/** The sandbox's own answer with its real encrypted names, repeated until there are enough. */
async function multiply(route) {
  const response = await route.fetch();
  const { data, ...rest } = await response.json();
  const id = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
  const many = Array.from({ length: NAMES }, (_, number) => ({ ...data[number % data.length], id: id(number) }));
  await route.fulfill({ response, json: { ...rest, data: many } });
}

/** In the page: how long the vault took, the longest task meanwhile, and when the tree was painted. */
async function watchTree() {
  const painted = await globalThis.probe.painted(() => document.querySelector(".tree li") !== null);
  await new Promise((done) => setTimeout(done, 300)); // long tasks are told a moment after they ended
  const { responseEnd } = performance.getEntriesByType("resource").findLast(({ name }) => name.endsWith("/collections"));
  const { vault, long } = globalThis.probe;
  const posted = vault.find(({ at, kind }) => kind === "post" && at >= responseEnd).at;
  const answered = vault.findLast(({ kind }) => kind === "answer").at;
  const meanwhile = long.filter(({ start, duration }) => start + duration > posted && start < answered);
  return { opened: answered - posted, longest: Math.max(0, ...meanwhile.map(({ duration }) => duration)), painted: painted - responseEnd };
}

await withSandbox([], async (origin) => {
  const runs = [];
  for (let run = 1; run <= RUNS; run += 1) {
    await quiet();
    const one = await withColdBrowser(async (page) => {
      await page.addInitScript(probe);
      await page.route("**/collections", multiply);
      await signIn(page, origin);
      await page.getByRole("link", { name: "Architectenbureau Lijn", exact: true }).click();
      return page.evaluate(watchTree);
    });
    runs.push(one);
    console.error(`${run}/${RUNS}: opened in ${Math.round(one.opened)} ms, painted after ${Math.round(one.painted)} ms`);
  }
  const middle = (key) => median(runs.map((one) => one[key]));
  report("10 000 names decrypted", middle("opened"), "ms", 150);
  report("10 000 names decrypted: longest task of the page meanwhile", middle("longest"), "ms", 50);
  report("10 000 collections: answer received to painted tree", middle("painted"), "ms", null);
});
