/** Likely where AWS refused a sync of a group that the identity provider owns and that the user is not in. */

import { refusedSync, trail } from "../../../facts/grant/testing/additional-facts.ts";
import {
  additional,
  attachedGroup,
  attachedUser,
  BOB,
  EVERYONE,
  failed,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { membershipNotSynced } from "./cause.ts";

const group = (isExternallyOwned: boolean) => attachedGroup({ isEmpty: false, isExternallyOwned });
const facts = (more = {}) =>
  unassignedFacts({ attached: known([group(true)], ["e7"]), groupIds: known([EVERYONE], ["e4"]), ...more });
const said = { confidence: "likely", remedy: "human" } as const;

specify(membershipNotSynced, {
  fires: [
    [
      "AWS refused it",
      facts({ additional: trail(refusedSync()) }),
      {
        ...said,
        evidence: ["e40", "e4", "e20"],
        says: [
          "ReadOnly in sandbox (111122223333) is assigned to group Developers",
          'which the identity provider owns, and alice.moreau@example.com is not in it. AWS refused a change to the group by the SCIM client of the identity provider 60 minutes ago (2026-09-14T08:30:00.000Z): ValidationException \\"Replacing group memberships is not supported.\\".',
          "Fix the identity provider's sync of group Developers",
          "Open the provisioning log",
        ],
      },
    ],
    [
      "AWS refused the token, and the event names no group",
      facts({
        additional: trail(refusedSync({ request: {}, errorCode: "UnauthorizedException", errorMessage: undefined })),
      }),
      { ...said, says: ["): UnauthorizedException. So the membership", "generate a new access token"] },
    ],
    [
      "the token may not",
      facts({ additional: trail(refusedSync({ errorCode: "AccessDenied" })) }),
      { ...said, says: ["generate a new access token"] },
    ],
    [
      "another group is Identity Center's own",
      facts({
        attached: known([
          attachedUser(BOB, "bob"),
          { ...group(false), principal: { type: "GROUP", id: EVERYONE } },
          group(true),
        ]),
        groupIds: known([]),
        additional: trail(refusedSync()),
      }),
      said,
    ],
  ],
  silent: [
    ["the sync succeeded", facts({ additional: trail(refusedSync({ errorCode: undefined })) })],
    ["the sync was of another group", facts({ additional: trail(refusedSync({ request: { id: EVERYONE } })) })],
    ["what was refused was no sync", facts({ additional: trail(refusedSync({ name: "PatchUser" })) })],
    ["Identity Center owns the group", facts({ attached: known([group(false)]), additional: trail(refusedSync()) })],
    [
      "the group could not be read",
      facts({ attached: known([{ ...group(true), details: failed() }]), additional: trail(refusedSync()) }),
    ],
    ["the user is in the group", workingFacts({ attached: known([group(true)]), additional: trail(refusedSync()) })],
    ["the memberships could not be read", facts({ groupIds: failed(), additional: trail(refusedSync()) })],
    ["the trail could not be read", facts({ additional: additional({ trail: failed() }) })],
  ],
});
