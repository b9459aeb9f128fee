/** Fires while the set of an assigned user is being provisioned. */
import { describe, expect, test } from "vitest";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy, failed, workingFacts } from "../../testing/grant-facts.ts";
import { provisioningInProgress } from "./cause.ts";

const facts = brokenGrants["provisioning-in-progress"];

describe("provisioning-in-progress", () => {
  test("waits", () => {
    expect(diagnosedBy(provisioningInProgress, facts)).toMatchObject({
      confidence: "proved",
      evidence: ["e12", "e8"],
      remedy: { kind: "wait" },
    });
  });

  test("speaks of the old permissions where the role is only outdated", () => {
    const cause = diagnosedBy(provisioningInProgress, { ...facts, freshness: known("outdated") });
    expect(cause?.summary).toContain("old permissions");
  });

  test.each([
    ["the grant works", workingFacts({ requests: facts.requests })],
    ["nothing is assigned", { ...brokenGrants["no-assignment"], requests: facts.requests }],
    ["the provisioning failed", brokenGrants["provisioning-failed"]],
    ["the requests could not be read", { ...facts, requests: failed() }],
    ["the requests were not read", { ...facts, requests: unread("not needed") }],
    ["the provisioned sets could not be read", { ...facts, freshness: failed() }],
    ["the assignments could not be read", { ...facts, attached: failed() }],
  ])("stays silent where %s", (_why, silent) => {
    expect(diagnosedBy(provisioningInProgress, silent)).toBeUndefined();
  });
});
