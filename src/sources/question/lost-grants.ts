/**
 * The grants that a question without an account or a permission set would miss, because the user does not have them: taken
 * away, failed, or left to a group or user that was deleted. What comes out is looked into like every other grant.
 */
import type { CloudTrailEvent } from "../../facts/grant/additional-facts.ts";
import type { InstanceFacts } from "../../facts/grant/grant-facts.ts";
import { leftGroupsIn, removedPairsIn } from "../../facts/grant/lost.ts";
import { removalNames } from "../../facts/grant/membership-events.ts";
import { reaches } from "../../facts/grant/reach.ts";
import { type Candidate, deletionsIn, successorOf, untiedSuccessors } from "../../facts/grant/successor.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import type { NotExamined } from "../../model/diagnosis.ts";
import {
  type AccountId,
  type GroupId,
  type Parsed,
  type PermissionSetArn,
  type Principal,
  parseGroupId,
  parseUserId,
} from "../../model/ids.ts";
import { EVENT_HISTORY_MILLISECONDS } from "../../model/quotas.ts";
import { failureInWords, knownValue, type Reading } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { type DescribedRequest, describeUnfinished } from "./history.ts";
import { withMemberships } from "./membership-trail.ts";

export interface LostGrant {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
}

export interface Lost {
  readonly grants: readonly LostGrant[];
  readonly notExamined: readonly NotExamined[];
}

/** Whose grants are looked for, and where; without an account everywhere. */
export interface Loser {
  readonly user: UserFacts;
  readonly groupIds: readonly GroupId[];
  readonly accountId: AccountId | undefined;
  /** ISO 8601. */
  readonly at: string;
}

/** How many are followed: the newest of each kind, and of all. What is left is told. */
const FOLLOWED = 6;
/** Groups of the user that are held against a deleted one. */
const GROUPS_COMPARED = 25;

interface Search extends Loser {
  readonly reader: Reader;
  readonly instance: InstanceFacts;
  readonly events: readonly CloudTrailEvent[];
  /** The value of a reading; one that failed is told, because what it holds is unknown. */
  readonly told: <T>(reading: Reading<T>) => T | undefined;
}

/** Each grant once, and what could not be looked at. */
export async function lostGrants(reader: Reader, instance: InstanceFacts, loser: Loser): Promise<Lost> {
  const notExamined: NotExamined[] = [];
  const told = <T>(reading: Reading<T>): T | undefined => {
    if (reading.state === "unknown") notExamined.push({ what: LOST, reason: failureInWords(reading.failure) });
    return knownValue(reading);
  };
  const [trail, failed] = await Promise.all([
    withMemberships(reader, reader.trail(namesFor(loser.user))),
    describeUnfinished(reader, instance.arn, { ledger: "create-assignment" }),
  ]);
  const search: Search = { ...loser, reader, instance, told, events: told(trail) ?? [] };
  const found = await Promise.all([
    removed(search),
    grantsOf(search, "GROUP", leftGroupsIn(search.events, search)),
    neverMade(search, told(failed)?.requests ?? []),
    ofDeletedGroups(search),
    ofTheUserBefore(search),
  ]);
  const grants = [...new Map(found.flat().map((one) => [`${one.accountId} ${one.permissionSetArn}`, one])).values()];
  const left = grants.length - FOLLOWED;
  if (left > 0) notExamined.push({ what: LOST, reason: `${left} more were found: ask about their account` });
  return { grants: grants.slice(0, FOLLOWED), notExamined };
}

const LOST = "what the user lost";

const namesFor = ({ isExternallyOwned }: UserFacts): readonly string[] => [
  "DeleteAccountAssignment",
  "DeleteGroup",
  ...removalNames(isExternallyOwned),
];

const isWithin = ({ accountId }: Loser, one: { readonly accountId?: AccountId | undefined }): boolean =>
  accountId === undefined || one.accountId === accountId;

