/** The profile names something that is not the permission set: the IAM role behind it, other letters, or another name (facts C1). */
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { parseReservedRoleName } from "../../../model/reserved-role.ts";
import { defineCause } from "../../cause.ts";
import {
  type FoundInProfile,
  firstInProfiles,
  keyOf,
  profileOption,
  profileSection,
  replaceLine,
} from "../../families/user-configuration.ts";
import { grantName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface WrongRole extends FoundInProfile {
  readonly written: string;
  readonly right: string;
  readonly slip: Slip;
}

/** `IAM role`: the name or ARN of the role. `letters`: upper and lower case. `other`: something else altogether. */
type Slip = "IAM role" | "letters" | "other";

export const wrongRoleName = defineCause<WrongRole>({
  id: "wrong-role-name",
  stage: "portal",
  rank: 16,
  title: "The profile's sso_role_name is not the permission set's name",
  facts: ["C1", "4.2"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule:
    "Proved when the profile names an IAM role of Identity Center, which cannot be the name of a permission set, or when the user's own portal was read and does not list the name; otherwise likely.",
  documentation: {
    symptoms: [
      "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access",
      "No access, although the account and the role are in the access portal",
      "sso_role_name = AWSReservedSSO_ReadOnly_0123456789abcdef",
      "I copied the role name from the IAM console or from the ARN",
      "portal#ForbiddenException",
    ],
    why: "The portal knows only permission sets. sso_role_name must be exactly the permission set's name; the IAM role that Identity Center creates from it (AWSReservedSSO_<set>_<16 digits>) has another name, and the portal does not know it.",
    whatToDo:
      "Set sso_role_name to the permission set's name, exactly as the access portal shows it. Assignments and policies do not need to change.",
    sources: [
      "https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html",
      "https://github.com/aws/aws-cli/issues/6316",
      "https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html",
    ],
  },
  find: (grant) => {
    const { permissionSet, additional, portal } = grant.facts;
    const right = knownValue(permissionSet)?.name;
    if (right === undefined) return undefined;
    return firstInProfiles(grant, ({ roleName }, { isNamed }) => {
      const slip = roleName === undefined ? undefined : slipOf(roleName, right);
      if (roleName === undefined || slip === undefined || !isMistake(grant, { written: roleName, slip, isNamed }))
        return undefined;
      return {
        confidence: slip === "IAM role" || portal.state === "known" ? ("proved" as const) : ("likely" as const),
        evidence: [...evidenceOf(additional.client), ...evidenceOf(permissionSet), ...evidenceOf(portal)],
        written: roleName,
        right,
        slip,
      };
    });
  },
  explain: ({ profile, written, right, slip }, grant) =>
    `The profile ${profile.name} says ${keyOf(profile, "sso_role_name")} = ${written}. ${SAYS[slip]} The portal knows ${grantName(grant)} as ${right} and answers "No access" to any other name.`,
  tellUserOf: ({ profile }) => [
    "Your AWS profile names a role that you do not have.",
    `Correct ${keyOf(profile, "sso_role_name")} in your AWS configuration file, then try again.`,
  ],
  remedy: ({ file, profile, written, right }) => ({
    kind: "human",
    summary: `Set sso_role_name of the profile ${profile.name} to ${right}`,
    risk: "low",
    steps: [
      replaceLine(file, profileSection(profile.name), keyOf(profile, "sso_role_name"), { from: written, to: right }),
      `Then try it: \`aws sts get-caller-identity${profileOption(profile.name)}\`. A new sign-in is not needed.`,
    ],
  }),
});

const SAYS: Readonly<Record<Slip, string>> = {
  "IAM role": "That is the IAM role that Identity Center created for a permission set, not the permission set.",
  letters: "Upper and lower case letters differ from the permission set's name.",
  other: "That is not the permission set in question.",
};

/** A set's name has at most 32 characters (API model of sso-admin), a reserved role's at least 33: none can be the other. */
function slipOf(written: string, right: string): Slip | undefined {
  if (written === right) return undefined;
  const last = written.slice(written.lastIndexOf("/") + 1);
  if (parseReservedRoleName(last) !== undefined) return "IAM role";
  return written.toLowerCase() === right.toLowerCase() ? "letters" : "other";
}

interface Written {
  readonly written: string;
  readonly slip: Slip;
  readonly isNamed: boolean;
}

/**
 * A name that the portal lists is a set of its own and no mistake. Any other name is one only where the user said that the
 * profile is for this grant, and where the grant reaches them: else the profile may be right and the access wrong.
 */
function isMistake({ facts, isAssigned }: WalkedGrant, { written, slip, isNamed }: Written): boolean {
  if (knownValue(facts.portal)?.roleNames.includes(written)) return false;
  return slip !== "other" || (isNamed && isAssigned);
}
