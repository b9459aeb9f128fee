/** The set's inline policy is not one that IAM accepts (facts D7). */

import { readLikelyReason } from "../../../facts/grant/failure-reason.ts";
import type { RequestFacts } from "../../../facts/grant/grant-facts.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { identityPolicyProblems } from "../../../policy/grammar.ts";
import { defineCause, type Found } from "../../cause.ts";
import { BEHIND_A_FAILURE, decidingFailures, requestEvidence, THEN_AGAIN } from "../../families/failed-requests.ts";
import { type KnownGrant, knownGrant } from "../../families/reach.ts";
import { onceMoreOr } from "../../families/remedies.ts";
import { accountName, instanceOptions, listed, reasonInWords, setName } from "../../path/names.ts";

interface Invalid extends Found {
  readonly known: KnownGrant;
  readonly request: RequestFacts;
  readonly problems: readonly string[];
}

export const inlinePolicyInvalid = defineCause<Invalid>({
  id: "inline-policy-invalid",
  stage: "provisioning",
  rank: 23,
  title: "The inline policy of the set is not valid",
  facts: ["2.4 D7"],
  noticedIn: "facts",
  explains: BEHIND_A_FAILURE,
  standsAlone: false,
  confidenceRule:
    "Proved when the policy violates IAM's grammar and AWS's reason says so; likely when only one of the two applies.",
  documentation: {
    symptoms: [
      "MalformedPolicyDocument: Syntax errors in policy.",
      "MalformedPolicyDocumentException",
      "ValidationException: Invalid PermissionsPolicy Document",
      "The permission set was changed and can no longer be provisioned anywhere",
    ],
    why: 'Identity Center checks the inline policy when you save it, and rejects at least some invalid ones with "Invalid PermissionsPolicy Document". IAM checks the rest when the policy reaches a role: one that IAM rejects fails in every account, at the next assignment or provisioning (inferred).',
    whatToDo:
      "Correct the policy (IAM Access Analyzer's policy validation shows where), save it, and provision the set.",
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-validation.html",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    const inline = knownValue(grant.facts.additional.content)?.inlinePolicy;
    if (!known || inline === undefined || inline === "") return undefined;
    const problems = identityPolicyProblems(inline);
    for (const request of decidingFailures(grant)) {
      const isSaid = readLikelyReason(request.failureReason).kind === "inline-policy-malformed";
      if (problems.length === 0 && !isSaid) continue;
      return {
        confidence: problems.length > 0 && isSaid ? "proved" : "likely",
        evidence: [...requestEvidence(grant), ...evidenceOf(grant.facts.additional.content)],
        known,
        request,
        problems,
      };
    }
    return undefined;
  },
  explain: ({ problems, request }, grant) =>
    `IAM does not accept the inline policy of ${setName(grant)}${problems.length > 0 ? `: ${listed(problems.slice(0, 3))}` : ""}. So AWS could not create the role in ${accountName(grant)}. ${reasonInWords(request.failureReason)}`,
  remedy: ({ known, request, problems }, grant) => {
    const correct: Remedy = {
      kind: "human",
      summary: `Correct the inline policy of ${setName(grant)}`,
      risk: "medium",
      steps: [
        `Read it: \`aws sso-admin get-inline-policy-for-permission-set ${instanceOptions(grant)} --permission-set-arn ${known.permissionSet.arn} --query InlinePolicy --output text > policy.json\`.`,
        "Check it: `aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY --policy-document file://policy.json`, and correct what it names.",
        `Save it: \`aws sso-admin put-inline-policy-to-permission-set ${instanceOptions(grant)} --permission-set-arn ${known.permissionSet.arn} --inline-policy file://policy.json\`.`,
        THEN_AGAIN,
      ],
    };
    return problems.length > 0 ? correct : onceMoreOr(grant, { known, request }, correct);
  },
});
