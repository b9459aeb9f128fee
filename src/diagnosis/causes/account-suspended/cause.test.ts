/** Fires on its own state only; the other three have causes of their own. */

import { failed, sandbox, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { accountSuspended } from "./cause.ts";

specify(accountSuspended, {
  fires: [
    [
      "the account is suspended",
      workingFacts({ account: known({ ...sandbox, state: "SUSPENDED" }, ["e5"]) }),
      {
        confidence: "proved",
        remedy: "human",
        says: ["sandbox (111122223333) is suspended (state SUSPENDED)"],
        evidence: ["e5"],
      },
    ],
    [
      "other reads failed",
      { ...brokenGrants["account-suspended"], attached: failed() },
      { confidence: "proved", remedy: "human" },
    ],
  ],
  silent: [
    ["the account is closed", brokenGrants["account-closed"]],
    ["the account is not in the organization", brokenGrants["account-not-in-organization"]],
  ],
});
