/** The sandbox cloud as a process, and its knobs under `/__sandbox/`. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The sandbox's program. */
export const program = process.env["PORTICO_SANDBOX"] ?? join(root, "target/debug/sandbox");

/** The site as it is deployed. */
export const dist = process.env["PORTICO_DIST"] ?? join(root, "dist");

/** How the sandbox is started. */
export interface Options {
  /** The site to serve, `dist/` unless given. */
  readonly dist?: string;
  /** Further words of its command line. */
  readonly words?: readonly string[];
  /** Speak https, with the certificate that `certificate` names. */
  readonly tls?: boolean;
}

/** One who may sign in, as `/__sandbox/demo` tells. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly role: string;
  readonly case: string;
  readonly region: string;
  readonly kdf: "pbkdf2" | "argon2id";
  readonly kdfIterations: number;
  readonly twoFactorMethods: readonly TwoFactor[];
  readonly recoveryCode: string | null;
  readonly providerIds: readonly string[];
  readonly organizationIds: readonly string[];
}

/** A second step of an account, with what is needed to pass it. */
export type TwoFactor =
  | { readonly kind: "authenticator"; readonly secret: string }
  | { readonly kind: "email"; readonly email: string }
  | { readonly kind: "yubikey"; readonly otp: string }
  | { readonly kind: "webauthn" }
  | { readonly kind: "duo" };

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly seats: number | null;
  readonly enabled: boolean;
  readonly providerId: string | null;
  readonly providerOrganizationId: string | null;
}

export interface Provider {
  readonly id: string;
  readonly name: string;
}

/** All of `/__sandbox/demo`. */
export interface Demo {
  readonly accounts: readonly Account[];
  readonly providers: readonly Provider[];
  readonly organizations: readonly Organization[];
}

/** A letter in the mailbox. */
export interface Letter {
  readonly kind: string;
  readonly to: string;
  readonly body: string;
  readonly code: string | null;
  /** Where it leads: to the official vault. */
  readonly link: string | null;
}

/** A line of the log of requests. */
export interface Asked {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly query: string | null;
  readonly status: number;
  readonly clientName: string | null;
  readonly hasAuthorization: boolean;
}

/** What is to go wrong. Without `path`, every call to the cloud matches, and no file does. */
export interface Fault {
  readonly kind: "delay" | "rate-limit" | "error" | "drop" | "offline" | "truncate" | "expire-token" | "half-made";
  readonly match?: { readonly method?: string; readonly path?: string };
  readonly times?: number;
  readonly delayMs?: number;
  readonly retryAfter?: number;
  readonly status?: number;
}

/** How a process that ended by itself ended. */
export interface Ended {
  readonly code: number | null;
  readonly said: string;
}

export class Sandbox {
  private constructor(
    private readonly child: ChildProcess,
    private readonly said: string[],
    /** The one origin of the page, the cloud and the knobs. */
    readonly origin: string,
    /** Where the certificate lies, when it speaks https. */
    readonly certificate: string,
  ) {}

  /** Starts one on a port of its own, and waits until it answers. */
  static async start(options: Options = {}): Promise<Sandbox> {
    const port = await freePort();
    const scheme = options.tls === true ? "https" : "http";
    const words = ["--dist", options.dist ?? dist, "--port", String(port), "--no-rate-limits", "--failure-delay-ms", "0"];
    if (options.tls === true) words.push("--tls");
    const { child, said } = launch([...words, ...(options.words ?? [])]);
    const certificate = join(tmpdir(), `portico-sandbox-${port}.pem`);
    const sandbox = new Sandbox(child, said, `${scheme}://127.0.0.1:${port}`, certificate);
    await sandbox.answering(port);
    return sandbox;
  }

  /** Starts one that is expected to refuse, and tells how it ended. */
  static async refusal(words: readonly string[]): Promise<Ended> {
    const { child, said } = launch(words);
    const stop = setTimeout(() => child.kill(), 20_000);
    const [code] = (await once(child, "exit")) as [number | null];
    clearTimeout(stop);
    return { code, said: said.join("") };
  }

  private async answering(port: number): Promise<void> {
    // The first start of a program sows its demo, which costs seconds of RSA; later ones copy what was kept.
    for (const end = Date.now() + 120_000; Date.now() < end; ) {
      if (this.child.exitCode !== null) break;
      if (await accepts(port)) return;
      await sleep(100);
    }
    this.child.kill();
    throw new Error(`The sandbox did not start:\n${this.said.join("")}`);
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill();
    await ended;
  }

  /** Everything as at the start: rows, clock, faults and log; no rate limits, and wrong secrets answered at once. */
  async reset(): Promise<void> {
    await this.call("POST", "reset");
  }

  async demo(): Promise<Demo> {
    return (await this.call("GET", "demo")) as Demo;
  }

  /** The account of a case of the seed. */
  async account(email: string): Promise<Account> {
    const found = (await this.demo()).accounts.find((account) => account.email === email);
    if (found === undefined) throw new Error(`${email} is not among the demo accounts.`);
    return found;
  }

  async organization(name: string): Promise<Organization> {
    const found = (await this.demo()).organizations.find((organization) => organization.name === name);
    if (found === undefined) throw new Error(`${name} is not among the demo organisations.`);
    return found;
  }

  async provider(name: string): Promise<Provider> {
    const found = (await this.demo()).providers.find((provider) => provider.name === name);
    if (found === undefined) throw new Error(`${name} is not among the demo providers.`);
    return found;
  }

  /** The letters to an address, newest first. */
  async letters(to: string): Promise<readonly Letter[]> {
    return (await this.call("GET", `mailbox?to=${encodeURIComponent(to)}`)) as Letter[];
  }

  /** What the sandbox's clock shows, in milliseconds since 1970. */
  async now(): Promise<number> {
    const { now } = (await this.call("GET", "clock")) as { now: string };
    return Date.parse(now);
  }

  async advance(seconds: number): Promise<void> {
    await this.call("POST", "clock", { advanceSeconds: seconds });
  }

  async fault(...rules: readonly Fault[]): Promise<void> {
    await this.call("POST", "faults", rules);
  }

  async noFaults(): Promise<void> {
    await this.call("DELETE", "faults");
  }

  async settings(settings: { rateLimits?: boolean; failureDelayMs?: number; serverVersion?: string }): Promise<void> {
    await this.call("POST", "faults", { settings });
  }

  /** What was asked of the cloud, oldest first; without the files of the site. */
  async asked(): Promise<readonly Asked[]> {
    const all = (await this.call("GET", "requests")) as Asked[];
    return all.filter(({ path }) => /^(\/[a-z]+)?\/(api|identity)\//.test(path));
  }

  async forgetAsked(): Promise<void> {
    await this.call("DELETE", "requests");
  }

  private async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const url = `${this.origin}/__sandbox/${path}`;
    const secure = this.origin.startsWith("https:");
    const options = {
      method,
      headers: { accept: "application/json", "content-type": "application/json" },
      // `fetch` has no way to trust the one certificate that this sandbox made.
      ...(secure ? { ca: await readFile(this.certificate) } : {}),
    };
    const asking = secure ? https.request(url, options) : http.request(url, options);
    asking.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(asking, "response")) as [http.IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    if (response.statusCode !== 200) throw new Error(`${method} /__sandbox/${path}: ${response.statusCode} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }
}

function launch(words: readonly string[]): { child: ChildProcess; said: string[] } {
  if (!existsSync(program)) throw new Error(`There is no sandbox at ${program}; PORTICO_SANDBOX can name another.`);
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text: Buffer) => said.push(text.toString()));
  return { child, said };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });
}
