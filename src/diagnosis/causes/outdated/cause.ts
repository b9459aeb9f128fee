/** The set was changed after it was provisioned: the role in the account still has the old content. */

import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { historyEvidence, historyNote } from "../../families/failed-requests.ts";
import { type KnownGrant, knownGrant } from "../../families/reach.ts";
import { provisionHere } from "../../families/remedies.ts";
import { accountName, setName, userName } from "../../path/names.ts";

interface Outdated extends Found {
  readonly known: KnownGrant;
}

export const outdated = defineCause<Outdated>({
  id: "outdated",
  stage: "provisioning",
  rank: 50,
  title: "The account has an old version of the permission set",
  inOneLine: "is outdated",
  facts: ["E1", "S12"],
  noticedIn: "facts",
  explains: [],
  standsAlone: false,
  confidenceRule: "Proved when AWS lists the account as provisioned with a version that is not the latest.",
  documentation: {
    symptoms: [
      "The policy was added to the permission set, but the user still gets AccessDenied",
      "The policy was removed from the permission set, but the user can still do it",
      "Requires reapplying permission set",
      "LATEST_PERMISSION_SET_NOT_PROVISIONED",
    ],
    why: "Changing a permission set through the API changes only the set. The roles in the accounts keep the old policies until the set is provisioned again; the console does this automatically, the API does not.",
    whatToDo:
      "Provision the set in the account. Compare first: this replaces the role's current content and may remove permissions that somebody uses.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ProvisionPermissionSet.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html",
      "https://github.com/hashicorp/terraform-provider-aws/pull/21773",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    const { freshness } = grant.facts;
    if (!known || !grant.isAssigned || knownValue(freshness) !== "outdated") return undefined;
    return { confidence: "proved", evidence: [...evidenceOf(freshness), ...historyEvidence(grant)], known };
  },
  explain: (_found, grant) =>
    `${setName(grant)} was changed after it was last provisioned in ${accountName(grant)}: ${userName(grant)} can use the role, but with the set's old policies and settings.${historyNote(grant)}`,
  remedy: ({ known }, grant) =>
    provisionHere(grant, known, [
      "Provisioning replaces the content of the role for everybody who has this set in the account; it can also remove permissions that somebody uses.",
    ]),
});
