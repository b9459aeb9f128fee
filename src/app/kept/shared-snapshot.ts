/** The kept snapshot of a team: in the store, caught up or collected by one process at a time, and continued by another when that one dies. */
import type { Context } from "../../model/context.ts";
import { nameIndexOf } from "../../model/names/name-index.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { loadOrganizationDocument } from "../../model/organization-document/load.ts";
import { writtenForm } from "../../model/organization-document/write.ts";
import type { AwsConnection } from "../../sources/aws/calling/connection.ts";
import { collectFrom, type OpenCollection } from "../../sources/organization/collecting/collect.ts";
import { lookBackFrom, type RawCloudTrailEvent } from "../../sources/organization/refreshing/cloudtrail-window.ts";
import { type RefreshOptions, refreshFrom } from "../../sources/organization/refreshing/refresh.ts";
import { LONGEST_CONTINUED_MILLISECONDS } from "../../store/collection-log.ts";
import type { Store } from "../../store/database.ts";
import type { HeldLease } from "../../store/held-lease.ts";
import type { SnapshotHead } from "../../store/shared-snapshots.ts";
import { labGeneration } from "../lab-portal.ts";
import { whileOpen } from "../snapshot.ts";
import type { SnapshotOptions } from "./collect-locked.ts";
import { asWideAs, whyNotCaughtUp } from "./wanted-coverage.ts";

/** Which organization of which store. */
export interface SharedAt {
  readonly store: Pick<Store, "snapshots" | "collections" | "hold">;
  /** Under which the store keeps it. */
  readonly organization: string;
}

export interface SharedSnapshotRead {
  readonly head: SnapshotHead;
  readonly document: OrganizationDocument;
}

/** The newest one as it lies there; undefined where none is kept, or another release wrote it. */
export async function readShared({ store, organization }: SharedAt): Promise<SharedSnapshotRead | undefined> {
  const head = await store.snapshots.newest(organization);
  const document = head && (await documentOf(head, { store }));
  return document && { head, document };
}

/** Undefined where it is gone, or another release wrote it. */
export async function documentOf(
  { id }: Pick<SnapshotHead, "id">,
  { store }: Pick<SharedAt, "store">,
): Promise<OrganizationDocument | undefined> {
  const bytes = await store.snapshots.part(id, "document");
  if (!bytes) return undefined;
  const loaded = loadOrganizationDocument(JSON.parse(new TextDecoder().decode(bytes)));
  return loaded.kind === "invalid" ? undefined : loaded.document;
}

export interface RefreshSharedOptions extends Omit<SnapshotOptions, "onTakenOver"> {
  /** A new collection, whatever is kept. */
  readonly isFresh: boolean;
  /** Before a collection begins although a snapshot is kept, because that takes its time. */
  readonly onFull: (reason: string) => void;
  /** Events of CloudTrail since then that a queue brought. */
  readonly eventsSince?: RefreshOptions["eventsSince"];
  /** What the snapshot was before, and the events that touched it since, as far as they are known. */
  readonly onChanged?:
    | ((
        before: OrganizationDocument,
        events: readonly RawCloudTrailEvent[],
        /** Those that changed an IAM role's trust policy. */
        ofRoles: readonly RawCloudTrailEvent[],
      ) => void)
    | undefined;
  /** ISO 8601: a snapshot that another process has begun since then will do. */
  readonly newerThan?: string | undefined;
  /** Nobody else reads the organization any more, and nothing has been read yet. */
  readonly onHeld?: (() => Promise<void>) | undefined;
}

/** Milliseconds between two attempts to be the one who works on the organization. */
const ATTEMPT_EVERY = 250;

/**
 * The snapshot as of now, kept in the store. Whoever was stopped for so long that another process goes on keeps nothing.
 *
 * @throws AccessError as `collectOrganization` does; `lease-lost`
 */
export async function refreshShared(
  at: SharedAt,
  connection: AwsConnection,
  context: Context,
  options: RefreshSharedOptions,
): Promise<OrganizationDocument> {
  const { lease, hasWaited } = await hold(at, context, options);
  const failed = new AbortController();
  const stopped = AbortSignal.any([lease.lost, failed.signal]);
  try {
    await options.onHeld?.();
    const kept = await readShared(at);
    const isNewEnough = options.newerThan !== undefined && (kept?.head.takenAt ?? "") >= options.newerThan;
    if (hasWaited && kept && isNewEnough) return kept.document;
    const own: Context = { ...context, signal: AbortSignal.any([context.signal, stopped]) };
    return await whileOpen({ connection, context: own, onCall: options.onCall }, (opened) =>
      caughtUpOrCollected({ at, opened, lease, kept, context: own, fail: (error) => failed.abort(error) }, options),
    );
  } catch (error) {
    // What stopped the work, and not that its calls were interrupted.
    throw stopped.aborted ? stopped.reason : error;
  } finally {
    await lease.release();
  }
}

