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

/** The chain of the second road: an entitlement of account access manager to an IAM role (facts AAM4, AAM18, AAM34). */
export const ENTITLED_STAGES = [
  "instance",
  "user",
  "membership",
  "entitlement",
  "account",
  "portal",
  "role session",
] as const;
export type EntitledStage = (typeof ENTITLED_STAGES)[number];

interface LinkSeen {
  readonly state: LinkState;
  /** One sentence: what was seen, what could not be read, or why it was not examined. */
  readonly summary: string;
  readonly evidence: readonly EvidenceId[];
}

/** Of either road. */
export interface LinkAt<Place extends Stage | EntitledStage> extends LinkSeen {
  readonly stage: Place;
}

export interface Link extends LinkSeen {
  readonly stage: Stage;
}

export interface EntitledLink extends LinkSeen {
  readonly stage: EntitledStage;
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

/** One entitlement of account access manager that reaches the user, with how far it leads. */
export interface EntitledPath {
  readonly via: Via;
  readonly account: AccountId;
  /** As account access manager has it; absent: it gave none. */
  readonly accountName?: string | undefined;
  readonly role: { readonly arn: string; readonly name: string };
  /** The address of the account access portal, or in words where to find it. */
  readonly portal: string;
  /** One for each stage, in order. */
  readonly links: readonly EntitledLink[];
}
