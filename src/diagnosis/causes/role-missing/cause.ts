/** Identity Center counts the set as provisioned, but IAM of the account has no role for it: choosing it is denied. */
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isNotProvisioned, type KnownGrant, knownGrant } from "../../families/reach.ts";
import { provisionHere } from "../../families/remedies.ts";
import { accountName, setName, userName } from "../../path/names.ts";

interface RoleMissing extends Found {
  readonly known: KnownGrant;
}

export const roleMissing = defineCause<RoleMissing>({
  id: "role-missing",
  stage: "role session",
  rank: 10,
  title: "The role of the permission set is missing in the account",
  inOneLine: "has no role",
  facts: ["C4", "E4"],
  noticedIn: "facts",
  explains: ["outdated"],
  standsAlone: false,
  confidenceRule:
    "Proved when all roles of the account were read and none is a reserved role of the set, while Identity Center lists the set as provisioned.",
  documentation: {
    symptoms: [
      "The role is shown in the access portal, but choosing it is denied",
      "ForbiddenException: No access",
      "NoSuchEntity: The role with name AWSReservedSSO_… cannot be found.",
    ],
    why: "The portal lists what is assigned, but opening it needs the role in the account. Customers can neither delete nor change such a role, so it is missing because of a clean-up by the service, a deletion at the same time, or because the account left the organization and came back.",
    whatToDo:
      "Provision the set in the account: AWS creates the role again. The new role has another suffix, so update whatever names the old one by its ARN.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    const { role, freshness } = grant.facts;
    // Without a provisioned set there is no role to miss.
    if (!known || !grant.isAssigned || freshness.state !== "known" || isNotProvisioned(grant)) return undefined;
    if (role.state !== "known" || role.value !== null) return undefined;
    return { confidence: "proved", evidence: [...evidenceOf(freshness), ...evidenceOf(role)], known };
  },
  explain: (_found, grant) =>
    `Identity Center lists ${setName(grant)} as provisioned in ${accountName(grant)}, but IAM of the account has no role AWSReservedSSO_${knownValue(grant.facts.permissionSet)?.name ?? ""}_*. ${userName(grant)} sees it in the portal and is denied when choosing it.`,
  remedy: ({ known }, grant) =>
    provisionHere(grant, known, [
      "The new role gets another suffix of 16 characters. EKS access entries and aws-auth, KMS key policies, bucket policies and trust policies that name the old role's ARN must be changed to the new one.",
    ]),
});
