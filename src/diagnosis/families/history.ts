/** What CloudTrail tells of a grant: who took it away, whose record was deleted, what the identity provider's sync could not do. Pure. */

import type { CloudTrailEvent } from "../../facts/grant/additional-facts.ts";
import { alternationOf } from "../../facts/grant/alternation.ts";
import { membersTakenOut, patchedMembers } from "../../facts/grant/membership-events.ts";
import { reachedOf } from "../../facts/grant/reach.ts";
import { hadIt, isRemoval, type MemberThen } from "../../facts/grant/removal.ts";
import {
  type Candidate,
  creationIn,
  deletionIn,
  deletionsIn,
  type Successor,
  successorOf,
  untiedSuccessors,
} from "../../facts/grant/successor.ts";
import { arnName } from "../../model/arn-name.ts";
import type { Principal } from "../../model/ids.ts";
import { evidenceOf, knownValue } from "../../model/reading.ts";
import { SCIM_SERVICE } from "../../model/service-principals.ts";
import { listed, timeBetween } from "../path/names.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";

const events = ({ facts }: WalkedGrant): readonly CloudTrailEvent[] => knownValue(facts.additional.trail) ?? [];

export const eventEvidence = ({ facts }: WalkedGrant) => evidenceOf(facts.additional.trail);

/** Events of these names that AWS carried out. */
const succeeded = (grant: WalkedGrant, ...names: readonly string[]): readonly CloudTrailEvent[] =>
  events(grant).filter(({ name, errorCode }) => names.includes(name) && errorCode === undefined);

/** Whether an event names exactly this; what is not known is nobody's. */
const isNamed = (id: string | undefined, ...named: readonly unknown[]): boolean =>
  id !== undefined && named.includes(id);

export interface Removal {
  readonly event: CloudTrailEvent;
  /** Whether the user had it then. */
  readonly hadIt: Exclude<MemberThen, "no">;
}

/**
 * The last removal of this grant from the user, or from a group that they are in, unless they joined it later. A request that failed
 * removed nothing (facts 2.4 D17: nothing was there); `outcome` says how far the record proves the removal.
 */
export function removalOf(grant: WalkedGrant): Removal | undefined {
  const { accountId, permissionSet } = grant.facts;
  const user = knownValue(grant.facts.user);
  if (!user) return undefined;
  const removable = { accountId, permissionSetArn: knownValue(permissionSet)?.arn, reached: reachedOf(grant.facts) };
  for (const event of events(grant)) {
    if (!isRemoval(event, removable)) continue;
    const had = hadIt(event, { user, events: events(grant) });
    if (had !== "no") return { event, hadIt: had };
  }
  return undefined;
}

/** The last time that the user was taken out of one of the attached groups. */
export function membershipRemovalOf(grant: WalkedGrant, groupId: string): CloudTrailEvent | undefined {
  const userId = knownValue(grant.facts.user)?.id;
  const all = events(grant);
  return all.find((event) => {
    const out = membersTakenOut(event, all);
    return out?.groupId === groupId && isNamed(userId, ...out.memberIds);
  });
}

/** Syncs of a group that AWS refused, newest first. */
export const refusedSyncs = (grant: WalkedGrant, groupId: string): readonly CloudTrailEvent[] =>
  events(grant).filter(
    ({ name, errorCode, request }) =>
      name === "PatchGroup" &&
      errorCode !== undefined &&
      (request["id"] === groupId || (request["id"] === undefined && REFUSED_ALL.test(errorCode))),
  );

/** A refusal of the token holds for every group, so the event need not name this one; any other is about its own group. */
const REFUSED_ALL = /Unauthorized|AccessDenied/;

/** A refused attempt to make one of the user's groups a member of another group (facts A4). */
export function nestingAttempt(
  grant: WalkedGrant,
  groupId: string,
): { event: CloudTrailEvent; child: string } | undefined {
  const own: readonly string[] = knownValue(grant.facts.groupIds) ?? [];
  for (const event of refusedSyncs(grant, groupId)) {
    const child = patchedMembers(event.request, "add").find((id) => own.includes(id));
    if (child !== undefined && event.request["id"] === groupId) return { event, child };
  }
  return undefined;
}

