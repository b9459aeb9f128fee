/** Keeps the last scan of each organization beside the product's own files, with what earlier scans found. */
import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { AccessError } from "../model/errors.ts";
import type { Findings } from "../model/finding.ts";
import { FINDING_HISTORY_SCHEMA, type FindingHistory, historyAfter } from "../model/finding-history.ts";
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

export interface KeptScan {
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

/** The scan that was kept last, of whichever organization. @throws AccessError `not-found` */
export async function lastScan(env: Environment): Promise<KeptScan> {
  const folder = folderOf(env);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json"));
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  );
  const [newest] = files.sort((a, b) => b.at - a.at);
  const kept = newest && (await readKept(newest.path));
  if (kept) return kept;
  throw new AccessError("not-found", "No scan has been kept yet", { next: "Run idc-doctor scan first" });
}

/** Keeps the scan for `--last` and for the comparison of the next one. @throws AccessError `write-failed`, `bad-input` */
async function keepScan(
  env: Environment,
  instance: ScannedInstance,
  { findings, history }: { readonly findings: Findings; readonly history: FindingHistory | undefined },
): Promise<void> {
  privateFolder(folderOf(env));
  const kept: KeptScan = { history: historyAfter(findings, history), findings };
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
    return { history: kept.history, findings: kept.findings };
  } catch {
    return undefined;
  }
}
