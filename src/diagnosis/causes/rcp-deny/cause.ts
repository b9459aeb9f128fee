/** A resource control policy of the organization refuses the action on the account's resources (facts C7). */
import { refusalWords } from "../../action/action-decision.ts";
import { actionName } from "../../action/action-name.ts";
import { defineCause } from "../../cause.ts";
import { arnNote, keysNote, type PolicyRefusal, reachNote, refusalBy } from "../../families/policy-refusal.ts";
import { changeControlPolicy } from "../../families/policy-refusal-remedies.ts";
import { accountName, grantName } from "../../path/names.ts";

export const rcpDeny = defineCause<PolicyRefusal>({
  id: "rcp-deny",
  stage: "role session",
  rank: 32,
  title: "A resource control policy denies the action",
  facts: ["C7", "E13"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule:
    "Proved by a statement that denies the action on the resource, in a policy attached to the account or above it.",
  documentation: {
    symptoms: [
      "is not authorized to perform: … with an explicit deny in a resource control policy",
      "S3, STS, KMS, SQS, Secrets Manager, ECR, OpenSearch Serverless, Cognito or CloudWatch Logs deny what the permission set allows",
    ],
    why: "Resource control policies limit what anybody may do with the resources of a member account. They are attached to the root, to organizational units and to accounts, and apply only to some services. The permission set does not matter; the management account's resources are exempt.",
    whatToDo:
      "Ask the organization's administrators whether the policy should deny this. Most such policies require a condition: a principal of the organization, TLS, an expected identity provider.",
    sources: [
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    ],
  },
  find: (grant) => refusalBy(grant, "resource control policy"),
  explain: (refusal, grant) =>
    `${actionName(refusal.decision)} with ${grantName(grant)} ${refusalWords(refusal.refusedBy)}${arnNote(refusal.refusedBy)}.${keysNote(refusal.refusedBy)}${reachNote(grant, refusal, accountName(grant))}`,
  remedy: ({ decision, refusedBy }, grant) =>
    changeControlPolicy(grant, "resource control", refusedBy, actionName(decision)),
});
