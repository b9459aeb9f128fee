/** What is known of the second road to an account: entitlements of account access manager that reach the user. */
import type { AccountId, Principal } from "../../model/ids.ts";
import { knownValue, type Reading } from "../../model/reading.ts";
import type { RoleTemplate } from "../../model/role-template.ts";
import type { PrincipalFacts } from "./principal-facts.ts";

/** `account-access ListApplications`, one row. */
export interface AccountAccessApplicationFacts {
  readonly arn: string;
  readonly tenantId: string | undefined;
}

/** `account-access GetApplication`. */
export interface ApplicationState {
  /** `ACTIVE`, `CREATE_FAILED`, … (facts AAM6). */
  readonly status: string;
  /** AWS's own sentence about a failure. */
  readonly error: string | undefined;
}

/** `account-access ListEntitlements`, one row. */
export interface EntitlementRow {
  readonly id: string;
  readonly roleArn: string;
  readonly accountId: AccountId;
  readonly accountName: string | undefined;
  readonly principal: Principal;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
}

/** `iam GetRole`, what of a role matters to account access manager. */
export interface EntitledRoleFacts {
  readonly trustPolicy: string;
  /** Undefined: no template made it. */
  readonly template: RoleTemplate | undefined;
}

export interface EntitlementFacts extends EntitlementRow {
  /** The display name of the group, where the entitlement is a group's. */
  readonly groupName: string | undefined;
  /** The role's trust policy; null: there is no such role. Unread without a way into the account. */
  readonly trustPolicy: Reading<string | null>;
  /** The template that made the role; undefined: none did, or the role was not read. */
  readonly template?: RoleTemplate | undefined;
}

/** Somebody else who is entitled to a role that the question is about. */
export interface OtherEntitlement extends EntitlementRow {
  /** Null: deleted. */
  readonly details: Reading<PrincipalFacts | null>;
}

export interface SecondRoadFacts {
  readonly application: AccountAccessApplicationFacts;
  /** Null: it is gone. Unread where no entitlement reaches the user. */
  readonly state: Reading<ApplicationState | null>;
  /** Of the user and the user's groups, in the account of the question. */
  readonly entitlements: readonly EntitlementFacts[];
  /** Read where the question may be about a role that the user is not entitled to. */
  readonly others: Reading<readonly OtherEntitlement[]>;
}

/** Entitlements of users and groups that were deleted (facts AAM47). */
export const orphanedEntitlements = (road: SecondRoadFacts | undefined): readonly OtherEntitlement[] =>
  ((road && knownValue(road.others)) ?? []).filter(({ details }) => knownValue(details) === null);
