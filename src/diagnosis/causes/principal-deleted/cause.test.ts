/** Fires on an assignment that points at nobody, while nothing else reaches the user. */
import { describe, expect, test } from "vitest";
import { ALICE, attachedUser, failed, orphan, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
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
