/** The user's own machine of each case: one home folder for the whole run, with the files of the case that runs. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OwnSide, readOwnSide } from "../../src/app/own-side.ts";
import { configOf } from "./faults/client.ts";
import type { Asked } from "./organization.ts";
import type { Judge } from "./truth.ts";

const HOUR = 3_600_000;

export interface OwnSides {
  /** What the product finds there, as its flags allow. */
  readonly of: (asked: Asked) => Promise<OwnSide>;
  readonly close: () => void;
}

export function openOwnSides(judge: Judge): OwnSides {
  const home = mkdtempSync(join(tmpdir(), "idc-doctor-agreement-"));
  const cache = join(home, ".aws", "sso", "cache");
  mkdirSync(cache, { recursive: true });
  const config = join(home, ".aws", "config");
  const token = join(cache, `${createHash("sha1").update("corp").digest("hex")}.json`);
  return {
    of: async ({ user, client, hasPortalOpen }) => {
      if (!client) return { client: undefined };
      writeFileSync(config, configOf(client));
      rmSync(token, { force: true });
      const accessToken =
        client.keptFrom === undefined ? undefined : await judge.signIn(user, hasPortalOpen ? "existing" : undefined);
      const now = Date.now();
      const expiresAt = new Date(now + HOUR).toISOString().replace(/\.\d{3}Z$/, "Z");
      const kept = { startUrl: client.keptFrom, region: "us-east-1", accessToken, expiresAt };
      if (accessToken !== undefined) writeFileSync(token, JSON.stringify(kept));
      const flags = {
        asMe: accessToken !== undefined,
        awsConfig: config,
        userProfile: client.isNamed ? "work" : undefined,
      };
      return readOwnSide(flags, { HOME: home }, new Date(now).toISOString());
    },
    close: () => rmSync(home, { recursive: true }),
  };
}
