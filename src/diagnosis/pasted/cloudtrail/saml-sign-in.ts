/** STS in the target account: the moment in which the portal assumes the permission set's role for the user (facts 5.4). */
import { possible } from "../catalogue-ids.ts";
import { whyCommand } from "../command.ts";
import { issuerOf, issuerSentence } from "../issuer.ts";
import { textAt } from "../json.ts";
import { reservedRoleOf } from "../principal.ts";
import type { Family } from "./family.ts";

export const samlSignIn: Family = ({ name, input, response, raw, who, hasFailed }) => {
  if (name !== "AssumeRoleWithSAML") return undefined;
  const role = reservedRoleOf(textAt(input, "roleArn") ?? "");
  const account = role?.account ?? textAt(raw, "recipientAccountId") ?? null;
  if (!role)
    return {
      title: "A SAML sign-in to a role that does not belong to Identity Center",
      account,
      meaning: ["The account trusts another identity provider directly; Identity Center has no part in it."],
    };
  const instance = issuerOf(textAt(response, "issuer"));
  return {
    title: "A sign-in of Identity Center in the target account",
    account,
    permissionSet: role.permissionSet,
    layer: hasFailed ? "role trust policy" : null,
    instance,
    meaning: [
      hasFailed
        ? "The portal tried to assume the permission set's role for the user with SAML."
        : "The portal assumed the permission set's role for the user with SAML. This is how users of Identity Center get into an account.",
      ...(instance ? [issuerSentence(instance)] : []),
    ],
    ask: whyCommand(who?.name ?? null, account, role.permissionSet),
    fits: hasFailed ? possible("role-missing", "saml-provider-missing", "scp-deny") : [],
  };
};
