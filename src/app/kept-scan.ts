/** Keeps the last scan of each organization beside the product's own files, with what earlier scans found. */
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { AccessError } from "../model/errors.ts";
import type { Findings } from "../model/finding.ts";
import { FINDING_HISTORY_SCHEMA, type FindingHistory, type Unlooked } from "../model/finding-history.ts";
import { missingAsSaid } from "../model/finding-sight.ts";
import { type FormerFinding, grantsAreAll, isFormerKey } from "../model/former-keys.ts";
import { withoutSecrets } from "../model/secrets.ts";
import { privateText } from "../store/private-file.ts";
import { privateFolder } from "../store/private-folder.ts";
import { type Environment, stateFolder } from "./connection.ts";
import { writeTarget } from "./target-file.ts";

/** Which organization it is: an instance has one ARN in the world, a lab may repeat it. */
export interface ScannedInstance {
  readonly instanceArn: string;
  readonly endpointUrl: string | undefined;
}

/** With which words the organization was reached: they choose it again. */
export interface ReachedBy {
  /** Of the configuration file. */
  readonly organization?: string | undefined;
  readonly profile?: string | undefined;
  readonly region: string;
  readonly endpointUrl?: string | undefined;
}

export interface KeptScan {
  /** Absent: an earlier version kept the scan. */
  readonly reachedBy?: ReachedBy;
  readonly history: FindingHistory;
  readonly findings: Findings;
}

const folderOf = (env: Environment): string => join(stateFolder(env), "scans");

function pathOf(env: Environment, { instanceArn, endpointUrl = "" }: ScannedInstance): string {
  const name = createHash("sha256").update(`${instanceArn}\n${endpointUrl}`).digest("hex").slice(0, 32);
  return join(folderOf(env), `${name}.json`);
}

/** Undefined where none was kept, or what is there was written by another version: then nothing is compared. */
export const keptScan = (env: Environment, instance: ScannedInstance): Promise<KeptScan | undefined> =>
  readKept(pathOf(env, instance));

/** Of every organization, the newest first. */
export async function keptScans(env: Environment): Promise<readonly KeptScan[]> {
  const folder = folderOf(env);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json"));
  const kept = await Promise.all(names.map((name) => readKept(join(folder, name))));
  return kept.flatMap((one) => one ?? []).sort((a, b) => b.findings.takenAt.localeCompare(a.findings.takenAt));
}

export interface ScanToKeep {
  readonly findings: Findings;
  /** With this scan. */
  readonly history: FindingHistory;
  readonly reachedBy: ReachedBy;
}

/** Keeps the scan for `--last` and for the comparison of the next one. @throws AccessError `write-failed`, `bad-input` */
async function keepScan(
  env: Environment,
  instance: ScannedInstance,
  { findings, history, reachedBy }: ScanToKeep,
): Promise<void> {
  privateFolder(folderOf(env));
  const kept: KeptScan = { reachedBy, history, findings };
  await writeTarget({ path: pathOf(env, instance), extension: ".json" }, JSON.stringify(kept));
}

/** For findings that are at hand: where there is no place to keep them, they are told all the same. @throws AccessError `write-failed` */
export async function keepScanOrWhyNot(...scan: Parameters<typeof keepScan>): Promise<string | undefined> {
  try {
    await keepScan(...scan);
    return undefined;
  } catch (error) {
    if (!(error instanceof AccessError) || error.code !== "bad-input") throw error;
    return withoutSecrets(error.message);
  }
}

async function readKept(path: string): Promise<KeptScan | undefined> {
  try {
    const kept = JSON.parse(privateText(path) ?? "") as Partial<KeptScan> | null;
    if (kept?.history?.schema !== FINDING_HISTORY_SCHEMA || kept.findings === undefined) return undefined;
    const { reachedBy, history, findings } = kept;
    return { ...(reachedBy && { reachedBy }), history: completed(history, findings), findings };
  } catch {
    return undefined;
  }
}

/** What an earlier version left to the findings: which assignments its keys stood for, where all are named, and what it did not look at. */
function completed(history: FindingHistory, findings: Findings): FindingHistory {
  const all: readonly FormerFinding[] = [...findings.findings, ...findings.accepted.map(({ finding }) => finding)];
  const seen = new Map(Object.entries(history.seen));
  for (const { key, grants } of all) {
    const before = seen.get(key);
    if (before && isFormerKey(key) && grantsAreAll(grants)) seen.set(key, { ...before, only: grants.sample });
  }
  return { unlooked: unlookedIn(findings), ...history, seen: Object.fromEntries(seen) };
}

const unlookedIn = (findings: Findings): Unlooked => ({
  sights: missingAsSaid(findings),
  parts: findings.unread.map(({ part }) => part),
});
