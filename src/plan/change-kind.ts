/** What each kind of change must answer; apply and the plan know changes by these words only. */
import type { Change, ChangeKind, Risk } from "../model/change.ts";
import type { AccountId } from "../model/ids.ts";

export interface ApiCall {
  readonly service: "sso-admin" | "identitystore" | "account-access" | "iam";
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The account in which it is sent, through the audit role; absent: where the caller is. */
  readonly inAccount?: AccountId | undefined;
}

/** How a call that is only accepted is followed to its end: the ledger to poll, and where the status is in the answer. */
export interface Polling {
  readonly ledger: "create-assignment" | "delete-assignment" | "provision";
}

/** What must be true in AWS for the change to count as done; `apply` looks. */
export type Goal =
  | { readonly kind: "assigned"; readonly wanted: boolean }
  | { readonly kind: "provisioned" }
  | { readonly kind: "member"; readonly wanted: boolean }
  | { readonly kind: "entitled"; readonly wanted: boolean }
  | { readonly kind: "trust" };

export interface KindOfChange<K extends ChangeKind> {
  readonly describe: (change: Extract<Change, { kind: K }>) => string;
  /** What it adds, removes or renames beside its purpose. */
  readonly effects: (change: Extract<Change, { kind: K }>) => readonly string[];
  readonly risk: Risk;
  readonly call: (change: Extract<Change, { kind: K }>) => ApiCall;
  /** Undefined where the call is done when it returns. */
  readonly polling: Polling | undefined;
  readonly goal: Goal;
  /** The inverse, or why there is none. */
  readonly undo: (
    change: Extract<Change, { kind: K }>,
  ) => Change | { readonly kind: "cannot"; readonly reason: string };
}
