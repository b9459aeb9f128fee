/** Fires where a group with members has the access and the user is not one of them. */
import { describe, expect, test } from "vitest";
import {
  ALICE,
  attachedGroup,
  attachedUser,
  DEVELOPERS,
  failed,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { notAMember } from "./cause.ts";

const facts = brokenGrants["not-a-member"];

describe("not-a-member", () => {
  test("offers the membership where Identity Center owns the group", () => {
    expect(diagnosedBy(notAMember, facts)).toMatchObject({
      confidence: "proved",
      remedy: {
        kind: "api",
        risk: "medium",
        changes: [{ kind: "create-group-membership", groupId: DEVELOPERS, userId: ALICE }],
      },
    });
  });

  test("sends the operator to the identity provider where that owns the group", () => {
    const attached = known([attachedGroup({ isEmpty: false, isExternallyOwned: true })]);
    expect(diagnosedBy(notAMember, { ...facts, attached })?.remedy.kind).toBe("human");
  });

  test.each([
    { why: "the user is a member", silent: workingFacts() },
    {
      why: "another assignment reaches the user",
      silent: { ...facts, attached: known([attachedGroup({ isEmpty: false }), attachedUser()]) },
    },
    { why: "the group is empty", silent: brokenGrants["group-empty"] },
    { why: "the memberships could not be read", silent: { ...facts, groupIds: failed() } },
    { why: "the memberships were not read", silent: { ...facts, groupIds: unread("not needed") } },
    { why: "the assignments could not be read", silent: { ...facts, attached: failed() } },
    { why: "the user could not be read", silent: { ...facts, user: failed() } },
    {
      why: "the group could not be read",
      silent: { ...facts, attached: known([{ ...attachedGroup({ isEmpty: false }), details: failed() }]) },
    },
    { why: "a disabled user is a member", silent: brokenGrants["user-disabled"] },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(notAMember, silent)).toBeUndefined();
  });
});
