/** The set refers to a customer managed policy that the account does not have, so AWS cannot make the role there. */

import { type FailureReason, readFailureReason } from "../../../facts/grant/failure-reason.ts";
import type { RequestFacts } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { iamPart, partValue } from "../../families/account-iam.ts";
import { BEHIND_A_FAILURE, decidingFailures, maybeRepairedSince } from "../../families/failed-requests.ts";
import { type KnownGrant, knownGrant } from "../../families/reach.ts";
import { reasonNow } from "../../families/reason-now.ts";
import { createPolicy, onceMoreOr } from "../../families/remedies.ts";
import { accountName, reasonInWords, setName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

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
  explains: BEHIND_A_FAILURE,
  standsAlone: false,
  confidenceRule:
    "Proved when the request failed with AWS's reason and IAM of the account, read through --audit-role, still lacks the policy. Likely when the account's policies could not be read: the policy may have been created in the meantime.",
  documentation: {
    symptoms: [
      "Received a 404 status error: Not supported policy",
      "The permission set works in some accounts and fails in others",
      "unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: %!s(<nil>)",
      "Not supported policy arn:aws:iam::",
    ],
    why: "A permission set only stores the name and path of a customer managed policy. The policy itself must exist in every account where the set is assigned, with exactly that name and path (case-sensitive). Identity Center does not check this beforehand.",
    whatToDo:
      "Create the policy in the account with the exact name and path, then create the assignment again or provision the set. Or remove the reference from the set if the policy is not needed anywhere.",
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
      if (isTheBoundary(reason.policy, grant)) continue;
      return {
        confidence: reasonNow(grant, request) === "holds" ? "proved" : "likely",
        evidence: evidenceOf(grant.facts.requests),
        known,
        request,
        policy: reason.policy,
      };
    }
    return undefined;
  },
  explain: ({ policy, request }, grant) =>
    `${setName(grant)} refers to the customer managed policy ${policy ? `"${policy.name}"${policy.path ? ` with the path "${policy.path}"` : ""}` : "that AWS's reason names"}, which ${accountName(grant)} does not have under that name and path. So AWS could not create the role there.${nearMiss(policy, grant)} ${reasonInWords(request.failureReason)}${maybeRepairedSince(grant, request)}`,
  remedy: ({ known, policy, request }, grant) =>
    onceMoreOr(grant, { known, request }, createPolicy(grant, known, policy)),
});

type NamedPolicy = PolicyMissing["policy"];

/** The boundary has a cause of its own. */
function isTheBoundary(policy: NamedPolicy, { facts }: WalkedGrant): boolean {
  const content = facts.additional.content.state === "known" ? facts.additional.content.value : undefined;
  if (content?.boundary?.kind !== "customer-managed") return false;
  const { name } = content.boundary.reference;
  const isReferred = content.customerManagedPolicies.some((one) => one.name === policy?.name);
  return policy === undefined ? content.customerManagedPolicies.length === 0 : policy.name === name && !isReferred;
}

/** Name and path are compared letter by letter (facts D1): the policy may be there in another spelling. */
function nearMiss(policy: NamedPolicy, grant: WalkedGrant): string {
  const own = partValue(iamPart(grant, "customerPolicies")) ?? [];
  const near = own.find(({ name }) => name.toLowerCase() === policy?.name.toLowerCase());
  return near ? ` The account does have "${near.path}${near.name}": compare the case and the path.` : "";
}
