/** Fires where the user's other grants were read and one of them is the near miss. */
import { describe, expect, test } from "vitest";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { ALICE, attachedUser, diagnosedBy, failed, SANDBOX, workingFacts } from "../../testing/grant-facts.ts";
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
    ["the grant works", workingFacts({ otherGrants: facts.otherGrants })],
    ["an assignment reaches the user", { ...facts, attached: known([attachedUser()]) }],
    ["the user has nothing else", brokenGrants["no-assignment"]],
    ["the user has the other near miss", brokenGrants["other-account-assigned"]],
    ["the other grants could not be read", { ...facts, otherGrants: failed() }],
    ["the other grants were not read", { ...facts, otherGrants: unread("not needed") }],
    ["the assignments could not be read", { ...facts, attached: failed() }],
    ["the user could not be read", { ...facts, user: failed() }],
  ])("stays silent where %s", (_why, silent) => {
    expect(diagnosedBy(otherSetAssigned, silent)).toBeUndefined();
  });
});
