/** What people type into a search when access is missing, and the page of the catalogue that they mean: by `causes` and by `explain`. */
import { describe, expect, test } from "vitest";
import { causesFor } from "../src/app/causes.ts";
import { explainPasted } from "../src/diagnosis/pasted/index.ts";
import type { CauseId } from "../src/model/cause-ids.ts";

const MANAGEMENT = "permission sets provisioned in the management account";

const TYPED: readonly (readonly [CauseId, string])[] = [
  ["no-assignment", "No accounts available"],
  ["not-a-member", "added to the Entra group but no AWS account"],
  ["not-a-member", "added to the Okta group but no AWS account"],
  ["group-empty", "Domain Users"],
  ["group-empty", "Foreign Security Principals"],
  ["primary-group", "Domain Users"],
  ["ad-sync-scope", "The group of Active Directory is not in the sync scope"],
  ["membership-not-synced", "Request is unparsable, syntactically incorrect, or violates schema"],
  ["membership-not-synced", "Duplicate GroupDisplayName"],
  ["user-not-found", "AADSTS50105"],
  ["idp-application-not-assigned", "AADSTS50105"],
  ["idp-application-not-assigned", "User is not assigned to the client application"],
  ["idp-acs-mismatch", "AADSTS50011"],
  ["idp-acs-mismatch", "ACS URL mismatch"],
  ["idp-attributes-refused", "List attribute emails exceeds allowed limit of 1"],
  ["idp-attributes-refused", "more than 50 attributes in the SAML assertion"],
  ["mfa-not-registered", "Block their sign-in"],
  ["user-not-invited", "users created with the API never received an invitation email"],
  ["portal-domains-blocked", "ERR_TUNNEL_CONNECTION_FAILED awsapps.com"],
  ["session-too-short", "SessionNotOnOrAfter"],
  ["session-too-short", "I have to sign in again every hour"],
  ["relay-state-wrong-region", "console opens in the wrong region"],
  ["environment-keys-win", "AWS_PROFILE is ignored"],
  ["environment-keys-win", "Multiple credential sources detected"],
  ["user-not-found", "List attribute emails exceeds allowed limit of 1"],
  ["user-disabled", "Enable user access"],
  ["sign-in-name-mismatch", "An unexpected error has occurred"],
  ["sign-in-failed", "It's not you, it's us"],
  ["sign-in-failed", "Browser not supported"],
  ["sign-in-failed", "We couldn't update your password"],
  ["sign-in-failed", "not receiving emails"],
  ["assignment-failed", "is taking longer than usual"],
  ["assignment-failed", "the USER assignee"],
  ["provisioning-failed", "Permission set provision not found in AWS account"],
  ["delegated-admin-limit", `You can't delete ${MANAGEMENT}`],
  ["delegated-admin-limit", `You can't modify ${MANAGEMENT}`],
  ["delegated-admin-limit", `You can't remove access to ${MANAGEMENT}`],
  ["delegated-admin-limit", `You can't assign access to ${MANAGEMENT}`],
  ["caller-lacks-iam-in-management-account", "iam:ListRolePolicies"],
  ["caller-lacks-iam-in-management-account", "iam:GetRole"],
  ["customer-managed-policy-missing", "Not supported policy arn:aws:iam::111122223333:policy/Team"],
  ["set-recreated", "Could not find PermissionSet with id"],
  ["abac-attribute", "Attributes for access control failed to enable"],
  ["wrong-role-name", "portal#ForbiddenException"],
  ["session-ended", "portal#UnauthorizedException"],
  ["portal-not-refreshed", "new account not in aws configure sso"],
  ["instance-not-in-region", "the resource does not exist in this Region"],
  ["scp-deny", "because no service control policy allows"],
  ["policy-does-not-allow", "call the GetRequestAuthorizationDetails API"],
  ["direct-assume-role", "Cannot perform the operation on the protected role"],
  ["role-renamed", "the server has asked for the client to provide credentials"],
  ["saml-provider-missing", "Specified provider doesn't exist"],
  ["inline-policy-too-large", "Current size of the non-whitespace characters"],
];

/** EKS decides in the first place: the page is named in words, and no cause is claimed (issue 12, line F). */
const CLAIMS_NOTHING: readonly string[] = ["the server has asked for the client to provide credentials"];

describe.each(TYPED)("%s: %s", (id, text) => {
  test("is among the first three that `causes` finds", () => {
    const found = causesFor(text.split(" ")).map((cause) => cause.id);
    expect(found.slice(0, 3)).toContain(id);
  });

  test("is named by `explain`", () => {
    const explained = explainPasted(text);
    expect(explained.map(({ kind }) => kind)).not.toContain("not-recognised");
    const named = explained.flatMap(({ causes, fits }) => [...causes, ...fits].map((one) => one.id));
    if (CLAIMS_NOTHING.includes(text)) {
      expect(named).toEqual([]);
      expect(explained.flatMap(({ meaning }) => meaning).join(" ")).toContain(`idc-doctor causes ${id}`);
    } else {
      expect(named).toContain(id);
    }
  });
});
