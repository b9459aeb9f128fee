/** The use cases behind `snapshot`: collect the organization, keep the document in a file or for the organization. */
import { join } from "node:path";
import type { Context } from "../model/context.ts";
import type { Evidence } from "../model/evidence.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { writeOrganizationDocument } from "../model/organization-document/write.ts";
import { counted } from "../report/counted.ts";
import type { AwsConnection } from "../sources/aws/calling/connection.ts";
import {
  type Collection,
  closeCollection,
  collectFrom,
  type OpenCollection,
  openCollection,
} from "../sources/organization/collecting/collect.ts";
import type { CollectionProgress } from "../sources/organization/collecting/progress.ts";
import { type CollectionLog, openCollectionLog } from "../store/collection-log.ts";
import type { SnapshotToKeep } from "../store/kept-snapshots.ts";
import { privateFolder } from "../store/private-folder.ts";
import { type Environment, stateFolder } from "./connection.ts";
import { withWayOn } from "./interruption.ts";
import { keepOrRefuse, openKeptSnapshots, organizationOf, rememberReached } from "./kept/kept-folder.ts";
import { whileLocked } from "./kept/while-locked.ts";
import { labGeneration } from "./lab-portal.ts";
import { checkedTarget, type Target, writeTarget } from "./target-file.ts";

export interface SnapshotOptions {
  readonly isComplete: boolean;
  /** Organizational units, and which account is in which. */
  readonly includesUnits: boolean;
  /** What is known already, and stays so where this collection may not or cannot ask for it. */
  readonly earlier?: OrganizationDocument | undefined;
  readonly onProgress: (progress: CollectionProgress) => void;
  /** An interrupted collection is continued: so many answers are there already. */
  readonly onContinued: (answers: number, startedAt: string) => void;
  /** Another process collects the same organization. */
  readonly onWaiting: () => void;
  readonly onCall?: ((evidence: Evidence) => void) | undefined;
}

/**
 * Collects the organization; one that was interrupted within the last hours is continued.
 *
 * @throws AccessError as `collectOrganization` does.
 */
export const collectSnapshot = (
  connection: AwsConnection,
  context: Context,
  env: Environment,
  options: SnapshotOptions,
): Promise<Collection> =>
  whileOpen({ connection, context, onCall: options.onCall }, (opened) => collectLocked(opened, context, env, options));

/** The same, kept for the organization. @throws AccessError as above; `write-failed` or `bad-input` where it cannot be kept. */
export const keepSnapshot = (
  connection: AwsConnection,
  context: Context,
  env: Environment,
  options: SnapshotOptions,
): Promise<Collection> =>
  whileOpen({ connection, context, onCall: options.onCall }, (opened) =>
    collectLocked(opened, context, env, {
      ...options,
      earlier: openKeptSnapshots(env).read(organizationOf(opened))?.document,
      keep: (snapshot) => {
        rememberReached(opened, connection, env);
        keepOrRefuse(openKeptSnapshots(env), organizationOf(opened), snapshot);
      },
    }),
  );

interface ToOpen {
  readonly connection: AwsConnection;
  readonly context: Context;
  readonly onCall: SnapshotOptions["onCall"];
}

/** Opens the connection, and closes it after the work. @throws AccessError as `collectOrganization` does. */
export async function whileOpen<T>(
  { connection, context, onCall }: ToOpen,
  work: (opened: OpenCollection) => Promise<T>,
): Promise<T> {
  const opened = await openCollection(connection, context, onCall);
  try {
    return await work(opened);
  } finally {
    closeCollection(opened);
  }
}

interface LockedOptions extends SnapshotOptions {
  /** Called before the answers of the collection are thrown away. */
  readonly keep?: (snapshot: SnapshotToKeep) => void;
  /** Asked when another process had to be waited for: what it has kept may do. */
  readonly afterWaiting?: () => Promise<Collection | undefined>;
}

/** Collects while no other process collects the same organization. */
export async function collectLocked(
  opened: OpenCollection,
  context: Context,
  env: Environment,
  { afterWaiting, ...options }: LockedOptions,
): Promise<Collection> {
  const path = openKeptSnapshots(env).lockPath(organizationOf(opened));
  return whileLocked({ path, onWaiting: options.onWaiting }, context, async (hasWaited) => {
    const found = hasWaited ? await afterWaiting?.() : undefined;
    return found ?? collectContinued(opened, context, env, options);
  });
}

async function collectContinued(
  opened: OpenCollection,
  context: Context,
  env: Environment,
  { isComplete, includesUnits, earlier, onProgress, onContinued, keep }: LockedOptions,
): Promise<Collection> {
  const home = privateFolder(stateFolder(env));
  // Before the first answer: what is loaded into a lab meanwhile is then seen to be another organization.
  const generation = keep && (await labGeneration(opened.calling.connection.endpointUrl));
  let answers: CollectionLog | undefined;
  try {
    const collection = await collectFrom(opened, context, {
      isComplete,
      includesUnits,
      earlier,
      onProgress,
      openLog: (owner, now) => {
        answers = openCollectionLog(join(home, "collections"), owner, now);
        if (answers.continued > 0) onContinued(answers.continued, answers.startedAt);
        return { log: answers, startedAt: answers.startedAt };
      },
    });
    keep?.({ document: collection.document, generation });
    answers?.finish();
    return collection;
  } catch (error) {
    throw withWayOn(error, () => wayOn(answers));
  } finally {
    answers?.close();
  }
}

const wayOn = (answers: CollectionLog | undefined): string =>
  answers === undefined || answers.size() === 0
    ? "Nothing was read yet"
    : `${counted(answers.size(), "answer")} of AWS ${answers.size() === 1 ? "is" : "are"} kept. Run the command again within six hours to go on from there`;

/** The file that a snapshot is to take, looked at before anything is collected. @throws AccessError as `checkedTarget` */
export const snapshotTarget = (path: string): Promise<Target> => checkedTarget(path, [".json", ".yaml", ".yml"]);

/** @throws AccessError as `writeTarget` */
export const saveSnapshot = (target: Target, { document }: Pick<Collection, "document">): Promise<void> =>
  writeTarget(target, writeOrganizationDocument(document, target.extension === ".json" ? "json" : "yaml"));
