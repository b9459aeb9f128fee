/** The set is in the account, but assigned to nobody there: provisioning alone gives no access (facts B4, S2). */
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isKnownUnassigned, isNotProvisioned, type KnownGrant, knownGrant } from "../../families/reach.ts";
import { assignUser, newAccess } from "../../families/remedies.ts";
import { grantName, userName } from "../../path/names.ts";

interface ProvisionedOnly extends Found {
  readonly known: KnownGrant;
}

export const provisionedNotAssigned = defineCause<ProvisionedOnly>({
  id: "provisioned-not-assigned",
  stage: "assignment",
  rank: 45,
  title: "The permission set is provisioned in the account, but assigned to nobody",
  inOneLine: "is provisioned, but assigned to nobody",
  facts: ["B4", "S2", "S3"],
  noticedIn: "facts",
  // A role without anybody is odd in itself; what the user has elsewhere is not.
  explains: ["no-assignment", "other-set-assigned", "other-account-assigned"],
  standsAlone: false,
  confidenceRule: "Proved when the account lists the set as provisioned and has no assignment of it.",
  documentation: {
    symptoms: [
      "The permission set was provisioned to the account, but nobody sees it",
      "list-permission-sets-provisioned-to-account names the set, the portal does not",
      "provision-permission-set SUCCEEDED and nothing appeared in the portal",
    ],
    why: "Provisioning creates the IAM role; only an assignment gives people access to it. An account can have sets that are assigned to nobody, for example after a manual ProvisionPermissionSet or when infrastructure as code lost the assignment.",
    whatToDo: "Assign the set in the account to the user or, preferably, to a group.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListPermissionSetsProvisionedToAccount.html",
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html",
      "https://github.com/hashicorp/terraform-provider-aws/issues/32006",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    const { attached, freshness } = grant.facts;
    if (!known || !isKnownUnassigned(grant) || knownValue(attached)?.length !== 0) return undefined;
    if (freshness.state !== "known" || isNotProvisioned(grant)) return undefined;
    return { confidence: "proved", evidence: [...evidenceOf(attached), ...evidenceOf(freshness)], known };
  },
  explain: (_found, grant) =>
    `${grantName(grant)} is provisioned but assigned to nobody there: its role is in the account, and a role alone gives ${userName(grant)} no access.`,
  remedy: ({ known }, grant) => assignUser(grant, known, { notes: [newAccess(grant)] }),
});
