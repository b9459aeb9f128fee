/** The user, or their group, was deleted and created again: a new id, and the assignment still names the old one (facts A5). */
import type { AttachedPrincipal } from "../../../facts/grant/grant-facts.ts";
import type { Tie } from "../../../facts/grant/successor.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import type { Principal } from "../../../model/ids.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { byWhom, deletionOf, eventEvidence, inTurns, successorAmong } from "../../families/history.ts";
import { isKnownUnassigned, type KnownGrant, knownGrant, orphans } from "../../families/reach.ts";
import { assignSuccessor } from "../../families/remedies.ts";
import { principalName } from "../../path/links.ts";
import { grantName, userName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface PrincipalRecreated extends Found {
  readonly known: KnownGrant;
  /** The row that names the old id. */
  readonly gone: AttachedPrincipal;
  readonly successor: Principal;
  readonly successorName: string;
  /** `snapshot`: an earlier snapshot knew this very user under the old id. */
  readonly tie: Tie | "snapshot";
}

export const principalRecreated = defineCause<PrincipalRecreated>({
  id: "principal-recreated",
  stage: "assignment",
  rank: 30,
  title: "The assignment names the old id of a user or group that was created again",
  facts: ["A5"],
  noticedIn: "facts",
  explains: ["principal-deleted", "no-assignment", "not-a-member", "group-empty"],
  standsAlone: false,
  confidenceRule:
    "Proved when an earlier snapshot shows the user under the old id. Likely when CloudTrail shows the deletion, the user or group was created after it, and has the deleted one's name or was created by the same caller. Otherwise this cause is not reported: a deleted id has no name.",
  documentation: {
    symptoms: [
      "The name still appears as assigned in the console, but access fails",
      "The user was deleted and synced again, and all their accounts are gone from the access portal",
      "After the sync the group has the same name, but nobody sees the account",
    ],
    why: "A user or group that is deleted and created again gets a new id, even under the same name. Assignments name ids: the old ones apply to nobody, and the new user or group has none.",
    whatToDo:
      "Assign the set to the new id first and remove the old assignment afterwards, never the other way round: with the last assignment the role is deleted. Find out what re-creates the user or group, or the next sync will do it again.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://github.com/awslabs/ssosync/issues/291",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    if (!known || !isKnownUnassigned(grant)) return undefined;
    for (const gone of orphans(grant)) {
      const found = gone.principal.type === "USER" ? userAgain(grant, known, gone) : groupAgain(grant, gone);
      if (!found) continue;
      return {
        ...found,
        known,
        gone,
        confidence: found.tie === "snapshot" ? "proved" : "likely",
        evidence: [
          ...evidenceOf(grant.facts.user),
          ...evidenceOf(grant.facts.attached),
          ...evidenceOf(gone.details),
          ...(found.tie === "snapshot" ? [] : eventEvidence(grant)),
          ...(gone.principal.type === "GROUP" ? evidenceOf(grant.facts.additional.ownGroups) : []),
        ],
      };
    }
    return undefined;
  },
  explain: (found, grant) => {
    const deletion = deletionOf(grant, found.gone.principal.id);
    const deleted = deletion ? ` It was deleted ${byWhom(deletion, grant)}.` : "";
    return `${grantName(grant)} is assigned to ${principalName(found.gone)}, which no longer exists.${deleted} ${successorSentence(found, grant)} An assignment follows the id, not the name.${inTurns(grant, found.gone.principal)}`;
  },
  remedy: ({ known, gone, successor, successorName }, grant): Remedy =>
    assignSuccessor(grant, { known, gone, successor, name: successorName }, [
      "The new assignment comes first, so that the role keeps its ARN.",
      "Find out what deletes and creates the record; otherwise its next run will do it again.",
    ]),
});

type Again = Pick<PrincipalRecreated, "successor" | "successorName" | "tie">;

/** This user under another id: told by an earlier snapshot, or by CloudTrail. */
function userAgain(grant: WalkedGrant, { user }: KnownGrant, { principal }: AttachedPrincipal): Again | undefined {
  const successor = { type: "USER", id: user.id } as const;
  const before = knownValue(grant.facts.additional.before);
  const former = before ? knownValue(before.user) : undefined;
  if (former && former.id === principal.id) return { successor, successorName: user.userName, tie: "snapshot" };
  const candidates = [{ id: user.id, name: user.userName, createdAt: user.createdAt }];
  const found = successorAmong(grant, principal.id, { candidates });
  return found && { successor, successorName: user.userName, tie: found.tie };
}

/** One of the user's own groups in the deleted group's place. */
function groupAgain(grant: WalkedGrant, { principal }: AttachedPrincipal): Again | undefined {
  const candidates = knownValue(grant.facts.additional.ownGroups) ?? [];
  const found = successorAmong(grant, principal.id, { candidates });
  if (!found) return undefined;
  const { id, name } = found.candidate;
  return { successor: { type: "GROUP", id }, successorName: name, tie: found.tie };
}

function successorSentence({ successor, successorName, tie }: PrincipalRecreated, grant: WalkedGrant): string {
  const who =
    successor.type === "USER"
      ? `${successorName} (${successor.id})`
      : `group ${successorName} (${successor.id}), of which ${userName(grant)} is a member,`;
  switch (tie) {
    case "snapshot":
      return `The earlier snapshot shows ${successorName} under that id: the user was deleted and created again as ${successor.id}.`;
    case "name":
      return `${who} has the same name and was created after that, so most likely it is the same one under a new id.`;
    case "caller":
      return `${who} was created after that by the same caller, so most likely it replaced the deleted one.`;
  }
}
