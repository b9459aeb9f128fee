/** The permission set was deleted and made again under its old name: assignments are keyed by ARN and went with the old one (facts B6). */
import type { PermissionSetArn } from "../../../model/ids.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isKnownUnassigned, type KnownGrant, knownGrant } from "../../families/reach.ts";
import { assignUser, newAccess } from "../../families/remedies.ts";
import { grantName, setName, userName } from "../../path/names.ts";
import { walkGrant } from "../../path/walk-grant.ts";

interface Recreated extends Found {
  readonly known: KnownGrant;
  readonly former: PermissionSetArn;
  /** True: the earlier snapshot shows that the user had the old set; undefined: nothing shows it. */
  readonly had: true | undefined;
}

export const setRecreated = defineCause<Recreated>({
  id: "set-recreated",
  stage: "assignment",
  rank: 8,
  title: "The permission set was deleted and created again under the same name",
  facts: ["B6"],
  noticedIn: "facts",
  explains: [
    "assignment-removed",
    "no-assignment",
    "not-a-member",
    "group-empty",
    "other-set-assigned",
    "other-account-assigned",
    "provisioned-not-assigned",
    "not-provisioned",
  ],
  standsAlone: false,
  confidenceRule:
    "Proved when the earlier snapshot shows that the user had the set under its old ARN; possible when only the ARN has changed, because then nothing shows that the user had the old set.",
  documentation: {
    symptoms: [
      "The permission set is there with the same name, but all its assignments are gone",
      "Access disappeared after the permission set was replaced (terraform: forces replacement)",
      "Could not find PermissionSet with id ps-",
    ],
    why: "Assignments name a permission set by its ARN. A set that is deleted and created again under its old name has a new ARN and no assignments; before the deletion it had to be removed from every account. Names cannot be changed, so a rename is such a replacement.",
    whatToDo:
      "Create the assignments for the new set. In infrastructure as code, do not change what forces the replacement (such as the name).",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtoremovepermissionset.html",
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_UpdatePermissionSet.html",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    if (!known || !isKnownUnassigned(grant)) return undefined;
    const { before, formerSetArn } = grant.facts.additional;
    const earlier = knownValue(before);
    const snapshotArn = earlier ? knownValue(earlier.permissionSet)?.arn : undefined;
    const former = knownValue(formerSetArn) ?? snapshotArn;
    if (former === undefined || former === known.permissionSet.arn) return undefined;
    const had = earlier && snapshotArn === former ? walkGrant(earlier).isAssigned : undefined;
    // Who did not have the old set has lost nothing with it.
    if (had === false) return undefined;
    return {
      confidence: had ? "proved" : "possible",
      had,
      evidence: [grant.facts.permissionSet, grant.facts.attached, formerSetArn, before].flatMap(evidenceOf),
      known,
      former,
    };
  },
  explain: ({ known, former, had }, grant) =>
    `${setName(grant)} is not the set that it was: the old one (${former}) is gone, and the one with this name now (${known.permissionSet.arn}) started without assignments. ${had ? `${userName(grant)} had the old set and needs ${grantName(grant)} again.` : `Nothing shows whether ${userName(grant)} had the old set.`}`,
  remedy: ({ known, had }, grant) =>
    assignUser(grant, known, {
      notes: [
        ...(had ? [] : [newAccess(grant)]),
        "Everybody who had the old set has lost it, not only this user.",
        "The role of the new set has another name: update EKS access entries, key policies and bucket policies that name the old role.",
      ],
    }),
});
