/** What lies around a plan: the grants, sets, accounts and groups that its steps touch, and who else is there. */
import type { AccountId, GroupId, PermissionSetArn, Principal, RequestId, UserId } from "../../model/ids.ts";
import type { Reading } from "../../model/reading.ts";
import type { RoleTemplate } from "../../model/role-template.ts";
import type { PolicyReferenceFacts, SetContentFacts } from "../grant/additional-facts.ts";
import type { AccountFacts, CallerFacts, Freshness, InstanceFacts, RoleFacts } from "../grant/grant-facts.ts";
import type { PrincipalFacts } from "../grant/principal-facts.ts";
import type { ApplicationState } from "../grant/second-road.ts";
import type { UserFacts } from "../grant/user-facts.ts";

/** A permission set in an account that a step names. */
export interface TouchedGrant {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
  readonly attached: Reading<readonly Principal[]>;
  readonly freshness: Reading<Freshness>;
  readonly role: Reading<RoleFacts | null>;
  /** Roles of the account whose trust policies name the set's role; read only where the plan may change its name. */
  readonly trustingRoles: Reading<readonly string[]>;
}

export interface TouchedSet {
  readonly arn: PermissionSetArn;
  /** As AWS has it; null: there is no such set. */
  readonly name: Reading<string | null>;
  /** Read only for sets that the plan assigns or provisions. */
  readonly content: Reading<SetContentFacts>;
}

export interface TouchedAccount {
  readonly id: AccountId;
  readonly account: Reading<AccountFacts | null>;
  /** Customer managed policies of the account; read where a set of the plan refers to some. */
  readonly customerPolicies: Reading<readonly PolicyReferenceFacts[]>;
  /** How many permission sets are provisioned there. */
  readonly provisionedSets: Reading<number>;
}

export interface TouchedGroup {
  readonly id: GroupId;
  readonly details: Reading<PrincipalFacts | null>;
  /** The first of its members. */
  readonly members: Reading<{ readonly ids: readonly UserId[]; readonly isComplete: boolean }>;
}

export interface GrantRow {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
  readonly principal: Principal;
}

/** A role of account access manager that a step names (facts AAM4). */
export interface TouchedRole {
  readonly roleArn: string;
  readonly accountId: AccountId;
  readonly applicationArn: string;
  /** Who is entitled to it. */
  readonly principals: Reading<readonly Principal[]>;
  /** Null: there is no such application. */
  readonly application: Reading<ApplicationState | null>;
  /** Null: there is no such role. Unread without a way into the account. */
  readonly trustPolicy: Reading<string | null>;
  /** The template that made the role; undefined: none did, or the role was not read. */
  readonly template?: RoleTemplate | undefined;
}

/** A request of Identity Center that AWS has not finished. */
export interface RequestUnderWay {
  readonly ledger: "create-assignment" | "delete-assignment" | "provision";
  readonly id: RequestId;
  readonly accountId: AccountId | undefined;
  readonly permissionSetArn: PermissionSetArn | undefined;
  /** Absent for provisioning. */
  readonly principal: Principal | undefined;
}

/** Somebody whose portal is watched. */
export interface Person {
  readonly id: UserId;
  /** Unread for the many: they are named by their id. */
  readonly user: Reading<UserFacts | null>;
  /** Read for those whom the plan is for. */
  readonly groupIds: Reading<readonly GroupId[]>;
}

export interface PlanSurroundings {
  /** ISO 8601. */
  readonly at: string;
  readonly instance: InstanceFacts;
  readonly caller: Reading<CallerFacts>;
  readonly grants: readonly TouchedGrant[];
  readonly sets: readonly TouchedSet[];
  readonly accounts: readonly TouchedAccount[];
  readonly groups: readonly TouchedGroup[];
  readonly roles: readonly TouchedRole[];
  readonly people: readonly Person[];
  /** What the groups that somebody joins, and those who join them, have elsewhere. */
  readonly elsewhere: Reading<readonly GrantRow[]>;
  /** Of the ledgers that the plan writes into. */
  readonly underWay: Reading<readonly RequestUnderWay[]>;
  /** Where looking ended: whole sentences. */
  readonly notLookedFurther: readonly string[];
}
