/** Fires only when Organizations answered that it has no such account. */
import { describe, expect, test } from "vitest";
import { failed, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { accountNotInOrganization } from "./cause.ts";

const facts = brokenGrants["account-not-in-organization"];

describe("account-not-in-organization", () => {
  test("fires", () => {
    const cause = diagnosedBy(accountNotInOrganization, facts);
    expect(cause).toMatchObject({ confidence: "proved", remedy: { kind: "human" }, evidence: ["e5"] });
    expect(cause?.summary).toContain("111122223333");
  });

  test.each([
    { why: "active", silent: workingFacts() },
    { why: "suspended", silent: brokenGrants["account-suspended"] },
    { why: "unknown", silent: workingFacts({ account: failed("refused", "DescribeAccount") }) },
    { why: "not read", silent: workingFacts({ account: unread("not needed") }) },
  ])("stays silent where the account is $why", ({ silent }) => {
    expect(diagnosedBy(accountNotInOrganization, silent)).toBeUndefined();
  });
});
