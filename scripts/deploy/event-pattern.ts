/** The EventBridge pattern of the changes that concern access, as CloudTrail delivers them. */
import { ACCOUNT_ACCESS_SERVICE, IDENTITY_CENTER_SERVICE, SCIM_SERVICE } from "../../src/model/service-principals.ts";

/** Event sources of facts 5.1; reads are left out, as in `lookupChanges`. Only AWS itself can send a source that begins with `aws.`. */
export const EVENT_PATTERN = {
  source: [{ prefix: "aws." }],
  "detail-type": ["AWS API Call via CloudTrail", "AWS Service Event via CloudTrail"],
  detail: {
    eventSource: [
      IDENTITY_CENTER_SERVICE,
      "sso-directory.amazonaws.com",
      "identitystore.amazonaws.com",
      SCIM_SERVICE,
      ACCOUNT_ACCESS_SERVICE,
      "organizations.amazonaws.com",
      // Names and addresses of accounts are changed through a service of its own (API reference of Account Management).
      "account.amazonaws.com",
      // Trust policies of entitled roles: recorded in the account of the role, in us-east-1 (facts AAM34, 5.1).
      "iam.amazonaws.com",
    ],
    readOnly: [false],
  },
} as const;
