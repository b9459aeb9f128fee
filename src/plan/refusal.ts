/** A refusal of AWS that is foreseen, and what foreseeing gives. */

export interface Refusal {
  readonly kind:
    | "caller-in-member-account"
    | "delegate-in-management-account"
    | "delegate-and-set-of-management-account"
    | "permission-missing"
    | "iam-right-missing"
    | "group-of-identity-provider"
    | "customer-managed-policy-missing";
  /** What AWS would refuse, and why. */
  readonly summary: string;
  /** What to do about it. */
  readonly steps: readonly string[];
}

export interface Predicted {
  readonly refusals: readonly Refusal[];
  /** What could not be checked. */
  readonly warnings: readonly string[];
}
