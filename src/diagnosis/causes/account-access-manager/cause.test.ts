/** Likely where a role lacks sts:SetContext, possible else; silent where a permission set already gives the access. */

import { withIam } from "../../../facts/grant/testing/additional-facts.ts";
import { ALICE, failed, unassignedFacts, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { accountAccessManager } from "./cause.ts";

const role = (name: string, maySetContext: boolean) => ({
  name,
  arn: `arn:aws:iam::111122223333:role/${name}`,
  maySetContext,
});
const roles = (...all: readonly ReturnType<typeof role>[]) => withIam({ entitledRoles: known(all, ["e55"]) });

specify(accountAccessManager, {
  fires: [
    [
      "the role of the asked name lacks sts:SetContext",
      unassignedFacts({ additional: roles(role("Other", true), role("ReadOnly", false)) }),
      {
        confidence: "likely",
        remedy: "human",
        evidence: ["e55", "e7"],
        says: [
          "sandbox (111122223333) has arn:aws:iam::111122223333:role/ReadOnly, which",
          "so ReadOnly most likely cannot be opened",
          "The trust policy of ReadOnly must allow",
        ],
      },
    ],
    [
      "the role of the asked name has sts:SetContext, whatever others may",
      unassignedFacts({ additional: roles(role("Other", false), role("ReadOnly", true)) }),
      {
        confidence: "possible",
        remedy: "human",
        says: ["Identity Center does not show whether the user has an entitlement for it"],
      },
    ],
    [
      "no role has the asked name",
      unassignedFacts({ additional: roles(role("Other", true), role("Third", false)) }),
      {
        confidence: "likely",
        remedy: "human",
        says: ["role/Other and arn:aws:iam::111122223333:role/Third", "so Third most likely"],
      },
    ],
    [
      "none of several roles lacks the action",
      unassignedFacts({ additional: roles(role("Other", true)) }),
      { confidence: "possible", remedy: "human", says: ["The trust policy of Other must allow"] },
    ],
  ],
  silent: [
    ["no role trusts account access manager", unassignedFacts({ additional: roles() })],
    ["a permission set gives the access", workingFacts({ additional: roles(role("ReadOnly", false)) })],
    [
      "the assignments could not be read",
      unassignedFacts({ attached: failed(), additional: roles(role("ReadOnly", false)) }),
    ],
    ["the roles could not be read", unassignedFacts({ additional: withIam({ entitledRoles: failed() }) })],
    [`the user ${ALICE} is asked about and IAM was not looked at`, unassignedFacts()],
  ],
});
