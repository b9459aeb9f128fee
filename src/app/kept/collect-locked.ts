/** A collection that goes on after an interruption, made by one process at a time; those that waited for it share it. */
import { dirname, join } from "node:path";
import type { Context } from "../../model/context.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { counted } from "../../report/counted.ts";
import { type Collection, collectFrom, type OpenCollection } from "../../sources/organization/collecting/collect.ts";
import type { CollectionProgress } from "../../sources/organization/collecting/progress.ts";
import { type CollectionLog, openCollectionLog } from "../../store/collection-log.ts";
import type { KeptSnapshots, SnapshotToKeep } from "../../store/kept-snapshots.ts";
import { isWritable, privateFolder } from "../../store/private-folder.ts";
import { type Environment, stateFolder } from "../connection.ts";
import { withWayOn } from "../interruption.ts";
import { labGeneration } from "../lab-portal.ts";
import { keptSnapshotsOrWhyNot, organizationOf } from "./kept-folder.ts";
import { isFreshFor } from "./wanted-coverage.ts";
import { type WaitingSayings, whileLocked } from "./while-locked.ts";

export interface SnapshotOptions extends WaitingSayings {
  readonly isComplete: boolean;
  /** Organizational units, and which account is in which. */
  readonly includesUnits: boolean;
  /** What is known already, and stays so where this collection may not or cannot ask for it. */
  readonly earlier?: OrganizationDocument | undefined;
  readonly onProgress: (progress: CollectionProgress) => void;
  /** An interrupted collection is continued: so many answers are there already. */
  readonly onContinued: (answers: number, startedAt: string) => void;
  readonly onCall?: ((evidence: Evidence) => void) | undefined;
  /** What another process has begun since then, and kept, will do; undefined: since the call of this function. */
  readonly askedAt?: Date | undefined;
}

export interface Collected extends Collection {
  /** Another process has collected it since this one was started. */
  readonly isShared: boolean;
}

interface LockedOptions extends SnapshotOptions {
  readonly askedAt: Date;
  /** Called before the answers of the collection are thrown away. */
  readonly keep?: (snapshot: SnapshotToKeep) => void;
  /** Asked when another process had to be waited for: an older one that it has kept may do. */
  readonly afterWaiting?: () => Promise<Collection | undefined>;
}

/** Collects while no other process collects the same organization; where nothing can be kept, nobody knows of the others. */
export async function collectLocked(
  opened: OpenCollection,
  context: Context,
  env: Environment,
  options: LockedOptions,
): Promise<Collected> {
  const folder = keptSnapshotsOrWhyNot(env);
  const own = async (home: string | undefined): Promise<Collected> => ({
    ...(await collectContinued(opened, context, home, options)),
    isShared: false,
  });
  if (folder.kind === "nowhere") return own(undefined);
  const path = folder.store.lockPath(organizationOf(opened));
  if (!isWritable(dirname(path))) return own(undefined);
  return whileLocked(path, context, {
    onWaiting: options.onWaiting,
    onTakenOver: options.onTakenOver,
    work: async (hasWaited) => {
      const shared = await sharedCollection(opened, context, folder.store, { ...options, hasWaited });
      if (shared) return { ...shared, isShared: true };
      const found = hasWaited ? await options.afterWaiting?.() : undefined;
      return found ? { ...found, isShared: false } : own(privateFolder(stateFolder(env)));
    },
  });
}

/** What another process has kept meanwhile, where it is as fresh as a collection of our own. */
async function sharedCollection(
  opened: OpenCollection,
  context: Context,
  store: KeptSnapshots,
  { isComplete, includesUnits, askedAt, hasWaited }: LockedOptions & { readonly hasWaited: boolean },
): Promise<Collection | undefined> {
  const generation = await labGeneration(opened.calling.connection.endpointUrl);
  const found = store.read(organizationOf(opened));
  const wanted = { isComplete, includesUnits, generation, askedAt, hasWaited, now: context.now() };
  if (found.kind !== "kept" || !isFreshFor(found, wanted)) return undefined;
  return {
    document: found.document,
    calls: opened.calling.log.summary(),
    budgets: opened.calling.budgets.report(),
    milliseconds: context.monotonic() - opened.begun,
  };
}

/** @param home undefined: nothing can be kept, and an interruption loses all answers. */
async function collectContinued(
  opened: OpenCollection,
  context: Context,
  home: string | undefined,
  { isComplete, includesUnits, earlier, onProgress, onContinued, keep }: LockedOptions,
): Promise<Collection> {
  // Before the first answer: what is loaded into a lab meanwhile is then seen to be another organization.
  const generation = keep && (await labGeneration(opened.calling.connection.endpointUrl));
  let answers: CollectionLog | undefined;
  try {
    const collection = await collectFrom(opened, context, {
      isComplete,
      includesUnits,
      earlier,
      onProgress,
      ...(home !== undefined && {
        openLog: (owner, now) => {
          answers = openCollectionLog(join(home, "collections"), owner, now);
          if (answers.continued > 0) onContinued(answers.continued, answers.startedAt);
          return { log: answers, startedAt: answers.startedAt };
        },
      }),
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
