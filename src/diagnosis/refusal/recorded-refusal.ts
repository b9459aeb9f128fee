/** A refusal as AWS recorded it, joined to the person, and compared with the policies of now. Plain data. */
import type { AuthorizationId } from "../../facts/refusal-record.ts";

/** Whether a statement that denied is still as it was. */
export type StatementSince = "unchanged" | "changed" | "removed" | "policy removed" | "unknown";

export interface RefusingStatement {
  /** AWS's type of policy in the words of its sentences: `service control policy`. */
  readonly layer: string;
  /** ARN, or `inline policy of <role>`. */
  readonly policy: string;
  /** ARNs of the principal, or of roots, units and accounts. */
  readonly attachedTo: readonly string[];
  /** As AWS names it; made up where the statement has none (facts AT17). */
  readonly sid: string;
  /** The JSON of the statement as it was; null: AWS does not give the policy. */
  readonly statement: string | null;
  readonly since: StatementSince;
  /** Changed: the JSON of the statement of now. */
  readonly now: string | null;
  /** Why it could not be compared. */
  readonly reason: string | null;
}

export interface RecordedAccess {
  /** `Ana Lima (ana) → assignment of group Developers → permission set Reader → role AWSReservedSSO_Reader_…` */
  readonly path: string;
  /** Whether the access still is there. */
  readonly stillThere: "yes" | "no" | "unknown";
}

export interface DecisionCompared {
  readonly agrees: boolean | null;
  readonly words: string;
}

export interface RecordedRefusal {
  readonly authorization: AuthorizationId;
  /** Why AWS's record is not here; null: it was read. */
  readonly notRead: string | null;
  /** `EXPLICIT_DENY`: a statement denied; `IMPLICIT_DENY`: nothing allowed it. Null: not read. */
  readonly effect: "EXPLICIT_DENY" | "IMPLICIT_DENY" | null;
  /** Every statement that denied; none where nothing allowed it. */
  readonly refusedBy: readonly RefusingStatement[];
  /** How many policies of each type AWS evaluated. */
  readonly evaluated: Readonly<Record<string, number>>;
  readonly access: RecordedAccess | null;
  /** The decision on the policies of now (`why --action`) beside AWS's record. */
  readonly compared: DecisionCompared | null;
  /** Condition keys of the request; only where asked for: personal data is among them (facts AT26). */
  readonly requestContext?: Readonly<Record<string, unknown>>;
}
