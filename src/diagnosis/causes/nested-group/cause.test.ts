/** Likely where a sync tried to put one of the user's groups into the assigned one, and AWS refused. */

import { refusedSync, trail } from "../../../facts/grant/testing/additional-facts.ts";
import {
  ALICE,
  additional,
  attachedGroup,
  BOB,
  DEVELOPERS,
  EVERYONE,
  failed,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { nestedGroup } from "./cause.ts";

const facts = (more = {}) =>
  unassignedFacts({
    attached: known([attachedGroup({ isEmpty: false })], ["e7"]),
    groupIds: known([EVERYONE], ["e4"]),
    ...more,
  });
const nesting = (more = {}, ids: readonly string[] = [EVERYONE]) => trail(refusedSync(more, ids));
const patch = (operations: unknown, id: string | undefined = DEVELOPERS) => ({
  request: { id, httpBody: { operations } },
});

specify(nestedGroup, {
  fires: [
    [
      "the sync named the user's group among others",
      facts({ additional: nesting({}, [BOB, EVERYONE]) }),
      {
        confidence: "likely",
        remedy: "human",
        evidence: ["e40", "e4", "e20"],
        says: [
          "ReadOnly in sandbox (111122223333) is assigned to group Developers",
          `alice.moreau@example.com is only in a group (${EVERYONE}) that the sync tried to put into it 60 minutes ago`,
          `Make alice.moreau@example.com a direct member, or give the inner group (${EVERYONE}) the access`,
          "Either assign ReadOnly in sandbox (111122223333) to group",
        ],
      },
    ],
    [
      "the second refused sync shows it",
      facts({ additional: trail(refusedSync({}, [ALICE]), refusedSync({}, [EVERYONE])) }),
      { confidence: "likely", remedy: "human" },
    ],
    [
      "the operation stands alone and is written large",
      facts({ additional: nesting(patch({ op: "Add", value: { value: EVERYONE } })) }),
      { confidence: "likely", remedy: "human" },
    ],
  ],
  silent: [
    ["the sync added people only", facts({ additional: nesting({}, [ALICE, BOB]) })],
    [
      "the sync removed the group",
      facts({ additional: nesting(patch([{ op: "remove", value: [{ value: EVERYONE }] }])) }),
    ],
    ["the sync succeeded", facts({ additional: nesting({ errorCode: undefined }) })],
    [
      "the sync was of another group",
      facts({ additional: nesting(patch([{ op: "add", value: [{ value: EVERYONE }] }], EVERYONE)) }),
    ],
    [
      "the event names no group",
      facts({
        additional: nesting({ request: { httpBody: { operations: [{ op: "add", value: [{ value: EVERYONE }] }] } } }),
      }),
    ],
    ["the event has no body", facts({ additional: nesting({ request: { id: DEVELOPERS } }) })],
    ["the user is in no group", facts({ groupIds: known([]), additional: nesting() })],
    ["the user is in the assigned group", workingFacts({ additional: nesting() })],
    ["the memberships could not be read", facts({ groupIds: failed(), additional: nesting() })],
    [
      "the group could not be read",
      facts({ attached: known([{ ...attachedGroup(), details: failed() }]), additional: nesting() }),
    ],
    ["the trail could not be read", facts({ additional: additional({ trail: failed() }) })],
  ],
});
