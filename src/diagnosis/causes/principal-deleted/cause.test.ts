/** Fires on an assignment that points at nobody, while nothing else reaches the user. */
import { describe, expect, test } from "vitest";
import type { OtherEntitlement } from "../../../facts/grant/second-road.ts";
import {
  ALICE,
  alice,
  attachedUser,
  DEVELOPERS,
  failed,
  orphan,
  SANDBOX,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { entitled } from "../../../facts/grant/testing/second-road.ts";
import { EVENT_HISTORY_MILLISECONDS } from "../../../model/quotas.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { principalDeleted } from "./cause.ts";

const facts = brokenGrants["principal-deleted"];

describe("principal-deleted", () => {
  test("grants nothing to the user, whom nothing ties to the deleted one, and says what a person may do", () => {
    const cause = diagnosedBy(principalDeleted, facts);
    expect(cause).toMatchObject({
      confidence: "proved",
      evidence: ["e7", "e23"],
      remedy: { kind: "human", risk: "high" },
    });
    const steps = cause?.remedy.kind === "human" ? cause.remedy.steps : [];
    expect(steps.join(" ")).toMatch(/--principal-type GROUP .*new access.*--principal-type USER --principal-id/s);
    expect(steps.join(" ")).toContain(ALICE);
  });

  test("tells the deleted principal from the role to which it is entitled", () => {
    const gone = { type: "GROUP" as const, id: DEVELOPERS };
    const row: OtherEntitlement = {
      id: "ent-9",
      roleArn: `arn:aws:iam::${SANDBOX}:role/team/Developer`,
      accountId: SANDBOX,
      accountName: "sandbox",
      principal: gone,
      createdAt: undefined,
      details: known(null, ["e60"]),
    };
    const additional = entitled({});
    const { secondRoad } = additional;
    if (secondRoad.state !== "known" || secondRoad.value === null) throw new TypeError("there is a second road");
    const road = { ...secondRoad.value, entitlements: [], others: known([row]) };
    const asked = unassignedFacts({
      user: known(alice, ["e2"]),
      permissionSet: known(null),
      additional: { ...additional, secondRoad: known(road, ["e30"]) },
    });
    const question = { ...asked.question, permissionSet: "Developer" };
    const found = diagnosedBy(principalDeleted, { ...asked, question });
    expect(found?.summary).toContain(
      `Account access manager entitles group ${DEVELOPERS}, which no longer exists, to role Developer in sandbox (${SANDBOX}).`,
    );
    expect(found?.evidence).toContain("e60");
    const twice = {
      ...road,
      others: known([row, { ...row, id: "ent-8", principal: { type: "USER" as const, id: ALICE } }]),
    };
    const both = diagnosedBy(principalDeleted, {
      ...asked,
      question,
      additional: { ...additional, secondRoad: known(twice, ["e30"]) },
    });
    expect(both?.summary).toContain("which no longer exist, to role Developer");
    const other = { ...asked, question: { ...question, permissionSet: "Auditor" } };
    expect(diagnosedBy(principalDeleted, other)).toBeUndefined();
  });

  const HISTORY_BEGINS = new Date(Date.parse(facts.at) - EVENT_HISTORY_MILLISECONDS);
  const beforeIt = new Date(HISTORY_BEGINS.getTime() - 1000).toISOString();

  test.each([
    ["a deleted user whose deletion nobody recorded", [orphan("USER")], beforeIt, true],
    ["a record as old as the history", [orphan("USER")], HISTORY_BEGINS.toISOString(), false],
    ["a record of an age that is not known", [orphan("USER")], undefined, false],
    ["a group, of which the person may have been a member", [orphan("GROUP")], beforeIt, false],
    ["a group beside a user", [orphan("USER"), orphan("GROUP")], beforeIt, false],
  ])("tells whether it was somebody else: %s", (_name, gone, createdAt, isElse) => {
    const user = known({ ...alice, createdAt }, ["e2"]);
    const found = diagnosedBy(principalDeleted, { ...facts, user, attached: known(gone, ["e7"]) });
    expect(found?.summary.includes("was there before, under an id of their own.")).toBe(isElse);
    expect(found?.evidence.includes("e2")).toBe(isElse);
    expect(found?.summary).toContain(gone.length === 1 ? "which no longer exists" : "which no longer exist.");
  });

  test.each([
    { why: "the grant works", silent: workingFacts() },
    {
      why: "another assignment reaches the user",
      silent: { ...facts, attached: known([orphan("GROUP"), attachedUser()]) },
    },
    {
      why: "the principal could not be read",
      silent: { ...facts, attached: known([{ ...orphan("GROUP"), details: failed() }]) },
    },
    {
      why: "the principal was not looked up",
      silent: { ...facts, attached: known([{ ...orphan("GROUP"), details: unread("too many") }]) },
    },
    { why: "the assignments could not be read", silent: { ...facts, attached: failed() } },
    { why: "the user could not be read", silent: { ...facts, user: failed() } },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(principalDeleted, silent)).toBeUndefined();
  });
});
