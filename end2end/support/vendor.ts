/** The vendor's own command-line client, which knows nothing of the portal. */

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Sandbox } from "./sandbox.ts";

const run = promisify(execFile);
const program = fileURLToPath(new URL("../node_modules/.bin/bw", import.meta.url));

export interface Named {
  readonly id: string;
  readonly name: string;
}

export class Vendor {
  private constructor(
    private readonly folder: string,
    private readonly sandbox: Sandbox,
    private session: string,
  ) {}

  /** Signs somebody in, with a folder of its own for what it keeps. */
  static async signIn(sandbox: Sandbox, email: string, password: string): Promise<Vendor> {
    const vendor = new Vendor(await mkdtemp(join(tmpdir(), "portico-bw-")), sandbox, "");
    await vendor.ask("config", "server", sandbox.origin);
    vendor.session = (await vendor.ask("login", email, password, "--raw")).trim();
    return vendor;
  }

  /** What `bw list` says. */
  async list(what: string, ...words: string[]): Promise<readonly Named[]> {
    return JSON.parse(await this.ask("list", what, ...words)) as Named[];
  }

  /** Forgets everything. */
  async end(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private async ask(...words: string[]): Promise<string> {
    const { stdout } = await run(program, [...words, "--nointeraction"], {
      env: { ...process.env, BITWARDENCLI_APPDATA_DIR: this.folder, NODE_EXTRA_CA_CERTS: this.sandbox.certificate, BW_SESSION: this.session },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  }
}
