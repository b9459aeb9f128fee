/** The profile names another account than the one that is meant, or no account at all (facts C1). */
import { parseAccountId } from "../../../model/ids.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause } from "../../cause.ts";
import {
  type FoundInProfile,
  firstInProfiles,
  keyOf,
  profileOption,
  profileSection,
  replaceLine,
} from "../../families/user-configuration.ts";
import { accountName, grantName } from "../../path/names.ts";

interface WrongAccount extends FoundInProfile {
  readonly written: string;
}

export const wrongAccountId = defineCause<WrongAccount>({
  id: "wrong-account-id",
  stage: "portal",
  rank: 14,
  title: "The profile's sso_account_id is not the intended account",
  facts: ["C1"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule:
    "Proved when the profile that was named has another account, or a value that is not an account id; likely when a profile for the same permission set differs from the account in a digit or two.",
  documentation: {
    symptoms: [
      "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access",
      "No access with a profile that was copied from another account's",
      "sso_account_id lost its leading zero",
    ],
    why: "The client asks the portal for the account in sso_account_id. If the user has no access to that account, the portal answers No access, just as it does for an account that does not exist. The intended account is never requested.",
    whatToDo:
      "Write the twelve digits of the account into sso_account_id, leading zeros included, without hyphens. The access portal and `aws configure sso` (AWS CLI 2) show them.",
    sources: [
      "https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html",
      "https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html",
    ],
  },
  find: (grant) => {
    const { accountId, account, additional } = grant.facts;
    return firstInProfiles(grant, ({ accountId: written }, { isNamed }) => {
      if (written === undefined || written === accountId) return undefined;
      const isSure = isNamed || parseAccountId(written).kind === "malformed";
      return {
        confidence: isSure ? ("proved" as const) : ("likely" as const),
        evidence: [...evidenceOf(additional.client), ...evidenceOf(account)],
        written,
      };
    });
  },
  explain: ({ profile, written }, grant) => {
    const parsed = parseAccountId(written);
    const problem = parsed.kind === "malformed" ? `, which is no account id: ${parsed.problem}` : "";
    return `The profile ${profile.name} says ${keyOf(profile, "sso_account_id")} = ${written}${problem}. It does not request ${grantName(grant)}: the portal is asked for that other account and answers "No access".`;
  },
  tellUserOf: ({ profile }) => [
    "Your AWS profile names another account.",
    `Correct ${keyOf(profile, "sso_account_id")} in your AWS configuration file, then try again.`,
  ],
  remedy: ({ file, profile, written }, grant) => ({
    kind: "human",
    summary: `Set sso_account_id of the profile ${profile.name} to ${grant.facts.accountId}`,
    risk: "low",
    steps: [
      replaceLine(file, profileSection(profile.name), keyOf(profile, "sso_account_id"), {
        from: written,
        to: grant.facts.accountId,
      }),
      `Where the profile is meant for ${written} and not for ${accountName(grant)}, leave it and create another: \`aws configure sso\` (AWS CLI 2).`,
      `Then try it: \`aws sts get-caller-identity${profileOption(profile.name)}\`. A new sign-in is not needed.`,
    ],
  }),
});
