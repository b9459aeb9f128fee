/** A refusal of AWS that is foreseen, and what foreseeing gives. */

export interface Refusal {
  readonly kind:
    | "caller-in-member-account"
    | "delegate-in-management-account"
    | "delegate-and-set-of-management-account"
    | "permission-missing"
    | "iam-right-missing"
    | "group-of-identity-provider"
    | "customer-managed-policy-missing"
    | "principal-deleted"
    | "permission-set-deleted"
    | "account-not-in-organization"
    | "account-not-active"
    | "quota-reached"
    | "application-not-active"
    | "role-does-not-trust"
    | "role-missing"
    | "trust-policy-not-read"
    | "trust-policy-changed"
    | "role-from-template"
    | "request-under-way";
  /** What AWS would refuse, and why. */
  readonly summary: string;
  /** What to do about it. */
  readonly steps: readonly string[];
  /** Numbers of the plan's steps that AWS would refuse; absent: it is about the whole plan. */
  readonly affects?: readonly number[] | undefined;
}

export interface Predicted {
  readonly refusals: readonly Refusal[];
  /** What could not be checked. */
  readonly warnings: readonly string[];
}
