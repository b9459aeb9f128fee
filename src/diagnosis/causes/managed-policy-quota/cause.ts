/** The set has more managed policies than a role of the account takes (facts D6). */
import {
  INLINE_POLICY_CHARACTERS,
  MANAGED_POLICIES_PER_ROLE,
  MANAGED_POLICIES_PER_SET,
  MOST_MANAGED_POLICIES_PER_ROLE,
  thousands,
} from "../../../model/quotas.ts";
import { causeOfQuota, raiseQuota } from "../../families/iam-quota.ts";

export const managedPolicyQuota = causeOfQuota({
  id: "managed-policy-quota",
  rank: 25,
  title: "The set has more managed policies than the account allows for one role",
  facts: ["2.4 D6"],
  quota: "PoliciesPerRole",
  what: "managed policies for one role",
  documentation: {
    symptoms: [
      `Cannot exceed quota for PoliciesPerRole: ${MANAGED_POLICIES_PER_ROLE}`,
      "A permission set with more than ten policies fails in new accounts",
    ],
    why: `A permission set can have up to ${MANAGED_POLICIES_PER_SET} managed policies, but IAM allows ${MANAGED_POLICIES_PER_ROLE} per role by default, likely up to ${MOST_MANAGED_POLICIES_PER_ROLE} on request. Each account has its own quota, so the same set can work in one account and fail in the next.`,
    whatToDo: "Raise the quota in every account where the set is assigned, or merge policies.",
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html",
    ],
  },
  steps: () => [
    `Put several of the set's policies into one customer managed policy, or into the inline policy (${thousands(INLINE_POLICY_CHARACTERS)} characters without white space), and detach the individual ones.`,
    raiseQuota(
      "Managed policies per role",
      `${MANAGED_POLICIES_PER_ROLE} by default, likely ${MOST_MANAGED_POLICIES_PER_ROLE} at most; in each account separately`,
    ),
  ],
});
