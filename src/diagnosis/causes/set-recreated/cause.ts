/** The permission set was deleted and made again under its old name: assignments are keyed by ARN and went with the old one (facts B6). */
import type { PermissionSetArn } from "../../../model/ids.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isKnownUnassigned, type KnownGrant, knownGrant } from "../../families/reach.ts";
import { assignUser } from "../../families/remedies.ts";
import { grantName, setName, userName } from "../../path/names.ts";

interface Recreated extends Found {
  readonly known: KnownGrant;
  readonly former: PermissionSetArn;
}

export const setRecreated = defineCause<Recreated>({
  id: "set-recreated",
  stage: "assignment",
  rank: 8,
  title: "The permission set was deleted and made again under the same name",
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
    "Proved when the name stood for another ARN in the earlier snapshot, or the question names an ARN that is gone while its name lives on.",
  documentation: {
    symptoms: [
      "The permission set is there with the same name, but all its assignments are gone",
      "ResourceNotFoundException: PermissionSet not found",
      "Access disappeared after the permission set was replaced (terraform: forces replacement)",
    ],
    why: "Assignments name a permission set by its ARN. A set that is deleted and made again under its old name has a new ARN and no assignments; before the deletion it had to be taken out of every account. Names cannot be changed, so a rename is such a replacement, too.",
    whatToDo:
      "Make the assignments for the new set. In infrastructure as code, keep what forces the replacement (such as the name) unchanged.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtoremovepermissionset.html",
      "IAM Identity Center API Reference: UpdatePermissionSet",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    if (!known || !isKnownUnassigned(grant)) return undefined;
    const { before, formerSetArn } = grant.facts.additional;
    const earlier = knownValue(before);
    const former = knownValue(formerSetArn) ?? (earlier ? knownValue(earlier.permissionSet)?.arn : undefined);
    if (former === undefined || former === known.permissionSet.arn) return undefined;
    return {
      confidence: "proved",
      evidence: [...evidenceOf(grant.facts.permissionSet), ...evidenceOf(grant.facts.attached)],
      known,
      former,
    };
  },
  explain: ({ known, former }, grant) =>
    `${setName(grant)} was another permission set before: ${former} is gone, and the set that bears the name now, ${known.permissionSet.arn}, begins without assignments. ${userName(grant)} needs ${grantName(grant)} anew.`,
  remedy: ({ known }, grant) =>
    assignUser(grant, known, {
      notes: [
        "Everybody who had the old set has lost it, not this user alone.",
        "The role of the new set has another name: EKS, KMS and bucket policies that name the old role must be changed.",
      ],
    }),
});
