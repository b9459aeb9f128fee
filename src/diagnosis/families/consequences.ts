/** The causes that follow by themselves when an account cannot be used: nothing can be assigned or provisioned there. */
export const BEHIND_A_CLOSED_ACCOUNT = [
  "not-a-member",
  "group-empty",
  "assignment-in-progress",
  "assignment-failed",
  "principal-recreated",
  "principal-deleted",
  "other-set-assigned",
  "other-account-assigned",
  "no-assignment",
  "customer-managed-policy-missing",
  "provisioning-in-progress",
  "provisioning-failed",
  "not-provisioned",
  "outdated",
] as const;
