/** The account lacks the role through which Identity Center acts in it (facts D12). */
import type { RequestFacts } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { iamPart } from "../../families/account-iam.ts";
import { isHomeOptIn, missingServiceLinkedRole, outOfReachFailure } from "../../families/account-out-of-reach.ts";
import { BEHIND_A_FAILURE, requestEvidence } from "../../families/failed-requests.ts";
import { accountName, reasonInWords } from "../../path/names.ts";

interface RoleGone extends Found {
  readonly request: RequestFacts;
}

export const serviceLinkedRoleMissing = defineCause<RoleGone>({
  id: "service-linked-role-missing",
  stage: "provisioning",
  rank: 6,
  title: "The account lacks Identity Center's service-linked role",
  facts: ["2.4 D12", "3.2"],
  noticedIn: "facts",
  explains: [...BEHIND_A_FAILURE, "home-region-disabled-in-account"],
  standsAlone: true,
  confidenceRule:
    "Proved: a request failed because AWS cannot act in an active account, and IAM of the account, read through --audit-role, has no AWSServiceRoleForSSO. Likely in an account without any permission set: AWS may create the role only with the first assignment.",
  documentation: {
    symptoms: [
      "AWSServiceRoleForSSO",
      "NoSuchEntity: The role with name AWSServiceRoleForSSO cannot be found.",
      "Obtaining permissions to manage your AWS account '<id>' takes longer than usual.",
    ],
    why: "In member accounts Identity Center creates and changes roles through its service-linked role AWSServiceRoleForSSO. The role is created with the account's first assignment, or when Identity Center is enabled; AWS's documentation says both. Without it, nothing can be provisioned.",
    whatToDo:
      "Create the assignment again: the service then creates the role. If that fails, create it in the account: aws iam create-service-linked-role --aws-service-name sso.amazonaws.com.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html"],
  },
  find: (grant) => {
    const request = outOfReachFailure(grant);
    const role = iamPart(grant, "hasServiceLinkedRole");
    const missing = missingServiceLinkedRole(grant);
    if (!request || !role || !missing) return undefined;
    // Where the home Region may be off, a role that was never made is a consequence of that.
    if (missing === "never made" && isHomeOptIn(grant)) return undefined;
    return {
      confidence: missing === "gone" ? "proved" : "likely",
      evidence: [...evidenceOf(role), ...requestEvidence(grant)],
      request,
    };
  },
  explain: ({ request }, grant) =>
    `${accountName(grant)} has no role AWSServiceRoleForSSO, through which Identity Center acts there, so it could not create the role of the set. ${reasonInWords(request.failureReason)}`,
  remedy: (_found, grant) => ({
    kind: "human",
    summary: `Create AWSServiceRoleForSSO in ${accountName(grant)}`,
    risk: "low",
    steps: [
      "With credentials of the account: `aws iam create-service-linked-role --aws-service-name sso.amazonaws.com`.",
      "Then run `idc-doctor fix` again: it repeats the failed assignment.",
    ],
  }),
});
