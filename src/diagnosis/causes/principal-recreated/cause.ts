/** The user, or their group, was deleted and made again: same name, new id, and the assignment still names the old one. */
import type { AttachedPrincipal } from "../../../facts/grant/grant-facts.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { deletedBy, deletionOf } from "../../families/history.ts";
import { isKnownUnassigned, type KnownGrant, knownGrant, liveGroups, orphans } from "../../families/reach.ts";
import { assignUser } from "../../families/remedies.ts";
import { principalName } from "../../path/links.ts";
import { grantName, listed, timeBetween } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface PrincipalRecreated extends Found {
  readonly known: KnownGrant;
  readonly what: "user" | "group";
  /** Rows that point at nobody: of the old user, or of the old group. */
  readonly gone: readonly AttachedPrincipal[];
  readonly isUserRecent: boolean;
}

const RECENT_DAYS = 30;

export const principalRecreated = defineCause<PrincipalRecreated>({
  id: "principal-recreated",
  stage: "assignment",
  rank: 30,
  title: "The assignment names the old id of a user or group that was made again",
  facts: ["A5"],
  noticedIn: "facts",
  explains: ["principal-deleted", "no-assignment", "not-a-member", "group-empty"],
  standsAlone: false,
  confidenceRule:
    "Never more than likely: the id of a deleted user or group keeps no name, so only CloudTrail could prove whose it was.",
  documentation: {
    symptoms: [
      "The name still appears as assigned in the console, but access fails",
      "The user was deleted and synced again, and all their accounts are gone from the access portal",
      "After the sync the group has the same name, but nobody sees the account",
    ],
    why: "A user or group that is deleted and created again gets a new id, even under the same name. Assignments name ids: the old ones point at nobody and the new user or group has none.",
    whatToDo:
      "Assign the set to the new id first and remove the old assignment afterwards, never the other way round: with the last assignment the role goes. Find out who re-creates the user or group, or the next sync does it again.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://github.com/awslabs/ssosync/issues/291",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    if (!known || !isKnownUnassigned(grant)) return undefined;
    const { facts } = grant;
    const isUserRecent = isRecent(known, facts.at);
    const goneUsers = orphans(grant).filter(
      ({ principal }) => principal.type === "USER" && !wasSomebodyElse(principal.id, grant, known),
    );
    const goneGroups = orphans(grant).filter(({ principal }) => principal.type === "GROUP");
    // Beside a group that can be joined, an old row of somebody is more often a leaver's than this user's.
    const hasLiveGroup = liveGroups(grant).length > 0;
    const isUser = goneUsers.length > 0 && (isUserRecent || !hasLiveGroup);
    const isGroup = goneGroups.length > 0 && !hasLiveGroup && (knownValue(facts.groupIds) ?? []).length > 0;
    if (!isUser && !isGroup) return undefined;
    const gone = isUser ? goneUsers : goneGroups;
    const isSameUser = isUser && wasTheOldId(grant, known, gone);
    return {
      confidence: isSameUser ? "proved" : "likely",
      evidence: [
        ...evidenceOf(facts.user),
        ...evidenceOf(facts.attached),
        ...gone.flatMap(({ details }) => evidenceOf(details)),
        ...(isUser ? [] : evidenceOf(facts.groupIds)),
      ],
      known,
      what: isUser ? "user" : "group",
      gone,
      isUserRecent,
    };
  },
  explain: (found, grant) =>
    `${explainRow(found, grant)} An assignment follows the id, not the name.${deletedBy(found.gone, grant)}`,
  remedy: (found, grant) => assignNewId(found, grant),
});

/** The snapshot from before knew this user under the id that the assignment still names. */
function wasTheOldId({ facts }: WalkedGrant, { user }: KnownGrant, gone: readonly AttachedPrincipal[]): boolean {
  const before = knownValue(facts.additional.before);
  const old = before ? knownValue(before.user)?.id : undefined;
  return old !== undefined && old !== user.id && gone.some(({ principal }) => principal.id === old);
}

/** Deleted when this user was there already: two users of one name cannot be at the same time, so it was another person. */
function wasSomebodyElse(id: string, grant: WalkedGrant, { user }: KnownGrant): boolean {
  const deletion = deletionOf(grant, id);
  return deletion !== undefined && Date.parse(deletion.at) > Date.parse(user.createdAt ?? "");
}

function isRecent({ user }: KnownGrant, at: string): boolean {
  const age = Date.parse(at) - Date.parse(user.createdAt ?? "");
  return age <= RECENT_DAYS * 86_400_000;
}

function explainRow({ known: { user }, what, gone, isUserRecent }: PrincipalRecreated, grant: WalkedGrant): string {
  const where = `${grantName(grant)} is assigned to ${listed(gone.map(principalName))}, which no longer ${gone.length === 1 ? "exists" : "exist"},`;
  if (what === "group")
    return `${where} while ${user.userName} is in other groups. Most likely one of them is the successor of the deleted group under a new id.`;
  const age = timeBetween(user.createdAt, grant.facts.at);
  return isUserRecent
    ? `${where} while ${user.userName} (${user.id}) was created only ${age ? `${age} ago` : "now"} and has no assignment. Very likely the user was deleted and made again, and the assignment still names the old id.`
    : `${where} while ${user.userName} (${user.id}) has no assignment. Most likely the user was deleted and made again, and the assignment still names the old id; an old assignment of somebody who left would look the same.`;
}

function assignNewId({ known, what, gone }: PrincipalRecreated, grant: WalkedGrant): Remedy {
  const cloudTrail =
    "CloudTrail would prove it: look for DeleteUser, DeleteGroup, CreateUser and CreateGroup with these ids. A sync that re-creates the record will do it again.";
  const isOneUser = what === "user" && gone.length === 1;
  return assignUser(grant, known, {
    // Only the one row that is taken for the user's own is removed; of several nobody knows which it is.
    remove: isOneUser ? gone : [],
    notes: [
      ...(isOneUser ? ["The new assignment comes first, so that the role and its ARN stay."] : []),
      ...(isOneUser
        ? []
        : [
            `The assignment of ${listed(gone.map(principalName))} is left as it is: it gives nobody access. Assign the successor, then remove it.`,
          ]),
      ...(what === "group"
        ? ["If you know which group took the deleted one's place, assign that group instead: the others need it too."]
        : []),
      cloudTrail,
    ],
  });
}
