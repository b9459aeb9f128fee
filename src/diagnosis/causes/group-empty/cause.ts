/** The set is assigned to a group in the account, but nobody is in that group. */
import type { AttachedPrincipal } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isKnownUnassigned, liveGroups } from "../../families/reach.ts";
import { principalName } from "../../path/links.ts";
import { grantName, listed, userName } from "../../path/names.ts";
import { joinGroup } from "../not-a-member/cause.ts";

interface GroupEmpty extends Found {
  /** The assigned groups, all of them without members. */
  readonly groups: readonly AttachedPrincipal[];
}

export const groupEmpty = defineCause<GroupEmpty>({
  id: "group-empty",
  stage: "membership",
  rank: 20,
  title: "The assigned group is empty",
  inOneLine: "is assigned to an empty group",
  facts: ["A3", "A4"],
  noticedIn: "facts",
  explains: [],
  standsAlone: false,
  confidenceRule: "Proved when each assigned group was read and has no members; likely when one could not be read.",
  documentation: {
    symptoms: [
      "The permission set is assigned to the group, but nobody of the group sees the account",
      "The group was synced from the identity provider without its members",
      "Replacing group memberships is not supported.",
      "Domain Users has no members in Identity Center",
      "Foreign Security Principals are not synced",
    ],
    why: "A group can arrive without its members: the provider pushed only the group (Okta does not support the same group for assignment and for Group Push), its members are in nested groups, which are ignored, or the memberships have not synced yet. Entra ID syncs about every 40 minutes.",
    whatToDo: "If an identity provider owns the group, fix the sync there. If Identity Center owns it, add the user.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-automatically.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/okta-idp.html",
      "https://learn.microsoft.com/en-us/entra/identity/app-provisioning/how-provisioning-works",
    ],
  },
  find: (grant) => {
    if (!isKnownUnassigned(grant)) return undefined;
    const live = liveGroups(grant);
    const groups = live.filter(({ isEmpty }) => knownValue(isEmpty) === true);
    if (groups.length === 0 || live.some(({ isEmpty }) => knownValue(isEmpty) === false)) return undefined;
    return {
      confidence: groups.length === live.length ? "proved" : "likely",
      evidence: [
        ...evidenceOf(grant.facts.attached),
        ...groups.flatMap(({ details, isEmpty }) => [...evidenceOf(details), ...evidenceOf(isEmpty)]),
      ],
      groups,
    };
  },
  explain: ({ groups }, grant) =>
    `${grantName(grant)} is assigned to ${listed(groups.map(principalName))}, which ${groups.length === 1 ? "has" : "have"} no members. So ${userName(grant)} gets no access through ${groups.length === 1 ? "it" : "them"}.`,
  remedy: ({ groups }, grant) => joinGroup(groups, grant),
});