/** The last change of the identity source to or from Active Directory before the user was made: it takes users, groups and assignments away (facts A11). */
export function sourceChangeOf(grant: WalkedGrant): CloudTrailEvent | undefined {
  const madeAt = Date.parse(knownValue(grant.facts.user)?.createdAt ?? "");
  return succeeded(grant, "DisassociateDirectory").find(({ at }) => Date.parse(at) <= madeAt);
}

/** Users that the identity provider sent and AWS did not take, newest first; whose they are AWS does not tell (facts 5.5). */
export const refusedUsers = (grant: WalkedGrant): readonly CloudTrailEvent[] =>
  events(grant).filter(
    ({ name, source, errorCode }) => name === "CreateUser" && source === SCIM_SERVICE && errorCode !== undefined,
  );

/** The deletion of a user or group. */
export const deletionOf = (grant: WalkedGrant, id: string): CloudTrailEvent | undefined =>
  deletionIn(events(grant), id);

/** The successor of a deleted user or group among those that are there now. */
export const successorAmong = <C extends Candidate>(
  grant: WalkedGrant,
  goneId: string,
  { candidates, formerName }: { readonly candidates: readonly C[]; readonly formerName?: string | undefined },
): Successor<C> | undefined => successorOf(goneId, candidates, { events: events(grant), formerName });

/** Those that came soon after the deletion, and that nothing ties to the deleted one. */
export const untiedAmong = <C extends Candidate>(
  grant: WalkedGrant,
  goneId: string,
  candidates: readonly C[],
): readonly C[] => untiedSuccessors(goneId, candidates, { events: events(grant) });

/** The creation of a user or group. */
export const creationOf = (grant: WalkedGrant, id: string): CloudTrailEvent | undefined =>
  creationIn(events(grant), id);

/** Deletions of users, newest first: CloudTrail hides their names. */
export const deletedUsers = (grant: WalkedGrant): readonly CloudTrailEvent[] => succeeded(grant, "DeleteUser");

/** The event that disabled the user. */
export const disablingOf = (grant: WalkedGrant): CloudTrailEvent | undefined =>
  succeeded(grant, "DisableUser", "PatchUser").find(({ request }) =>
    isNamed(knownValue(grant.facts.user)?.id, request["userId"], request["id"]),
  );

/** A use of this grant by this user after the given time (facts 5.4: `serviceEventDetails`). */
export const useAfter = (grant: WalkedGrant, at: string): CloudTrailEvent | undefined =>
  succeeded(grant, "GetRoleCredentials").find(
    ({ details, userId, at: used }) =>
      used > at &&
      details["account_id"] === grant.facts.accountId &&
      isNamed(knownValue(grant.facts.permissionSet)?.name, details["role_name"]) &&
      isNamed(knownValue(grant.facts.user)?.id, userId),
  );

/** `by Janitor/nightly (arn:…) 3 hours ago (2026-09-14T06:30:00.000Z)`. */
export const byWhom = ({ by, at }: CloudTrailEvent, grant: WalkedGrant): string =>
  `by ${arnName(by)} ${timeAgo(at, grant)}`;

/** `3 hours ago (2026-09-14T06:30:00.000Z)`. */
export function timeAgo(at: string, { facts }: WalkedGrant): string {
  const age = timeBetween(at, facts.at);
  if (age) return `${age} ago (${at})`;
  const milliseconds = Date.parse(facts.at) - Date.parse(at);
  return milliseconds >= 0 ? `just now (${at})` : `at ${at}`;
}

/** Two callers who create and delete the same thing in turns; empty where none do. */
export function inTurns(grant: WalkedGrant, { id, type }: Principal): string {
  const all = events(grant);
  const found = alternationOf(id, deletionsIn(all, type === "GROUP" ? "DeleteGroup" : "DeleteUser"), all);
  if (!found) return "";
  const { creator, deleter, times } = found;
  return ` ${arnName(creator)} created and ${arnName(deleter)} deleted such a ${type === "GROUP" ? "group" : "user"} ${times} times: each undoes what the other does, so settle which of the two owns it.`;
}

/** Who deleted the principals of these rows, where CloudTrail tells. */
export function deletedBy(gone: readonly { readonly principal: Principal }[], grant: WalkedGrant): string {
  const found = gone.flatMap(({ principal }) => deletionOf(grant, principal.id) ?? []);
  return found.length > 0 ? ` Deleted ${listed(found.map((event) => byWhom(event, grant)))}.` : "";
}
