/** The entitlements of account access manager that reach the user, where no permission set does (facts AAM12, AAM18). */
import type { AdditionalUse } from "../../facts/grant/additional-facts.ts";
import { EVERY_ACCOUNT } from "../../facts/grant/grant-facts.ts";
import type { PrincipalFacts } from "../../facts/grant/principal-facts.ts";
import { reaches } from "../../facts/grant/reach.ts";
import type {
  AccountAccessApplicationFacts,
  EntitlementFacts,
  EntitlementRow,
  OtherEntitlement,
  SecondRoadFacts,
} from "../../facts/grant/second-road.ts";
import type { AccountId, GroupId, IdentityStoreId, Principal, UserId } from "../../model/ids.ts";
import { allKnown, known, knownValue, mapReading, type Reading, unread } from "../../model/reading.ts";
import { type Later, thenRead, thenReadBoth } from "./dependent-reads.ts";
import { principalOfGroup, principalOfUser } from "./principal-facts.ts";
import type { GrantInQuestion, Seen, Subject } from "./subject.ts";
import { isReached } from "./trail.ts";

/** Whoever is in more groups is asked which of them gives the access: each group costs a call (facts AAM12). */
const GROUPS_ASKED = 25;
/** Each other principal costs a call. */
const OTHERS_LOOKED_AT = 10;
/** A role costs a call in its account. */
const ROLES_LOOKED_AT = 5;

/** Asked where no assignment reaches a user that is there. */
export const secondRoadUse = (seen: Seen): AdditionalUse | undefined =>
  isReached(seen) !== true && knownValue(seen.user)
    ? { source: "account access manager", why: "because no permission set reaches the user" }
    : undefined;

/**
 * One ListApplications; with an application the entitlements in the account, a page for each hundred, or, where no account is named,
 * those of the user and of each group. Null: there is none.
 */
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
    const groups = await reader.groupIdsOf(home.identityStoreId, user);
    if (groups.state !== "known") return groups;
    const reached = { userId: user, groupIds: groups.value };
    const accountId = question.account === EVERY_ACCOUNT ? undefined : grant.accountId;
    const rows = await (accountId === undefined
      ? rowsOfPrincipals(subject, application, reached)
      : reader.entitlementsOf({ applicationArn: application.arn, accountId }));
    if (rows.state !== "known") return rows;
    const own = rows.value.filter(({ principal }) => reaches(principal, reached));
    const state = await (own.length === 0
      ? unread("no entitlement reaches the user")
      : reader.accountAccessState(application.arn));
    const [entitlements, others] = await Promise.all([
      Promise.all(own.map((row, at) => entitlementOf(subject, row, at))),
      othersIn(subject, rows.value, own),
    ]);
    return known({ application, state, entitlements, others }, [...applications.evidence, ...rows.evidence]);
  });
}

/** AWS does not expand groups: each is asked for (facts AAM12). */
async function rowsOfPrincipals(
  { reader }: Subject,
  application: AccountAccessApplicationFacts,
  { userId, groupIds }: { readonly userId: UserId; readonly groupIds: readonly GroupId[] },
): Promise<Reading<readonly EntitlementRow[]>> {
  if (groupIds.length > GROUPS_ASKED)
    return unread(`the user is in ${groupIds.length} groups, and AWS lists their entitlements one by one`);
  const principals: readonly Principal[] = [
    { type: "USER", id: userId },
    ...groupIds.map((id) => ({ type: "GROUP" as const, id })),
  ];
  const lists = await Promise.all(
    principals.map((principal) =>
      reader.entitlementsOf({ applicationArn: application.arn, principal, accountId: undefined }),
    ),
  );
  return mapReading(allKnown(lists), (all) => all.flat());
}

const roleNameOf = ({ roleArn }: EntitlementRow): string => roleArn.slice(roleArn.lastIndexOf("/") + 1);

/** Who else is entitled to what the question may be about: the role that it names, or any where it names none. */
async function othersIn(
  { reader, instance, question: { permissionSet } }: Subject,
  rows: readonly EntitlementRow[],
  own: readonly EntitlementRow[],
): Promise<Reading<readonly OtherEntitlement[]>> {
  const isMeant = (row: EntitlementRow): boolean => permissionSet === null || roleNameOf(row) === permissionSet;
  if (own.some(isMeant)) return unread("an entitlement reaches the user");
  const others = rows.filter((row) => !own.includes(row) && isMeant(row)).slice(0, OTHERS_LOOKED_AT);
  return thenRead(instance, async ({ identityStoreId }) =>
    known(
      await Promise.all(
        others.map(async (row) => ({ ...row, details: await detailsOf(reader, identityStoreId, row.principal) })),
      ),
    ),
  );
}

async function detailsOf(
  reader: Subject["reader"],
  storeId: IdentityStoreId,
  { type, id }: Principal,
): Promise<Reading<PrincipalFacts | null>> {
  const options = { isAdditional: true };
  if (type === "USER") return mapReading(await reader.user(storeId, id, options), principalOfUser);
  return mapReading(await reader.group(storeId, id, options), principalOfGroup);
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
  const role =
    at < ROLES_LOOKED_AT
      ? await reader.entitledRole(row.accountId, row.roleArn)
      : unread(`only the first ${ROLES_LOOKED_AT} roles were looked at`);
  return {
    ...row,
    groupName: group && knownValue(group)?.displayName,
    trustPolicy: mapReading(role, (found) => found?.trustPolicy ?? null),
    template: knownValue(role)?.template,
  };
}

/** Whether somebody is entitled to a role of this name in the account: then the word is a role's, not a permission set's. */
export async function isEntitledRole(subject: Subject, accountId: AccountId, name: string): Promise<boolean> {
  const road = knownValue(await readSecondRoad(subject, { accountId }));
  const others = road && knownValue(road.others);
  return [...(road?.entitlements ?? []), ...(others ?? [])].some((row) => roleNameOf(row) === name);
}
