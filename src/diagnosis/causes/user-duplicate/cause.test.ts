/** Proved where the set is assigned to another record of the same person. */
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import {
  ALICE,
  additional,
  alice,
  attachedUser,
  BOB,
  failed,
  LEAVER,
  unassignedFacts,
} from "../../testing/grant-facts.ts";
import { userDuplicate } from "./cause.ts";

const second = { ...alice, id: BOB, userName: "alice" };
const third = { ...alice, id: LEAVER, userName: "a.moreau" };
const namesakes = (...all: readonly (typeof second)[]) => additional({ namesakes: known(all, ["e41"]) });
const facts = (more = {}) =>
  unassignedFacts({
    attached: known([attachedUser(BOB, "alice")], ["e7"]),
    additional: namesakes(third, second),
    ...more,
  });

specify(userDuplicate, {
  fires: [
    [
      "one of two has it",
      facts(),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e41", "e7"],
        says: [
          `ReadOnly in sandbox (111122223333) is assigned to alice (${BOB}), a second record of the same person. The record asked about, alice.moreau@example.com (${ALICE}), does not have it.`,
          "If it is alice, nothing is missing",
          "disable the unused record alice.moreau@example.com",
          "idc-doctor why alice.moreau@example.com shows the result",
        ],
      },
    ],
  ],
  silent: [
    ["no namesake has it", facts({ additional: namesakes(third) })],
    ["there is no namesake", facts({ additional: namesakes() })],
    ["the namesakes could not be read", facts({ additional: additional({ namesakes: failed() }) })],
    ["the user has it too", facts({ attached: known([attachedUser(), attachedUser(BOB, "alice")]) })],
    ["the assignments could not be read", facts({ attached: failed() })],
    ["there is no such user", facts({ user: known(null) })],
  ],
});
