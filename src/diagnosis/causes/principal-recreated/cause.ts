/** The user, or their group, was deleted and created again: a new id, and the assignment still names the old one (facts A5). */
import type { AttachedPrincipal } from "../../../facts/grant/grant-facts.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import {
  type EntitledAgain,
  entitledAgain,
  entitledAgainWords,
  entitleSuccessor,
  FIND_OUT,
} from "../../families/entitled-again.ts";
import { byWhom, deletionOf, eventEvidence, inTurns } from "../../families/history.ts";
import {
  type Again,
  againOf,
  strangerNote,
  strangerQuestion,
  successorClause,
} from "../../families/principal-again.ts";
import { isKnownUnassigned, type KnownGrant, knownGrant, orphans } from "../../families/reach.ts";
import { assignSuccessor } from "../../families/remedies.ts";
import { principalName } from "../../path/links.ts";
import { grantName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface AssignedAgain extends Found, Again {
  readonly known: KnownGrant;
  /** The row that names the old id. */
  readonly gone: AttachedPrincipal;
}

type PrincipalRecreated = AssignedAgain | EntitledAgain;

export const principalRecreated = defineCause<PrincipalRecreated>({
  id: "principal-recreated",
  stage: "assignment",
  rank: 30,
  title: "The assignment names the old id of a user or group that was created again",
  facts: ["A5", "AAM47"],
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
  find: (grant) => assignedAgain(grant) ?? entitledAgain(grant),
  explain: (found, grant) => {
    if ("row" in found) return entitledAgainWords(found, grant);
    const deletion = deletionOf(grant, found.gone.principal.id);
    const fate = deletion ? `was deleted ${byWhom(deletion, grant)}` : "no longer exists";
    return `${grantName(grant)} is assigned to ${principalName(found.gone)}, which ${fate}; ${successorClause(found, grant)} An assignment follows the id, not the name.${inTurns(grant, found.gone.principal)}`;
  },
  remedy: (found, grant): Remedy => {
    if ("row" in found) return entitleSuccessor(found, grant);
    const { known, gone, successor, successorName } = found;
    const remedy = assignSuccessor(grant, { known, gone, successor, name: successorName }, [
      ...strangerNote(found),
      "The new assignment comes first, so that the role keeps its ARN.",
      FIND_OUT,
    ]);
    const question = strangerQuestion(found);
    if (question === "") return remedy;
    return { ...remedy, summary: `${question}${remedy.summary.replace(/^[A-Z]/, (first) => first.toLowerCase())}` };
  },
});

function assignedAgain(grant: WalkedGrant): AssignedAgain | undefined {
  const known = knownGrant(grant);
  if (!known || !isKnownUnassigned(grant)) return undefined;
  for (const gone of orphans(grant)) {
    const found = againOf(grant, known.user, gone.principal);
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
}
