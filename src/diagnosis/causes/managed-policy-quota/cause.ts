/** The set carries more managed policies than a role of the account takes (facts D6). */

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
      "Cannot exceed quota for PoliciesPerRole: 10",
      "A permission set with more than ten policies fails in new accounts",
    ],
    why: "A permission set takes up to 25 managed policies, but IAM takes 10 for one role by default, 20 at most. The quota is each account's own, so the same set can work in one account and fail in the next.",
    whatToDo: "Raise the quota in every account in which the set is assigned, or put several policies into one.",
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html",
    ],
  },
  steps: () => [
    "Put several of the set's policies into one customer managed policy, or into the inline policy (10,240 characters without white space), and detach the single ones.",
    raiseQuota("Managed policies per role", "10 by default, 20 at most; in each account by itself"),
  ],
});
