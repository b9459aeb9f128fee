/** Fires where a delegate would have to write what AWS keeps for the management account. */
import { describe, expect, test } from "vitest";
import { alice, failed, MANAGEMENT, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { delegatedAdminLimit } from "./cause.ts";

const facts = brokenGrants["delegated-admin-limit"];
const { caller, isSetInManagementAccount } = facts;

describe("delegated-admin-limit", () => {
  test("fires for a set that is provisioned in the management account", () => {
    const cause = diagnosedBy(delegatedAdminLimit, facts);
    expect(cause).toMatchObject({ confidence: "likely", remedy: { kind: "human" }, evidence: ["e1", "e2", "e14"] });
    expect(cause?.summary).toContain("ReadOnly is also provisioned in the management account (123456789012)");
    expect(JSON.stringify(cause?.remedy)).toMatch(/separate permission set.*announce the change/s);
  });

  test("fires for the management account itself", () => {
    const target = { ...facts, accountId: MANAGEMENT, isSetInManagementAccount: known(false) };
    expect(diagnosedBy(delegatedAdminLimit, target)?.summary).toContain("is the management account");
  });

  test.each(["not-provisioned", "outdated", "role-missing", "principal-recreated", "assignment-failed"] as const)(
    "fires for the repair of %s",
    (id) => {
      expect(diagnosedBy(delegatedAdminLimit, { ...brokenGrants[id], caller, isSetInManagementAccount })).toBeDefined();
    },
  );

  test.each([
    { why: "the grant works", silent: workingFacts({ caller, isSetInManagementAccount }) },
    { why: "the management account asks", silent: brokenGrants["no-assignment"] },
    { why: "a membership repairs it", silent: { ...brokenGrants["not-a-member"], caller, isSetInManagementAccount } },
    {
      why: "waiting repairs it",
      silent: { ...brokenGrants["provisioning-in-progress"], caller, isSetInManagementAccount },
    },
    {
      why: "the account must come first",
      silent: { ...brokenGrants["account-suspended"], caller, isSetInManagementAccount },
    },
    { why: "the user must come first", silent: { ...facts, user: known({ ...alice, status: "DISABLED" as const }) } },
    { why: "the set is not in the management account", silent: { ...facts, isSetInManagementAccount: known(false) } },
    { why: "it is unknown whether the set is there", silent: { ...facts, isSetInManagementAccount: failed() } },
    {
      why: "it was not read whether the set is there",
      silent: { ...facts, isSetInManagementAccount: unread("not needed") },
    },
    { why: "who asks could not be read", silent: { ...facts, caller: failed() } },
    { why: "the instance could not be read", silent: { ...facts, instance: failed() } },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(delegatedAdminLimit, silent)).toBeUndefined();
  });
});
