// The sandbox cloud, for as long as a figure needs it.

import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { pause } from "./chromium.mjs";

function freePort() {
  return new Promise((tell, fail) => {
    const server = createServer().on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => tell(port));
    });
  });
}

/** Runs `work` with the address of a sandbox that serves the built portal; `options` go to the sandbox. */
export async function withSandbox(options, work) {
  const { PORTICO_SANDBOX, PORTICO_DIST } = process.env;
  const port = await freePort();
  const child = spawn(PORTICO_SANDBOX, ["--port", port, "--dist", PORTICO_DIST, "--no-rate-limits", ...options].map(String), {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const origin = `http://127.0.0.1:${port}`;
  try {
    for (const until = Date.now() + 120_000; ; await pause(100)) {
      if (await fetch(origin).then((answer) => answer.ok, () => false)) break;
      if (child.exitCode !== null) throw new Error("the sandbox ended by itself");
      if (Date.now() > until) throw new Error("the sandbox does not answer");
    }
    return await work(origin);
  } finally {
    child.kill();
  }
}

/** Prints one figure for `cargo xtask bench` to collect. */
export function report(figure, value, unit, budget, more = {}) {
  const rounded = unit === "ms" ? Math.round(value) : Math.round(value * 100) / 100;
  console.log(JSON.stringify({ figure, value: rounded, unit, budget, ...more }));
}
