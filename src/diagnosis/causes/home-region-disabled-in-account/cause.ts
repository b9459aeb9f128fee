/** The instance lives in an opt-in Region that the account has not switched on (facts A14). */
import type { RequestFacts } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { IDENTITY_CENTER_SERVICE } from "../../../model/service-principals.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isHomeOptIn, missingServiceLinkedRole, outOfReachFailure } from "../../families/account-out-of-reach.ts";
import { BEHIND_A_FAILURE, requestEvidence } from "../../families/failed-requests.ts";
import { type KnownGrant, knownGrant } from "../../families/reach.ts";
import { accountName, reasonInWords } from "../../path/names.ts";

interface RegionOff extends Found {
  readonly known: KnownGrant;
  readonly request: RequestFacts;
}

export const homeRegionDisabledInAccount = defineCause<RegionOff>({
  id: "home-region-disabled-in-account",
  stage: "account",
  rank: 30,
  title: "The account has not enabled the Region of Identity Center",
  facts: ["A14"],
  noticedIn: "facts",
  explains: BEHIND_A_FAILURE,
  standsAlone: false,
  confidenceRule:
    "Likely: AWS cannot act in an active account, trusted access is on, the service-linked role is not known to be missing (in an account without any set it may never have been created), and the instance is in a Region that accounts must opt in to. The account's own Region settings are not read.",
  documentation: {
    symptoms: [
      "Obtaining permissions to manage your AWS account '<id>' takes longer than usual.",
      "Assignments fail in accounts that have not enabled the home Region of IAM Identity Center",
    ],
    why: "Identity Center manages access only to accounts where its own Region is enabled. If that is an opt-in Region, every account has to enable it, including new ones.",
    whatToDo: "Enable the Region in the account, then create the assignment again.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/regions.html",
      "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    const request = outOfReachFailure(grant);
    const services = knownValue(grant.facts.additional.trustedServices);
    if (!known || !request || !isHomeOptIn(grant)) return undefined;
    if (!services?.includes(IDENTITY_CENTER_SERVICE) || missingServiceLinkedRole(grant) === "gone") return undefined;
    return {
      confidence: "likely",
      evidence: [...requestEvidence(grant), ...evidenceOf(grant.facts.additional.trustedServices)],
      known,
      request,
    };
  },
  explain: ({ known, request }, grant) =>
    `Identity Center is in ${known.instance.region}, an opt-in Region, and AWS cannot act in ${accountName(grant)}, although the account is active. Most likely the account has not enabled that Region. ${reasonInWords(request.failureReason)}`,
  remedy: ({ known: { instance } }, grant) => ({
    kind: "human",
    summary: `Enable ${instance.region} in ${accountName(grant)}`,
    risk: "medium",
    steps: [
      `Check it: \`aws account get-region-opt-status --region-name ${instance.region} --account-id ${grant.facts.accountId}\` from the management account.`,
      `If it is not ENABLED: \`aws account enable-region --region-name ${instance.region} --account-id ${grant.facts.accountId}\`. This takes minutes to hours.`,
      "Then run `idc-doctor fix` again: it repeats the failed assignment.",
    ],
  }),
});
