/** The kept snapshot of the organization that a connection reaches, caught up from CloudTrail before it answers. */
import type { Context } from "../../model/context.ts";
import { AccessError, type AccessErrorCode } from "../../model/errors.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { Origin } from "../../model/origin.ts";
import type { AwsConnection } from "../../sources/aws/calling/connection.ts";
import type { OpenCollection } from "../../sources/organization/collecting/collect.ts";
import { type Refreshed, refreshFrom } from "../../sources/organization/refreshing/refresh.ts";
import type { KeptRead } from "../../store/kept-snapshots.ts";
import type { Environment } from "../connection.ts";
import { labGeneration } from "../lab-portal.ts";
import { whileOpen } from "../snapshot.ts";
import {
  connectionKey,
  keptOrWhyNot,
  keptSnapshotsOrWhyNot,
  namesCredentials,
  openKeptSnapshots,
  organizationOf,
  rememberReached,
} from "./kept-folder.ts";
import { whyNotCaughtUp } from "./wanted-coverage.ts";

export type RefreshedKept = Extract<Refreshed, { kind: "refreshed" }>;

export type Kept =
  | { readonly kind: "refreshed"; readonly refreshed: RefreshedKept; readonly notKept?: string | undefined }
  | {
      readonly kind: "none";
      /** There is one, and it cannot answer. */
      readonly reason?: string | undefined;
      /** Nothing can be kept at all. */
      readonly notKept?: string | undefined;
    };

export interface KeptQuestion {
  /** Both walks are needed. */
  readonly isComplete: boolean;
  readonly includesUnits: boolean;
}

/** The kept snapshot as of now; what was read again is kept too. @throws AccessError as `refreshOrganization` */
export async function refreshKept(
  opened: OpenCollection,
  context: Context,
  env: Environment,
  { isComplete, includesUnits }: KeptQuestion,
): Promise<Kept> {
  const folder = keptSnapshotsOrWhyNot(env);
  if (folder.kind === "nowhere") return { kind: "none", notKept: folder.whyNot };
  const { store } = folder;
  const organization = organizationOf(opened);
  const kept = store.read(organization);
  if (kept.kind === "none") return { kind: "none" };
  if (kept.kind === "damaged") return { kind: "none", reason: `the kept snapshot ${damageIn(kept)}` };
  const generation = await labGeneration(organization.endpointUrl ?? undefined);
  const reason = whyNotCaughtUp(kept, { isComplete, generation });
  if (reason !== undefined) return { kind: "none", reason };
  const refreshed = await refreshFrom(kept.document, opened, context, { includesUnits });
  if (refreshed.kind === "full-scan-needed") return { kind: "none", reason: refreshed.reason };
  const { document } = refreshed;
  const notKept = keptOrWhyNot(store, organization, { document, generation, insteadOf: kept.version });
  return { kind: "refreshed", refreshed, notKept };
}

export interface AsItLies {
  readonly document: OrganizationDocument;
  /** Nobody said whose it has to be: it was taken because no other organization is kept for the endpoint. */
  readonly isOnlyOne: boolean;
}

/** What an answer from it says. */
export const keptOrigin = ({ document, isOnlyOne }: AsItLies): Origin => ({
  kind: "kept",
  ...(isOnlyOne && { only: document.organization.id }),
});

/**
 * The kept snapshot as it lies there. A call is made only where credentials are named and were never used before; where AWS does
 * not answer it, or no credentials are named, the only organization that is kept is meant.
 *
 * @throws AccessError `not-found` where none is kept; `unreadable-document` where it is damaged.
 */
export async function keptAsIs(connection: AwsConnection, context: Context, env: Environment): Promise<AsItLies> {
  const store = openKeptSnapshots(env);
  const only = (): KeptRead => store.readOnly(connection.endpointUrl ?? null);
  const reached = store.reached(connectionKey(connection, env));
  if (reached) return { document: usable(store.read(reached), reached.instanceArn), isOnlyOne: false };
  if (!namesCredentials(connection, env)) {
    const found = only();
    if (found.kind !== "none") return { document: usable(found), isOnlyOne: true };
  }
  try {
    const asked = await organizationAsked(connection, context, env);
    return { document: usable(store.read(asked), asked.instanceArn), isOnlyOne: false };
  } catch (error) {
    const found: KeptRead = isUnanswered(error) ? only() : { kind: "none" };
    if (found.kind === "none") throw error;
    return { document: usable(found), isOnlyOne: true };
  }
}

/** One attempt: whoever wants no refresh does not want to wait for a network that is not there. */
const organizationAsked = (connection: AwsConnection, context: Context, env: Environment) =>
  whileOpen(
    { connection: { ...connection, attempts: 1, collectionAttempts: 1 }, context, onCall: undefined },
    async (opened) => {
      rememberReached(opened, connection, env);
      return organizationOf(opened);
    },
  );

const UNANSWERED: ReadonlySet<AccessErrorCode> = new Set(["no-credentials", "expired-credentials", "unreachable"]);

const isUnanswered = (error: unknown): boolean => error instanceof AccessError && UNANSWERED.has(error.code);

/** @throws AccessError */
function usable(kept: KeptRead, instanceArn?: string): OrganizationDocument {
  if (kept.kind === "kept") return kept.document;
  if (kept.kind === "damaged")
    throw new AccessError("unreadable-document", `The kept snapshot ${damageIn(kept)}`, {
      next: "Run idc-doctor snapshot save: it collects the organization again, and replaces the file when it has all of it",
    });
  throw new AccessError("not-found", `No snapshot of the organization of ${instanceArn ?? "this endpoint"} is kept`, {
    next: "Collect one with idc-doctor snapshot save",
  });
}

const damageIn = ({ path, problem }: Extract<KeptRead, { kind: "damaged" }>): string =>
  `${path} is damaged: ${problem}`;
