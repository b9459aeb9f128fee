/** The set's permissions boundary is a customer managed policy that the account does not have (facts D2). */
import type { PolicyReferenceFacts } from "../../../facts/grant/additional-facts.ts";
import { readFailureReason } from "../../../facts/grant/failure-reason.ts";
import type { RequestFacts } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { iamPart, partValue } from "../../families/account-iam.ts";
import {
  BEHIND_A_FAILURE,
  decidingFailures,
  maybeRepairedSince,
  requestEvidence,
} from "../../families/failed-requests.ts";
import { type KnownGrant, knownGrant } from "../../families/reach.ts";
import { createPolicy, onceMoreOr } from "../../families/remedies.ts";
import { accountName, reasonInWords, setName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface BoundaryMissing extends Found {
  readonly known: KnownGrant;
  readonly request: RequestFacts;
  readonly boundary: PolicyReferenceFacts;
}

export const boundaryPolicyMissing = defineCause<BoundaryMissing>({
  id: "boundary-policy-missing",
  stage: "provisioning",
  rank: 18,
  title: "The permissions boundary of the set is missing in the account",
  facts: ["2.4 D2"],
  noticedIn: "facts",
  explains: [...BEHIND_A_FAILURE, "customer-managed-policy-missing"],
  standsAlone: false,
  confidenceRule:
    "Proved when AWS's reason names the boundary's policy, or the account does not list it; likely when the reason names no policy, or an older version of the set is in the account.",
  documentation: {
    symptoms: [
      "Received a 404 status error: Not supported policy",
      "A permission set with a permissions boundary works in some accounts and fails in others",
    ],
    why: "A permissions boundary that is a customer managed policy is referenced by name and path, like the other customer managed policies of a set. It must exist in every account where the set is assigned.",
    whatToDo:
      "Create the boundary's policy in the account with the exact name and path, then create the assignment again or provision the set. Do not remove the boundary instead: that widens the access of everybody who has the set.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html"],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    const boundary = knownValue(grant.facts.additional.content)?.boundary;
    if (!known || boundary?.kind !== "customer-managed") return undefined;
    for (const request of decidingFailures(grant)) {
      const reason = readFailureReason(request.failureReason);
      if (reason.kind !== "customer-managed-policy-missing") continue;
      const isNamed = reason.policy?.name === boundary.reference.name;
      const isAbsent = isKnownAbsent(boundary.reference, grant);
      if (reason.policy ? !isNamed : isAbsent === false) return undefined;
      return {
        confidence: isAbsent === true ? "proved" : "likely",
        evidence: [...requestEvidence(grant), ...evidenceOf(grant.facts.additional.content)],
        known,
        request,
        boundary: boundary.reference,
      };
    }
    return undefined;
  },
  explain: ({ boundary, request }, grant) =>
    `${setName(grant)} has the customer managed policy "${boundary.name}" with the path "${boundary.path}" as its permissions boundary, and ${accountName(grant)} does not have it. So AWS could not create the role there. ${reasonInWords(request.failureReason)}${maybeRepairedSince(grant, request)}`,
  remedy: ({ known, boundary, request }, grant) =>
    onceMoreOr(grant, { known, request }, createPolicy(grant, known, boundary)),
});

/** Undefined where the account's policies were not read. */
function isKnownAbsent({ name, path }: PolicyReferenceFacts, grant: WalkedGrant): boolean | undefined {
  const policies = partValue(iamPart(grant, "customerPolicies"));
  return policies && !policies.some((policy) => policy.name === name && policy.path === path);
}
