/** Quotas of IAM Identity Center and IAM that answers rest on (facts 3.6): the one place of the product. */

/** Permission sets that can be provisioned in one account, by default (facts D8). */
export const PERMISSION_SETS_PER_ACCOUNT = 500;

/** Groups that can be assigned to one permission set in one account (facts A22). */
export const GROUPS_PER_PERMISSION_SET_AND_ACCOUNT = 100;

/** Characters of an inline policy, white space not counted (facts D7). */
export const INLINE_POLICY_CHARACTERS = 10_240;

/** IAM roles of one account, by default (facts D5). */
export const IAM_ROLES_PER_ACCOUNT = 1000;

/** Managed policies of one IAM role, by default (facts D6). */
export const MANAGED_POLICIES_PER_ROLE = 10;

/** Rows of one page: the most that the list operations of sso-admin and identitystore give (facts 3.5). */
export const LARGEST_PAGE = 100;
