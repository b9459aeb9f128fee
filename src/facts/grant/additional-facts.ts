/** Facts beyond the dozen calls of the question itself: CloudTrail, IAM of the account, policies of the organization, the user's client, an earlier snapshot. */
import type { AccountId, GroupId, PermissionSetArn, Region } from "../../model/ids.ts";
import type { RequestStatus } from "../../model/organization-document/document.ts";
import { type Reading, unread } from "../../model/reading.ts";
import type { ConsoleSignInFacts } from "./console-sign-in.ts";
import type { SecondRoadFacts } from "./second-road.ts";
import type { UserFacts } from "./user-facts.ts";

/** The places that are asked only when the answer needs them. */
export const ADDITIONAL_SOURCES = [
  "CloudTrail",
  "IAM of the account",
  "policies of the organization",
  "Sign-In policies",
  "trusted access",
  "the instance",
  "applications of the user",
  "account access manager",
  "records of the same person",
  "everybody who is assigned",
  "grants of the user in the account",
  "groups of the user",
  "content of the permission set",
  "attributes for access control",
  "the user's portal",
  "the user's aws configuration",
  "the snapshot from before",
] as const;
export type AdditionalSource = (typeof ADDITIONAL_SOURCES)[number];

/** A additional source that was used, and what for. */
export interface AdditionalUse {
  readonly source: AdditionalSource;
  /** Half a sentence: `to see who removed the assignment`. */
  readonly why: string;
}

/** One event of CloudTrail, reduced to what tells who did what, when, and whether it succeeded (facts 5). */
export interface CloudTrailEvent {
  readonly id: string;
  readonly name: string;
  /** `sso.amazonaws.com`. */
  readonly source: string;
  /** ISO 8601. */
  readonly at: string;
  /** The caller's ARN, the service, or the user's id: whatever the event gives. */
  readonly by: string;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
  /** `requestParameters`; empty where the event has none. */
  readonly request: Readonly<Record<string, unknown>>;
  /** `serviceEventDetails` and `additionalEventData` together. */
  readonly details: Readonly<Record<string, unknown>>;
  /** `userIdentity.onBehalfOf.userId`: the person, where AWS tells (facts 5.2). */
  readonly userId: string | undefined;
  /** The user or group that the call created: an id of the answer (facts 5.3, 5.5); absent for other calls. */
  readonly createdId?: string | undefined;
  /** The asynchronous request that the call began (facts 3.2, 5.3); absent for calls that end at once. */
  readonly requestId?: string | undefined;
  /** How that request ended, where its record was read: an event alone proves the call, not its outcome. */
  readonly outcome?: RequestStatus | undefined;
  /** Of the removal of a group's assignment: the group, where it was read and is there. */
  readonly group?: { readonly name: string; readonly isExternallyOwned: boolean } | undefined;
}

