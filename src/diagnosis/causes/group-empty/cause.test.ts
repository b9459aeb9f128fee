/** Fires where all that has the access is groups without members. */
import { describe, expect, test } from "vitest";
import { attachedGroup, EVERYONE, failed, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { groupEmpty } from "./cause.ts";

const facts = brokenGrants["group-empty"];

describe("group-empty", () => {
  test("offers the membership where Identity Center owns the group", () => {
    expect(diagnosedBy(groupEmpty, facts)).toMatchObject({
      confidence: "proved",
      remedy: { kind: "api", changes: [{ kind: "create-group-membership" }] },
    });
  });

  test("sends the operator to the identity provider where that owns the group", () => {
    const attached = known([attachedGroup({ isEmpty: true, isExternallyOwned: true })]);
    expect(diagnosedBy(groupEmpty, { ...facts, attached })?.remedy.kind).toBe("human");
  });

  test("is likely while another assigned group was not looked at", () => {
    const other = { ...attachedGroup({ id: EVERYONE }), isEmpty: unread("only the first were looked up") };
    const attached = known([attachedGroup({ isEmpty: true }), other]);
    expect(diagnosedBy(groupEmpty, { ...facts, attached })?.confidence).toBe("likely");
  });

  test.each([
    { why: "the user is a member", silent: workingFacts() },
    { why: "the group has members", silent: brokenGrants["not-a-member"] },
    {
      why: "another group has members",
      silent: {
        ...facts,
        attached: known([attachedGroup({ isEmpty: true }), attachedGroup({ id: EVERYONE, isEmpty: false })]),
      },
    },
    {
      why: "the members could not be read",
      silent: { ...facts, attached: known([{ ...attachedGroup(), isEmpty: failed() }]) },
    },
    { why: "the user's memberships could not be read", silent: { ...facts, groupIds: failed() } },
    { why: "the assignments could not be read", silent: { ...facts, attached: failed() } },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(groupEmpty, silent)).toBeUndefined();
  });
});
