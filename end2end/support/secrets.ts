/** What must never lie in the clear: derived here from the master password alone, apart from all code of the product. */

import { createDecipheriv, createHmac, pbkdf2Sync } from "node:crypto";
import type { Page } from "@playwright/test";

/** The secrets of a session of an account with PBKDF2 and a legacy user key, by what they are. */
export interface Secrets {
  /** Raw bytes. */
  readonly keys: ReadonlyMap<string, Buffer>;
  /** Texts. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What the token endpoint gave. */
export interface Grant {
  readonly access_token: string;
  readonly refresh_token: string;
  /** The user key, wrapped by the stretched master key. */
  readonly Key: string;
}

/** Hears the tokens that a page is given from now on. */
export function hearGrants(page: Page): Promise<Grant> {
  return new Promise((done) => {
    page.on("response", async (response) => {
      if (!response.url().endsWith("/connect/token") || !response.ok()) return;
      const grant = (await response.json()) as Partial<Grant>;
      if (grant.access_token !== undefined && grant.refresh_token !== undefined && grant.Key !== undefined) done(grant as Grant);
    });
  });
}

/** Derives everything that the password and the grant lead to. */
export function secretsOf(email: string, password: string, iterations: number, grant: Grant): Secrets {
  const master = pbkdf2Sync(password, email.trim().toLowerCase(), iterations, 32, "sha256");
  const hash = pbkdf2Sync(master, password, 1, 32, "sha256");
  const encrypting = expand(master, "enc");
  const user = open(grant.Key, encrypting);
  return {
    keys: new Map([
      ["master key", master],
      ["authentication hash", hash],
      ["stretched encryption key", encrypting],
      ["stretched authentication key", expand(master, "mac")],
      ["user key", user],
      ["first half of the user key", user.subarray(0, 32)],
    ]),
    texts: new Map([
      ["master password", password],
      ["access token", grant.access_token],
      ["refresh token", grant.refresh_token],
    ]),
  };
}

/** HKDF's second half alone, for 32 bytes (RFC 5869): the vendor's stretching leaves the first out. */
function expand(key: Buffer, info: string): Buffer {
  return createHmac("sha256", key).update(info).update(Buffer.of(1)).digest();
}

/** Opens `2.iv|data|mac`: AES-256 in CBC mode. */
function open(wrapped: string, key: Buffer): Buffer {
  const [iv, data] = wrapped.replace(/^2\./, "").split("|").map((part) => Buffer.from(part, "base64"));
  if (iv === undefined || data === undefined) throw new Error("The user key is not wrapped as expected.");
  const cipher = createDecipheriv("aes-256-cbc", key, iv);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

/** Every way in which a secret could be written as text. */
export function spellings({ keys, texts }: Secrets): Map<string, string> {
  const all = new Map<string, string>(texts);
  for (const [name, key] of keys) {
    // Padding depends on what follows, so the text without it is looked for.
    all.set(`${name} in base64`, key.toString("base64").replace(/=+$/, ""));
    all.set(`${name} in base64url`, key.toString("base64url"));
    all.set(`${name} in hex`, key.toString("hex"));
    all.set(`${name} as a list of bytes`, [...key].join(","));
  }
  return all;
}

/** The names of the secrets that `text` holds. */
export function foundIn(text: string, secrets: Secrets): string[] {
  return [...spellings(secrets)].filter(([, spelling]) => text.includes(spelling)).map(([name]) => name);
}
