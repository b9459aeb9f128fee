/** The set's inline policy is larger than IAM takes for a role (facts D7). */
import { readLikelyReason } from "../../../facts/grant/failure-reason.ts";
import type { RequestFacts } from "../../../facts/grant/grant-facts.ts";
import { INLINE_POLICY_BYTES, INLINE_POLICY_CHARACTERS, thousands } from "../../../model/quotas.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { BEHIND_A_FAILURE, decidingFailures, requestEvidence, THEN_AGAIN } from "../../families/failed-requests.ts";
import { type KnownGrant, knownGrant } from "../../families/reach.ts";
import { inlineCharacters } from "../../families/reason-now.ts";
import { accountName, instanceOptions, reasonInWords, setName } from "../../path/names.ts";

interface TooLarge extends Found {
  readonly known: KnownGrant;
  readonly request: RequestFacts;
  readonly characters: number;
}

export const inlinePolicyTooLarge = defineCause<TooLarge>({
  id: "inline-policy-too-large",
  stage: "provisioning",
  rank: 23,
  title: "The inline policy of the set is too large",
  facts: ["2.4 D7"],
  noticedIn: "facts",
  explains: BEHIND_A_FAILURE,
  standsAlone: false,
  confidenceRule:
    "Proved when the set's inline policy is over the limit and AWS's reason names the size; likely when only one of the two applies.",
  documentation: {
    symptoms: [
      `Maximum policy size of ${INLINE_POLICY_CHARACTERS} bytes exceeded for role AWSReservedSSO_…`,
      "ValidationException when putting the inline policy",
      "LimitExceeded while the permission set is provisioned",
      "Current size of the non-whitespace characters",
    ],
    why: `A permission set holds one inline policy of at most ${thousands(INLINE_POLICY_BYTES)} bytes, and IAM accepts ${thousands(INLINE_POLICY_CHARACTERS)} characters without white space for the inline policies of a role. Identity Center rejects a longer one when you save it ("Current size of the non-whitespace characters … has exceeded the maximum limit"). If a longer one is stored anyway, it fails when it is provisioned.`,
    whatToDo:
      "Shorten the policy: replace lists of actions with wildcards, and merge statements with the same conditions. Or move parts into customer managed policies, which must exist in every account.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    const content = knownValue(grant.facts.additional.content);
    if (!known || content === undefined) return undefined;
    const characters = inlineCharacters(content);
    const isOver = characters > INLINE_POLICY_CHARACTERS;
    for (const request of decidingFailures(grant)) {
      const isSaid = readLikelyReason(request.failureReason).kind === "inline-policy-too-large";
      if (!isOver && !isSaid) continue;
      return {
        confidence: isOver && isSaid ? "proved" : "likely",
        evidence: [...requestEvidence(grant), ...evidenceOf(grant.facts.additional.content)],
        known,
        request,
        characters,
      };
    }
    return undefined;
  },
  explain: ({ characters, request }, grant) =>
    `The inline policy of ${setName(grant)} has ${characters} characters without white space, and IAM accepts ${INLINE_POLICY_CHARACTERS} for a role. So AWS could not add it to the role in ${accountName(grant)}. ${reasonInWords(request.failureReason)}`,
  remedy: ({ known, characters }, grant) => ({
    kind: "human",
    summary: `Shorten the inline policy of ${setName(grant)} by ${Math.max(0, characters - INLINE_POLICY_CHARACTERS)} characters`,
    risk: "medium",
    steps: [
      `Read it: \`aws sso-admin get-inline-policy-for-permission-set ${instanceOptions(grant)} --permission-set-arn ${known.permissionSet.arn} --query InlinePolicy --output text\`.`,
      "Shorten it without widening it: merge statements with the same resources and conditions, or move parts into a customer managed policy that is in every account of the set.",
      `Save it: \`aws sso-admin put-inline-policy-to-permission-set ${instanceOptions(grant)} --permission-set-arn ${known.permissionSet.arn} --inline-policy file://policy.json\`.`,
      THEN_AGAIN,
    ],
  }),
});
