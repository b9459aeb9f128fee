/** Proved where the set's name stood for another ARN before. */

import {
  ADMIN,
  additional,
  failed,
  READ_ONLY,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { setRecreated } from "./cause.ts";

const before = (permissionSet = workingFacts().permissionSet) =>
  additional({ before: known(workingFacts({ permissionSet })) });
const other = before(known({ ...READ_ONLY, arn: ADMIN.arn }));
const neverHad = additional({
  before: known(unassignedFacts({ permissionSet: known({ ...READ_ONLY, arn: ADMIN.arn }) })),
});
const former = (arn: typeof ADMIN.arn | null) => additional({ formerSetArn: known(arn) });

specify(setRecreated, {
  fires: [
    [
      "the snapshot from before has another ARN",
      unassignedFacts({ additional: other }),
      {
        confidence: "proved",
        remedy: "api",
        evidence: ["e6", "e7"],
        says: [
          `ReadOnly is not the set that it was: the old one (${ADMIN.arn}) is gone, and the one with this name now (${READ_ONLY.arn}) started without assignments. alice.moreau@example.com had the old set and needs ReadOnly in sandbox (111122223333) again.`,
          "create-account-assignment",
          "Everybody who had the old set has lost it",
          "The role of the new set has another name",
        ],
      },
    ],
    [
      "the question named an ARN that is gone",
      unassignedFacts({ additional: former(ADMIN.arn) }),
      { confidence: "possible", remedy: "api", says: ["Nothing shows whether", "This is new access"] },
    ],
    [
      "the question's ARN counts before the snapshot's",
      unassignedFacts({ additional: { ...before(), ...{ formerSetArn: known(ADMIN.arn) } } }),
      { confidence: "possible", remedy: "api" },
    ],
  ],
  silent: [
    ["the user never had the old set", unassignedFacts({ additional: neverHad })],
    ["the snapshot has the same ARN", unassignedFacts({ additional: before() })],
    ["the snapshot has no such set", unassignedFacts({ additional: before(known(null)) })],
    ["the snapshot does not know the grant", unassignedFacts({ additional: additional({ before: known(null) }) })],
    ["the name stood for no other", unassignedFacts({ additional: former(null) })],
    ["the name stood for this one", unassignedFacts({ additional: former(READ_ONLY.arn) })],
    ["the new set is assigned already", workingFacts({ additional: other })],
    ["the instance could not be read", unassignedFacts({ instance: failed(), additional: other })],
    ["the assignments could not be read", unassignedFacts({ attached: failed(), additional: other })],
  ],
});
