/** The set is being provisioned in the account right now. */
import type { RequestFacts } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isProvisioningDue, requestsFor } from "../../families/reach.ts";
import { grantName, instanceOptions, timeBetween } from "../../path/names.ts";

interface InProgress extends Found {
  readonly request: RequestFacts;
}

export const provisioningInProgress = defineCause<InProgress>({
  id: "provisioning-in-progress",
  stage: "provisioning",
  rank: 10,
  title: "The permission set is still being provisioned",
  facts: ["A9", "S11", "D14"],
  noticedIn: "facts",
  explains: ["provisioning-failed", "not-provisioned", "outdated"],
  standsAlone: false,
  confidenceRule: "Proved when AWS lists a provisioning request in progress for the set in the account.",
  documentation: {
    symptoms: [
      "provision-permission-set was run, but the account does not appear yet",
      '"Status": "IN_PROGRESS"',
      "The user still has the old permissions",
    ],
    why: "Provisioning runs in the background, one role of an account at a time. AWS says that it might take a few minutes and documents no maximum time.",
    whatToDo: "Wait, then run the command again; a second request would only queue behind the first.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html",
    ],
  },
  find: (grant) => {
    const request = isProvisioningDue(grant) ? requestsFor(grant, "provision", "IN_PROGRESS")[0] : undefined;
    const { requests, freshness } = grant.facts;
    return request && { confidence: "proved", evidence: [requests, freshness].flatMap(evidenceOf), request };
  },
  explain: ({ request }, grant) => {
    const age = timeBetween(request.createdAt, grant.facts.at);
    const until =
      knownValue(grant.facts.freshness) === "outdated"
        ? "Until then the role keeps its old permissions."
        : "The account appears in the portal when the role is there.";
    return `AWS is still provisioning ${grantName(grant)} (request ${request.id}${age ? `, started ${age} ago` : ""}). ${until}`;
  },
  remedy: ({ request }, grant) => ({
    kind: "wait",
    summary: "Wait until AWS has provisioned the permission set",
    steps: [
      `Run the command again in a minute, or follow the request: \`aws sso-admin describe-permission-set-provisioning-status ${instanceOptions(grant)} --provision-permission-set-request-id ${request.id}\`.`,
      "If it is still in progress after an hour, open a case with AWS Support and name the request id.",
    ],
  }),
});
