/** A customer managed policy of the set has another content in this account than in others (facts C12). */
import { arnName } from "../../../model/arn-name.ts";
import { actionName } from "../../action/action-name.ts";
import { defineCause } from "../../cause.ts";
import { gapNote, type IdentityRefusal, identityRefusal } from "../../families/policy-refusal.ts";
import { alignPolicies } from "../../families/policy-refusal-remedies.ts";
import { accountName, grantName, listed } from "../../path/names.ts";

type Differs = Extract<IdentityRefusal, { kind: "differs" }>;

export const policyDiffersPerAccount = defineCause<Differs>({
  id: "policy-differs-per-account",
  stage: "role session",
  rank: 44,
  title: "The customer managed policy differs in this account",
  facts: ["C12", "E3"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule:
    "Proved when the policies of both accounts were read and those of the other one would allow the action, for an action that no resource-based policy could allow; otherwise likely.",
  documentation: {
    symptoms: [
      "The same permission set works in one account and is denied in another",
      "because no identity-based policy allows the … action, in some accounts only",
    ],
    why: "A permission set stores only the name and path of a customer managed policy. Each account has its own policy with that name, and AWS does not require them to be the same. Provisioning does not compare them.",
    whatToDo:
      "Compare the two policies, find out which one is right, and make it the new default version in this account. No provisioning is needed: the role refers to the policy.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocmp.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html",
    ],
  },
  find: (grant) => {
    const refusal = identityRefusal(grant);
    return refusal?.kind === "differs" ? refusal : undefined;
  },
  explain: (found, grant) =>
    `${actionName(found.decision)} with ${grantName(grant)} is denied, because ${listed(found.policies.map(arnName))} differs there from the policy of the same name in ${found.accountId}, which would allow it.${gapNote(found.decision)}`,
  remedy: ({ policies, accountId, decision }, grant) =>
    alignPolicies(accountName(grant), policies, accountId, actionName(decision)),
});
