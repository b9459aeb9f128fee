/** Quotas of IAM Identity Center and IAM that answers rest on (facts 3.6): the one place of the product. */

/** Permission sets that can be provisioned in one account, by default (facts D8). */
export const PERMISSION_SETS_PER_ACCOUNT = 500;

/** Permission sets of one instance (facts D8). */
export const PERMISSION_SETS_PER_INSTANCE = 3500;

/** Groups that can be assigned to one permission set in one account (facts A22). */
export const GROUPS_PER_PERMISSION_SET_AND_ACCOUNT = 100;

/** Groups that account access manager entitles to one IAM role, by default (facts AAM49). */
export const GROUPS_PER_ENTITLED_ROLE = 20;

/** Characters of a role's trust policy, by default (facts 3.6). */
export const TRUST_POLICY_CHARACTERS = 2048;

/** Characters of an inline policy, white space not counted (facts D7). */
export const INLINE_POLICY_CHARACTERS = 10_240;

/** Bytes of an inline policy that a permission set stores, white space counted (facts D7). */
export const INLINE_POLICY_BYTES = 32_768;

/** Managed policies of one permission set (facts D6). */
export const MANAGED_POLICIES_PER_SET = 25;

/** IAM roles of one account, by default (facts D5). */
export const IAM_ROLES_PER_ACCOUNT = 1000;

/** What AWS raises the quota of IAM roles to at most, by third-party readings; 5,000 in AWS's page of 2023 (facts D5). */
export const MOST_IAM_ROLES_PER_ACCOUNT = 10_000;

/** Managed policies of one IAM role, by default (facts D6). */
export const MANAGED_POLICIES_PER_ROLE = 10;

/** What AWS raises the quota of managed policies of one role to at most, by third-party readings; 20 in AWS's page of 2023 (facts D6). */
export const MOST_MANAGED_POLICIES_PER_ROLE = 25;

/** SAML providers of one account, by default (facts D9). */
export const SAML_PROVIDERS_PER_ACCOUNT = 100;

/** Members that one SCIM request may add to a group or remove from it (facts 6). */
export const MEMBERS_PER_SCIM_REQUEST = 100;

/** Groups that an earlier copy of AWS's table uses to evaluate a user's access; the newest has no such row (facts A17, 8.19). */
export const GROUPS_EVALUATED = 1000;

/** Calls in a second: of sso-admin all together, of identitystore for each operation (facts 3.6). */
export const IDENTITY_CENTER_CALLS_PER_SECOND = 20;

/** Creations and deletions of assignments that may be unfinished at once (facts 3.6). */
export const UNFINISHED_ASSIGNMENTS = 15;

/** Runs of ProvisionPermissionSet at once (facts 3.6). */
export const PROVISIONINGS_AT_ONCE = 3;

/** Rows of one page: the most that the list operations of sso-admin and identitystore give (facts 3.5). */
export const LARGEST_PAGE = 100;

/** `10240` as people read it: 10,240. */
export const thousands = (count: number | string): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** How far back CloudTrail's event history reaches (facts 5.1): 90 days. */
export const EVENT_HISTORY_MILLISECONDS = 90 * 86_400_000;
