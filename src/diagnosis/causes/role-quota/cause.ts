/** The account has no room for one more IAM role (facts D5). */
import { IAM_ROLES_PER_ACCOUNT, MOST_IAM_ROLES_PER_ACCOUNT, thousands } from "../../../model/quotas.ts";
import { causeOfQuota, raiseQuota } from "../../families/iam-quota.ts";

export const roleQuota = causeOfQuota({
  id: "role-quota",
  rank: 24,
  title: "The account has no room for another IAM role",
  facts: ["2.4 D5"],
  quota: "RolesPerAccount",
  what: "IAM roles",
  documentation: {
    symptoms: [
      `Cannot exceed quota for RolesPerAccount: ${IAM_ROLES_PER_ACCOUNT}`,
      "LimitExceeded",
      "The assignment fails in one old and full account and succeeds in all others",
    ],
    why: `Each permission set needs its own role in each account. An account can have ${thousands(IAM_ROLES_PER_ACCOUNT)} roles by default, likely up to ${thousands(MOST_IAM_ROLES_PER_ACCOUNT)} on request; when they are used up, Identity Center cannot create another.`,
    whatToDo:
      "Delete unused roles (IAM shows when each was last used) or raise the quota, then create the assignment again.",
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
      "https://github.com/aws-samples/iam-identity-center-team/issues/522",
    ],
  },
  steps: () => [
    "With credentials of the account, list the roles and when each was last used: `aws iam list-roles` and `aws iam get-role --role-name <role> --query Role.RoleLastUsed`. Delete those that nobody uses.",
    raiseQuota(
      "Roles per account",
      `${thousands(IAM_ROLES_PER_ACCOUNT)} by default, likely ${thousands(MOST_IAM_ROLES_PER_ACCOUNT)} at most`,
    ),
  ],
});
