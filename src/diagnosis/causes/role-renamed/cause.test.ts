/** Proved by the role's name in the snapshot from before; a role of another set is none of its former names. */
import { expect, test } from "vitest";
import { additional, failed, SANDBOX, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { roleRenamed } from "./cause.ts";

const PATH = `arn:aws:iam::${SANDBOX}:role/aws-reserved/sso.amazonaws.com/`;
const role = (roleName: string) => known({ roleName, arn: `${PATH}${roleName}` }, ["e10"] as const);
const before = (roleName: string) => additional({ before: known(workingFacts({ role: role(roleName) })) });
const OLD = "AWSReservedSSO_ReadOnly_fedcba9876543210";
const NOW = "AWSReservedSSO_ReadOnly_0123456789abcdef";

specify(roleRenamed, {
  fires: [
    [
      "its suffix is another now",
      workingFacts({ additional: before(OLD) }),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e10"],
        says: [
          `The role of ReadOnly in sandbox (111122223333) was ${OLD} and is ${NOW} now`,
          `Search for ${OLD} in EKS access entries`,
          `replace it with ${PATH}${NOW}.`,
          `${PATH}AWSReservedSSO_ReadOnly_*`,
        ],
      },
    ],
  ],
  silent: [
    ["its name is the same", workingFacts({ additional: before(NOW) })],
    ["it was the role of another set", workingFacts({ additional: before("AWSReservedSSO_Admin_fedcba9876543210") })],
    [
      "there was none before",
      workingFacts({ additional: additional({ before: known(workingFacts({ role: known(null) })) }) }),
    ],
    [
      "it was not read before",
      workingFacts({ additional: additional({ before: known(workingFacts({ role: failed() })) }) }),
    ],
    ["there is none now", workingFacts({ role: known(null), additional: before(OLD) })],
    ["it could not be read now", workingFacts({ role: failed(), additional: before(OLD) })],
    ["the snapshot does not know the grant", workingFacts({ additional: additional({ before: known(null) }) })],
  ],
});

test("stays proved whatever else could not be read", () => {
  expect(diagnosedBy(roleRenamed, workingFacts({ additional: before(OLD), groupIds: failed() }))?.confidence).toBe(
    "proved",
  );
});
