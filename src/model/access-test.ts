/** Access tests: what a file claims about who can use what, and the published answer of `test`. */

import type { NamedRole } from "./effective-access.ts";
import type { Freshness } from "./organization-document/freshness.ts";

export const ACCESS_TESTS_SCHEMA = "idc-doctor/access-tests/1";

export interface Subject {
  readonly kind: "user" | "group";
  /** A name, id, e-mail address or pattern. */
  readonly words: string;
}

export type Claim =
  | { readonly kind: "can" }
  | { readonly kind: "cannot" }
  /** Whoever can is one of these users or in one of these groups. */
  | { readonly kind: "only"; readonly words: readonly string[] };

export interface Expectation {
  /** The file's own words for it, or made from its fields. */
  readonly name: string;
  readonly subject: Subject;
  readonly account: string;
  /** One of the two is null: a permission set, or an IAM role to which account access manager entitles. */
  readonly set: string | null;
  readonly role: string | null;
  readonly claim: Claim;
}

export type Outcome = "passed" | "failed" | "undecided";

/** What speaks against an expectation, or leaves it open, at one account and permission set or role. */
export interface Deviation {
  readonly who: { readonly kind: "user" | "group"; readonly id: string; readonly name: string | null } | null;
  readonly account: { readonly id: string; readonly name: string | null };
  readonly permissionSet: { readonly arn: string; readonly name: string | null } | null;
  readonly role: NamedRole | null;
  /** `assigned`: a group has an assignment of its own. */
  readonly found: "can" | "cannot" | "assigned" | "unknown";
  readonly reason: string | null;
  /** `direct`, or names of groups. */
  readonly via: readonly string[];
}

export interface AccessTest {
  readonly expectation: Expectation;
  readonly outcome: Outcome;
  /** What it comes to, in one sentence. */
  readonly message: string;
  readonly deviations: readonly Deviation[];
  /** True: there are more deviations than these. */
  readonly isCut: boolean;
}

export interface AccessTests extends Freshness {
  readonly schema: typeof ACCESS_TESTS_SCHEMA;
  /** ISO 8601: the moment that the answers are about. */
  readonly takenAt: string;
  /** Whether a Terraform plan, or a template or change set of CloudFormation, was carried out on the organization first, in thought. */
  readonly isPlanned: boolean;
  /** What was carried out; null: nothing. */
  readonly plannedBy: "terraform" | "cloudformation-template" | "cloudformation-change-set" | null;
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly undecided: number;
  readonly tests: readonly AccessTest[];
  /** What happens while the plan is applied, such as an interruption, in words. */
  readonly warnings: readonly string[];
  /** What was left out of account, in words. */
  readonly notExamined: readonly string[];
}

/** A change of a plan that is not known whole before it is carried out. */
export interface OpenChange {
  /** Terraform's address of the resource, or CloudFormation's logical id. */
  readonly address: string;
  readonly unknown: readonly string[];
  /** Why it is not known, in words. */
  readonly because?: string | undefined;
  /** Not even whether it happens is known. */
  readonly isDoubtful?: true | undefined;
  /** It may give a user, a group or a permission set any name. */
  readonly isUnnamed?: true | undefined;
  /** Undefined: it may let somebody in. Else it may take access away, or do both. */
  readonly effect?: "removal" | "any" | undefined;
  /** It is about roles of account access manager, and about no permission set. */
  readonly isEntitlement?: true | undefined;
  /** Undefined, here and below: any. */
  readonly accountId?: string | undefined;
  readonly permissionSetArn?: string | undefined;
}
