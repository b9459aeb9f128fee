/** The entitlements of account access manager that reach the user, where no permission set does (facts AAM12, AAM18). */
import type { AdditionalUse } from "../../facts/grant/additional-facts.ts";
import { EVERY_ACCOUNT } from "../../facts/grant/grant-facts.ts";
import type {
  AccountAccessApplicationFacts,
  EntitlementFacts,
  EntitlementRow,
  SecondRoadFacts,
} from "../../facts/grant/second-road.ts";
import type { AccountId, GroupId, Principal, UserId } from "../../model/ids.ts";
import { allKnown, known, knownValue, mapReading, type Reading, unread } from "../../model/reading.ts";
import { type Later, thenReadBoth } from "./dependent-reads.ts";
import type { GrantInQuestion, Seen, Subject } from "./subject.ts";
import { isReached } from "./trail.ts";

/** Whoever is in more groups is asked which of them gives the access: each group costs a call (facts AAM12). */
const GROUPS_ASKED = 25;
/** A role costs a call in its account. */
const ROLES_LOOKED_AT = 5;

/** Asked where no assignment reaches a user that is there. */
export const secondRoadUse = (seen: Seen): AdditionalUse | undefined =>
  isReached(seen) !== true && knownValue(seen.user)
    ? { source: "account access manager", why: "because no permission set reaches the user" }
    : undefined;

/** One ListApplications; with an application one ListEntitlements for the user and one for each group. Null: there is none. */
export async function readSecondRoad(
  subject: Subject,
  grant: Pick<GrantInQuestion, "accountId">,
): Later<SecondRoadFacts | null> {
  const { reader, instance, userId, question } = subject;
  const caller = await reader.callerIdentity();
  return thenReadBoth(instance, userId, async (home, user) => {
    const applications = await reader.accountAccessApplications();
    if (applications.state !== "known") return applications;
    const [application] = applications.value;
    // An account that does not administer the service is shown none: that proves nothing (facts AAM25).
    if (!application && caller.state === "known" && caller.value.accountId !== home.ownerAccountId)
      return unread("only the management account sees whether account access manager is set up");
    if (!application) return known(null, applications.evidence);
    const accountId = question.account === EVERY_ACCOUNT ? undefined : grant.accountId;
    const rows = await reachingRows(subject, { application, user, accountId });
    if (rows.state !== "known") return rows;
    const state = await (rows.value.length === 0
      ? unread("no entitlement reaches the user")
      : reader.accountAccessState(application.arn));
    const entitlements = await Promise.all(rows.value.map((row, at) => entitlementOf(subject, row, at)));
    return known({ application, state, entitlements }, [...applications.evidence, ...rows.evidence]);
  });
}

interface Asked {
  readonly application: AccountAccessApplicationFacts;
  readonly user: UserId;
  readonly accountId: AccountId | undefined;
}

async function reachingRows(
  { reader, instance }: Subject,
  { application, user, accountId }: Asked,
): Promise<Reading<readonly EntitlementRow[]>> {
  const home = await instance;
  if (home.state !== "known" || !home.value) return unread("there is no instance");
  const groups = await reader.groupIdsOf(home.value.identityStoreId, user);
  if (groups.state !== "known") return groups;
  if (groups.value.length > GROUPS_ASKED)
    return unread(`the user is in ${groups.value.length} groups, and AWS lists their entitlements one by one`);
  const principals: readonly Principal[] = [
    { type: "USER", id: user },
    ...groups.value.map((id: GroupId) => ({ type: "GROUP" as const, id })),
  ];
  const lists = await Promise.all(
    principals.map((principal) => reader.entitlementsOf({ applicationArn: application.arn, principal, accountId })),
  );
  return mapReading(allKnown(lists), (all) => all.flat());
}

async function entitlementOf(
  { reader, instance }: Subject,
  row: EntitlementRow,
  at: number,
): Promise<EntitlementFacts> {
  const home = knownValue(await instance);
  const group =
    row.principal.type === "GROUP" && home
      ? await reader.group(home.identityStoreId, row.principal.id, { isAdditional: true })
      : undefined;
  const trustPolicy =
    at < ROLES_LOOKED_AT
      ? await reader.trustPolicy(row.accountId, row.roleArn)
      : unread(`only the first ${ROLES_LOOKED_AT} roles were looked at`);
  return { ...row, groupName: group && knownValue(group)?.displayName, trustPolicy };
}

/** Whether the user is entitled to a role of this name in the account: then the word is a role's, not a permission set's. */
export async function isEntitledRole(subject: Subject, accountId: AccountId, name: string): Promise<boolean> {
  const road = await readSecondRoad(subject, { accountId });
  return (knownValue(road)?.entitlements ?? []).some(
    ({ roleArn }) => roleArn.slice(roleArn.lastIndexOf("/") + 1) === name,
  );
}
