/** Fires where a group with members has the access and the user is not one of them. */
import { describe, expect, test } from "vitest";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import {
  ALICE,
  attachedGroup,
  attachedUser,
  DEVELOPERS,
  diagnosedBy,
  failed,
  workingFacts,
} from "../../testing/grant-facts.ts";
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
    ["the user is a member", workingFacts()],
    [
      "another assignment reaches the user",
      { ...facts, attached: known([attachedGroup({ isEmpty: false }), attachedUser()]) },
    ],
    ["the group is empty", brokenGrants["group-empty"]],
    ["the memberships could not be read", { ...facts, groupIds: failed() }],
    ["the memberships were not read", { ...facts, groupIds: unread("not needed") }],
    ["the assignments could not be read", { ...facts, attached: failed() }],
    ["the user could not be read", { ...facts, user: failed() }],
    [
      "the group could not be read",
      { ...facts, attached: known([{ ...attachedGroup({ isEmpty: false }), details: failed() }]) },
    ],
    ["a disabled user is a member", brokenGrants["user-disabled"]],
  ])("stays silent where %s", (_why, silent) => {
    expect(diagnosedBy(notAMember, silent)).toBeUndefined();
  });
});
