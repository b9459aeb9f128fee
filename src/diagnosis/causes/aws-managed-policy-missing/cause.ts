/** The set refers to an AWS managed policy that AWS has withdrawn (facts D16). */

import { readLikelyReason } from "../../../facts/grant/failure-reason.ts";
import type { RequestFacts } from "../../../facts/grant/grant-facts.ts";
import { arnName } from "../../../model/arn-name.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import {
  BEHIND_A_FAILURE,
  decidingFailures,
  maybeRepairedSince,
  requestEvidence,
  THEN_AGAIN,
} from "../../families/failed-requests.ts";
import { type KnownGrant, knownGrant } from "../../families/reach.ts";
import { onceMoreOr } from "../../families/remedies.ts";
import { accountName, instanceOptions, reasonInWords, setName } from "../../path/names.ts";

interface PolicyGone extends Found {
  readonly known: KnownGrant;
  readonly request: RequestFacts;
  readonly arn: string;
}

export const awsManagedPolicyMissing = defineCause<PolicyGone>({
  id: "aws-managed-policy-missing",
  stage: "provisioning",
  rank: 22,
  title: "An AWS managed policy of the set no longer exists",
  facts: ["2.4 D16"],
  noticedIn: "facts",
  explains: BEHIND_A_FAILURE,
  standsAlone: false,
  confidenceRule:
    "Proved when the reason names a policy that is still attached to the set; likely when the set's policies could not be read. The form in which Identity Center passes on IAM's message is inferred.",
  documentation: {
    symptoms: [
      "Policy arn:aws:iam::aws:policy/… does not exist or is not attachable.",
      "A permission set that worked for years can no longer be provisioned to new accounts",
    ],
    why: "AWS retires managed policies. A set with such a policy keeps working where its role exists, but IAM refuses to attach the policy to a new role, so new accounts and new provisioning fail.",
    whatToDo:
      "Attach the policy that AWS names as the successor (check first what it allows), detach the old one from the set, and provision the set.",
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-deprecated.html",
      "https://github.com/pulumi/pulumi/issues/7419",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    if (!known) return undefined;
    for (const request of decidingFailures(grant)) {
      const reason = readLikelyReason(request.failureReason);
      if (reason.kind !== "policy-not-attachable" || !/:iam::aws:policy\//.test(reason.arn)) continue;
      const content = knownValue(grant.facts.additional.content);
      const isCarried =
        content?.managedPolicyArns.includes(reason.arn) === true ||
        (content?.boundary?.kind === "aws-managed" && content.boundary.arn === reason.arn);
      if (content && !isCarried) continue;
      return {
        confidence: isCarried ? "proved" : "likely",
        evidence: [...requestEvidence(grant), ...evidenceOf(grant.facts.additional.content)],
        known,
        request,
        arn: reason.arn,
      };
    }
    return undefined;
  },
  explain: ({ arn, request }, grant) =>
    `${setName(grant)} includes the policy ${arnName(arn)}, which IAM can no longer attach to a role, so AWS could not create the role in ${accountName(grant)}. ${reasonInWords(request.failureReason)}${maybeRepairedSince(grant, request)}`,
  remedy: ({ known, arn, request }, grant) =>
    onceMoreOr(
      grant,
      { known, request },
      {
        kind: "human",
        summary: `Replace ${arn.split("/").at(-1) ?? arn} in ${setName(grant)}`,
        risk: "medium",
        steps: [
          "Find the successor in AWS's list of deprecated managed policies, and compare what it allows with what people need: a broader policy widens everybody's access.",
          `Attach the successor: \`aws sso-admin attach-managed-policy-to-permission-set ${instanceOptions(grant)} --permission-set-arn ${known.permissionSet.arn} --managed-policy-arn <successor>\`.`,
          `Detach the old one: \`aws sso-admin detach-managed-policy-from-permission-set ${instanceOptions(grant)} --permission-set-arn ${known.permissionSet.arn} --managed-policy-arn ${arn}\`.`,
          THEN_AGAIN,
        ],
      },
    ),
});
