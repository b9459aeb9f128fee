/** Fires where the user has the grant with an old version of the set. */
import { describe, expect, test } from "vitest";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy, failed, SANDBOX, unassignedFacts, workingFacts } from "../../testing/grant-facts.ts";
import { outdated } from "./cause.ts";

const facts = brokenGrants.outdated;

describe("outdated", () => {
  test("provisions this one account, and warns of what it replaces", () => {
    const cause = diagnosedBy(outdated, facts);
    expect(cause).toMatchObject({
      confidence: "proved",
      evidence: ["e8"],
      remedy: { kind: "api", risk: "medium", changes: [{ kind: "provision-permission-set", accountId: SANDBOX }] },
    });
    expect(JSON.stringify(cause?.remedy)).toContain("remove permissions that somebody uses");
  });

  test.each([
    ["the grant is up to date", workingFacts()],
    ["the set is not there at all", brokenGrants["not-provisioned"]],
    ["the user is not assigned it", unassignedFacts({ freshness: known("outdated") })],
    ["the provisioned sets could not be read", workingFacts({ freshness: failed() })],
    ["the provisioned sets were not read", workingFacts({ freshness: unread("no instance") })],
    ["the memberships could not be read", { ...facts, groupIds: failed() }],
    ["the assignments could not be read", { ...facts, attached: failed() }],
  ])("stays silent where %s", (_why, silent) => {
    expect(diagnosedBy(outdated, silent)).toBeUndefined();
  });
});
