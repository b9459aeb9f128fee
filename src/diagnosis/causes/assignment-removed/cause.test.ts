/** Fires on the trail of a removal or on a snapshot from before, and names who did it. */

import { ADMIN_ARN, cloudTrailEvent, removal, trail } from "../../../facts/grant/testing/additional-facts.ts";
import {
  ADMIN,
  ALICE,
  additional,
  alice,
  attachedGroup,
  BOB,
  DEVELOPERS,
  EVERYONE,
  failed,
  PRODUCTION,
  READ_ONLY,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { assignmentRemoved } from "./cause.ts";

const leftGroup = (more = {}) =>
  unassignedFacts({
    attached: known([attachedGroup({ isEmpty: false })], ["e7"]),
    groupIds: known([EVERYONE], ["e4"]),
    ...more,
  });
const takenOut = (groupId: string = DEVELOPERS, memberId: string = ALICE) =>
  cloudTrailEvent({ name: "RemoveMemberFromGroup", request: { groupId, member: { memberId } } });
const groupsLoss = { ...removal({}, EVERYONE), group: { name: "Everyone", isExternallyOwned: false } };
const joined = (at: string) =>
  cloudTrailEvent({
    id: "join",
    name: "CreateGroupMembership",
    at,
    request: { groupId: EVERYONE, memberId: { userId: ALICE } },
  });
const patch = (op: string, value: unknown, id: string = DEVELOPERS) =>
  cloudTrailEvent({ name: "PatchGroup", request: { id, httpBody: { operations: [{ op, path: "members", value }] } } });
const before = (facts = workingFacts({ at: "2026-09-07T08:00:00Z" })) => additional({ before: known(facts) });
const BY = `by Admins/carol (${ADMIN_ARN}) 60 minutes ago (2026-09-14T08:30:00.000Z)`;

specify(assignmentRemoved, {
  fires: [
    [
      "the user's own assignment was deleted",
      unassignedFacts({ additional: trail(removal()) }),
      {
        confidence: "proved",
        remedy: "api",
        evidence: ["e40", "e7", "e4"],
        says: [
          `alice.moreau@example.com had ReadOnly in sandbox (111122223333), and it was removed ${BY} with DeleteAccountAssignment.`,
          "Somebody removed it",
          "create-account-assignment",
        ],
      },
    ],
    [
      "the record of the removal request cannot be read any more",
      unassignedFacts({ additional: trail(removal({ outcome: undefined })) }),
      { confidence: "likely", remedy: "api", says: ["it was removed"] },
    ],
    [
      "a newer removal failed, an older one succeeded",
      unassignedFacts({
        additional: trail(removal({ outcome: "FAILED" }), removal({ at: "2026-09-14T07:00:00.000Z" })),
      }),
      { confidence: "proved", remedy: "api", says: ["2026-09-14T07:00:00.000Z"] },
    ],
    [
      "the assignment of a group of theirs was deleted",
      unassignedFacts({ additional: trail(groupsLoss) }),
      {
        confidence: "likely",
        remedy: "api",
        says: [
          `Group Everyone, of which alice.moreau@example.com is a member, had ReadOnly in sandbox (111122223333), and it was removed ${BY} with DeleteAccountAssignment.`,
          "they may never have had it",
          `again","risk":"medium","changes":[{"kind":"create-account-assignment"`,
          `"principal":{"type":"GROUP","id":"${EVERYONE}"}`,
        ],
      },
    ],
    [
      "the assignment of a group that they had joined before was deleted",
      unassignedFacts({ additional: trail(groupsLoss, joined("2026-09-14T08:00:00.000Z")) }),
      { confidence: "proved", remedy: "api", says: ["Group Everyone, of which"] },
    ],
    [
      "the assignment of a group was deleted, and a snapshot from before shows the access",
      unassignedFacts({ additional: { ...before(), ...{ trail: known([groupsLoss], ["e40"]) } } }),
      { confidence: "proved", remedy: "api", says: ["still shows that alice.moreau@example.com had it"] },
    ],
    [
      "they were taken out of the group",
      leftGroup({ additional: trail(takenOut()) }),
      {
        confidence: "proved",
        remedy: "api",
        says: [
          `was in a group that has ReadOnly in sandbox (111122223333), and was removed from it ${BY} with RemoveMemberFromGroup.`,
          "create-group-membership",
        ],
      },
    ],
    [
      "a sync took them out",
      leftGroup({ additional: trail(patch("Remove", [{ value: ALICE }])) }),
      { confidence: "proved", remedy: "api", says: ["with PatchGroup."] },
    ],
    [
      "a sync took them out, told without a list",
      leftGroup({ additional: trail(patch("remove", { value: ALICE })) }),
      { confidence: "proved", remedy: "api" },
    ],
    [
      "the console took them out",
      leftGroup({ additional: trail({ ...takenOut(), name: "RemoveMemberFromGroup" }) }),
      { confidence: "proved", remedy: "api", says: ["with RemoveMemberFromGroup."] },
    ],
    [
      "only the snapshot from before shows it",
      unassignedFacts({ additional: before() }),
      {
        confidence: "proved",
        remedy: "api",
        evidence: ["e7", "e4"],
        says: ["removed since the snapshot of 2026-09-07T08:00:00Z. CloudTrail does not show here who did it."],
      },
    ],
    [
      "both show it",
      unassignedFacts({ additional: { ...before(), ...{ trail: known([removal()], ["e40"]) } } }),
      {
        confidence: "proved",
        remedy: "api",
        says: ["with DeleteAccountAssignment. The snapshot of 2026-09-07T08:00:00Z still shows it."],
      },
    ],
  ],
  silent: [
    ["the removal failed", unassignedFacts({ additional: trail(removal({ errorCode: "AccessDenied" })) })],
    ["nothing was there to remove", unassignedFacts({ additional: trail(removal({ outcome: "FAILED" })) })],
    [
      "it was the loss of a group that they joined later",
      unassignedFacts({ additional: trail(groupsLoss, joined("2026-09-14T09:00:00.000Z")) }),
    ],
    [
      "it was the loss of a group, before the user was created",
      unassignedFacts({
        user: known({ ...alice, createdAt: "2026-09-14T09:00:00.000Z" }, ["e3"]),
        additional: trail(groupsLoss),
      }),
    ],
    ["it was another's", unassignedFacts({ additional: trail(removal({}, BOB)) })],
    [
      "it was in another account",
      unassignedFacts({
        additional: trail(
          removal({ request: { targetId: PRODUCTION, permissionSetArn: READ_ONLY.arn, principalId: ALICE } }),
        ),
      }),
    ],
    [
      "it was another set",
      unassignedFacts({
        additional: trail(
          removal({ request: { targetId: "111122223333", permissionSetArn: ADMIN.arn, principalId: ALICE } }),
        ),
      }),
    ],
    [
      "the event names nobody",
      unassignedFacts({
        additional: trail(removal({ request: { targetId: "111122223333", permissionSetArn: READ_ONLY.arn } })),
      }),
    ],
    ["the event is another", unassignedFacts({ additional: trail(removal({ name: "CreateAccountAssignment" })) })],
    ["the access is there again", workingFacts({ additional: trail(removal()) })],
    ["another was taken out of the group", leftGroup({ additional: trail(takenOut(DEVELOPERS, BOB)) })],
    ["they were taken out of another group", leftGroup({ additional: trail(takenOut(EVERYONE)) })],
    [
      "the event of the group names no member",
      leftGroup({
        additional: trail(cloudTrailEvent({ name: "RemoveMemberFromGroup", request: { groupId: DEVELOPERS } })),
      }),
    ],
    [
      "the event of the group has a member that is none",
      leftGroup({
        additional: trail(
          cloudTrailEvent({ name: "RemoveMemberFromGroup", request: { groupId: DEVELOPERS, member: null } }),
        ),
      }),
    ],
    ["a sync put them in", leftGroup({ additional: trail(patch("add", [{ value: ALICE }])) })],
    ["a sync took another out", leftGroup({ additional: trail(patch("remove", [{ value: BOB }])) })],
    [
      "a sync took them out of another group",
      leftGroup({ additional: trail(patch("remove", [{ value: ALICE }], EVERYONE)) }),
    ],
    [
      "a sync says nothing",
      leftGroup({ additional: trail(cloudTrailEvent({ name: "PatchGroup", request: { id: DEVELOPERS } })) }),
    ],
    ["the trail could not be read", unassignedFacts({ additional: additional({ trail: failed() }) })],
    ["the assignments could not be read", unassignedFacts({ attached: failed(), additional: trail(removal()) })],
    ["the instance could not be read", unassignedFacts({ instance: failed(), additional: trail(removal()) })],
    ["it was not there before either", unassignedFacts({ additional: before(unassignedFacts()) })],
    [
      "another user had it before",
      unassignedFacts({ additional: before(workingFacts({ user: known({ ...alice, id: BOB }) })) }),
    ],
    [
      "another set had its name before",
      unassignedFacts({ additional: before(workingFacts({ permissionSet: known({ ...READ_ONLY, arn: ADMIN.arn }) })) }),
    ],
    ["the snapshot from before does not know it", unassignedFacts({ additional: additional({ before: known(null) }) })],
    ["the snapshot from before was not given", unassignedFacts({ additional: additional({ before: unread("no") }) })],
  ],
});
