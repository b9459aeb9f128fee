/** The reads behind the additional sources of proof; the same promises as `Reader` makes. */
import type {
  AccountIamFacts,
  ApplicationFacts,
  CloudTrailEvent,
  NamedText,
  PolicyLevel,
  SetContentFacts,
} from "../facts/grant/additional-facts.ts";
import type { ConsoleSignInFacts } from "../facts/grant/console-sign-in.ts";
import type {
  AccountAccessApplicationFacts,
  ApplicationState,
  EntitledRoleFacts,
  EntitlementRow,
} from "../facts/grant/second-road.ts";
import type {
  AccountId,
  IdentityStoreId,
  InstanceArn,
  PermissionSetArn,
  Principal,
  Region,
  UserId,
} from "../model/ids.ts";
import type { Reading } from "../model/reading.ts";

/** The two policy types that bear on access. */
export type AccessPolicyType = "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";

/** Attributes for access control as the instance has them, with the values of one user. */
export interface AccessAttributes {
  readonly isEnabled: boolean;
  /** By tag key: the user's value, null where the user has none. */
  readonly values: Readonly<Record<string, string | null>>;
}

export interface TrailOptions {
  /** ISO 8601: older events are not wanted. */
  readonly since?: string;
}

export interface AccountIamOptions {
  /** A request failed: quotas and customer managed policies may be the reason. They stay unread otherwise. */
  readonly isForFailure?: boolean;
}

/** Of one principal, or of everybody in one account; AWS lists them by at least one of the two (facts AAM11). */
export type EntitlementQuestion = { readonly applicationArn: string } & (
  | { readonly principal: Principal; readonly accountId: AccountId | undefined }
  | { readonly principal?: undefined; readonly accountId: AccountId }
);

/** The account whose console is asked about, and its organization (`o-…`); undefined: it is not known. */
export interface ConsoleQuestion {
  readonly accountId: AccountId;
  readonly organizationId: string | undefined;
}

export interface AdditionalReader {
  /** Whether a way into IAM of the accounts is at hand. */
  readonly canReadAccountIam: boolean;
  /** Events of these names in the home Region, newest first, within CloudTrail's 90 days and a bounded number of pages. */
  trail(names: readonly string[], options?: TrailOptions): Promise<Reading<readonly CloudTrailEvent[]>>;
  accountIam(
    accountId: AccountId,
    permissionSetName: string,
    options?: AccountIamOptions,
  ): Promise<Reading<AccountIamFacts>>;
  /** Null: no such policy. AWS managed policies are read with the caller's own credentials, others through the audit role. */
  policyText(accountId: AccountId, policyArn: string): Promise<Reading<NamedText | null>>;
  /** The policies of the account and of all that is above it, the root first. */
  policyLevels(accountId: AccountId, type: AccessPolicyType): Promise<Reading<readonly PolicyLevel[]>>;
  /** The Sign-In policies of the account; unread parts need a way into it. */
  consoleSignIn(asked: ConsoleQuestion): Promise<Reading<ConsoleSignInFacts>>;
  setContent(instanceArn: InstanceArn, arn: PermissionSetArn): Promise<Reading<SetContentFacts>>;
  accessAttributes(
    instanceArn: InstanceArn,
    storeId: IdentityStoreId,
    userId: UserId,
  ): Promise<Reading<AccessAttributes>>;
  /** Other users' ids by what could be the asked user's name or address; null: none. */
  namesakeId(
    storeId: IdentityStoreId,
    path: "userName" | "emails.value",
    value: string,
  ): Promise<Reading<UserId | null>>;
  trustedServices(): Promise<Reading<readonly string[]>>;
  applicationsOf(instanceArn: InstanceArn, principal: Principal): Promise<Reading<readonly ApplicationFacts[]>>;
  /** The applications of account access manager that the caller is shown. */
  accountAccessApplications(): Promise<Reading<readonly AccountAccessApplicationFacts[]>>;
  /** Null: the application is gone. */
  accountAccessState(applicationArn: string): Promise<Reading<ApplicationState | null>>;
  /** Without an account those of everywhere. */
  entitlementsOf(question: EntitlementQuestion): Promise<Reading<readonly EntitlementRow[]>>;
  /** Null: there is no such role. Unread without a way into the account. */
  entitledRole(accountId: AccountId, roleArn: string): Promise<Reading<EntitledRoleFacts | null>>;
  /** Whether permission sets are switched on; unread where the endpoint does not tell. */
  permissionSetsEnabled(instanceArn: InstanceArn): Promise<Reading<boolean>>;
  /** The Regions of the instance, the primary one first. */
  instanceRegions(instanceArn: InstanceArn): Promise<Reading<readonly Region[]>>;
}
