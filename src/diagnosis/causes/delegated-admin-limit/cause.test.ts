/** Fires where a delegate would have to write what AWS keeps for the management account. */
import { describe, expect, test } from "vitest";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { alice, diagnosedBy, failed, MANAGEMENT, workingFacts } from "../../testing/grant-facts.ts";
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
    ["the grant works", workingFacts({ caller, isSetInManagementAccount })],
    ["the management account asks", brokenGrants["no-assignment"]],
    ["a membership repairs it", { ...brokenGrants["not-a-member"], caller, isSetInManagementAccount }],
    ["waiting repairs it", { ...brokenGrants["provisioning-in-progress"], caller, isSetInManagementAccount }],
    ["the account must come first", { ...brokenGrants["account-suspended"], caller, isSetInManagementAccount }],
    ["the user must come first", { ...facts, user: known({ ...alice, status: "DISABLED" as const }) }],
    ["the set is not in the management account", { ...facts, isSetInManagementAccount: known(false) }],
    ["it is unknown whether the set is there", { ...facts, isSetInManagementAccount: failed() }],
    ["it was not read whether the set is there", { ...facts, isSetInManagementAccount: unread("not needed") }],
    ["who asks could not be read", { ...facts, caller: failed() }],
    ["the instance could not be read", { ...facts, instance: failed() }],
  ])("stays silent where %s", (_why, silent) => {
    expect(diagnosedBy(delegatedAdminLimit, silent)).toBeUndefined();
  });
});
