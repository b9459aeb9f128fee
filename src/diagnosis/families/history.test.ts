/** Who deleted or disabled what, where CloudTrail tells; the other questions are asked by the causes' own tests. */
import { describe, expect, test } from "vitest";
import type { CloudTrailEvent } from "../../facts/grant/additional-facts.ts";
import { ADMIN_ARN, cloudTrailEvent, refusedSync, removal, trail } from "../../facts/grant/testing/additional-facts.ts";
import {
  ALICE,
  additional,
  attachedUser,
  BOB,
  DEVELOPERS,
  EVERYONE,
  failed,
  LEAVER,
  orphan,
  SANDBOX,
  unassignedFacts,
} from "../../facts/grant/testing/grant-facts.ts";
import type { Principal } from "../../model/ids.ts";
import { known } from "../../model/reading.ts";
import { walkGrant } from "../path/walk-grant.ts";
import {
  byWhom,
  deletedBy,
  disablingOf,
  inTurns,
  membershipRemovalOf,
  refusedSyncs,
  removalOf,
  timeAgo,
  useAfter,
} from "./history.ts";

const grant = (...events: readonly CloudTrailEvent[]) => walkGrant(unassignedFacts({ additional: trail(...events) }));
const gone = [orphan("USER")];

describe("two who undo each other's work", () => {
  const turns = (kind: "Group" | "User", ids: readonly string[], deleter = "the sync") =>
    ids.flatMap((id) => [
      cloudTrailEvent({ name: `Create${kind}`, createdId: id, by: "terraform" }),
      cloudTrailEvent({ name: `Delete${kind}`, request: { [`${kind.toLowerCase()}Id`]: id }, by: deleter }),
    ]);
  const many = [LEAVER, BOB, DEVELOPERS];

  test.each([
    { kind: "Group" as const, type: "GROUP" as const, what: "group" },
    { kind: "User" as const, type: "USER" as const, what: "user" },
  ])("are named with how often: $what", ({ kind, type, what }) => {
    const principal = { type, id: LEAVER } as Principal;
    expect(inTurns(grant(...turns(kind, many)), principal)).toBe(
      ` terraform created and the sync deleted such a ${what} 3 times: each undoes what the other does, so settle which of the two owns it.`,
    );
    const other = type === "GROUP" ? "User" : "Group";
    expect(inTurns(grant(...turns(other, many)), principal)).toBe("");
  });

  test("once is no pattern, and one who does both undoes nobody's work", () => {
    const principal = { type: "USER", id: LEAVER } as Principal;
    expect(inTurns(grant(...turns("User", [LEAVER])), principal)).toBe("");
    expect(inTurns(grant(...turns("User", many, "terraform")), principal)).toBe("");
    expect(inTurns(grant(), principal)).toBe("");
  });
});

