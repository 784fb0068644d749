// nginx and Caddy with the recipes of public/edge as they stand, but for the places that a recipe says to change.

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listening, type Cloud } from "./cloud.ts";

const RECIPES = join(import.meta.dirname, "../../public/edge");

export interface Recipe {
  readonly name: string;
  readonly port: number;
  readonly program: string;
  /** Writes what the server needs into a folder, and tells how to start it in the foreground. */
  prepare(folder: string, dist: string, cloud: Cloud): string[];
}

function changed(text: string, what: string | RegExp, to: string): string {
  const result = text.replace(what, to);
  if (result === text) throw new Error(`the recipe has no ${what}`);
  return result;
}

const nginx: Recipe = {
  name: "nginx",
  port: 8104,
  program: "nginx",
  prepare(folder, dist, cloud) {
    let site = cloud.playedIn(readFileSync(join(RECIPES, "nginx.conf"), "utf8"));
    site = changed(site, /listen 443 ssl;/, `listen 127.0.0.1:${this.port};`);
    site = changed(site, "/srv/portico", dist);
    writeFileSync(join(folder, "site.conf"), site);
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
    const main = `daemon off; master_process off; pid ${folder}/pid; error_log stderr warn; events {}
      http { access_log off; ${temporary.join(" ")} include ${folder}/site.conf; }`;
    writeFileSync(join(folder, "nginx.conf"), main);
    return ["-p", folder, "-e", "stderr", "-c", join(folder, "nginx.conf")];
  },
};

const caddy: Recipe = {
  name: "Caddy",
  port: 8105,
  program: "caddy",
  prepare(folder, dist, cloud) {
    let site = cloud.playedIn(readFileSync(join(RECIPES, "Caddyfile"), "utf8"));
    site = changed(site, "portal.example.com {", `http://127.0.0.1:${this.port} {`);
    site = changed(site, "/srv/portico", dist);
    // The recipe's hosts are https; played without TLS, and without Caddy's control port.
    writeFileSync(join(folder, "Caddyfile"), `{\n\tadmin off\n}\n${site}`);
    return ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"];
  },
};

export const RECIPES_TO_TRY: readonly Recipe[] = [nginx, caddy];

const PATH = `${process.env["PATH"] ?? ""}:/usr/sbin`;

export function isInstalled(recipe: Recipe): boolean {
  const flag = recipe.program === "nginx" ? "-v" : "version";
  return spawnSync(recipe.program, [flag], { env: { ...process.env, PATH }, stdio: "ignore" }).status === 0;
}

/** A recipe's server, running; `stop` ends it and removes its folder. */
export async function start(recipe: Recipe, dist: string, cloud: Cloud): Promise<{ stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "portico-deployment-"));
  const child: ChildProcess = spawn(recipe.program, recipe.prepare(folder, dist, cloud), {
    env: { ...process.env, PATH, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (text) => (said += text));
  const ended = new Promise<void>((tell) => child.on("exit", () => tell()));
  const early = ended.then(() => {
    throw new Error(`${recipe.name} ended by itself: ${said}`);
  });
  await Promise.race([listening(recipe.port), early]);
  early.catch(() => {}); // from here on, ending is what `stop` asks for
  return {
    async stop() {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
