/** AWS's own record of a refused request, as GetRequestAuthorizationDetails gives it (facts AT16 to AT20). */
import type { Reading } from "../model/reading.ts";

/** Where a record can be read: the id of the refusal, in the Region in which it arose (facts AT13). */
export interface AuthorizationId {
  readonly id: string;
  readonly region: string;
}

export interface RecordedStatement {
  /** Made up by AWS where the statement has none (facts AT17). */
  readonly sid: string;
  /** `ALLOW` or `DENY`. */
  readonly effect: string;
}

export interface RecordedEvaluation {
  readonly action: string;
  /** May be empty or a wildcard (facts AT17). */
  readonly resource: string;
  /** `ALLOW`, `EXPLICIT_DENY` or `IMPLICIT_DENY`. */
  readonly effect: string;
  /** None where nothing allows (facts AT17). */
  readonly matched: readonly { readonly uri: string; readonly statements: readonly RecordedStatement[] }[];
}

export interface RecordedPolicy {
  /** `SERVICE_CONTROL_POLICY`, … (facts AT18). */
  readonly type: string;
  readonly isInline: boolean;
  /** The ARN of a managed policy; an opaque id of an inline one. */
  readonly uri: string;
  /** ARNs of the principal, the resource, or of roots, units and accounts. */
  readonly attachedTo: readonly string[];
}

export interface RefusalRecord {
  /** Condition keys as they were; personal data among them (facts AT26). */
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly evaluations: readonly RecordedEvaluation[];
  /** Those that did not match, too. */
  readonly policies: readonly RecordedPolicy[];
}

/** What was read of one refusal. */
export interface RefusalFacts {
  readonly authorization: AuthorizationId;
  /** Null: AWS has no record of it, or none any more. */
  readonly record: Reading<RefusalRecord | null>;
  /** Of policies with a statement that denied, by uri: the JSON text as it was. */
  readonly texts: ReadonlyMap<string, Reading<string | null>>;
  /** The same policies of now: the texts among which the statement would be. Null: gone, or attached no longer. */
  readonly now: ReadonlyMap<string, Reading<readonly string[] | null>>;
}
