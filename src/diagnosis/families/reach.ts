/** What the causes ask of a walked grant: what is known well enough to fix it, who is attached, which requests concern the user. */

import type {
  AttachedPrincipal,
  GrantFacts,
  InstanceFacts,
  PermissionSetFacts,
  RequestFacts,
} from "../../facts/grant/grant-facts.ts";
import { liveGroupsOf, orphansOf, reachedOf, reaches } from "../../facts/grant/reach.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import type { RequestStatus } from "../../model/organization-document/document.ts";
import { knownValue, type ReadFailure, type Reading } from "../../model/reading.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";

/** The three things that every API call on a grant names; only where all of them are known can a repair be offered. */
export interface KnownGrant {
  readonly instance: InstanceFacts;
  readonly user: UserFacts;
  readonly permissionSet: PermissionSetFacts;
}

export function knownGrant({ facts }: WalkedGrant): KnownGrant | undefined {
  const instance = knownValue(facts.instance);
  const user = knownValue(facts.user);
  const permissionSet = knownValue(facts.permissionSet);
  return instance && user && permissionSet ? { instance, user, permissionSet } : undefined;
}

/** The attached groups that the identity store knows. */
export const liveGroups = ({ facts }: WalkedGrant): readonly AttachedPrincipal[] =>
  liveGroupsOf(knownValue(facts.attached) ?? []);

/** Those of the attached principals that are the user or one of the user's groups, with their names where known. */
export function reachingPrincipals(
  facts: GrantFacts,
): readonly { readonly type: "USER" | "GROUP"; readonly id: string; readonly name: string }[] {
  const reached = reachedOf(facts);
  return (knownValue(facts.attached) ?? [])
    .filter(({ principal }) => reaches(principal, reached))
    .map(({ principal: { type, id }, details }) => ({ type, id, name: knownValue(details)?.name ?? id }));
}

/** The attached principals that the identity store no longer knows (facts A5). */
export const orphans = ({ facts }: WalkedGrant): readonly AttachedPrincipal[] =>
  orphansOf(knownValue(facts.attached) ?? []);

/**
 * True where the rows that were read show that no assignment reaches the user. False also where a row could still do so,
 * because the memberships were not read.
 */
export function isKnownUnassigned(grant: WalkedGrant): boolean {
  const { attached, groupIds, user } = grant.facts;
  if (attached.state !== "known" || !knownValue(user) || grant.isAssigned) return false;
  const isGroupLeft = attached.value.some(
    ({ principal, details }) => principal.type === "GROUP" && knownValue(details) !== null,
  );
  return !isGroupLeft || groupIds.state === "known";
}

export const isNotProvisioned = ({ facts }: WalkedGrant): boolean => knownValue(facts.freshness) === "not-provisioned";

/** The grant does not reach the user, or reaches without a role: a creation that runs or failed can be the reason (facts S2). */
export const isUnmet = (grant: WalkedGrant): boolean =>
  grant.isAssigned ? isNotProvisioned(grant) : isKnownUnassigned(grant);

/** The user has the grant, but the role is missing or old. */
export function isProvisioningDue(grant: WalkedGrant): boolean {
  const freshness = knownValue(grant.facts.freshness);
  return grant.isAssigned && (freshness === "not-provisioned" || freshness === "outdated");
}

/** Whether a request, once it succeeds, serves this user: it names them, or a group that they are known to be in. */
export function concernsUser({ principal, kind }: RequestFacts, facts: GrantFacts): boolean {
  if (kind === "provision") return true;
  return principal !== undefined && reaches(principal, reachedOf(facts));
}

/** The requests of one kind and status that concern the user, newest first; none where the ledger was not read. */
export const requestsFor = (
  { facts }: WalkedGrant,
  kind: RequestFacts["kind"],
  status: RequestStatus,
): readonly RequestFacts[] =>
  (knownValue(facts.requests) ?? []).filter(
    (request) => request.kind === kind && request.status === status && concernsUser(request, facts),
  );

/** Known to be out of the organization or not active: nothing can be assigned or provisioned there. */
export function isAccountClosed({ facts }: WalkedGrant): boolean {
  const account = knownValue(facts.account);
  return account === null || (account !== undefined && account.state !== "ACTIVE");
}

export const isAccountActive = ({ facts }: WalkedGrant): boolean => knownValue(facts.account)?.state === "ACTIVE";

/** Where a principal of this grant is owned by an identity provider, so is the directory; else it is not known. */
export const isDirectoryExternal = ({ facts }: WalkedGrant): boolean =>
  (knownValue(facts.attached) ?? []).some(({ details }) => knownValue(details)?.isExternallyOwned === true);

/** AWS's words where permission sets are asked of an account instance (facts A13). */
const NOT_FOR_ACCOUNT_INSTANCES = /not supported for account instances/i;

/** Such a refusal is an answer, not a failed read: the instance has no permission sets. */
export const isRefusalOfAccountInstances = (message: string): boolean => NOT_FOR_ACCOUNT_INSTANCES.test(message);

/** An instance for applications only: its owner is not the management account, or AWS says so when it refuses. */
export function isAccountInstance(facts: GrantFacts): boolean {
  const instance = knownValue(facts.instance);
  if (!instance) return false;
  // The management account may own an account instance, too: only AWS's own refusal tells then.
  if (accountInstanceRefusals(facts).length > 0) return true;
  const management = knownValue(facts.account)?.managementAccountId;
  return management !== undefined && management !== instance.ownerAccountId;
}

/** The reads that AWS refused because the instance is an account instance. */
export const accountInstanceRefusals = (facts: GrantFacts): readonly Reading<unknown>[] =>
  [facts.permissionSet, facts.attached, facts.freshness].filter(
    (reading) => reading.state === "unknown" && isRefusalOfAccountInstances(reading.failure.message),
  );

/** Known to be switched off in an instance of the organization (facts N2). */
export const areSetsOff = (facts: GrantFacts): boolean =>
  !isAccountInstance(facts) && knownValue(facts.additional.permissionSetsEnabled) === false;

/** Where permission sets are switched off, a refusal of sso-admin is an answer, not a failed read. */
export const isRefusalOfSets = (facts: GrantFacts, { service, code }: ReadFailure): boolean =>
  service === "sso-admin" && code === "ValidationException" && areSetsOff(facts);

/** The provider that the reserved role trusts, where IAM of the account is known not to have it (facts C5). */
export function missingSamlProvider({ additional }: GrantFacts): string | undefined {
  const iam = knownValue(additional.iam);
  const trusted = iam ? knownValue(iam.role)?.trustedProviderArn : undefined;
  const providers = iam ? knownValue(iam.samlProviderArns) : undefined;
  return trusted !== undefined && providers && !providers.includes(trusted) ? trusted : undefined;
}
