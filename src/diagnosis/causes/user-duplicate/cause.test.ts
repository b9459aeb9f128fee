/** Proved where the set is assigned to another record of the same person. */

import type { Namesake } from "../../../facts/grant/additional-facts.ts";
import {
  ALICE,
  additional,
  alice,
  attachedGroup,
  attachedUser,
  BOB,
  DEVELOPERS,
  failed,
  LEAVER,
  unassignedFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known, mapReading, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { userDuplicate } from "./cause.ts";

const second = { ...alice, id: BOB, userName: "alice", sameAs: "address" } as const;
const third = { ...alice, id: LEAVER, userName: "a.moreau", sameAs: "address" } as const;
const namesakes = (...all: readonly Namesake[]) => additional({ namesakes: known(all, ["e41"]) });
const facts = (more = {}) =>
  unassignedFacts({
    attached: known([attachedUser(BOB, "alice")], ["e7"]),
    additional: namesakes(third, second),
    ...more,
  });

/** Nothing but the group Developers is assigned. */
const grouped = (record: Namesake) => ({
  ...brokenGrants["not-a-member"],
  attached: known([attachedGroup()], ["e7"] as const),
  additional: namesakes(record),
});

const assignedTo = (names: { readonly displayName?: string; readonly email?: string }) => {
  const row = attachedUser(BOB, "alice");
  return known([{ ...row, details: mapReading(row.details, (details) => details && { ...details, ...names }) }], [
    "e7",
  ] as const);
};

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
    [
      "an assigned user has the same address in other case",
      facts({
        additional: additional({}),
        user: known({ ...alice, email: "a@x" }),
        attached: assignedTo({ email: "A@X" }),
      }),
      { confidence: "proved", remedy: "human", evidence: ["e7"], says: ["a second record of the same person"] },
    ],
    [
      "an assigned group has the other record as a member",
      grouped({ ...second, assignedGroupId: DEVELOPERS }),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e41", "e7"],
        says: [
          `reaches, through the group Developers, alice (${BOB}), a second record of the same person`,
          "add it to the group Developers, and only then take alice out of it",
        ],
      },
    ],
    [
      "a member of an assigned group has the same display name",
      grouped({ ...second, sameAs: "display name", assignedGroupId: DEVELOPERS }),
      { confidence: "possible", remedy: "human", says: [`who has the same display name, ${alice.displayName}`] },
    ],
    [
      "an assigned record is looked up as well",
      facts({ additional: namesakes({ ...second, sameAs: "display name", assignedGroupId: DEVELOPERS }) }),
      { confidence: "likely", remedy: "human", says: ["is assigned to alice"], never: ["reaches, through the group"] },
    ],
    [
      "an assigned record stands before a member of a group",
      {
        ...brokenGrants["not-a-member"],
        attached: known([attachedGroup(), attachedUser(BOB, "alice")], ["e7"] as const),
        additional: namesakes(
          { ...third, sameAs: "display name", assignedGroupId: DEVELOPERS },
          { ...second, sameAs: "display name" },
        ),
      },
      { confidence: "likely", remedy: "human", says: [`is assigned to alice (${BOB})`] },
    ],
    [
      "the group of the other record could not be read",
      {
        ...grouped({ ...second, assignedGroupId: DEVELOPERS }),
        attached: known([{ ...attachedGroup(), details: unread("not needed") }], ["e7"] as const),
      },
      { confidence: "proved", remedy: "human", says: [`through the group ${DEVELOPERS}`] },
    ],
    [
      "an assigned user has the same display name",
      facts({ additional: additional({}), attached: assignedTo({ displayName: alice.displayName.toUpperCase() }) }),
      {
        confidence: "likely",
        remedy: "human",
        evidence: ["e7"],
        says: [`has the same display name, ${alice.displayName}`],
      },
    ],
  ],
  silent: [
    [
      "an assigned user has other names",
      facts({ additional: additional({}), attached: assignedTo({ displayName: "Bob", email: "b@x" }) }),
    ],
    ["neither has an address", facts({ additional: additional({}), attached: assignedTo({ email: "" }) })],
    ["no namesake has it", facts({ additional: namesakes(third) })],
    ["the namesake is in no assigned group", grouped(second)],
    [
      "a member of an assigned group has another name",
      grouped({ ...second, sameAs: "display name", displayName: "Bob", assignedGroupId: DEVELOPERS }),
    ],
    [
      "the own record is among those that were looked up",
      facts({
        additional: namesakes({ ...second, id: ALICE, assignedGroupId: DEVELOPERS }),
        attached: known([attachedGroup()]),
      }),
    ],
    ["there is no namesake", facts({ additional: namesakes() })],
    ["the namesakes could not be read", facts({ additional: additional({ namesakes: failed() }) })],
    ["the user has it too", facts({ attached: known([attachedUser(), attachedUser(BOB, "alice")]) })],
    ["the assignments could not be read", facts({ attached: failed() })],
    ["there is no such user", facts({ user: known(null) })],
  ],
});
