/** Proved where IAM has no role of the entitlement's ARN; silent where it has one, or was not read. */
import { unassignedFacts, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { entitled } from "../../../facts/grant/testing/second-road.ts";
import { known, unread } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { entitlementRoleMissing } from "./cause.ts";

specify(entitlementRoleMissing, {
  fires: [
    [
      "the role is gone",
      unassignedFacts({ additional: entitled({ trustPolicy: known(null, ["e58"]) }) }),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e56", "e57", "e58", "e7"],
        says: ["there is no such role (arn:aws:iam::111122223333:role/team/Developer)"],
      },
    ],
  ],
  silent: [
    ["the role is there", unassignedFacts({ additional: entitled({}) })],
    ["the role was not read", unassignedFacts({ additional: entitled({ trustPolicy: unread("no audit role") }) })],
    ["a permission set gives the access", workingFacts({ additional: entitled({ trustPolicy: known(null) }) })],
  ],
});
