/** The ordered chain a grant must pass before a person can use an account. */

import type { EvidenceId } from "./evidence.ts";
import type { AccountId, GroupId, PermissionSetArn } from "./ids.ts";

export const STAGES = [
  "instance",
  "user",
  "membership",
  "assignment",
  "provisioning",
  "account",
  "portal",
  "role session",
] as const;
export type Stage = (typeof STAGES)[number];

export type LinkState = "ok" | "broken" | "unknown" | "not examined";

export interface Link {
  readonly stage: Stage;
  readonly state: LinkState;
  /** One sentence: what was seen, what could not be read, or why it was not examined. */
  readonly summary: string;
  readonly evidence: readonly EvidenceId[];
}

export type Via = "direct" | { readonly group: { readonly id: GroupId; readonly name: string } };

/** One way a grant could reach the user. */
export interface AccessPath {
  readonly via: Via;
  readonly account: AccountId;
  readonly permissionSet: { readonly arn: PermissionSetArn; readonly name: string } | null;
  /** One for each stage, in order. */
  readonly links: readonly Link[];
}
