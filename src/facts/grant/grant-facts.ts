/** Everything a diagnosis may know about one grant: one user, one account, one permission set. Each fact is a reading. */

import type { NotExamined } from "../../model/diagnosis.ts";
import type {
  AccountId,
  GroupId,
  IdentityStoreId,
  InstanceArn,
  PermissionSetArn,
  Principal,
  Region,
  RequestId,
} from "../../model/ids.ts";
import type { AccountAlias } from "../../model/organization-document/account-alias.ts";
import type { AccountState, InstanceStatus, RequestStatus } from "../../model/organization-document/document.ts";
import type { Reading } from "../../model/reading.ts";
import type { AdditionalFactsOf } from "./additional-facts.ts";
import type { PrincipalFacts } from "./principal-facts.ts";
import type { UserFacts } from "./user-facts.ts";

/** Who asks: `sts GetCallerIdentity`. */
export interface CallerFacts {
  readonly accountId: AccountId;
  readonly arn: string;
}

/** `organizations DescribeOrganization`, which every account of the organization may call (API reference). */
export interface OrganizationIdentity {
  /** `o-…`. */
  readonly id: string;
  readonly managementAccountId: AccountId;
}

/** `sso-admin ListInstances`, one row. */
export interface InstanceFacts {
  readonly arn: InstanceArn;
  readonly identityStoreId: IdentityStoreId;
  /** The organization's management account for an organization instance. */
  readonly ownerAccountId: AccountId;
  readonly status: InstanceStatus;
  readonly statusReason: string | undefined;
  readonly region: Region;
}

/** `organizations DescribeAccount`. The management account is part of the account's ARN. */
export interface AccountFacts {
  readonly id: AccountId;
  readonly name: string;
  readonly email?: string | undefined;
  /** As it was last read in the account, which Organizations does not tell. Null: none; undefined: nobody asked. */
  readonly alias?: AccountAlias;
  readonly state: AccountState;
  readonly managementAccountId: AccountId;
  /** `o-…`, of the account's ARN. */
  readonly organizationId?: string | undefined;
}

export interface PermissionSetFacts {
  readonly arn: PermissionSetArn;
  readonly name: string;
}

/** A principal that an assignment names, looked up: null where the identity store knows no such id (facts A5). */
export interface AttachedPrincipal {
  readonly principal: Principal;
  readonly details: Reading<PrincipalFacts | null>;
  /** For groups: whether anybody is in it. */
  readonly isEmpty: Reading<boolean>;
}

/** How the set stands in the account (facts 3.3). */
export type Freshness = "latest" | "outdated" | "not-provisioned";

/** An asynchronous request that concerns this grant, described (facts 3.2). */
export interface RequestFacts {
  readonly kind: "create-assignment" | "provision";
  readonly id: RequestId;
  readonly status: RequestStatus;
  readonly failureReason: string | undefined;
  /** Absent for provisioning. */
  readonly principal: Principal | undefined;
  /** The group's name, where a request of one of the user's groups failed and the group was looked up. */
  readonly principalName?: string | undefined;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
}

/** Another grant that the user does have. */
export interface OtherGrant {
  readonly accountId: AccountId;
  readonly permissionSet: PermissionSetFacts;
  readonly via: Principal;
}

/** The reserved role as IAM of the target account has it. */
export interface RoleFacts {
  readonly roleName: string;
  readonly arn: string;
}

/** The action that is denied: `s3:GetObject`, on which resource, in which Region, as far as it was said. */
export interface ActionAsked {
  readonly action: string;
  /** ARN. */
  readonly resource: string | undefined;
  readonly region: Region | undefined;
  /** Values of condition keys that the question gives (`--context`). */
  readonly context?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** Stands for the account where the question names none. */
export const EVERY_ACCOUNT = "every account";

/** What the additional sources told of a grant. */
export type AdditionalFacts = AdditionalFactsOf<GrantFacts>;

export interface GrantFacts {
  /** The words of the question. */
  readonly question: {
    readonly user: string;
    readonly account: string;
    readonly permissionSet: string | null;
    readonly region: Region;
    /** Whether the operator named the Region in so many words (flag, variable or profile). */
    readonly isRegionGiven: boolean;
    /** What the user wants to do there, where the question says so. */
    readonly action: ActionAsked | null;
    /** Where there is no such user: the user names that come close, best first; absent where none does. */
    readonly nearUsers?: readonly string[];
    /** Where there is no such account: those at hand whose ids are a slip away; absent where none is. */
    readonly nearAccounts?: readonly { readonly id: AccountId; readonly name: string }[];
  };
  /** ISO 8601: when the facts were gathered. */
  readonly at: string;
  /** A saved document without a date: `at` is assumed. */
  readonly isUndated?: boolean;
  /** The user does not have it any more, or was to get it and did not: only its history names it. */
  readonly isLost?: boolean;
  /** The question leaves the set open, and nothing in its account is the user's: others have this set there. */
  readonly isOthers?: boolean;
  /** Account and set of the question where they are known from the words alone. */
  readonly accountId: AccountId;

  readonly caller: Reading<CallerFacts>;
  /** The instance, wherever it was found; null: none in any Region that was looked at. */
  readonly instance: Reading<InstanceFacts | null>;
  /** The Regions that were asked for an instance, in order. */
  readonly regionsLookedAt: readonly Region[];
  readonly user: Reading<UserFacts | null>;
  /** The groups the user is a direct member of; groups cannot nest (facts A4). */
  readonly groupIds: Reading<readonly GroupId[]>;
  readonly account: Reading<AccountFacts | null>;
  /** Null: no such set. */
  readonly permissionSet: Reading<PermissionSetFacts | null>;
  /** Who is attached to the set in the account: `ListAccountAssignments`. */
  readonly attached: Reading<readonly AttachedPrincipal[]>;
  readonly freshness: Reading<Freshness>;
  /** FAILED and IN_PROGRESS requests of this grant that could concern this user, newest first. */
  readonly requests: Reading<readonly RequestFacts[]>;
  /** When this grant was last made, if within the last hour (facts A15). */
  readonly grantedAt: Reading<string | null>;
  /** The user's grants elsewhere, read only when nothing reaches the user here. */
  readonly otherGrants: Reading<readonly OtherGrant[]>;
  /** For a delegated administrator: whether the set is provisioned in the management account (facts D4). */
  readonly isSetInManagementAccount: Reading<boolean>;
  /** Null: IAM of the account has no such role. */
  readonly role: Reading<RoleFacts | null>;
  /** What the user's own portal shows, where a token of the user is at hand. */
  readonly portal: Reading<PortalFacts>;
  readonly additional: AdditionalFacts;
  /** What of this grant was not followed to its end. */
  readonly notExamined?: readonly NotExamined[];
}

export interface PortalFacts {
  readonly listsAccount: boolean;
  /** Permission set names under the account; empty where the account is not listed. */
  readonly roleNames: readonly string[];
  /** Whether GetRoleCredentials gave credentials; undefined where not tried. */
  readonly givesCredentials: boolean | undefined;
  /** The portal's own words where it gave none. */
  readonly refusal?: string | undefined;
  /** On which page of ListAccounts, a hundred accounts each, the account is; 1 is the first. */
  readonly page?: number | undefined;
}
