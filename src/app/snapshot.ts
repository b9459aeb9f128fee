/** The use cases behind `snapshot`: collect the organization, keep the document in a file. */
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../model/context.ts";
import { AccessError } from "../model/errors.ts";
import type { Evidence } from "../model/evidence.ts";
import { writeOrganizationDocument } from "../model/organization-document/write.ts";
import type { AwsConnection } from "../sources/aws/calling/connection.ts";
import { type Collection, collectOrganization } from "../sources/organization/collecting/collect.ts";
import type { CollectionProgress } from "../sources/organization/collecting/progress.ts";
import { type CollectionLog, openCollectionLog } from "../store/collection-log.ts";
import { type Environment, stateFolder } from "./connection.ts";

export interface SnapshotOptions {
  readonly isComplete: boolean;
  /** Organizational units, and which account is in which. */
  readonly includesUnits: boolean;
  readonly onProgress: (progress: CollectionProgress) => void;
  /** An interrupted collection is continued: so many answers are there already. */
  readonly onContinued: (answers: number, startedAt: string) => void;
  readonly onCall?: ((evidence: Evidence) => void) | undefined;
}

/**
 * Collects the organization; one that was interrupted within the last hours is continued.
 *
 * @throws AccessError as `collectOrganization` does.
 */
export async function collectSnapshot(
  connection: AwsConnection,
  context: Context,
  env: Environment,
  { isComplete, includesUnits, onProgress, onContinued, onCall }: SnapshotOptions,
): Promise<Collection> {
  let kept: CollectionLog | undefined;
  try {
    const collection = await collectOrganization(connection, context, {
      isComplete,
      includesUnits,
      onProgress,
      ...(onCall ? { onCall } : {}),
      openLog: (owner, now) => {
        kept = openCollectionLog(join(stateFolder(env), "collections"), owner, now);
        if (kept.continued > 0) onContinued(kept.continued, kept.startedAt);
        return { log: kept, startedAt: kept.startedAt };
      },
    });
    kept?.finish();
    return collection;
  } finally {
    kept?.close();
  }
}

/** Beside the old file and then in its place. @throws AccessError `bad-input` where the file cannot be written. */
export async function saveSnapshot(path: string, { document }: Pick<Collection, "document">): Promise<void> {
  const format = /\.ya?ml$/.test(path) ? "yaml" : "json";
  const draft = `${path}.${process.pid}.draft`;
  try {
    await writeFile(draft, writeOrganizationDocument(document, format), { mode: 0o600 });
    await rename(draft, path);
  } catch (error) {
    throw new AccessError("bad-input", `${path} could not be written: ${String((error as { code?: unknown }).code)}`, {
      cause: error,
    });
  }
}
