/** Whether the permission set as it is in an account lets its role do one action, and which statements of which policies decide. */
import type { AccountId, Region } from "./ids.ts";

/** The layers that a role's session must pass, in the order in which they are told. */
export const POLICY_LAYERS = [
  "service control policy",
  "resource control policy",
  "permissions boundary",
  "identity-based policy",
] as const;

/** Opening the console has one more, the account's own policy for it (facts N19). */
export const CONSOLE_LAYERS = ["sign-in policy", ...POLICY_LAYERS] as const;
export type PolicyLayerName = (typeof CONSOLE_LAYERS)[number];

/** A statement of a policy, as people find it. */
export interface NamedStatement {
  /** Name, and ARN or id where there is one. */
  readonly policy: string;
  /** As AWS names it in refusals; absent for inline policies. */
  readonly policyArn?: string;
  readonly sid: string | null;
  /** Place in the policy, from 1. */
  readonly statement: number;
  readonly effect: "Allow" | "Deny";
  /** The condition keys and variables that it reads; of an Allow that does not count: those that keep it from counting. */
  readonly keys: readonly string[];
}

export interface LayerDecision {
  readonly layer: PolicyLayerName;
  readonly answer: "allow" | "deny" | "unknown" | "does not apply";
  /** Of a denial: a statement denies; false: nothing allows. */
  readonly isExplicit: boolean;
  /** The root, unit or account at which nothing allows. */
  readonly target: string | null;
  /** What denies, else what allows. */
  readonly statements: readonly NamedStatement[];
  /** What would have to be known: context keys, the resource, or a policy that could not be read. */
  readonly missing: readonly string[];
  /** Where nothing allows: what would, had the keys other values. */
  readonly nearMisses: readonly NamedStatement[];
}

export interface Decision {
  readonly answer: "allow" | "deny" | "unknown";
  readonly refusedBy: LayerDecision | null;
  /** Where the role's own policies do not allow: the policy of the resource, not read, that still could. */
  readonly resourcePolicy: string | null;
  readonly layers: readonly LayerDecision[];
}

/** The decision on one action of one grant. */
export interface ActionDecision extends Decision {
  readonly account: AccountId;
  readonly permissionSet: string | null;
  /** `s3:GetObject` */
  readonly action: string;
  /** ARN; null: it was not said, so the decision holds for every resource or is unknown. */
  readonly resource: string | null;
  readonly region: Region | null;
  /** One sentence. */
  readonly summary: string;
}
