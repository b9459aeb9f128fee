/** The assignment was ordered, but AWS could not make it; the reason is in the request's record and nowhere else. */

import { readFailureReason } from "../../../facts/grant/failure-reason.ts";
import type { RequestFacts } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isNotProvisioned, isUnmet, type KnownGrant, knownGrant, requestsFor } from "../../families/reach.ts";
import { remedyForFailure } from "../../families/remedies.ts";
import { grantName, reasonInWords, timeBetween, userName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface AssignmentFailed extends Found {
  readonly known: KnownGrant;
  readonly request: RequestFacts;
}

export const assignmentFailed = defineCause<AssignmentFailed>({
  id: "assignment-failed",
  stage: "assignment",
  rank: 20,
  title: "AWS could not create the assignment",
  inOneLine: "could not be assigned",
  facts: ["A10", "2.4 D1", "2.4 D3", "2.4 D10", "2.4 D13", "2.4 D15"],
  noticedIn: "facts",
  explains: [
    "not-a-member",
    "group-empty",
    "other-set-assigned",
    "other-account-assigned",
    "no-assignment",
    "not-provisioned",
  ],
  standsAlone: false,
  confidenceRule:
    "Proved when AWS lists a failed creation for the user or one of their groups and the assignment is not there; possible when the failed creation names a group that the directory does not have, because nothing links that group to the user.",
  documentation: {
    symptoms: [
      "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '<id>' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.",
      "Received a 404 status error: the GROUP assignee <id> was not found in directory d-<id>.",
      "Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete.",
      "An unexpected internal service exception was encountered",
      "unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: %!s(<nil>)",
      "is taking longer than usual",
      "the USER assignee was not found in directory",
    ],
    why: "CreateAccountAssignment returns IN_PROGRESS at once and can fail later, in the background. The FailureReason is only in DescribeAccountAssignmentCreationStatus; neither the portal nor CloudTrail shows it, and a failed creation leaves no assignment.",
    whatToDo:
      "Read the FailureReason, fix what it names, then create the assignment again. If there is none, a second attempt often succeeds.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DescribeAccountAssignmentCreationStatus.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html",
      "https://github.com/aws-samples/aws-identitycenter-codepipeline-auto-assignment/issues/31",
      "https://github.com/benkehoe/aws-sso-util/issues/80",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    // A younger request that still runs decides, not the one that failed before it.
    if (!known || !isUnmet(grant) || requestsFor(grant, "create-assignment", "IN_PROGRESS").length > 0)
      return undefined;
    const own = requestsFor(grant, "create-assignment", "FAILED").find(isRealFailure);
    const request = own ?? failedForLostAssignee(grant);
    return (
      request && {
        confidence: own ? "proved" : "possible",
        evidence: evidenceOf(grant.facts.requests),
        known,
        request,
      }
    );
  },
  explain: ({ request }, grant) => {
    const age = timeBetween(request.createdAt, grant.facts.at);
    return `The assignment of ${grantName(grant)} to ${assigneeName(request, grant)} failed${age ? ` ${age} ago` : ""} (request ${request.id}), so it gives no access. ${reasonInWords(request.failureReason)}`;
  },
  remedy: ({ known, request }, grant) =>
    remedyForFailure(grant, {
      known,
      request,
      again: grant.isAssigned && isNotProvisioned(grant) ? "provision" : "assign",
    }),
});

const isRealFailure = ({ failureReason }: RequestFacts): boolean =>
  readFailureReason(failureReason).kind !== "already-gone";

/** An order for a group that the directory does not have: nobody can be its member, so it concerns whoever waits for it. */
const failedForLostAssignee = ({ facts }: WalkedGrant): RequestFacts | undefined =>
  (knownValue(facts.requests) ?? []).find(
    ({ kind, status, principal, failureReason }) =>
      kind === "create-assignment" &&
      status === "FAILED" &&
      principal?.type === "GROUP" &&
      readFailureReason(failureReason).kind === "assignee-not-found",
  );

const assigneeName = ({ principal }: RequestFacts, grant: WalkedGrant): string =>
  principal?.type === "GROUP" ? `group ${principal.id}` : userName(grant);