describe("a deleted principal", () => {
  test.each([
    { name: "DeleteUser", request: { userId: LEAVER } },
    { name: "DeleteUser", request: { id: LEAVER } },
    { name: "DeleteGroup", request: { groupId: LEAVER } },
  ])("$name $request names who did it", ({ name, request }) => {
    expect(deletedBy(gone, grant(cloudTrailEvent({ name, request })))).toBe(
      ` Deleted by Admins/carol (${ADMIN_ARN}) 60 minutes ago (2026-09-14T08:30:00.000Z).`,
    );
  });

  test("two are named one after the other", () => {
    const events = [
      cloudTrailEvent({ name: "DeleteUser", request: { userId: LEAVER } }),
      cloudTrailEvent({ name: "DeleteUser", request: { userId: BOB }, by: "bob" }),
    ];
    const said = deletedBy([...gone, attachedUser(BOB)], grant(...events));
    expect(said).toMatch(/^ Deleted by Admins\/carol \(arn:.* and by bob 60 minutes ago/);
  });

  test.each([
    { what: "another", event: cloudTrailEvent({ name: "DeleteUser", request: { userId: BOB } }) },
    {
      what: "a failed deletion",
      event: cloudTrailEvent({ name: "DeleteUser", request: { userId: LEAVER }, errorCode: "X" }),
    },
    { what: "another event", event: cloudTrailEvent({ name: "CreateUser", request: { userId: LEAVER } }) },
  ])("$what says nothing", ({ event }) => {
    expect(deletedBy(gone, grant(event))).toBe("");
  });

  test("a trail that could not be read says nothing", () => {
    expect(deletedBy(gone, walkGrant(unassignedFacts({ additional: additional({ trail: failed() }) })))).toBe("");
  });
});

describe("the disabling of the user", () => {
  test.each([
    { name: "DisableUser", request: { userId: ALICE }, isFound: true },
    { name: "PatchUser", request: { id: ALICE }, isFound: true },
    { name: "DisableUser", request: { userId: BOB }, isFound: false },
    { name: "EnableUser", request: { userId: ALICE }, isFound: false },
  ])("$name $request: $isFound", ({ name, request, isFound }) => {
    expect(disablingOf(grant(cloudTrailEvent({ name, request }))) !== undefined).toBe(isFound);
  });
});

describe("a user who is not known", () => {
  const nobody = (event: CloudTrailEvent) =>
    walkGrant(unassignedFacts({ user: known(null), groupIds: failed(), additional: trail(event) }));

  test("lost nothing and used nothing", () => {
    expect(removalOf(nobody(removal()))).toBeUndefined();
    expect(
      membershipRemovalOf(
        nobody(
          cloudTrailEvent({
            name: "RemoveMemberFromGroup",
            request: { groupId: DEVELOPERS, member: { memberId: ALICE } },
          }),
        ),
        DEVELOPERS,
      ),
    ).toBeUndefined();
    expect(
      useAfter(nobody(cloudTrailEvent({ name: "GetRoleCredentials", userId: ALICE })), "2026-01-01T00:00:00Z"),
    ).toBeUndefined();
  });
});

describe("an event that does not tell whom it is about is not about somebody who is not known", () => {
  const nobody = (event: CloudTrailEvent) =>
    walkGrant(unassignedFacts({ user: known(null), additional: trail(event) }));

  test("a disabling", () => {
    expect(disablingOf(nobody(cloudTrailEvent({ name: "DisableUser", request: { userId: BOB } })))).toBeUndefined();
  });

  test.each([
    { name: "RemoveMemberFromGroup", request: { groupId: DEVELOPERS } },
    { name: "PatchGroup", request: { id: DEVELOPERS } },
  ])("a removal from a group: $name", ({ name, request }) => {
    expect(membershipRemovalOf(nobody(cloudTrailEvent({ name, request })), DEVELOPERS)).toBeUndefined();
  });

  test("a removal of a set that is not known", () => {
    const { permissionSetArn: _arn, ...request } = removal().request;
    const grant = walkGrant(unassignedFacts({ permissionSet: failed(), additional: trail(removal({ request })) }));
    expect(removalOf(grant)).toBeUndefined();
  });

  test("a use", () => {
    const event = cloudTrailEvent({
      name: "GetRoleCredentials",
      details: { account_id: SANDBOX, role_name: "ReadOnly" },
    });
    expect(useAfter(nobody(event), "2026-01-01T00:00:00Z")).toBeUndefined();
    expect(useAfter(grant({ ...event, userId: ALICE }), "2026-01-01T00:00:00Z")).toEqual({ ...event, userId: ALICE });
    expect(useAfter(grant({ ...event, userId: ALICE }), event.at)).toBeUndefined();
  });
});

test("the newest removal counts", () => {
  const events = [removal({ at: "2026-09-14T08:00:00.000Z" }), removal({ at: "2026-09-13T08:00:00.000Z" })];
  expect(removalOf(grant(...events))?.event.at).toBe("2026-09-14T08:00:00.000Z");
});

test("refused syncs are those of the group, and refusals of the token, which hold for every group", () => {
  const found = refusedSyncs(
    grant(
      refusedSync(),
      refusedSync({ request: { id: EVERYONE } }),
      refusedSync({ request: {} }),
      refusedSync({ request: {}, errorCode: "UnauthorizedException" }),
      refusedSync({ errorCode: undefined }),
    ),
    DEVELOPERS,
  );
  expect(found.map(({ request, errorCode }) => [request["id"], errorCode])).toEqual([
    [DEVELOPERS, "ValidationException"],
    [undefined, "UnauthorizedException"],
  ]);
});

test("an event of this minute is told as just now, one of a clock ahead by its time", () => {
  const event = cloudTrailEvent({ name: "X", at: "2026-09-14T09:29:30.000Z" });
  expect(byWhom(event, grant())).toBe(`by Admins/carol (${ADMIN_ARN}) just now (2026-09-14T09:29:30.000Z)`);
  expect(timeAgo("2026-09-14T09:31:00.000Z", grant())).toBe("at 2026-09-14T09:31:00.000Z");
});
