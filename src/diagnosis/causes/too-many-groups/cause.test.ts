/** Never more than possible, and only beyond a thousand groups. */

import { DEVELOPERS, failed, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { tooManyGroups } from "./cause.ts";

const inGroups = (count: number) =>
  workingFacts({
    groupIds: known(
      Array.from({ length: count }, () => DEVELOPERS),
      ["e4"],
    ),
  });

specify(tooManyGroups, {
  fires: [
    [
      "the user is in 1001",
      inGroups(1001),
      {
        confidence: "possible",
        remedy: "human",
        evidence: ["e4"],
        says: [
          "alice.moreau@example.com is a member of 1001 groups",
          "says that 1000 are used",
          "Reduce the groups of alice.moreau@example.com",
        ],
      },
    ],
  ],
  silent: [
    ["the user is in 1000", inGroups(1000)],
    ["the groups could not be read", workingFacts({ groupIds: failed() })],
  ],
});
