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
  title: "The profile's sso_account_id is not the account that is meant",
  facts: ["C1"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule:
    "Proved when the profile that the user named holds another account, or one that is no account id; likely when a profile for the same permission set differs from the account in a digit or two.",
  documentation: {
    symptoms: [
      "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access",
      "No access with a profile that was copied from another account's",
      "sso_account_id lost its leading zero",
    ],
    why: "The client asks the portal for the account that sso_account_id names. Where the user has nothing in that account, the portal answers No access, as it does for an account that does not exist; the account that is meant is never asked for.",
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
    return `The profile ${profile.name} says ${keyOf(profile, "sso_account_id")} = ${written}${problem}. ${grantName(grant)} is not what it asks for: the portal is asked about that other account and answers "No access".`;
  },
  remedy: ({ file, profile, written }, grant) => ({
    kind: "human",
    summary: `Set sso_account_id of the profile ${profile.name} to ${grant.facts.accountId}`,
    risk: "low",
    steps: [
      replaceLine(file, profileSection(profile.name), keyOf(profile, "sso_account_id"), {
        from: written,
        to: grant.facts.accountId,
      }),
      `Where the profile is meant for ${written} and not for ${accountName(grant)}, leave it and make another: \`aws configure sso\`.`,
      `Then try it: \`aws sts get-caller-identity${profileOption(profile.name)}\`. A new sign-in is not needed.`,
    ],
  }),
});
