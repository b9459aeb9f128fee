/** In the management account Identity Center works with the IAM permissions of the one who assigns, and those did not suffice (facts D3). */

import { readFailureReason } from "../../../facts/grant/failure-reason.ts";
import type { RequestFacts } from "../../../facts/grant/grant-facts.ts";
import { defineCause, type Found } from "../../cause.ts";
import {
  BEHIND_A_FAILURE,
  decidingFailures,
  maybeRepairedSince,
  requestEvidence,
} from "../../families/failed-requests.ts";
import { type KnownGrant, knownGrant } from "../../families/reach.ts";
import { allowInManagementAccount, onceMoreOr } from "../../families/remedies.ts";
import { accountName, reasonInWords } from "../../path/names.ts";

interface CallerLacks extends Found {
  readonly known: KnownGrant;
  readonly request: RequestFacts;
  readonly action: string | undefined;
}

export const callerLacksIamInManagementAccount = defineCause<CallerLacks>({
  id: "caller-lacks-iam-in-management-account",
  stage: "provisioning",
  rank: 8,
  title: "The caller who assigned the set lacks IAM permissions in the management account",
  facts: ["2.4 D3", "3.2", "7.3"],
  noticedIn: "facts",
  explains: BEHIND_A_FAILURE,
  standsAlone: false,
  confidenceRule:
    "Proved by the FailureReason of the request, which names the refused IAM action; likely when an older version of the set is in the account, or the account is not the management account.",
  documentation: {
    symptoms: [
      "Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete. IAM Error: User: … is not authorized to perform: iam:UpdateSAMLProvider",
      "All assignments except for the management account were successfully created",
      "is not authorized to perform: iam:CreateSAMLProvider",
      "is not authorized to perform: iam:GetSAMLProvider",
      "is not authorized to perform: iam:CreateRole",
      "not authorized to perform: iam:ListRolePolicies",
      "not authorized to perform: iam:GetRole",
    ],
    why: "In member accounts Identity Center creates roles through its service-linked role. In the management account it uses the caller's credentials, which therefore need IAM permissions on the reserved roles and on the SAML provider. CloudTrail shows the call as IN_PROGRESS; the refusal is only in the request's FailureReason.",
    whatToDo:
      "Give the operator (a person's role, a pipeline, a Lambda function) the IAM actions on role/aws-reserved/sso.amazonaws.com/* and saml-provider/AWSSSO_* in the management account, and create the assignment again. AWS names one missing action at a time.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/iam-auth-access-using-id-policies.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html",
      "https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/496",
      "https://github.com/avlcloudtechnologies/terraform-aws-sso/issues/15",
      "https://github.com/fivexl/terraform-aws-sso-elevator/issues/15",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    if (!known) return undefined;
    for (const request of decidingFailures(grant)) {
      const reason = readFailureReason(request.failureReason);
      if (reason.kind !== "caller-lacks-iam") continue;
      const isManagement = grant.facts.accountId === known.instance.ownerAccountId;
      return {
        confidence: isManagement ? "likely" : "possible",
        evidence: requestEvidence(grant),
        known,
        request,
        action: reason.action,
      };
    }
    return undefined;
  },
  explain: ({ action, request }, grant) =>
    `In ${accountName(grant)}, Identity Center uses the caller's own IAM permissions, and the caller lacks ${action ?? "the one that the reason names"}. ${reasonInWords(request.failureReason)}${maybeRepairedSince(grant, request)}`,
  remedy: ({ known, request, action }, grant) =>
    onceMoreOr(grant, { known, request }, allowInManagementAccount(grant, action)),
});
