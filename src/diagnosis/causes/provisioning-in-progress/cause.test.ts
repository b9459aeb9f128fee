/** Fires while the set of an assigned user is being provisioned. */
import { describe, expect, test } from "vitest";
import { failed, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
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
    { why: "the grant works", silent: workingFacts({ requests: facts.requests }) },
    { why: "nothing is assigned", silent: { ...brokenGrants["no-assignment"], requests: facts.requests } },
    { why: "the provisioning failed", silent: brokenGrants["provisioning-failed"] },
    { why: "the requests could not be read", silent: { ...facts, requests: failed() } },
    { why: "the requests were not read", silent: { ...facts, requests: unread("not needed") } },
    { why: "the provisioned sets could not be read", silent: { ...facts, freshness: failed() } },
    { why: "the assignments could not be read", silent: { ...facts, attached: failed() } },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(provisioningInProgress, silent)).toBeUndefined();
  });
});
