/** Proved with the role's trust policy, likely without; silent where a permission set gives the access, or the role does not open. */
import {
  additional,
  alice,
  failed,
  sandbox,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { entitled, trustPolicy } from "../../../facts/grant/testing/second-road.ts";
import { known, unread } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { entitledByAccountAccessManager } from "./cause.ts";

specify(entitledByAccountAccessManager, {
  fires: [
    [
      "the group is entitled and the role trusts",
      unassignedFacts({ additional: entitled({}) }),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e56", "e57", "e58", "e7"],
        says: [
          "entitled to role Developer in sandbox by group Developers",
          "https://aa-gyxmap389.account-access.us-east-1.app.aws",
          "not in the AWS access portal",
          "`aws sso login` does not",
        ],
      },
    ],
    [
      "a template made the role",
      unassignedFacts({
        additional: entitled({ template: { arn: "arn:aws:iam::123456789012:role-template/Teams:1", minorVersion: 3 } }),
      }),
      {
        confidence: "proved",
        remedy: "human",
        says: [
          "Developer comes from the role template arn:aws:iam::123456789012:role-template/Teams:1 (minor version 3)",
        ],
        never: ["it is normal to have no permission set"],
      },
    ],
    [
      "the role is that of AWS's new experience, where nobody misses a permission set",
      unassignedFacts({
        additional: entitled({ roleArn: "arn:aws:iam::111122223333:role/managed/AccountFullAccessRole" }),
      }),
      {
        confidence: "proved",
        remedy: "human",
        says: ["AccountFullAccessRole is the role of AWS's new experience", "it is normal to have no permission set"],
        never: ["assign a permission set"],
      },
    ],
    [
      "the role was not read",
      unassignedFacts({ additional: entitled({ trustPolicy: unread("no audit role") }) }),
      { confidence: "likely", remedy: "human", says: ["role Developer in sandbox by group Developers"] },
    ],
    [
      "the application's status could not be read",
      unassignedFacts({ additional: entitled({}, failed()) }),
      { confidence: "likely", remedy: "human" },
    ],
  ],
  silent: [
    ["a permission set gives the access", workingFacts({ additional: entitled({}) })],
    [
      "the role does not trust",
      unassignedFacts({ additional: entitled({ trustPolicy: known(trustPolicy({ service: "ec2.amazonaws.com" })) }) }),
    ],
    ["the account left the organization", unassignedFacts({ additional: entitled({}), account: known(null) })],
    [
      "the account is closed",
      unassignedFacts({ additional: entitled({}), account: known({ ...sandbox, state: "SUSPENDED" }) }),
    ],
    [
      "the user is disabled",
      unassignedFacts({ additional: entitled({}), user: known({ ...alice, status: "DISABLED" }) }),
    ],
    ["the application is not active", unassignedFacts({ additional: entitled({}, known(null)) })],
    ["account access manager is not set up", unassignedFacts({ additional: additional({ secondRoad: known(null) }) })],
    ["the entitlements could not be read", unassignedFacts({ additional: additional({ secondRoad: failed() }) })],
  ],
});
