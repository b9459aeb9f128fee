/** The user has the account, but with another set than the one that was asked about. */
import type { OtherGrant } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isKnownUnassigned, type KnownGrant, knownGrant } from "../../families/reach.ts";
import { assignUser, newAccess } from "../../families/remedies.ts";
import { accountName, listed, setName, userName } from "../../path/names.ts";

interface OtherSet extends Found {
  readonly known: KnownGrant;
  readonly here: readonly OtherGrant[];
}

export const otherSetAssigned = defineCause<OtherSet>({
  id: "other-set-assigned",
  stage: "assignment",
  rank: 50,
  title: "Another permission set is assigned to the user in this account",
  facts: ["B1", "E17"],
  noticedIn: "facts",
  explains: ["other-account-assigned", "no-assignment"],
  standsAlone: false,
  confidenceRule: "Proved when all assignments of this set and all other assignments of the user were read.",
  documentation: {
    symptoms: [
      "The user sees the account in the access portal, but not the permission set",
      "The role is not listed under the account",
      "The permission set was renamed and is gone from the portal",
    ],
    why: "The portal shows one role for each assigned permission set, under the set's name. A set cannot be renamed through the API: a set with a new name is a new set that needs its own assignments.",
    whatToDo:
      "Use the set that the user has, or assign the missing one. Two sets in one account remain two roles; they are not merged.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocreatepermissionset.html"],
  },
  find: (grant) => {
    const { attached, otherGrants, accountId } = grant.facts;
    const known = knownGrant(grant);
    if (!known || otherGrants.state !== "known" || !isKnownUnassigned(grant)) return undefined;
    const here = otherGrants.value.filter(
      (one) => one.accountId === accountId && one.permissionSet.arn !== known.permissionSet.arn,
    );
    if (here.length === 0) return undefined;
    return {
      confidence: "proved",
      evidence: [...evidenceOf(attached), ...evidenceOf(otherGrants)],
      known,
      here,
    };
  },
  explain: ({ here }, grant) =>
    `${userName(grant)} has ${setsOf(here)} in ${accountName(grant)}, but not ${setName(grant)}: the portal shows the account with ${setsOf(here)} only.`,
  remedy: ({ known, here }, grant) =>
    assignUser(grant, known, {
      notes: [
        newAccess(grant),
        `${setsOf(here)} ${namesOf(here).length === 1 ? "stays" : "stay"} assigned as before. The sets are not merged: the portal will show one role for each.`,
      ],
    }),
});

const namesOf = (grants: readonly OtherGrant[]): readonly string[] => [
  ...new Set(grants.map(({ permissionSet }) => permissionSet.name)),
];
const setsOf = (grants: readonly OtherGrant[]): string => listed(namesOf(grants));