/** Assignments that were removed from the user or their groups; a removal whose request failed took nothing (facts 2.4 D17). */
async function removed(search: Search): Promise<readonly LostGrant[]> {
  const { reader, instance, events, told } = search;
  const pairs = removedPairsIn(events, search)
    .filter((pair) => isWithin(search, pair))
    .slice(0, FOLLOWED + 1);
  const isTaken = await Promise.all(
    pairs.map(async ({ requestId }) => {
      if (!requestId) return true;
      const record = told(await reader.request(instance.arn, "delete-assignment", requestId));
      return record?.status !== "FAILED";
    }),
  );
  return pairs.filter((_, at) => isTaken[at]);
}

/** Requests for the user or their groups that failed, or are still under way. */
function neverMade(search: Search, requests: readonly DescribedRequest[]): readonly LostGrant[] {
  const reached = { userId: search.user.id, groupIds: search.groupIds };
  return requests.flatMap(({ principal, accountId, permissionSetArn }) =>
    principal && reaches(principal, reached) && accountId && permissionSetArn && isWithin(search, { accountId })
      ? [{ accountId, permissionSetArn }]
      : [],
  );
}

/** What a deleted group had, where one of the user's groups took its place (facts A5). */
async function ofDeletedGroups(search: Search): Promise<readonly LostGrant[]> {
  const { reader, instance, events, groupIds, told } = search;
  const deleted = deletionsIn(events, "DeleteGroup").flatMap((id) => certainOr(parseGroupId(id)));
  if (deleted.length === 0) return [];
  const creations = told(await reader.trail(["CreateGroup"])) ?? [];
  const candidates = await Promise.all(
    groupIds.slice(0, GROUPS_COMPARED).map(async (id) => {
      const group = told(await reader.group(instance.identityStoreId, id, { isAdditional: true }));
      return group ? [{ id, name: group.displayName, createdAt: group.createdAt }] : [];
    }),
  );
  const all = [...events, ...creations];
  return grantsOf(
    search,
    "GROUP",
    deleted.filter((id) => mayHaveReplaced(id, candidates.flat(), all)),
  );
}

/** One of the groups took the deleted one's place, or nothing but a person knows whether it did. */
const mayHaveReplaced = (id: GroupId, groups: readonly Candidate[], events: readonly CloudTrailEvent[]): boolean =>
  successorOf(id, groups, { events }) !== undefined || untiedSuccessors(id, groups, { events }).length > 0;

/** What the user had under an earlier id, where the directory deleted and created them again (facts A5). */
async function ofTheUserBefore(search: Search): Promise<readonly LostGrant[]> {
  const { reader, user, at, told } = search;
  if (user.createdAt === undefined || Date.parse(user.createdAt) < Date.parse(at) - EVENT_HISTORY_MILLISECONDS)
    return [];
  const events = told(await reader.trail(["DeleteUser", "CreateUser"])) ?? [];
  const candidates = [{ id: user.id, name: user.userName, createdAt: user.createdAt }];
  const former = deletionsIn(events, "DeleteUser").filter((id) => successorOf(id, candidates, { events }));
  return grantsOf(
    search,
    "USER",
    former.flatMap((id) => certainOr(parseUserId(id))),
  );
}

/** Ids in events are input: what has not the form of one names nobody. */
const certainOr = <Id>(parsed: Parsed<Id>): readonly Id[] => (parsed.kind === "ok" ? [parsed.value] : []);

/** The grants of principals, one list each. */
async function grantsOf<Type extends Principal["type"]>(
  { reader, instance, accountId, told }: Search,
  type: Type,
  ids: readonly Extract<Principal, { type: Type }>["id"][],
): Promise<readonly LostGrant[]> {
  const rows = await Promise.all(
    ids.slice(0, FOLLOWED).map(async (id) => {
      const principal = { type, id } as Principal;
      return told(await reader.grantsOf(instance.arn, principal, { accountId, isAdditional: true })) ?? [];
    }),
  );
  return rows.flat();
}
