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
  ["I was added to the group yesterday but the new account still isn't on my start page", "not-a-member"],
  ["my colleague sees 5 accounts, I only see 2", "not-a-member"],
  ["the tile for prod vanished this morning", "assignment-removed"],
  ["when I click Management console nothing happens", "saml-provider-missing"],
  ["clicking on the role gives me a 403", "role-missing"],
  ["the access keys from the portal stop working after an hour", "session-too-short"],
  ["admin role shows but everything says not authorized", "no-policy"],
  ["permission set change not taking effect in some accounts", "outdated"],
  ["Terraform says assignment created but nobody can see it", "assignment-failed"],
  ["after renaming the user in Entra he lost all AWS accounts", "sign-in-name-mismatch"],
  ["S3 bucket policy no longer matches the SSO role", "role-renamed"],
  ["MFA prompt keeps looping", "sign-in-failed"],
  ["we moved the account to another OU and now people get access denied", "scp-deny"],
  ["portal says I don't have any applications", "no-assignment"],
  ["user is in 2 groups, one works the other not", "no-assignment"],
  ["access denied", "policy-does-not-allow"],
  ["no accounts", "not-a-member"],
  ["group deleted in Okta by mistake and recreated", "principal-recreated"],
  ["403 forbidden when switching role in console", "direct-assume-role"],
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
  "I get a 403 when clicking the pull request in GitHub",
  "Jira access denied",
  "MFA for my bank keeps looping",
  "the S3 bucket policy does not match the lambda role",
  "user deleted and recreated in Keycloak",
  "our API tokens expire after 30 minutes",
  "GitHub: only see 2 accounts in the dropdown",
  "we moved our Google Ads account to another OU and lost access",
  "the user is in two Slack groups, one works the other not",
  "opening the console in Chrome spins",
  "open the account page gives error 500 on our shop",
])("claims nothing of: %s", (text) => {
  expect(namedIn(text)).toEqual([]);
});
