/** Watches all pages of a browser context for what must never happen, whatever the test is about. */

import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/** The browser's own note that a call to the cloud was refused or failed: what the page makes of it is for the test to say. */
const CLOUD = /\/(api|identity)\//;
const NETWORK_NOTE = /^Failed to load resource/;

export class Guard {
  private readonly seen: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** Where the page may send requests: its own origin, and no other. */
  readonly origins: string[];

  constructor(origin: string) {
    this.origins = [origin];
  }

  /** Something that this test provokes. */
  allow(what: RegExp): void {
    this.allowed.push(what);
  }

  /** What was seen and not allowed. */
  complaints(): readonly string[] {
    return this.seen.filter((what) => !this.allowed.some((allowed) => allowed.test(what)));
  }

  async watch(context: BrowserContext): Promise<void> {
    context.on("console", (message) => this.console(message));
    context.on("weberror", (error) => this.seen.push(`page error: ${error.error().stack ?? error.error().message}`));
    context.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      // The browser makes blob: and data: addresses by itself, from what the page already has.
      if (["http:", "https:", "ws:", "wss:"].includes(protocol) && !this.origins.includes(origin)) {
        this.seen.push(`request to another origin: ${request.url()}`);
      }
    });
    await context.exposeBinding("porticoViolation", (_, what: string) => this.seen.push(`CSP violation: ${what}`));
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        const { porticoViolation } = globalThis as unknown as { porticoViolation(what: string): void };
        porticoViolation(`${event.effectiveDirective} refused ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`);
      });
    });
  }

  private console(message: ConsoleMessage): void {
    const { url } = message.location();
    if (message.type() !== "error" || (NETWORK_NOTE.test(message.text()) && CLOUD.test(url))) return;
    this.seen.push(`console: ${message.text()} (${url})`);
  }
}
