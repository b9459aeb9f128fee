/** A set takes at most a hundred groups in an account (facts A22). */
import { GROUPS_PER_PERMISSION_SET_AND_ACCOUNT } from "../../../model/quotas.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isKnownUnassigned, type KnownGrant, knownGrant } from "../../families/reach.ts";
import { assignUser, newAccess } from "../../families/remedies.ts";
import { grantName, userName } from "../../path/names.ts";

interface LimitReached extends Found {
  readonly known: KnownGrant;
  readonly groups: number;
}

export const groupLimitReached = defineCause<LimitReached>({
  id: "group-limit-reached",
  stage: "assignment",
  rank: 30,
  title: "The set cannot be assigned to another group in this account",
  facts: ["A22"],
  noticedIn: "facts",
  explains: ["not-a-member", "group-empty", "no-assignment", "other-set-assigned", "other-account-assigned"],
  standsAlone: false,
  confidenceRule:
    "Likely: a hundred groups are assigned, and none of them reaches the user. Which group could not be added is not recorded.",
  documentation: {
    symptoms: [
      "ServiceQuotaExceededException",
      "You have exceeded AWS SSO limits. Cannot create",
      "The hundred and first group cannot be assigned",
    ],
    why: `In one account, a permission set can be assigned to at most ${GROUPS_PER_PERMISSION_SET_AND_ACCOUNT} groups. The next group is refused at once, and people who are only in that group get no access.`,
    whatToDo:
      "Add people to groups that are already assigned, merge groups, or remove assignments of deleted ones. A direct assignment to the user does not count towards this limit.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html"],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    const rows = knownValue(grant.facts.attached) ?? [];
    const groups = rows.filter(({ principal }) => principal.type === "GROUP").length;
    if (!known || !isKnownUnassigned(grant) || groups < GROUPS_PER_PERMISSION_SET_AND_ACCOUNT) return undefined;
    return { confidence: "likely", evidence: evidenceOf(grant.facts.attached), known, groups };
  },
  explain: ({ groups }, grant) =>
    `${grantName(grant)} is assigned to ${groups} groups, and AWS allows no more than ${GROUPS_PER_PERMISSION_SET_AND_ACCOUNT}: ${userName(grant)} is in none of them, so most likely one of their groups could not be added.`,
  remedy: ({ known }, grant) =>
    assignUser(grant, known, {
      notes: [
        newAccess(grant),
        `For the future, merge groups or remove assignments of deleted ones: ${GROUPS_PER_PERMISSION_SET_AND_ACCOUNT} is a fixed limit.`,
      ],
    }),
});
