/** STS in the target account: the moment in which the portal assumes the permission set's role for the user (facts 5.4). */
import type { IssuingInstance } from "../explanation.ts";
import { objectAt, textAt } from "../json.ts";
import { reservedRoleOf } from "../principal.ts";
import type { Family } from "./family.ts";

export const samlSignIn: Family = ({ name, input, response, raw, hasFailed }) => {
  if (name !== "AssumeRoleWithSAML") return undefined;
  const role = reservedRoleOf(textAt(input, "roleArn") ?? "");
  const account = role?.account ?? textAt(raw, "recipientAccountId") ?? null;
  if (!role)
    return {
      title: "A sign-in with SAML to a role that is not of Identity Center",
      account,
      meaning: ["Another identity provider that the account trusts by itself; Identity Center has no part in it."],
    };
  const instance = issuerOf(textAt(response, "issuer") ?? textAt(objectAt(raw, "responseElements") ?? {}, "issuer"));
  return {
    title: "A sign-in of Identity Center in the target account",
    account,
    permissionSet: role.permissionSet,
    layer: hasFailed ? "role trust policy" : null,
    instance,
    meaning: [
      hasFailed
        ? "The portal tried to assume the permission set's role for the user with SAML."
        : "The portal assumed the permission set's role for the user with SAML; this is how Identity Center people get in.",
      ...(instance
        ? [
            `The instance ${instance.id} of account ${instance.ownerAccount} in ${instance.region} sent it (read from the issuer, likely).`,
          ]
        : []),
    ],
    fits: hasFailed ? ["role-missing"] : [],
  };
};

/** The issuer holds the Region and, in base64, owner account and instance; that reading is inferred (facts 5.4). */
function issuerOf(issuer: string | undefined): IssuingInstance | null {
  const match =
    /^https:\/\/portal\.sso\.([a-z0-9-]+)\.amazonaws\.com\/saml\/assertion\/([A-Za-z0-9+/=_-]{1,400})$/.exec(
      issuer ?? "",
    );
  const parts = /^(\d{12})_(ins-[\w-]+)$/.exec(decodeBase64(match?.[2] ?? "") ?? "");
  return match?.[1] && parts?.[1] && parts[2] ? { id: parts[2], ownerAccount: parts[1], region: match[1] } : null;
}

function decodeBase64(text: string): string | undefined {
  try {
    return atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
}
