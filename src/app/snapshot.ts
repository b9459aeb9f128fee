/** The use cases behind `snapshot`: collect the organization, keep the document in a file. */
import { join } from "node:path";
import type { Context } from "../model/context.ts";
import type { Evidence } from "../model/evidence.ts";
import { writeOrganizationDocument } from "../model/organization-document/write.ts";
import type { AwsConnection } from "../sources/aws/calling/connection.ts";
import { type Collection, collectOrganization } from "../sources/organization/collecting/collect.ts";
import type { CollectionProgress } from "../sources/organization/collecting/progress.ts";
import { type CollectionLog, openCollectionLog } from "../store/collection-log.ts";
import { privateFolder } from "../store/private-folder.ts";
import { type Environment, stateFolder } from "./connection.ts";
import { checkedTarget, type Target, writeTarget } from "./target-file.ts";

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
  const home = privateFolder(stateFolder(env));
  let kept: CollectionLog | undefined;
  try {
    const collection = await collectOrganization(connection, context, {
      isComplete,
      includesUnits,
      onProgress,
      ...(onCall ? { onCall } : {}),
      openLog: (owner, now) => {
        kept = openCollectionLog(join(home, "collections"), owner, now);
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

/** The file that a snapshot is to take, looked at before anything is collected. @throws AccessError as `checkedTarget` */
export const snapshotTarget = (path: string): Promise<Target> => checkedTarget(path, [".json", ".yaml", ".yml"]);

/** @throws AccessError as `writeTarget` */
export const saveSnapshot = (target: Target, { document }: Pick<Collection, "document">): Promise<void> =>
  writeTarget(target, writeOrganizationDocument(document, target.extension === ".json" ? "json" : "yaml"));
