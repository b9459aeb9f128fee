/** What people tell in their own words, beside the sentences of AWS: which cause is likely, and what is not about Identity Center. */
import { expect, test } from "vitest";
import { explain } from "../src/app/explain.ts";

const namedIn = (text: string): readonly string[] =>
  explain(text).explanations.flatMap(({ causes, fits }) => [...causes, ...fits].map(({ id }) => id));

test.each([
  ["After login it's just a white page", "portal-domains-blocked"],
  ["the sso portal stays on a blank screen", "portal-domains-blocked"],
  ["Users from Okta group do not appear in AWS", "membership-not-synced"],
  ["Entra groups never show up in Identity Center", "membership-not-synced"],
  ["syncing of our users stopped last night", "membership-not-synced"],
  ["My password reset email never arrives", "user-not-invited"],
  ["we didn't receive the invitation mail for SSO", "user-not-invited"],
  ["MFA code is always wrong", "sign-in-failed"],
  ["the authenticator code is not accepted", "sign-in-failed"],
  ["we deleted the group and created it again, now nobody has access", "principal-recreated"],
  ["The group was recreated by Terraform and we lost access", "principal-recreated"],
  ["The terraform assignment stays in creating for 20 minutes", "assignment-in-progress"],
  ["can't assume role from lambda into AWSReservedSSO_Admin", "direct-assume-role"],
  ["eks kubectl says unauthorized since the permission set was recreated", "role-renamed"],
  ["nested groups from Azure don't work", "nested-group"],
  ["AccountAssignment creation failed in management account", "caller-lacks-iam-in-management-account"],
  ["console opens Frankfurt instead of Ireland", "relay-state-wrong-region"],
  ["I only see one of my three accounts", "not-a-member"],
  ["account suspended", "account-suspended"],
  ["I signed in with the wrong email", "sign-in-name-mismatch"],
])("%s: %s", (text, cause) => {
  expect(namedIn(text)).toContain(cause);
});

test.each([
  "How do I cook pasta",
  "The Kubernetes cluster was recreated by the pipeline",
  "My printer puts out a blank page",
  "GitLab: nested groups are missing in the sidebar",
  "My GitHub account was suspended",
  "The reset email of Jira never arrives",
  "The console opens Chrome instead of Firefox",
  "the user and the group were created again without an error in Keycloak",
  "Slack does not accept the MFA code, it is always wrong",
])("claims nothing of: %s", (text) => {
  expect(namedIn(text)).toEqual([]);
});
