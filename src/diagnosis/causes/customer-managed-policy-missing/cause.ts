/** The set refers to a customer managed policy that the account does not have, so AWS cannot make the role there. */
import type { RequestFacts } from "../../../facts/grant-facts.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { type FailureReason, readFailureReason } from "../../failure-reason.ts";
import { isNotProvisioned, isProvisioningDue, isUnmet, type KnownGrant, knownGrant, requestsFor } from "../../reach.ts";
import { createPolicy } from "../../remedies.ts";
import { accountName, reasonInWords, setName } from "../../speech.ts";
import type { WalkedGrant } from "../../walked-grant.ts";

interface PolicyMissing extends Found {
  readonly known: KnownGrant;
  readonly request: RequestFacts;
  readonly policy: Extract<FailureReason, { kind: "customer-managed-policy-missing" }>["policy"];
}

export const customerManagedPolicyMissing = defineCause<PolicyMissing>({
  id: "customer-managed-policy-missing",
  stage: "provisioning",
  rank: 20,
  title: "A customer managed policy of the set is missing in the account",
  facts: ["2.4 D1"],
  noticedIn: "facts",
  explains: [
    "assignment-failed",
    "provisioning-failed",
    "not-provisioned",
    "outdated",
    "no-assignment",
    "not-a-member",
    "group-empty",
    "other-set-assigned",
    "other-account-assigned",
  ],
  standsAlone: false,
  confidenceRule:
    "Proved by the FailureReason of the request; likely when an older version of the set is in the account, because the set may have been changed since.",
  documentation: {
    symptoms: [
      "Received a 404 status error: Not supported policy",
      "The permission set works in some accounts and fails in others",
      "unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: %!s(<nil>)",
    ],
    why: "A permission set only stores the name and path of a customer managed policy. The policy itself must be in every account in which the set is assigned, under exactly that name and path; upper and lower case count. Identity Center does not check it beforehand.",
    whatToDo:
      "Create the policy in the account with the exact name and path, then make the assignment again or provision. Or take the reference off the set, if the policy is not needed anywhere.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocmp.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html",
      "https://github.com/aws-samples/aws-iam-identity-center-pipeline/issues/5",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    if (!known) return undefined;
    for (const request of decidingFailures(grant)) {
      const reason = readFailureReason(request.failureReason);
      if (reason.kind !== "customer-managed-policy-missing") continue;
      const isOldRoleThere = grant.isAssigned && !isNotProvisioned(grant);
      return {
        confidence: isOldRoleThere ? "likely" : "proved",
        evidence: evidenceOf(grant.facts.requests),
        known,
        request,
        policy: reason.policy,
      };
    }
    return undefined;
  },
  explain: ({ policy, request }, grant) =>
    `${setName(grant)} refers to the customer managed policy ${policy ? `"${policy.name}"${policy.path ? ` with the path "${policy.path}"` : ""}` : "that AWS's reason names"}, which ${accountName(grant)} does not have under that name and path. So AWS could not make the role there. ${reasonInWords(request.failureReason)}`,
  remedy: ({ known, policy }, grant) => createPolicy(grant, known, policy),
});

/** The newest failure of each ledger, where no younger request runs and the failure still matters. */
function decidingFailures(grant: WalkedGrant): readonly RequestFacts[] {
  const newest = (kind: RequestFacts["kind"]) =>
    requestsFor(grant, kind, "IN_PROGRESS").length > 0 ? [] : requestsFor(grant, kind, "FAILED").slice(0, 1);
  return [
    ...(isUnmet(grant) ? newest("create-assignment") : []),
    ...(isProvisioningDue(grant) ? newest("provision") : []),
  ];
}
