/** The user's own machine of each case: one home folder for the whole run, with the files of the case that runs. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OwnSide, readOwnSide } from "../../src/app/own-side.ts";
import type { Asked, KeptToken } from "./asked.ts";
import { configOf } from "./faults/client.ts";
import type { Judge } from "./truth.ts";

const HOUR = 3_600_000;

/** What lies in the client's cache. */
export interface CachedSignIn {
  readonly accessToken: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  readonly startUrl: string;
}

export interface OwnSides {
  /** What the product finds there, as its flags allow, and the file that it finds it in. */
  readonly of: (asked: Asked) => Promise<{ readonly side: OwnSide; readonly cached: CachedSignIn | undefined }>;
  readonly close: () => void;
}

export function openOwnSides(judge: Pick<Judge, "signIn" | "signOut">): OwnSides {
  const home = mkdtempSync(join(tmpdir(), "idc-doctor-agreement-"));
  const cache = join(home, ".aws", "sso", "cache");
  mkdirSync(cache, { recursive: true });
  const config = join(home, ".aws", "config");
  const file = join(cache, `${createHash("sha1").update("corp").digest("hex")}.json`);
  return {
    of: async ({ user, client }) => {
      if (!client) return { side: { client: undefined }, cached: undefined };
      const { kept, isNamed } = client;
      writeFileSync(config, configOf(client));
      rmSync(file, { force: true });
      const cached = kept && (await signedIn(judge, user, kept));
      if (cached) writeFileSync(file, JSON.stringify({ region: "us-east-1", ...cached }));
      const flags = { asMe: kept !== undefined, awsConfig: config, userProfile: isNamed ? "work" : undefined };
      return { side: await readOwnSide(flags, { HOME: home }, new Date().toISOString()), cached };
    },
    close: () => rmSync(home, { recursive: true }),
  };
}

/** Undefined where the user cannot sign in, or has not. */
async function signedIn(
  { signIn, signOut }: Pick<Judge, "signIn" | "signOut">,
  user: string,
  { startUrl, state }: KeptToken,
): Promise<CachedSignIn | undefined> {
  const accessToken = state === "missing" ? undefined : await signIn(user);
  if (accessToken === undefined) return undefined;
  if (state === "revoked") await signOut(accessToken);
  const ends = Date.now() + (state === "over" ? -HOUR : HOUR);
  return { accessToken, startUrl, expiresAt: new Date(ends).toISOString().replace(/\.\d{3}Z$/, "Z") };
}