async function hold(
  { store, organization }: SharedAt,
  context: Context,
  { onWaiting }: Pick<RefreshSharedOptions, "onWaiting">,
): Promise<{ readonly lease: HeldLease; readonly hasWaited: boolean }> {
  for (let attempt = 0; ; attempt += 1) {
    const held = await store.hold(`collection ${organization}`);
    if (held.kind === "held") return { lease: held, hasWaited: attempt > 0 };
    if (attempt === 0) onWaiting();
    await context.delay(ATTEMPT_EVERY, context.signal);
  }
}

interface Work {
  readonly at: SharedAt;
  readonly opened: OpenCollection;
  readonly lease: HeldLease;
  readonly kept: SharedSnapshotRead | undefined;
  readonly context: Context;
  /** An answer could not be kept: the collection ends. */
  readonly fail: (error: unknown) => void;
}

async function caughtUpOrCollected(work: Work, options: RefreshSharedOptions): Promise<OrganizationDocument> {
  const { kept, opened, context } = work;
  // Before the first answer: what is loaded into a lab meanwhile is then seen to be another organization.
  const generation = (await labGeneration(opened.calling.connection.endpointUrl)) ?? null;
  const reason = kept && whyNotHere(kept, generation, options, opened);
  if (kept && reason === undefined) {
    const { includesUnits, eventsSince } = options;
    const refreshed = await refreshFrom(kept.document, opened, context, { includesUnits, eventsSince });
    if (refreshed.kind === "refreshed") {
      options.onChanged?.(kept.document, refreshed.touching, refreshed.ofRoles);
      await keep(work, refreshed.document, generation);
      return refreshed.document;
    }
    options.onFull(refreshed.reason);
  } else if (reason !== undefined) options.onFull(reason);
  const document = await collected(work, options);
  if (kept) {
    const events = (await options.eventsSince?.(lookBackFrom(kept.document))) ?? [];
    options.onChanged?.(kept.document, events, events);
  }
  await keep(work, document, generation);
  return document;
}

function whyNotHere(
  { head, document }: SharedSnapshotRead,
  generation: string | null,
  { isFresh, isComplete }: RefreshSharedOptions,
  { instance }: OpenCollection,
): string | undefined {
  if (isFresh) return "a new collection was asked for";
  if (document.instance?.arn !== instance.arn) return "the kept snapshot is of another organization";
  return whyNotCaughtUp({ document, generation: head.generation }, { isComplete, generation });
}

async function collected(
  { at, opened, lease, kept, context, fail }: Work,
  { isComplete, includesUnits, onProgress, onContinued }: RefreshSharedOptions,
): Promise<OrganizationDocument> {
  let flush = (): Promise<void> => Promise.resolve();
  const { document } = await collectFrom(opened, context, {
    ...asWideAs(kept?.document, { isComplete, includesUnits }),
    onProgress,
    openLog: async (owner, now) => {
      const log = await at.store.collections.open({
        organization: at.organization,
        owner: JSON.stringify(owner),
        lease: lease.lease,
        now,
        longestContinuedMilliseconds: LONGEST_CONTINUED_MILLISECONDS,
        onFailure: fail,
      });
      if (log.continued > 0) onContinued(log.continued, log.startedAt);
      flush = log.flush;
      return { log, startedAt: log.startedAt };
    },
  });
  await flush();
  return document;
}

/** Keeps a document as the first moment of an organization. @throws AccessError `lease-lost` */
export async function keepDocument(at: SharedAt, document: OrganizationDocument, context: Context): Promise<void> {
  const { lease } = await hold(at, context, { onWaiting: () => undefined });
  try {
    await keep({ at, lease, kept: undefined, context }, document, null);
  } finally {
    await lease.release();
  }
}

async function keep(
  { at, lease, kept, context }: Pick<Work, "at" | "lease" | "kept" | "context">,
  document: OrganizationDocument,
  generation: string | null,
): Promise<void> {
  const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  const snapshot = {
    id: context.newId(),
    organization: at.organization,
    takenAt: document.takenAt,
    keptAt: context.now().toISOString(),
    generation,
    parts: { document: bytes(writtenForm(document)), names: bytes(nameIndexOf(document)) },
  };
  await at.store.snapshots.keep(snapshot, { under: lease.lease, insteadOf: kept?.head.id });
}
