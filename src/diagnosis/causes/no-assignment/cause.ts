/** Nothing assigns the set in the account to the user, and there is no group that would give it to them. */
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isKnownUnassigned, type KnownGrant, knownGrant, liveGroups, orphans } from "../../families/reach.ts";
import { assignUser, newAccess } from "../../families/remedies.ts";
import { grantName, userName } from "../../path/names.ts";

interface NoAssignment extends Found {
  readonly known: KnownGrant;
  /** Other people to whom it is assigned. */
  readonly others: number;
}

export const noAssignment = defineCause<NoAssignment>({
  id: "no-assignment",
  stage: "assignment",
  rank: 70,
  title: "The permission set is not assigned to the user in this account",
  facts: ["A1", "B4"],
  noticedIn: "facts",
  explains: [],
  standsAlone: false,
  confidenceRule:
    "Proved when all assignments of the set in the account were read; likely when some assigned groups were not read.",
  documentation: {
    symptoms: [
      "The account is missing from the user's access portal",
      "You do not have any applications. Please contact your administrator.",
      "The permission set was created, but the user sees nothing",
      "ForbiddenException: No access",
      "No accounts available",
    ],
    why: "The portal lists exactly the accounts that are assigned to the user, directly or through a group. A permission set that exists, or is even provisioned in the account, gives access to nobody until it is assigned.",
    whatToDo:
      "Assign the permission set in the account to the user, or preferably to one of their groups. AWS provisions the set together with the assignment.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html",
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    const { attached } = grant.facts;
    // Where a group has the access, the way in is through that group: not-a-member and group-empty say so.
    if (!known || attached.state !== "known" || !isKnownUnassigned(grant) || liveGroups(grant).length > 0)
      return undefined;
    const isEveryGroupKnown = attached.value.every(
      ({ principal, details }) => principal.type === "USER" || details.state === "known",
    );
    return {
      confidence: isEveryGroupKnown ? "proved" : "likely",
      evidence: [...evidenceOf(grant.facts.user), ...evidenceOf(attached)],
      known,
      others: attached.value.length - orphans(grant).length,
    };
  },
  explain: ({ others }, grant) => {
    const role =
      knownValue(grant.facts.freshness) === "latest"
        ? " The set is provisioned there, but that gives nobody access."
        : "";
    return others === 0
      ? `${grantName(grant)} is not assigned to ${userName(grant)}, directly or through a group.${role}`
      : `${grantName(grant)} is assigned to ${others === 1 ? "one other principal" : `${others} other principals`}, but not to ${userName(grant)}, directly or through a group.${role}`;
  },
  remedy: ({ known }, grant) => assignUser(grant, known, { notes: [newAccess(grant)] }),
});
