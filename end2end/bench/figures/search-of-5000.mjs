// 5 000 clients: from a key press in the search to the painted result, with a processor a fourth as fast.

import { median, quiet, withColdBrowser } from "../chromium.mjs";
import { probe, quantile } from "../probe.mjs";
import { report, withSandbox } from "../sandbox.mjs";
import { signIn } from "../sign-in.mjs";

/** Words that leave many rows, few and none, typed and taken back letter by letter. */
const WORDS = ["bakkerij edam", "garage", "zz", "apotheek hoorn 1", "e", "12"];

/** In the page: how long the last key took to its painted result, or null when it changed no row. */
function lastKey() {
  const { rows, key } = globalThis.probe;
  const painted = rows.at(-1)?.painted ?? null;
  return painted === null ? null : painted - key;
}

console.error("sowing 5 000 clients with 3 members each; the first time takes a while");
await withSandbox(["--scale", "5000x3"], async (origin) => {
  await quiet();
  await withColdBrowser(async (page, devtools) => {
    await page.addInitScript(probe);
    await signIn(page, origin);
    await page.getByRole("searchbox").focus();
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const taken = [];
    for (const key of WORDS.flatMap((word) => [...word, ...Array.from(word, () => "Backspace")])) {
      await page.evaluate(() => (globalThis.probe.rows.length = 0));
      await page.keyboard.press(key === " " ? "Space" : key);
      await page.waitForTimeout(350);
      const took = await page.evaluate(lastKey);
      if (took !== null) taken.push(took);
    }
    console.error(`${taken.length} key presses changed rows; median ${Math.round(median(taken))} ms`);
    report("5 000 clients: key press in search to painted result, CPU x4, p95", quantile(taken, 0.95), "ms", 50);
  });
});
