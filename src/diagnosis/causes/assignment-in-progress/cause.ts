/** The assignment is being made right now. */
import type { RequestFacts } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isUnmet, requestsFor } from "../../families/reach.ts";
import { grantName, instanceOptions, timeBetween, userName } from "../../path/names.ts";

interface InProgress extends Found {
  readonly request: RequestFacts;
}

export const assignmentInProgress = defineCause<InProgress>({
  id: "assignment-in-progress",
  stage: "assignment",
  rank: 10,
  title: "The assignment is still being created",
  facts: ["A9", "S11"],
  noticedIn: "facts",
  explains: [
    "assignment-failed",
    "not-a-member",
    "group-empty",
    "principal-recreated",
    "principal-deleted",
    "other-set-assigned",
    "other-account-assigned",
    "no-assignment",
    "not-provisioned",
  ],
  standsAlone: false,
  confidenceRule:
    "Proved when AWS lists a creation in progress for the user, or for a group of which the user is a member.",
  documentation: {
    symptoms: [
      "The assignment was just created, but the account does not appear in the access portal",
      '"Status": "IN_PROGRESS"',
      "CloudTrail shows CreateAccountAssignment with IN_PROGRESS and nothing more",
    ],
    why: "An assignment is created in the background: AWS first creates the role in the account, and only then does the access appear. AWS documents no maximum time; it usually takes seconds, and has taken an hour with many assignments at once.",
    whatToDo: "Wait, then run the command again. Do not create the same assignment a second time.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html",
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DescribeAccountAssignmentCreationStatus.html",
    ],
  },
  find: (grant) => {
    const request = isUnmet(grant) ? requestsFor(grant, "create-assignment", "IN_PROGRESS")[0] : undefined;
    return request && { confidence: "proved", evidence: evidenceOf(grant.facts.requests), request };
  },
  explain: ({ request }, grant) => {
    const age = timeBetween(request.createdAt, grant.facts.at);
    const forWhom = request.principal?.type === "GROUP" ? `a group of ${userName(grant)}` : userName(grant);
    return `AWS is still assigning ${grantName(grant)} to ${forWhom} (request ${request.id}${age ? `, started ${age} ago` : ""}). The account appears in the portal when the request has succeeded.`;
  },
  remedy: ({ request }, grant) => ({
    kind: "wait",
    summary: "Wait until AWS has created the assignment",
    steps: [
      `Run the command again in a minute, or follow the request: \`aws sso-admin describe-account-assignment-creation-status ${instanceOptions(grant)} --account-assignment-creation-request-id ${request.id}\`.`,
      "Do not create the assignment again: AWS updates one role in an account at a time, and a second request may end in a conflict.",
      "If it is still in progress after an hour, open a case with AWS Support and name the request id; there is no API to cancel it.",
    ],
  }),
});
