/** What the caller is to Identity Center, and what their policies allow: read before anything is sent. */
import type { AccountId, PermissionSetArn } from "../../model/ids.ts";
import type { Reading } from "../../model/reading.ts";
import type { NamedText } from "../grant/additional-facts.ts";

export interface JudgedRight {
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** `unclear`: the policies look at values that the simulator was not given. */
  readonly decision: "allowed" | "denied" | "unclear";
}

/** What the policies of the caller's role say. */
export interface OwnPolicies {
  readonly roleArn: string;
  readonly identity: readonly NamedText[];
  /** Null: the role has none. */
  readonly boundary: NamedText | null;
}

export interface CallerStanding {
  /** Read only where the caller is not in the management account. */
  readonly delegates: Reading<readonly AccountId[]>;
  /** Of account access manager; read only where the plan changes entitlements (facts AAM27). */
  readonly accountAccessDelegates: Reading<readonly AccountId[]>;
  /** The sets that are provisioned in the management account; read for a delegate only (facts D4). */
  readonly setsInManagementAccount: Reading<readonly PermissionSetArn[]>;
  readonly rights: readonly {
    readonly why: "identity-center" | "directory" | "account-access" | "management-account";
    readonly judged: Reading<readonly JudgedRight[]>;
  }[];
}
