/** The set was to be provisioned in the account, but AWS could not; the reason is in the request's record and nowhere else. */

import type { RequestFacts } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isNotProvisioned, isProvisioningDue, type KnownGrant, knownGrant, requestsFor } from "../../families/reach.ts";
import { reasonNow } from "../../families/reason-now.ts";
import { remedyForFailure } from "../../families/remedies.ts";
import { grantName, reasonInWords, timeBetween } from "../../path/names.ts";

interface ProvisioningFailed extends Found {
  readonly known: KnownGrant;
  readonly request: RequestFacts;
}

export const provisioningFailed = defineCause<ProvisioningFailed>({
  id: "provisioning-failed",
  stage: "provisioning",
  rank: 30,
  title: "AWS could not provision the permission set",
  inOneLine: "could not be provisioned",
  facts: ["S8", "2.4 D1", "2.4 D3", "2.4 D10", "2.4 D15", "E2"],
  noticedIn: "facts",
  explains: ["not-provisioned", "outdated"],
  standsAlone: false,
  confidenceRule:
    "Proved when AWS lists a failed provisioning and the set is not in the account; likely when an older version of the set is there, because the set may have been changed again since the failure.",
  documentation: {
    symptoms: [
      "Provisioning failed for account with status FAILED",
      "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '<id>' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.",
      "Received a 404 status error: Not supported policy",
      "Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete.",
      "Provisioning failed silently",
      "Permission set provision not found in AWS account",
    ],
    why: "ProvisionPermissionSet returns IN_PROGRESS at once and can fail later, in each account separately. It does not fail silently: DescribePermissionSetProvisioningStatus returns the FailureReason, but nothing else shows it.",
    whatToDo: "Read the FailureReason, fix what it names, then provision the set again in this account.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DescribePermissionSetProvisioningStatus.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://github.com/aws-samples/aws-identitycenter-codepipeline-auto-assignment/issues/31",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    // A younger request that still runs decides, not the one that failed before it.
    if (!known || !isProvisioningDue(grant) || requestsFor(grant, "provision", "IN_PROGRESS").length > 0)
      return undefined;
    const request = requestsFor(grant, "provision", "FAILED")[0];
    // History: what is wrong now is that nobody has provisioned since.
    if (request && reasonNow(grant, request) === "gone") return undefined;
    const { requests, freshness } = grant.facts;
    return (
      request && {
        confidence: isNotProvisioned(grant) ? "proved" : "likely",
        evidence: [requests, freshness].flatMap(evidenceOf),
        known,
        request,
      }
    );
  },
  explain: ({ request }, grant) => {
    const age = timeBetween(request.createdAt, grant.facts.at);
    const state = isNotProvisioned(grant)
      ? "so the account has no role for the user"
      : "so the role still has the set's old content";
    return `Provisioning ${grantName(grant)} failed${age ? ` ${age} ago` : ""} (request ${request.id}), ${state}. ${reasonInWords(request.failureReason)}`;
  },
  remedy: ({ known, request }, grant) => remedyForFailure(grant, { known, request, again: "provision" }),
});
