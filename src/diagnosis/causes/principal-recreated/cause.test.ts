/** Fires only for a successor that CloudTrail or an earlier snapshot ties to the deleted one; gives it what the old id had, by the same road. */
import { describe, expect, test } from "vitest";
import type { CloudTrailEvent } from "../../../facts/grant/additional-facts.ts";
import { cloudTrailEvent } from "../../../facts/grant/testing/additional-facts.ts";
import {
  ALICE,
  additional,
  alice,
  attachedUser,
  BOB,
  DEVELOPERS,
  EVERYONE,
  failed,
  LEAVER,
  orphan,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { principalRecreated } from "./cause.ts";

const facts = brokenGrants["principal-recreated"];
const DELETED = "2026-09-13T09:00:00.000Z";
const CREATED = "2026-09-13T09:30:00.000Z";

const deleted = (id: string, more: Partial<CloudTrailEvent> = {}) =>
  cloudTrailEvent({ name: "DeleteUser", at: DELETED, request: { userId: id }, ...more });
const created = (id: string, more: Partial<CloudTrailEvent> = {}) =>
  cloudTrailEvent({ name: "CreateUser", at: CREATED, createdId: id, ...more });
const user = (createdAt: string) => known({ ...alice, createdAt });
const after = (events: readonly CloudTrailEvent[], createdAt = CREATED) =>
  diagnosedBy(principalRecreated, {
    ...facts,
    user: user(createdAt),
    additional: additional({ trail: known(events, ["e40"]) }),
  });

const group = (name: string, createdAt: string, id = EVERYONE) => ({ id, name, createdAt });
const groupAfter = (events: readonly CloudTrailEvent[], groups: readonly ReturnType<typeof group>[]) =>
  diagnosedBy(
    principalRecreated,
    unassignedFacts({
      attached: known([orphan("GROUP")], ["e7"]),
      groupIds: known([EVERYONE], ["e4"]),
      additional: additional({ trail: known(events, ["e40"]), ownGroups: known(groups, ["e60"]) }),
    }),
  );
const groupDeleted = (more: Partial<CloudTrailEvent> = {}) =>
  deleted(DEVELOPERS, { name: "DeleteGroup", request: { groupId: DEVELOPERS }, ...more });
const groupCreated = (id: string, more: Partial<CloudTrailEvent> = {}) => created(id, { name: "CreateGroup", ...more });

describe("a user", () => {
  test("that was deleted and created again by the same caller gets the grant under the new id, before the old row goes", () => {
    expect(diagnosedBy(principalRecreated, facts)).toMatchObject({
      confidence: "likely",
      evidence: ["e3", "e7", "e23", "e40"],
      remedy: {
        kind: "api",
        changes: [
          { kind: "create-account-assignment", principal: { type: "USER", id: ALICE } },
          { kind: "delete-account-assignment", principal: { type: "USER", id: LEAVER } },
        ],
      },
    });
    expect(diagnosedBy(principalRecreated, facts)?.summary).toMatch(
      /was deleted by .* created after that by the same caller/,
    );
  });

  test("that has the name of the deleted one was created again, whoever did it", () => {
    const named = created(LEAVER, { at: "2025-01-01T00:00:00.000Z", request: { userName: alice.userName } });
    const cause = after([created(ALICE, { by: "somebody else" }), deleted(LEAVER), named]);
    expect(cause).toMatchObject({ confidence: "likely" });
    expect(cause?.summary).toContain("has the same name and was created after that");
  });

  test.each([
    { why: "nobody knows when the old id was deleted", events: [created(ALICE)] },
    {
      why: "the user was there before the deletion",
      events: [created(ALICE), deleted(LEAVER)],
      at: "2026-09-13T08:59:59Z",
    },
    { why: "another caller created the user", events: [created(ALICE, { by: "somebody else" }), deleted(LEAVER)] },
    { why: "nothing tells who created the user", events: [deleted(LEAVER)] },
    {
      why: "the deleted one had another name",
      events: [
        created(ALICE),
        deleted(LEAVER),
        created(LEAVER, { at: "2025-01-01T00:00:00.000Z", request: { userName: "someone.else@example.com" } }),
      ],
    },
    {
      why: "the deletion was refused",
      events: [created(ALICE), deleted(LEAVER, { errorCode: "AccessDeniedException" })],
    },
  ])("is nobody's successor where $why", ({ events, at }) => {
    expect(after(events, at)).toBeUndefined();
  });

  test.each([
    { why: "knew the user under the lost id", id: LEAVER, confidence: "proved" },
    { why: "knew the user under a third id", id: BOB, confidence: undefined },
    { why: "knew the user under the same id", id: ALICE, confidence: undefined },
  ] as const)("an earlier snapshot that $why: $confidence", ({ id, confidence }) => {
    const before = known(workingFacts({ user: known({ ...alice, id }) }));
    const cause = diagnosedBy(principalRecreated, { ...facts, additional: additional({ before }) });
    expect(cause?.confidence).toBe(confidence);
  });
});

describe("a group", () => {
  const own = [group("Developers", CREATED)];
  const named = groupCreated(DEVELOPERS, { at: "2025-01-01T00:00:00.000Z", request: { displayName: "Developers" } });

  test("of the same name, created after the deletion, gets the grant back; the user does not", () => {
    const cause = groupAfter([groupDeleted(), named], own);
    expect(cause).toMatchObject({
      confidence: "likely",
      evidence: ["e3", "e7", "e23", "e40", "e60"],
      remedy: {
        summary: `Assign ReadOnly in sandbox (111122223333) to group Developers (${EVERYONE}), then remove the assignment of group ${DEVELOPERS}`,
        changes: [
          {
            kind: "create-account-assignment",
            principal: { type: "GROUP", id: EVERYONE },
            principalName: "Developers",
          },
          { kind: "delete-account-assignment", principal: { type: "GROUP", id: DEVELOPERS } },
        ],
      },
    });
  });

  test("created by whoever deleted the old one gets it back where CloudTrail masks the names", () => {
    const masked = { displayName: "HIDDEN_DUE_TO_SECURITY_REASONS" };
    const cause = groupAfter([groupCreated(EVERYONE, { request: masked }), groupDeleted()], own);
    expect(cause?.summary).toContain(`group Developers (${EVERYONE}), of which`);
  });

  test.each([
    {
      why: "it is older than the deletion",
      events: [groupDeleted(), named],
      groups: [group("Developers", "2021-01-01T00:00:00Z")],
    },
    { why: "it has another name", events: [groupDeleted(), named], groups: [group("Interns", CREATED)] },
    {
      why: "two groups of the same caller came after it",
      events: [groupCreated(EVERYONE), groupCreated(ALICE), groupDeleted()],
      groups: [group("One", CREATED), group("Two", CREATED, ALICE as unknown as typeof EVERYONE)],
    },
    { why: "the deletion is not known", events: [groupCreated(EVERYONE), named], groups: own },
  ])("is no successor where $why", ({ events, groups }) => {
    expect(groupAfter(events, groups)).toBeUndefined();
  });
});

test.each([
  { why: "the grant works", silent: workingFacts() },
  { why: "an assignment reaches the user", silent: { ...facts, attached: known([orphan("USER"), attachedUser()]) } },
  { why: "the events could not be read", silent: { ...facts, additional: additional({ trail: failed() }) } },
  {
    why: "the principal could not be read",
    silent: { ...facts, attached: known([{ ...orphan("USER"), details: failed() }]) },
  },
  {
    why: "the principal was not looked up",
    silent: { ...facts, attached: known([{ ...orphan("USER"), details: unread("too many") }]) },
  },
  { why: "the user could not be read", silent: { ...facts, user: failed() } },
  { why: "there is no such user", silent: brokenGrants["user-not-found"] },
])("stays silent where $why", ({ silent }) => {
  expect(diagnosedBy(principalRecreated, silent)).toBeUndefined();
});
