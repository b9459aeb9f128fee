/** Fires, never as proved, where an old id holds the access that the user or their group should have. */
import { describe, expect, test } from "vitest";
import { known, unread } from "../../../model/reading.ts";
import { cloudTrailEvent, trail } from "../../testing/additional-facts.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import {
  ALICE,
  alice,
  attachedGroup,
  attachedUser,
  diagnosedBy,
  EVERYONE,
  failed,
  LEAVER,
  orphan,
  workingFacts,
} from "../../testing/grant-facts.ts";
import { principalRecreated } from "./cause.ts";

const facts = brokenGrants["principal-recreated"];
const recent = known({ ...alice, createdAt: "2026-09-13T09:30:00Z" });

describe("principal-recreated", () => {
  test("creates for the new id before it deletes the old one", () => {
    expect(diagnosedBy(principalRecreated, facts)).toMatchObject({
      confidence: "likely",
      remedy: {
        kind: "api",
        changes: [
          { kind: "create-account-assignment", principal: { type: "USER", id: ALICE } },
          { kind: "delete-account-assignment", principal: { type: "USER", id: LEAVER } },
        ],
      },
    });
  });

  test.each([
    ["after the user was made: it was somebody else", "2026-09-13T10:00:00.000Z", undefined],
    ["before: it may be their old id", "2026-09-13T09:00:00.000Z", "likely"],
    ["at the same moment: it may be, too", "2026-09-13T09:30:00.000Z", "likely"],
  ])("where the old id was deleted %s", (_when, at, confidence) => {
    const deletion = cloudTrailEvent({ name: "DeleteUser", at, request: { userId: LEAVER } });
    const cause = diagnosedBy(principalRecreated, { ...facts, user: recent, additional: trail(deletion) });
    expect(cause?.confidence).toBe(confidence);
  });

  test("speaks more surely of a user who was created lately", () => {
    expect(diagnosedBy(principalRecreated, facts)?.summary).toContain("somebody who left would look the same");
    const summary = diagnosedBy(principalRecreated, { ...facts, user: recent })?.summary;
    expect(summary).toContain("created only 24 hours ago");
    expect(summary).toContain("Very likely");
  });

  test("deletes nothing where several rows point at nobody", () => {
    const attached = known([
      orphan("USER"),
      { ...orphan("USER"), principal: { type: "USER" as const, id: ALICE.replace(/.$/, "0") as typeof ALICE } },
    ]);
    const remedy = diagnosedBy(principalRecreated, { ...facts, attached })?.remedy;
    expect(remedy?.kind === "api" && remedy.changes.map(({ kind }) => kind)).toEqual(["create-account-assignment"]);
  });

  test("takes a deleted group for one that was made again where the user is in other groups", () => {
    const cause = diagnosedBy(principalRecreated, {
      ...facts,
      attached: known([orphan("GROUP")]),
      groupIds: known([EVERYONE]),
    });
    expect(cause).toMatchObject({
      confidence: "likely",
      remedy: { changes: [{ kind: "create-account-assignment", principal: { type: "USER", id: ALICE } }] },
    });
    expect(cause?.remedy.kind === "api" && cause.remedy.changes).toHaveLength(1);
    expect(JSON.stringify(cause?.remedy)).toContain("assign that group instead");
  });

  test("beside a group that can be joined only a recent user counts", () => {
    const attached = known([orphan("USER"), attachedGroup({ isEmpty: false })]);
    const beside = { ...facts, attached, groupIds: known([EVERYONE]) };
    expect(diagnosedBy(principalRecreated, beside)).toBeUndefined();
    expect(diagnosedBy(principalRecreated, { ...beside, user: recent })).toBeDefined();
  });

  test.each([
    ["the grant works", workingFacts()],
    ["an assignment reaches the user", { ...facts, attached: known([orphan("USER"), attachedUser()]) }],
    ["the user is in no group and a group is gone", brokenGrants["principal-deleted"]],
    ["the memberships are unknown and a group is gone", { ...brokenGrants["principal-deleted"], groupIds: failed() }],
    ["the principal could not be read", { ...facts, attached: known([{ ...orphan("USER"), details: failed() }]) }],
    [
      "the principal was not looked up",
      { ...facts, attached: known([{ ...orphan("USER"), details: unread("too many") }]) },
    ],
    ["the user could not be read", { ...facts, user: failed() }],
    ["there is no such user", brokenGrants["user-not-found"]],
  ])("stays silent where %s", (_why, silent) => {
    expect(diagnosedBy(principalRecreated, silent)).toBeUndefined();
  });
});
