/** Where a whole organization comes from: a saved document, the kept snapshot, or a collection that is kept. */
import type { Context } from "../model/context.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { freshnessOf } from "../model/organization-document/freshness.ts";
import type { Origin } from "../model/origin.ts";
import type { OpenCollection } from "../sources/organization/collecting/collect.ts";
import type { Connection, Environment } from "./connection.ts";
import { collectLocked, type SnapshotOptions } from "./kept/collect-locked.ts";
import { keepCollected, keptSnapshotsOrWhyNot, organizationOf, rememberReached, whyNot } from "./kept/kept-folder.ts";
import { type Kept, keptAsIs, keptOrigin, type RefreshedKept, refreshKept } from "./kept/open-kept.ts";
import { asWideAs } from "./kept/wanted-coverage.ts";
import { whileOpen } from "./snapshot.ts";

export interface OpenOptions extends SnapshotOptions {
  /** A new collection, whatever is kept. */
  readonly isFresh: boolean;
  /** The kept snapshot as it lies there. */
  readonly isUnrefreshed: boolean;
  /** Reads only what the question needs, where no kept snapshot can answer and nobody asked for a collection. */
  readonly readTargeted?: (opened: OpenCollection) => Promise<OrganizationDocument>;
  /** Before a collection begins although a snapshot is kept, because that takes its time. */
  readonly onFull: (reason: string) => void;
}

export interface Opened {
  readonly document: OrganizationDocument;
  readonly origin: Origin;
  /** What was read again. */
  readonly refreshed?: RefreshedKept;
}

/** The whole organization of a connection, with what could not be read as its coverage. @throws AccessError as the collector does. */
export async function openOrganization(
  connection: Connection,
  context: Context,
  env: Environment,
  options: OpenOptions,
): Promise<Opened> {
  if (connection.from) return { document: connection.from, origin: { kind: "file" } };
  if (options.isUnrefreshed) {
    const found = await keptAsIs(connection.aws, context, env);
    return { document: found.document, origin: keptOrigin(found) };
  }
  const askedAt = options.askedAt ?? context.now();
  return whileOpen({ connection: connection.aws, context, onCall: options.onCall }, (opened) => {
    rememberReached(opened, connection.aws, env);
    return refreshedOrCollected(opened, context, env, { ...options, askedAt });
  });
}

interface Asked extends OpenOptions {
  readonly askedAt: Date;
}

async function refreshedOrCollected(
  opened: OpenCollection,
  context: Context,
  env: Environment,
  options: Asked,
): Promise<Opened> {
  const catchUp = () => (options.isFresh ? undefined : refreshKept(opened, context, env, options));
  const found = await catchUp();
  if (found?.kind === "refreshed") return openedFrom(found);
  if (options.readTargeted && !options.isFresh && !options.isComplete)
    return {
      document: await options.readTargeted(opened),
      origin: { kind: "targeted", reason: found?.reason, notKept: found?.notKept },
    };
  if (found?.reason !== undefined) options.onFull(found.reason);
  return collected(opened, context, env, { ...options, catchUp });
}

async function collected(
  opened: OpenCollection,
  context: Context,
  env: Environment,
  { catchUp, ...options }: Asked & { readonly catchUp: () => Promise<Kept> | undefined },
): Promise<Opened> {
  const folder = keptSnapshotsOrWhyNot(env);
  const before = folder.kind === "there" ? folder.store.read(organizationOf(opened)) : undefined;
  let later: Opened | undefined;
  let notKept = folder.kind === "there" ? undefined : folder.whyNot;
  const { document, isShared } = await collectLocked(opened, context, env, {
    ...options,
    ...asWideAs(before?.kind === "kept" ? before.document : undefined, options),
    keep: (snapshot) => {
      if (folder.kind === "nowhere") return;
      const { store } = folder;
      notKept = whyNot(() => keepCollected(store, organizationOf(opened), { snapshot, now: context.now() }));
    },
    afterWaiting: async () => {
      const kept = await catchUp();
      if (kept?.kind !== "refreshed") return undefined;
      later = openedFrom(kept);
      return kept.refreshed;
    },
  });
  if (isShared) return { document, origin: { kind: "shared", collectedAt: freshnessOf(document).collectedAt } };
  return later ?? { document, origin: { kind: "collected", notKept } };
}

const openedFrom = ({ refreshed, notKept }: Extract<Kept, { kind: "refreshed" }>): Opened => {
  const { document, changed } = refreshed;
  const collectedAt = document.coverage?.trail?.collectedAt ?? document.takenAt;
  return { document, refreshed, origin: { kind: "refreshed", collectedAt, changes: changed, notKept } };
};
