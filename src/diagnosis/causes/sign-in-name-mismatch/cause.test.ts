/** Fires where the name of the sign-in is not the userName, and not for somebody else's failed sign-in. */
import type { CloudTrailEvent } from "../../../facts/grant/additional-facts.ts";
import { cloudTrailEvent, trail } from "../../../facts/grant/testing/additional-facts.ts";
import {
  additional,
  alice,
  attachedUser,
  BOB,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { signInNameMismatch } from "./cause.ts";

const amoreau = { ...alice, userName: "amoreau", email: "alice.moreau@example.com" };
const user = known(amoreau, ["e3" as const]);
const login = (more: Partial<CloudTrailEvent> = {}) =>
  cloudTrailEvent({
    name: "ExternalIdPDirectoryLogin",
    errorCode: "Failure",
    details: { UserName: "Alice.Moreau@example.com" },
    ...more,
  });
const seen = (more: Partial<CloudTrailEvent> = {}) => workingFacts({ user, additional: trail(login(more)) });
const second = { ...alice, id: BOB, userName: "alice.moreau@example.com", sameAs: "address" } as const;
const namesakes = additional({ namesakes: known([second], ["e41"]) });

specify(signInNameMismatch, {
  fires: [
    [
      "a sign-in under the address was refused",
      brokenGrants["sign-in-name-mismatch"],
      {
        confidence: "proved",
        remedy: "human",
        says: ["a sign-in as alice.moreau@example.com was refused 60 minutes ago", "amoreau cannot be sent as NameID"],
        evidence: ["e40"],
      },
    ],
    ["letters differ", seen(), { confidence: "proved", remedy: "human", says: ["Alice.Moreau@example.com"] }],
    [
      "the event says Failure without an error code",
      seen({
        errorCode: undefined,
        details: { UserName: "AMOREAU", ExternalIdPDirectoryLogin: "Failure" },
      }),
      { confidence: "proved", remedy: "human", says: ["AMOREAU"] },
    ],
    [
      "a second record bears the address",
      workingFacts({ user, additional: namesakes }),
      {
        confidence: "likely",
        remedy: "human",
        says: [
          "a second record, alice.moreau@example.com",
          "must go first",
          "Send alice.moreau@example.com as userName",
        ],
        evidence: ["e41"],
      },
    ],
    [
      "both names have the form of an address",
      workingFacts({
        user: known({ ...amoreau, userName: "a.moreau@example.com" }),
        additional: trail(login()),
      }),
      { confidence: "proved", remedy: "human", says: ["Either send a.moreau@example.com as NameID, or send"] },
    ],
  ],
  silent: [
    ["the name was right", seen({ details: { UserName: "amoreau" } })],
    ["somebody else was refused", seen({ details: { UserName: "bob@example.com" } })],
    ["the event tells no name", seen({ details: {} })],
    ["the sign-in succeeded", seen({ errorCode: undefined })],
    ["another step failed", seen({ name: "CredentialVerification" })],
    ["nothing is assigned to the record", unassignedFacts({ user, additional: namesakes })],
    [
      "the user is disabled: that is the reason",
      workingFacts({ user: known({ ...amoreau, status: "DISABLED" }), additional: trail(login()) }),
    ],
    [
      "the second record has the set, too",
      workingFacts({ user, attached: known([attachedUser(), attachedUser(BOB)], ["e7"]), additional: namesakes }),
    ],
  ],
});
