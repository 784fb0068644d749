// The clouds of the recipes, played by the sandbox: one loopback server per host name, which notes what reached it.

import { spawn, type ChildProcess } from "node:child_process";
import { createServer, request, type IncomingHttpHeaders, type Server } from "node:http";
import { connect } from "node:net";

/** The hosts that the recipes name, with the sandbox's paths for the same. */
const HOSTS: Record<string, string> = {
  "https://api.bitwarden.com": "/us/api",
  "https://identity.bitwarden.com": "/us/identity",
  "https://api.bitwarden.eu": "/eu/api",
  "https://identity.bitwarden.eu": "/eu/identity",
  "https://api.bitwarden-gov.com": "/gov/api",
  "https://identity.bitwarden-gov.com": "/gov/identity",
};

export interface Arrival {
  path: string;
  headers: IncomingHttpHeaders;
}

export class Cloud {
  /** What reached a cloud, in order. */
  readonly arrivals: Arrival[] = [];
  readonly #servers = new Map<string, Server>();
  #sandbox: ChildProcess | undefined;

  /** Starts the sandbox on one port, and the hosts in front of it on free ones. */
  async start(program: string, port: number): Promise<void> {
    this.#sandbox = spawn(program, ["--port", String(port), "--no-rate-limits"], { stdio: "ignore" });
    await listening(port);
    for (const [host, prefix] of Object.entries(HOSTS)) {
      const server = createServer((incoming, outgoing) => {
        this.arrivals.push({ path: prefix + incoming.url, headers: incoming.headers });
        const onward = request(
          { host: "127.0.0.1", port, path: prefix + incoming.url, method: incoming.method, headers: incoming.headers },
          (answer) => {
            outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, "set-cookie": "from-the-cloud=1" });
            answer.pipe(outgoing);
          },
        );
        onward.on("error", () => outgoing.destroy());
        incoming.pipe(onward);
      });
      await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
      this.#servers.set(host, server);
    }
  }

  /** A recipe with each of its hosts replaced by the one that plays it; fails when the recipe lacks one. */
  playedIn(recipe: string): string {
    let text = recipe;
    for (const [host, server] of this.#servers) {
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error(`${host} does not listen`);
      if (!text.includes(host)) throw new Error(`the recipe does not name ${host}`);
      // Whole names only: api.bitwarden.com is not the beginning of another host here.
      text = text.replaceAll(host, `http://127.0.0.1:${address.port}`);
    }
    return text;
  }

  stop(): void {
    for (const server of this.#servers.values()) server.close();
    this.#sandbox?.kill();
  }
}

/** Resolves as soon as something accepts connections on a loopback port; fails after ten seconds. */
export async function listening(port: number): Promise<void> {
  for (const end = Date.now() + 10_000; ; ) {
    const open = await new Promise<boolean>((tell) => {
      const socket = connect(port, "127.0.0.1", () => tell(true)).on("error", () => tell(false));
      socket.on("connect", () => socket.destroy());
    });
    if (open) return;
    if (Date.now() > end) throw new Error(`nothing listens on port ${port}`);
    await new Promise((later) => setTimeout(later, 50));
  }
}
