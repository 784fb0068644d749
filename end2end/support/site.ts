/** A copy of the site with another `config.json`, for what a host can get wrong or decide. */

import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dist, Sandbox } from "./sandbox.ts";

/** Runs `act` against a sandbox that serves the site with `config` as its `config.json`. */
export async function withConfig(config: string, act: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "portico-site-"));
  try {
    await cp(dist, folder, { recursive: true });
    // The edge would rather serve what was compressed from the real one.
    for (const ending of ["br", "gz"]) await rm(join(folder, `config.json.${ending}`), { force: true });
    await writeFile(join(folder, "config.json"), config);
    const sandbox = await Sandbox.start({ dist: folder });
    try {
      await act(sandbox);
    } finally {
      await sandbox.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
