/** Fires while a creation runs that will reach the user. */
import { describe, expect, test } from "vitest";
import {
  attachedUser,
  BOB,
  DEVELOPERS,
  failed,
  request,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { assignmentInProgress } from "./cause.ts";

const facts = brokenGrants["assignment-in-progress"];
const creation = (principal: Parameters<typeof request>[0]["principal"]) =>
  known([request({ kind: "create-assignment", status: "IN_PROGRESS", principal })]);

describe("assignment-in-progress", () => {
  test("waits, says since when, and warns of sending it again", () => {
    const cause = diagnosedBy(assignmentInProgress, facts);
    expect(cause).toMatchObject({ confidence: "proved", remedy: { kind: "wait" }, evidence: ["e12"] });
    expect(cause?.summary).toContain("started 10 minutes ago");
    expect(JSON.stringify(cause?.remedy)).toContain("Do not create the assignment again");
  });

  test("fires for a group of the user", () => {
    const requests = creation({ type: "GROUP", id: DEVELOPERS });
    expect(diagnosedBy(assignmentInProgress, { ...facts, requests })?.summary).toContain("a group of");
  });

  test("fires where the assignment is listed already, but the role is not there", () => {
    expect(diagnosedBy(assignmentInProgress, { ...facts, attached: known([attachedUser()]) })).toBeDefined();
  });

  test.each([
    { why: "the grant works", silent: workingFacts({ requests: facts.requests }) },
    { why: "it is for somebody else", silent: { ...facts, requests: creation({ type: "USER", id: BOB }) } },
    {
      why: "it is for a group of others",
      silent: { ...facts, groupIds: known([]), requests: creation({ type: "GROUP", id: DEVELOPERS }) },
    },
    {
      why: "it is for a group and the memberships are unknown",
      silent: { ...facts, groupIds: failed(), requests: creation({ type: "GROUP", id: DEVELOPERS }) },
    },
    { why: "it has failed", silent: brokenGrants["assignment-failed"] },
    { why: "the requests could not be read", silent: { ...facts, requests: failed() } },
    { why: "the requests were not read", silent: { ...facts, requests: unread("not needed") } },
    { why: "the assignments could not be read", silent: { ...facts, attached: failed() } },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(assignmentInProgress, silent)).toBeUndefined();
  });
});
