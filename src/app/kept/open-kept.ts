/** The kept snapshot of the organization that a connection reaches, caught up from CloudTrail before it answers. */
import type { Context } from "../../model/context.ts";
import { AccessError } from "../../model/errors.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { AwsConnection } from "../../sources/aws/calling/connection.ts";
import type { OpenCollection } from "../../sources/organization/collecting/collect.ts";
import { type Refreshed, refreshFrom } from "../../sources/organization/refreshing/refresh.ts";
import type { Environment } from "../connection.ts";
import { labGeneration } from "../lab-portal.ts";
import { whileOpen } from "../snapshot.ts";
import { connectionKey, keptOrWhyNot, openKeptSnapshots, organizationOf, rememberReached } from "./kept-folder.ts";
import { whyNotCaughtUp } from "./wanted-coverage.ts";

export type RefreshedKept = Extract<Refreshed, { kind: "refreshed" }>;

export type Kept =
  | { readonly kind: "refreshed"; readonly refreshed: RefreshedKept; readonly notKept?: string | undefined }
  /** There is none, or it cannot answer: why, where there is one. */
  | { readonly kind: "none"; readonly reason?: string | undefined };

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
  const store = openKeptSnapshots(env);
  const organization = organizationOf(opened);
  const kept = store.read(organization);
  if (kept === undefined) return { kind: "none" };
  const generation = await labGeneration(organization.endpointUrl ?? undefined);
  const reason = whyNotCaughtUp(kept, { isComplete, generation });
  if (reason !== undefined) return { kind: "none", reason };
  const refreshed = await refreshFrom(kept.document, opened, context, { includesUnits });
  if (refreshed.kind === "full-scan-needed") return { kind: "none", reason: refreshed.reason };
  const { document } = refreshed;
  const notKept = keptOrWhyNot(store, organization, { document, generation, insteadOf: kept.version });
  return { kind: "refreshed", refreshed, notKept };
}

/**
 * The kept snapshot as it lies there. Calls are made only where the connection was never used before.
 *
 * @throws AccessError `not-found` where none is kept.
 */
export async function keptAsIs(
  connection: AwsConnection,
  context: Context,
  env: Environment,
): Promise<OrganizationDocument> {
  const store = openKeptSnapshots(env);
  const reached =
    store.reached(connectionKey(connection, env)) ??
    (await whileOpen({ connection, context, onCall: undefined }, async (opened) => {
      rememberReached(opened, connection, env);
      return organizationOf(opened);
    }));
  const kept = store.read(reached);
  if (kept) return kept.document;
  throw new AccessError("not-found", `No snapshot of the organization of ${reached.instanceArn} is kept`, {
    next: "Collect one with idc-doctor snapshot save",
  });
}
