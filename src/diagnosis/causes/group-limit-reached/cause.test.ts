/** Likely from the hundredth group on, where the user is in none of them. */

import {
  attachedGroup,
  attachedUser,
  BOB,
  DEVELOPERS,
  EVERYONE,
  failed,
  unassignedFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { groupLimitReached } from "./cause.ts";

const rows = (count: number) =>
  Array.from({ length: count }, (_none, at) =>
    attachedGroup({
      id: `${DEVELOPERS.slice(0, -4)}${String(at).padStart(4, "0")}` as typeof DEVELOPERS,
      isEmpty: false,
    }),
  );
const attached = (...all: readonly ReturnType<typeof attachedUser>[]) => known(all, ["e7"] as const);

specify(groupLimitReached, {
  fires: [
    [
      "a hundred groups have it",
      unassignedFacts({ attached: attached(...rows(100), attachedUser(BOB, "bob")) }),
      {
        confidence: "likely",
        remedy: "api",
        evidence: ["e7"],
        says: [
          "ReadOnly in sandbox (111122223333) is assigned to 100 groups, and AWS allows no more than 100: alice.moreau@example.com is in none of them",
          "create-account-assignment",
          "100 is a fixed limit",
        ],
      },
    ],
  ],
  silent: [
    ["99 groups and a user have it", unassignedFacts({ attached: attached(...rows(99), attachedUser(BOB, "bob")) })],
    [
      "the user is in one of them",
      unassignedFacts({ attached: attached(...rows(99), attachedGroup({ id: EVERYONE })) }),
    ],
    ["the memberships could not be read", unassignedFacts({ attached: attached(...rows(100)), groupIds: failed() })],
    ["the set could not be read", unassignedFacts({ attached: attached(...rows(100)), permissionSet: failed() })],
  ],
});
