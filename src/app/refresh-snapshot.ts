/** The use case behind `snapshot refresh`: a document caught up from CloudTrail, or collected again where events are not enough. */
import type { Context } from "../model/context.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import type { AwsConnection } from "../sources/aws/calling/connection.ts";
import type { Collection } from "../sources/organization/collecting/collect.ts";
import { type Refreshed, refreshOrganization } from "../sources/organization/refreshing/refresh.ts";
import { refuseOtherInstance } from "../sources/organization/refreshing/same-instance.ts";
import type { Environment } from "./connection.ts";
import type { SnapshotOptions } from "./kept/collect-locked.ts";
import { asWideAs } from "./kept/wanted-coverage.ts";
import { collectSnapshot } from "./snapshot.ts";

export interface RefreshSnapshotOptions extends Omit<SnapshotOptions, "isComplete" | "includesUnits"> {
  /** A full collection, whatever the events say. */
  readonly isFull: boolean;
  /** Organizational units, although the document holds none yet. */
  readonly addsUnits: boolean;
  /** Before a full collection begins, because that takes its time. */
  readonly onFull: (reason: string) => void;
}

export type RefreshedSnapshot =
  | Extract<Refreshed, { kind: "refreshed" }>
  | (Collection & { readonly kind: "collected"; readonly reason: string });

/**
 * The document as of now. A full collection walks as the document's own did, and asks for units where it did.
 *
 * @throws AccessError as `collectOrganization` does; `bad-input` where the document is of another instance.
 */
export async function refreshSnapshot(
  document: OrganizationDocument,
  connection: AwsConnection,
  context: Context,
  env: Environment,
  { isFull, addsUnits, onFull, ...options }: RefreshSnapshotOptions,
): Promise<RefreshedSnapshot> {
  const refreshed = isFull
    ? ({ kind: "full-scan-needed", reason: "requested with --fresh" } as const)
    : await refreshOrganization(document, connection, context, { includesUnits: addsUnits, onCall: options.onCall });
  if (refreshed.kind === "refreshed") return refreshed;
  onFull(refreshed.reason);
  const collection = await collectSnapshot(connection, context, env, {
    ...options,
    ...asWideAs(document, { isComplete: false, includesUnits: addsUnits }),
  });
  refuseOtherInstance(document, collection.document.instance?.arn);
  return { kind: "collected", reason: refreshed.reason, ...collection };
}
