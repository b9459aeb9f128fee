/** Fires only when Organizations answered that it has no such account. */
import { describe, expect, test } from "vitest";
import { failed, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { certain, parseAccountId } from "../../../model/ids.ts";
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

  test("where the id is a slip away from another, names that one and invites nothing", () => {
    const nearAccounts = [{ id: certain(parseAccountId("111122223334")), name: "sandbox" }];
    const remedyOf = (permissionSet: string | null) =>
      diagnosedBy(accountNotInOrganization, {
        ...facts,
        question: { ...facts.question, user: "Ana Ruiz", permissionSet, nearAccounts },
      })?.remedy;
    const last = expect.stringContaining("list-accounts");
    expect(remedyOf("ReadOnly")).toEqual({
      kind: "human",
      summary: "Check the account id: sandbox is 111122223334",
      risk: "low",
      steps: ["`idc-doctor why 'Ana Ruiz' 111122223334 ReadOnly`", last],
    });
    expect(remedyOf(null)).toMatchObject({ steps: ["`idc-doctor why 'Ana Ruiz' 111122223334`", last] });
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
