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
  title: "Trusted access for Identity Center is switched off in Organizations",
  facts: ["2.4 D11"],
  noticedIn: "facts",
  explains: [...BEHIND_A_FAILURE, "service-linked-role-missing", "home-region-disabled-in-account"],
  standsAlone: true,
  confidenceRule:
    "Proved: a request failed because AWS cannot act in an active account, and Organizations' list of trusted services lacks sso.amazonaws.com.",
  documentation: {
    symptoms: [
      "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '<id>' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.",
      "New assignments fail in every account, old ones still work",
      "list-aws-service-access-for-organization does not name sso.amazonaws.com",
    ],
    why: "Identity Center acts in member accounts through trusted access of Organizations and a service-linked role in each account. With trusted access switched off it can make no new roles, and switching it off sets off a clean-up.",
    whatToDo:
      "Switch it on again from the management account, best in the console of IAM Identity Center, as AWS advises; then make the failed assignments again.",
    sources: [
      "https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-sso.html",
      "AWS Organizations API Reference: EnableAWSServiceAccess",
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
    `Organizations does not trust ${IDENTITY_CENTER_SERVICE} any more, so Identity Center cannot make a role in ${accountName(grant)}, nor in any other account. ${reasonInWords(request.failureReason)}`,
  remedy: () => ({
    kind: "human",
    summary: "Switch trusted access for IAM Identity Center on again",
    risk: "high",
    steps: [
      "Find out who switched it off and why: CloudTrail of the management account, event DisableAWSServiceAccess.",
      `In the management account open the console of IAM Identity Center and enable it there, as AWS advises; the API call is \`aws organizations enable-aws-service-access --service-principal ${IDENTITY_CENTER_SERVICE}\`.`,
      "Then run `idc-doctor fix` again: it repeats the failed assignments.",
    ],
  }),
});
