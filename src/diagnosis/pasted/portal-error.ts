/** Errors of the access portal and of the aws CLI's sign-in (facts C1, C2). */
import { type Explanation, explanation } from "./explanation.ts";

/** `ForbiddenException` alone is a word of many services; only with these words it is the portal's. */
const NO_ACCESS =
  /ForbiddenException[\s\S]{0,200}\bNo access\b|\bNo access\b[\s\S]{0,200}ForbiddenException|^No access$/;
const SESSION_ENDED =
  /Session token not found or invalid|SSO session associated with this profile has expired|SSO session .{0,80}is otherwise invalid/;

export function explainPortalError(text: string): readonly Explanation[] {
  if (NO_ACCESS.test(text.trim())) return [noAccess];
  if (SESSION_ENDED.test(text)) return [sessionEnded];
  return [];
}

const noAccess: Explanation = explanation("portal-error", "The portal gives this user no such role in this account", {
  layer: "portal",
  meaning: [
    "The sign-in is valid, but the user has no such account and role.",
    "Most often the profile names the IAM role (AWSReservedSSO_…) instead of the permission set, the account id is another one, or the assignment was removed.",
  ],
  next: [
    "Set sso_role_name to the permission set's name and check sso_account_id.",
    "Then ask: idc-doctor why <user> <account> <set>",
  ],
  fits: ["no-assignment", "not-a-member", "other-account-assigned", "other-set-assigned"],
});

const sessionEnded: Explanation = explanation("portal-error", "The sign-in has ended", {
  layer: "portal",
  meaning: [
    "The portal does not know this session token (any more): it expired, or was revoked. This says nothing about what the user may use.",
  ],
  next: ["aws sso login"],
});
