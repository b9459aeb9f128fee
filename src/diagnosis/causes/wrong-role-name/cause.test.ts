/** Fires where the profile's role is no permission set of this name, and not where it may be one. */

import { withClient } from "../../../facts/grant/testing/additional-facts.ts";
import { unassignedFacts, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { wrongRoleName } from "./cause.ts";

const noToken = { portal: unread("no token") };
const named = { isNamed: true };
const lists = (...roleNames: string[]) => ({
  portal: known({ listsAccount: true, roleNames, givesCredentials: undefined }, ["e11" as const]),
});

specify(wrongRoleName, {
  fires: [
    [
      "it is the IAM role's name",
      brokenGrants["wrong-role-name"],
      {
        confidence: "proved",
        remedy: "human",
        says: [
          "In ~/.aws/config, under [profile dev], replace the line `sso_role_name = AWSReservedSSO_ReadOnly_0123456789abcdef` by `sso_role_name = ReadOnly`.",
          "That is the IAM role",
          "aws sts get-caller-identity --profile dev",
        ],
        evidence: ["e0", "e47", "e6"],
      },
    ],
    [
      "it is the role's ARN, although nothing is assigned",
      unassignedFacts({
        additional: withClient({
          roleName:
            "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef",
        }),
      }),
      { confidence: "proved", remedy: "human", says: ["That is the IAM role"] },
    ],
    [
      "letters differ, and the portal was not read",
      workingFacts({ ...noToken, additional: withClient({ roleName: "readonly" }) }),
      { confidence: "likely", remedy: "human", says: ["Upper and lower case"] },
    ],
    [
      "letters differ, and the portal lists the set only",
      workingFacts({ ...lists("ReadOnly"), additional: withClient({ roleName: "readonly" }) }),
      { confidence: "proved", remedy: "human", evidence: ["e0", "e47", "e6", "e11"] },
    ],
    [
      "the named profile has a name that the portal does not list",
      workingFacts({ ...lists("ReadOnly"), additional: withClient({ roleName: "Reader", name: "two words" }, named) }),
      {
        confidence: "proved",
        remedy: "human",
        says: ['[profile \\"two words\\"]', "not the permission set in question"],
      },
    ],
    [
      "the named profile has another name, and the portal was not read",
      workingFacts({ ...noToken, additional: withClient({ roleName: "Reader" }, named) }),
      { confidence: "likely", remedy: "human" },
    ],
  ],
  silent: [
    ["the profile is right", workingFacts({ ...noToken, additional: withClient() })],
    ["the profile names no role", workingFacts({ ...noToken, additional: withClient({ roleName: undefined }, named) })],
    [
      "the portal lists the other name: it is a set of its own",
      workingFacts({ ...lists("ReadOnly", "readonly"), additional: withClient({ roleName: "readonly" }, named) }),
    ],
    ["nobody said that the profile is for this", workingFacts({ additional: withClient({ roleName: "Reader" }) })],
    [
      "the access is wrong, and the profile may be right",
      unassignedFacts({ additional: withClient({ roleName: "Reader" }, named) }),
    ],
    [
      "the set is not known",
      workingFacts({ permissionSet: known(null), additional: withClient({ roleName: "Reader" }, named) }),
    ],
  ],
});
