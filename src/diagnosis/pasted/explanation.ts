/** What something pasted says: who, where, which, what refused, and what to do next. Plain data. */
import type { DiagnosedCause } from "../../model/diagnosis.ts";

export type PastedKind = "cloudtrail-event" | "access-denied" | "portal-error" | "arn" | "not-recognised";

/** Who may have refused, as AWS's sentence tells it (facts 5.6). */
export type Layer =
  | "service control policy"
  | "resource control policy"
  | "permissions boundary"
  | "session policy"
  | "resource-based policy"
  | "VPC endpoint policy"
  | "role trust policy"
  | "identity-based policy"
  | "portal"
  | "Identity Center"
  | "not said";

export interface Who {
  /** `Identity Center user`, `IAM user`, `role session`, `AWS service`, `account root`, `unknown`. */
  readonly kind: string;
  /** userName, user id, role or principal; as pasted. */
  readonly name: string | null;
  readonly arn: string | null;
}

/** The asynchronous request behind an event: where its end can be read. */
export interface PollableRequest {
  readonly id: string;
  readonly operation: string;
  readonly command: string;
}

export interface Explanation {
  readonly kind: PastedKind;
  /** What it is, in one line. */
  readonly title: string;
  readonly who: Who | null;
  readonly account: string | null;
  /** Name or ARN. */
  readonly permissionSet: string | null;
  readonly layer: Layer | null;
  readonly action: string | null;
  /** ISO 8601, as pasted. */
  readonly time: string | null;
  readonly request: PollableRequest | null;
  /** What it means, a sentence each. */
  readonly meaning: readonly string[];
  readonly next: readonly string[];
  /** Causes that the text itself proves. */
  readonly causes: readonly DiagnosedCause[];
}

const EMPTY: Omit<Explanation, "kind" | "title"> = {
  who: null,
  account: null,
  permissionSet: null,
  layer: null,
  action: null,
  time: null,
  request: null,
  meaning: [],
  next: [],
  causes: [],
};

export const explanation = (kind: PastedKind, title: string, parts: Partial<Explanation> = {}): Explanation => ({
  ...EMPTY,
  ...parts,
  kind,
  title,
});