/** The reserved role in full. */
export interface RoleContent {
  readonly roleName: string;
  readonly arn: string;
  /** `AROA…`, the beginning of `aws:userid` in its sessions; undefined where IAM was not asked. */
  readonly roleId: string | undefined;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
  /** ARN of the SAML provider that the trust policy names; undefined where it names none. */
  readonly trustedProviderArn: string | undefined;
  readonly attachedPolicyArns: readonly string[];
  /** JSON texts by name. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  readonly boundaryArn: string | undefined;
}

/** `iam GetAccountSummary` and the number of SAML providers. */
export interface IamSummary {
  readonly roles: number;
  readonly rolesQuota: number;
  readonly policiesPerRoleQuota: number;
}

/** The target account seen through the audit role. */
export interface AccountIamFacts {
  /** Null: no reserved role of the set. */
  readonly role: Reading<RoleContent | null>;
  readonly samlProviderArns: Reading<readonly string[]>;
  readonly hasServiceLinkedRole: Reading<boolean>;
  readonly summary: Reading<IamSummary>;
  /** Customer managed policies of the account. */
  readonly customerPolicies: Reading<readonly { readonly name: string; readonly path: string }[]>;
}

export interface PolicyReferenceFacts {
  readonly name: string;
  readonly path: string;
}

/** What the permission set puts on its roles, as sso-admin has it now. */
export interface SetContentFacts {
  readonly managedPolicyArns: readonly string[];
  readonly customerManagedPolicies: readonly PolicyReferenceFacts[];
  /** The JSON text; empty for none. */
  readonly inlinePolicy: string;
  readonly boundary:
    | { readonly kind: "aws-managed"; readonly arn: string }
    | { readonly kind: "customer-managed"; readonly reference: PolicyReferenceFacts }
    | null;
}

export interface NamedText {
  readonly name: string;
  /** Undefined: an inline policy. */
  readonly arn?: string | undefined;
  readonly text: string;
}

/** A root, unit or account with the policies attached to it. */
export interface PolicyLevel {
  readonly target: string;
  readonly policies: readonly NamedText[];
}

/** Everything that decides an action of the role's sessions. */
export interface PolicyLayerFacts {
  /** From the root to the account. */
  readonly serviceControl: Reading<readonly PolicyLevel[]>;
  readonly resourceControl: Reading<readonly PolicyLevel[]>;
  /** Null: the role has none. */
  readonly boundary: Reading<NamedText | null>;
  readonly identity: Reading<readonly NamedText[]>;
  /** Customer managed policies of the same names in another account of the set; null: there is no other to compare with. */
  readonly elsewhere: Reading<{ readonly accountId: AccountId; readonly identity: readonly NamedText[] } | null>;
}

/** Which attributes become session tags, and what this user has in them (facts C10). */
export interface AttributeFacts {
  /** False: attributes for access control are off, and Identity Center sends no tags. */
  readonly isEnabled: boolean;
  /** By tag key: the user's value, null where the user has none. */
  readonly values: Readonly<Record<string, string | null>>;
  /** An external identity provider may send further tags, which no API tells. */
  readonly mayHaveMore: boolean;
}

export interface OwnGroup {
  readonly id: GroupId;
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
}

/** An application that is assigned to the user. */
export interface ApplicationFacts {
  readonly arn: string;
  readonly name: string;
  readonly description: string | undefined;
}

/** Why a client refuses a profile before it asks AWS (facts 4.4). */
export type ProfileMistake =
  | { readonly kind: "no-such-session"; readonly session: string }
  | {
      readonly kind: "contradiction";
      readonly key: "sso_region" | "sso_start_url";
      readonly inProfile: string;
      readonly inSession: string;
    }
  | { readonly kind: "missing"; readonly key: "sso_region" | "sso_start_url" };

/** A role that a profile assumes with the session of another one (`role_arn` and `source_profile`). */
export interface RoleHop {
  readonly profile: string;
  readonly roleArn: string;
}

/** One profile of `~/.aws/config` that signs in through Identity Center (facts 4.4). */
export interface SsoProfile {
  /** The section that holds the values, which is the last of a chain of source profiles. */
  readonly name: string;
  /** What the tool Granted writes before the keys, where its settings are the ones. */
  readonly keyPrefix?: "granted_";
  /** Where other profiles use this one as their source: the roles that are assumed after the sign-in, in this order. */
  readonly hops?: readonly RoleHop[];
  readonly sessionName: string | undefined;
  readonly startUrl: string | undefined;
  readonly ssoRegion: string | undefined;
  readonly accountId: string | undefined;
  readonly roleName: string | undefined;
  readonly mistakes: readonly ProfileMistake[];
}

/** The sign-in that the client keeps: the folder was not looked into, it holds none, or it holds one. */
export type CachedSignIn =
  | { readonly kind: "not looked for" }
  | { readonly kind: "none" }
  /** `until` in ISO 8601; `startUrl` is the one at which the token was got. */
  | { readonly kind: "kept"; readonly until: string; readonly startUrl: string | undefined };

export interface ClientFacts {
  /** The configuration file in the words of the one who asks. */
  readonly file: string;
  /** The profiles that the question is about: the named one, else those that come close to the grant. */
  readonly profiles: readonly SsoProfile[];
  /** The user said that this profile is the one for this account and set. */
  readonly isNamed: boolean;
  /** Regions in which the instance can be reached (sso-admin ListRegions); the primary one first. */
  readonly instanceRegions: Reading<readonly Region[]>;
  readonly signIn: CachedSignIn;
}

/** What the user has in the account. */
export interface Held {
  readonly grants: readonly HeldGrant[];
  /** Further sets whose names were not read. */
  readonly unnamed: number;
}

/** A grant of the user in the same account, by the name of its set. */
export interface HeldGrant {
  readonly permissionSet: string;
  readonly isDirect: boolean;
}

/** Another user who looks like the same person: the same e-mail address, a userName that is the other's address, or the same display name. */
export interface Namesake extends UserFacts {
  /** By which it was found; an address wins. */
  readonly sameAs: "address" | "display name";
  /** The assigned group that has this record as its member; absent: none, or not asked. */
  readonly assignedGroupId?: GroupId | undefined;
}

/** What the additional sources told; `Grant` is the same grant in a snapshot from before (`GrantFacts`). */
export interface AdditionalFactsOf<Grant> {
  readonly used: readonly AdditionalUse[];
  /** Names of events that might explain more and were not asked for: CloudTrail answers slowly, and `--thorough` asks. */
  readonly eventsLeftOut: readonly string[];
  /** Newest first; only events of the names that were asked for. */
  readonly trail: Reading<readonly CloudTrailEvent[]>;
  readonly iam: Reading<AccountIamFacts>;
  readonly layers: Reading<PolicyLayerFacts>;
  /** Read where the question is about the console. */
  readonly consoleSignIn: Reading<ConsoleSignInFacts>;
  readonly attributes: Reading<AttributeFacts>;
  readonly content: Reading<SetContentFacts>;
  /** Service principals with trusted access in the organization. */
  readonly trustedServices: Reading<readonly string[]>;
  readonly applications: Reading<readonly ApplicationFacts[]>;
  /** Null: account access manager is not set up. */
  readonly secondRoad: Reading<SecondRoadFacts | null>;
  /** Whether permission sets are switched on; read where the grant has no set, or AWS refuses to tell of them (facts N2). */
  readonly permissionSetsEnabled: Reading<boolean>;
  readonly namesakes: Reading<readonly Namesake[]>;
  /** Why records with the same display name were not looked for; absent: they were, or nothing depends on them. */
  readonly namesakesLeftOut?: string | undefined;
  /** The groups that the user is in, as the directory has them; read where a group beside the grant is gone. */
  readonly ownGroups: Reading<readonly OwnGroup[]>;
  /** What the user has in the account instead, by set; read where the grant does not reach them. */
  readonly held: Reading<Held>;
  /** How many sets are in the account. */
  readonly setsInAccount: Reading<number>;
  /** The ARN that the set's name stood for before, where it now stands for another (facts B6). */
  readonly formerSetArn: Reading<PermissionSetArn | null>;
  readonly client: Reading<ClientFacts>;
  /** The same grant in the snapshot from before; null: that snapshot does not know it. */
  readonly before: Reading<Grant | null>;
}

const NOT_NEEDED = unread("the answer does not need it");

export const NOTHING_ADDITIONAL: AdditionalFactsOf<never> = {
  used: [],
  eventsLeftOut: [],
  trail: NOT_NEEDED,
  iam: unread("IAM of the account was not looked at: give --audit-role <name of a role there that you may assume>"),
  layers: unread("no action was asked about: give --action <service:Action>"),
  consoleSignIn: NOT_NEEDED,
  attributes: NOT_NEEDED,
  content: NOT_NEEDED,
  trustedServices: NOT_NEEDED,
  applications: NOT_NEEDED,
  secondRoad: NOT_NEEDED,
  permissionSetsEnabled: NOT_NEEDED,
  namesakes: NOT_NEEDED,
  ownGroups: NOT_NEEDED,
  held: NOT_NEEDED,
  setsInAccount: NOT_NEEDED,
  formerSetArn: NOT_NEEDED,
  client: unread("no aws configuration was given: give --aws-config <file>"),
  before: unread("no earlier snapshot was given: give --before <document>"),
};
