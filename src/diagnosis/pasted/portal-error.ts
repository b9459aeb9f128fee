/** Errors of the access portal and of the aws CLI's sign-in (facts C1, C2). */
import { type Explanation, explanation } from "./explanation.ts";

export function explainPortalError(text: string): Explanation | undefined {
  if (/ForbiddenException|\bNo access\b/.test(text))
    return explanation("portal-error", "The portal gives this user no such role in this account", {
      layer: "portal",
      meaning: [
        "The sign-in is valid, but the user has no such account and role.",
        "Most often the profile names the IAM role (AWSReservedSSO_…) instead of the permission set, the account id is another one, or the grant is newer than the session.",
      ],
      next: [
        "Set sso_role_name to the permission set's name, check sso_account_id, and sign in again: aws sso logout; aws sso login.",
        "Then ask: idc-doctor why <user> <account> <set>",
      ],
    });
  if (/Session token not found or invalid|SSO session associated with this profile has expired/.test(text))
    return explanation("portal-error", "The sign-in has ended", {
      layer: "portal",
      meaning: [
        "The portal does not know this session token (any more): it expired, or was revoked. This says nothing about what the user may use.",
      ],
      next: ["aws sso login"],
    });
  return undefined;
}
