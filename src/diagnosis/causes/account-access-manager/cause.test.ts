/** Likely where a role cannot tag sessions, possible else; silent where a permission set already gives the access. */
import { known } from "../../../model/reading.ts";
import { withIam } from "../../testing/additional-facts.ts";
import { specify } from "../../testing/cause-spec.ts";
import { ALICE, failed, unassignedFacts, workingFacts } from "../../testing/grant-facts.ts";
import { accountAccessManager } from "./cause.ts";

const role = (name: string, mayTagSession: boolean) => ({
  name,
  arn: `arn:aws:iam::111122223333:role/${name}`,
  mayTagSession,
});
const roles = (...all: readonly ReturnType<typeof role>[]) => withIam({ entitledRoles: known(all, ["e55"]) });

specify(accountAccessManager, {
  fires: [
    [
      "the role of the asked name cannot tag sessions",
      unassignedFacts({ additional: roles(role("Other", true), role("ReadOnly", false)) }),
      {
        confidence: "likely",
        remedy: "human",
        evidence: ["e55", "e7"],
        says: [
          "sandbox (111122223333) has arn:aws:iam::111122223333:role/ReadOnly, which",
          "credentials for ReadOnly most likely cannot be retrieved",
          "The trust policy of ReadOnly must allow",
        ],
      },
    ],
    [
      "the role of the asked name may tag sessions, whatever others may",
      unassignedFacts({ additional: roles(role("Other", false), role("ReadOnly", true)) }),
      { confidence: "possible", remedy: "human", says: ["Whether the user has an entitlement for it cannot be read"] },
    ],
    [
      "no role has the asked name",
      unassignedFacts({ additional: roles(role("Other", true), role("Third", false)) }),
      {
        confidence: "likely",
        remedy: "human",
        says: ["role/Other and arn:aws:iam::111122223333:role/Third", "for Third most likely"],
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
