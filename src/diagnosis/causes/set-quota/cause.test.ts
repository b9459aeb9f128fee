/** Likely where the account is full of sets and this one is not among them. */

import { additional, failed, unassignedFacts, unprovisionedFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { setQuota } from "./cause.ts";

const holding = (sets: number) => ({ additional: additional({ setsInAccount: known(sets, ["e8"]) }) });

specify(setQuota, {
  fires: [
    [
      "it holds 500",
      unassignedFacts(holding(500)),
      {
        confidence: "likely",
        remedy: "human",
        evidence: ["e8"],
        says: [
          "sandbox (111122223333) already holds 500 permission sets, and ReadOnly is not among them. AWS's default quota is 500",
          "Make room in sandbox (111122223333)",
          "list-permission-sets-provisioned-to-account --region",
          "--account-id 111122223333",
        ],
      },
    ],
  ],
  silent: [
    ["it holds 499", unassignedFacts(holding(499))],
    ["they were not counted", unassignedFacts({ additional: additional({ setsInAccount: failed() }) })],
    ["this one is among them", unassignedFacts({ ...holding(500), freshness: known("latest") })],
    ["the user is assigned", unprovisionedFacts(holding(500))],
    ["the set could not be read", unassignedFacts({ ...holding(500), permissionSet: failed() })],
  ],
});
