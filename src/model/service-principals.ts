/** Names of the AWS services that Identity Center is made of, as trusted access, trust policies and CloudTrail write them. */

/** IAM Identity Center itself (facts 7.1; `eventSource` of its events, facts 5.1). */
export const IDENTITY_CENTER_SERVICE = "sso.amazonaws.com";

/** What identity providers send over SCIM is recorded under this name (facts 5.1). */
export const SCIM_SERVICE = "identitystore-scim.amazonaws.com";

/** Account access manager: trusted access, trust policies and the `eventSource` of its events (facts AAM26, AAM34, AAM42). */
export const ACCOUNT_ACCESS_SERVICE = "account-access.amazonaws.com";
