/**
 * The grants that a question without an account or a permission set would miss, because the user does not have them: taken
 * away, failed, or left to a group or user that was deleted. What comes out is looked into like every other grant.
 */
import type { CloudTrailEvent } from "../../facts/grant/additional-facts.ts";
import type { InstanceFacts } from "../../facts/grant/grant-facts.ts";
import { isOwnPrincipal, leftGroupsIn, removedPairsIn } from "../../facts/grant/lost.ts";
import { deletionsIn, successorOf } from "../../facts/grant/successor.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import { type AccountId, type GroupId, type PermissionSetArn, parseGroupId, parseUserId } from "../../model/ids.ts";
import { knownValue } from "../../model/reading.ts";
import type { PrincipalGrant, Reader } from "../reader.ts";
import { describeUnfinished } from "./history.ts";
import { withMemberships } from "./membership-trail.ts";

export interface LostGrant {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
}

/** How many of each kind are followed: the newest. Whoever lost more names the account. */
const FOLLOWED = 6;
/** Groups of the user that are held against a deleted one. */
const GROUPS_COMPARED = 25;

/** CloudTrail's event history reaches 90 days back (facts 5.1): the deletion of an older record is not in it. */
const TRAIL_MILLISECONDS = 90 * 24 * 60 * 60 * 1000;

interface Person {
  /** ISO 8601. */
  readonly at: string;
  readonly reader: Reader;
  readonly instance: InstanceFacts;
  readonly user: UserFacts;
  readonly groupIds: readonly GroupId[];
  readonly events: readonly CloudTrailEvent[];
}

/** Newest kinds first, each grant once; what could not be read adds nothing, and says so by the reads' own evidence. */
export async function lostGrants(
  reader: Reader,
  instance: InstanceFacts,
  { user, groupIds, at }: Pick<Person, "user" | "groupIds" | "at">,
): Promise<readonly LostGrant[]> {
  const [trail, failed] = await Promise.all([
    withMemberships(reader, reader.trail(namesFor(user))),
    describeUnfinished(reader, instance.arn, { ledger: "create-assignment" }),
  ]);
  const person = { at, reader, instance, user, groupIds, events: knownValue(trail) ?? [] };
  const found = await Promise.all([
    removed(person),
    ofLeftGroups(person),
    (knownValue(failed) ?? []).filter(({ principal }) => isOwnPrincipal(principal?.id, person)),
    ofDeletedGroups(person),
    ofTheUserBefore(person),
  ]);
  const grants = found
    .flat()
    .flatMap(({ accountId, permissionSetArn }) =>
      accountId !== undefined && permissionSetArn !== undefined ? [{ accountId, permissionSetArn }] : [],
    );
  return [...new Map(grants.map((one) => [`${one.accountId} ${one.permissionSetArn}`, one])).values()].slice(
    0,
    FOLLOWED,
  );
}

/** Facts 5.3 and 5.5: who manages the users decides under which names memberships are ended. */
const namesFor = ({ isExternallyOwned }: UserFacts): readonly string[] => [
  "DeleteAccountAssignment",
  "DeleteGroup",
  ...(isExternallyOwned ? ["PatchGroup"] : ["DeleteGroupMembership", "RemoveMemberFromGroup"]),
];

/** Assignments that were removed from the user or their groups; a removal whose request failed took nothing (facts 2.4 D17). */
async function removed({ reader, instance, events, ...own }: Person): Promise<readonly LostGrant[]> {
  const pairs = removedPairsIn(events, own).slice(0, FOLLOWED);
  const records = await Promise.all(
    pairs.map(({ requestId }) => requestId && reader.request(instance.arn, "delete-assignment", requestId)),
  );
  return pairs.filter((_, at) => {
    const record = records[at];
    return !record || knownValue(record)?.status !== "FAILED";
  });
}

/** What the groups have that the user was taken out of. */
const ofLeftGroups = async (person: Person): Promise<readonly PrincipalGrant[]> =>
  grantsOfGroups(person, leftGroupsIn(person.events, person));

/** What a deleted group had, where one of the user's groups took its place (facts A5). */
async function ofDeletedGroups(person: Person): Promise<readonly PrincipalGrant[]> {
  const { reader, instance, events, groupIds } = person;
  const deleted = deletionsIn(events, "DeleteGroup")
    .flatMap((id) => groupIdIn(id) ?? [])
    .slice(0, FOLLOWED);
  if (deleted.length === 0) return [];
  const creations = knownValue(await reader.trail(["CreateGroup"])) ?? [];
  const candidates = await Promise.all(
    groupIds.slice(0, GROUPS_COMPARED).map(async (id) => {
      const group = knownValue(await reader.group(instance.identityStoreId, id, { isAdditional: true }));
      return group ? [{ id, name: group.displayName, createdAt: group.createdAt }] : [];
    }),
  );
  const all = [...events, ...creations];
  return grantsOfGroups(
    person,
    deleted.filter((id) => successorOf(id, candidates.flat(), { events: all })),
  );
}

/** What the user had under an earlier id, where the directory deleted and created them again (facts A5). */
async function ofTheUserBefore({ reader, instance, user, at }: Person): Promise<readonly PrincipalGrant[]> {
  if (user.createdAt === undefined || Date.parse(user.createdAt) < Date.parse(at) - TRAIL_MILLISECONDS) return [];
  const events = knownValue(await reader.trail(["DeleteUser", "CreateUser"])) ?? [];
  const candidates = [{ id: user.id, name: user.userName, createdAt: user.createdAt }];
  const former = deletionsIn(events, "DeleteUser")
    .filter((id) => successorOf(id, candidates, { events }))
    .flatMap((id) => {
      const parsed = parseUserId(id);
      return parsed.kind === "ok" ? [parsed.value] : [];
    });
  const rows = await Promise.all(
    former.slice(0, FOLLOWED).map((id) => reader.grantsOf(instance.arn, { type: "USER", id }, { isAdditional: true })),
  );
  return rows.flatMap((one) => knownValue(one) ?? []);
}

function groupIdIn(id: string): GroupId | undefined {
  const parsed = parseGroupId(id);
  return parsed.kind === "ok" ? parsed.value : undefined;
}

async function grantsOfGroups(
  { reader, instance }: Person,
  ids: readonly GroupId[],
): Promise<readonly PrincipalGrant[]> {
  const rows = await Promise.all(
    ids.slice(0, FOLLOWED).map((id) => reader.grantsOf(instance.arn, { type: "GROUP", id }, { isAdditional: true })),
  );
  return rows.flatMap((one) => knownValue(one) ?? []);
}
