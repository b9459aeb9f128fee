/** Fires where the user's other grants were read and one of them is the near miss. */
import { describe, expect, test } from "vitest";
import { ALICE, attachedUser, failed, SANDBOX, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { otherSetAssigned } from "./cause.ts";

const facts = brokenGrants["other-set-assigned"];

describe("other-set-assigned", () => {
  test("names what the user has, and offers what was asked for", () => {
    const cause = diagnosedBy(otherSetAssigned, facts);
    expect(cause?.summary).toContain("AdministratorAccess");
    expect(cause).toMatchObject({
      confidence: "proved",
      evidence: ["e7", "e13"],
      remedy: {
        kind: "api",
        changes: [
          {
            kind: "create-account-assignment",
            accountId: SANDBOX,
            permissionSetName: "ReadOnly",
            principal: { type: "USER", id: ALICE },
          },
        ],
      },
    });
  });

  test.each([
    { why: "the grant works", silent: workingFacts({ otherGrants: facts.otherGrants }) },
    { why: "an assignment reaches the user", silent: { ...facts, attached: known([attachedUser()]) } },
    { why: "the user has nothing else", silent: brokenGrants["no-assignment"] },
    { why: "the user has the other near miss", silent: brokenGrants["other-account-assigned"] },
    { why: "the other grants could not be read", silent: { ...facts, otherGrants: failed() } },
    { why: "the other grants were not read", silent: { ...facts, otherGrants: unread("not needed") } },
    { why: "the assignments could not be read", silent: { ...facts, attached: failed() } },
    { why: "the user could not be read", silent: { ...facts, user: failed() } },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(otherSetAssigned, silent)).toBeUndefined();
  });
});
