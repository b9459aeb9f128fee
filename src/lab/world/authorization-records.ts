/** What the lab keeps of refusals that got an authorization id: the policies as they were, and how each was evaluated (facts AT14, AT16). */
import type { Table } from "./table.ts";

export interface RecordedPolicy {
  readonly type: "IDENTITY_BASED_POLICY" | "PERMISSIONS_BOUNDARY" | "SESSION_POLICY" | "SERVICE_CONTROL_POLICY";
  readonly inline: boolean;
  /** The ARN of a managed policy; an opaque id of an inline one (facts AT18). */
  readonly uri: string;
  /** ARNs of the principal, or of roots, units and accounts. */
  readonly attachedTo: readonly string[];
  /** JSON text, as it was. */
  readonly document: string;
  readonly matched: readonly { readonly sid: string; readonly effect: "ALLOW" | "DENY" }[];
}

export interface AuthorizationRecord {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly action: string;
  readonly resource: string;
  readonly isExplicit: boolean;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly policies: readonly RecordedPolicy[];
}

/** Records are read after a moment (facts AT14: one test needed a third try) and for a day. */
export const RECORDING_MILLISECONDS = 1000;
export const RETENTION_MILLISECONDS = 24 * 3_600_000;

/** Records older than a day are forgotten. */
export function forgetOldRecords(records: Table<AuthorizationRecord>, now: Date): void {
  const oldest = now.getTime() - RETENTION_MILLISECONDS;
  for (
    let [first] = records.page(0, 1).rows;
    first && Date.parse(first.at) <= oldest;
    [first] = records.page(0, 1).rows
  )
    records.remove(first.id);
}
