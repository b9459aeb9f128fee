/** Organizations no longer trusts Identity Center, so it cannot act in the accounts (facts D11). */
import type { RequestFacts } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { IDENTITY_CENTER_SERVICE } from "../../../model/service-principals.ts";
import { defineCause, type Found } from "../../cause.ts";
import { outOfReachFailure } from "../../families/account-out-of-reach.ts";
import { BEHIND_A_FAILURE, requestEvidence } from "../../families/failed-requests.ts";
import { accountName, reasonInWords } from "../../path/names.ts";

interface NotTrusted extends Found {
  readonly request: RequestFacts;
}

export const trustedAccessDisabled = defineCause<NotTrusted>({
  id: "trusted-access-disabled",
  stage: "provisioning",
  rank: 5,
  title: "Trusted access for Identity Center is disabled in AWS Organizations",
  facts: ["2.4 D11"],
  noticedIn: "facts",
  explains: [...BEHIND_A_FAILURE, "service-linked-role-missing", "home-region-disabled-in-account"],
  standsAlone: true,
  confidenceRule:
    "Proved: a request failed because AWS cannot act in an active account, and Organizations' list of trusted services lacks sso.amazonaws.com.",
  documentation: {
    symptoms: [
      "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '<id>' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.",
      "New assignments fail in every account",
      "list-aws-service-access-for-organization does not name sso.amazonaws.com",
    ],
    why: "Identity Center works in member accounts through trusted access in AWS Organizations and a service-linked role in each account. With trusted access disabled it likely cannot create roles in accounts (inferred from the failed requests). Disabling it also starts a clean-up, so existing access may end; AWS does not document when.",
    whatToDo:
      "Enable it again in the management account, preferably in the IAM Identity Center console, as AWS advises; then repeat the failed assignments.",
    sources: [
      "https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-sso.html",
      "https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnableAWSServiceAccess.html",
    ],
  },
  find: (grant) => {
    const request = outOfReachFailure(grant);
    const services = knownValue(grant.facts.additional.trustedServices);
    if (!request || !services || services.includes(IDENTITY_CENTER_SERVICE)) return undefined;
    return {
      confidence: "proved",
      evidence: [...evidenceOf(grant.facts.additional.trustedServices), ...requestEvidence(grant)],
      request,
    };
  },
  explain: ({ request }, grant) =>
    `AWS Organizations no longer trusts ${IDENTITY_CENTER_SERVICE}, so Identity Center cannot create a role in ${accountName(grant)}, nor in any other account. ${reasonInWords(request.failureReason)}`,
  remedy: () => ({
    kind: "human",
    summary: "Enable trusted access for IAM Identity Center again",
    risk: "high",
    steps: [
      "Find out who disabled it and why: CloudTrail of the management account, event DisableAWSServiceAccess.",
      `In the management account, enable it in the IAM Identity Center console, as AWS advises; the API call is \`aws organizations enable-aws-service-access --service-principal ${IDENTITY_CENTER_SERVICE}\`.`,
      "Then run `idc-doctor fix` again: it repeats the failed assignments.",
    ],
  }),
});
