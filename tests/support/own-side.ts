/** The user's own machine for tests: a home folder with an aws configuration and a sign-in that `aws sso login` would keep. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SceneQuestion } from "../../scenes/scene.ts";
import { type OwnSide, readOwnSide } from "../../src/app/own-side.ts";
import { freshHome } from "./cli.ts";
import type { TestLab } from "./lab.ts";

export interface Kept {
  /** The sso-session's name, or the start URL of a profile without one. */
  readonly under: string;
  readonly accessToken: string;
  readonly startUrl: string;
  readonly expiresAt: string;
}

/** `2027-01-01T00:00:00Z`, as the aws CLI writes times. */
export const cliTime = (fromNow: number): string =>
  new Date(Date.now() + fromNow).toISOString().replace(/\.\d{3}Z$/, "Z");
export const HOUR = 3_600_000;

/** A new home folder with `~/.aws/config` and the files of the token cache (facts 4.4). */
export function homeWith(config: string | undefined, ...kept: readonly Kept[]): string {
  const home = freshHome();
  const cache = join(home, ".aws", "sso", "cache");
  mkdirSync(cache, { recursive: true });
  if (config !== undefined) writeFileSync(join(home, ".aws", "config"), config);
  for (const { under, ...file } of kept) {
    const name = createHash("sha1").update(under).digest("hex");
    writeFileSync(join(cache, `${name}.json`), JSON.stringify({ region: "us-east-1", ...file }));
  }
  return home;
}

/** What the product finds on the machine of a scene: its configuration, and the portal session that the user has open. */
export async function ownSideOf({ user, awsConfig, asMe, userProfile }: SceneQuestion, lab: TestLab): Promise<OwnSide> {
  const accessToken = asMe ? await lab.token(user, "existing") : undefined;
  const startUrl = /^sso_start_url = (\S+)$/m.exec(awsConfig ?? "")?.[1] ?? "";
  const under = /^\[sso-session (\S+)\]$/m.exec(awsConfig ?? "")?.[1] ?? startUrl;
  const kept = accessToken === undefined ? [] : [{ under, accessToken, startUrl, expiresAt: cliTime(HOUR) }];
  const home = homeWith(awsConfig, ...kept);
  const file = awsConfig === undefined ? undefined : join(home, ".aws", "config");
  return readOwnSide({ asMe, awsConfig: file, userProfile }, { HOME: home }, new Date().toISOString());
}
