/** Fires where IAM was read and has no role for a set that is provisioned. */
import { describe, expect, test } from "vitest";
import { failed, SANDBOX, unassignedFacts, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { roleMissing } from "./cause.ts";

const facts = brokenGrants["role-missing"];

describe("role-missing", () => {
  test("provisions, and warns of the new suffix", () => {
    const cause = diagnosedBy(roleMissing, facts);
    expect(cause).toMatchObject({
      confidence: "proved",
      evidence: ["e8", "e10"],
      remedy: { kind: "api", changes: [{ kind: "provision-permission-set", accountId: SANDBOX }] },
    });
    expect(JSON.stringify(cause?.remedy)).toMatch(/another suffix.*EKS.*KMS.*bucket/s);
  });

  test.each([
    { why: "the role is there", silent: workingFacts() },
    { why: "IAM could not be read", silent: workingFacts({ role: failed("refused", "ListRoles") }) },
    { why: "IAM was not read", silent: workingFacts({ role: unread("no way into the account") }) },
    { why: "the set is not provisioned", silent: { ...brokenGrants["not-provisioned"], role: known(null) } },
    { why: "the user is not assigned it", silent: unassignedFacts({ role: known(null), freshness: known("latest") }) },
    { why: "the provisioned sets could not be read", silent: { ...facts, freshness: failed() } },
    { why: "the memberships could not be read", silent: { ...facts, groupIds: failed() } },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(roleMissing, silent)).toBeUndefined();
  });
});
