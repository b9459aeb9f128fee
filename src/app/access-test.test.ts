/** Access tests of the organization that a Terraform plan would leave: what it deletes is no typo. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadOrganizationDocument } from "../model/organization-document/load.ts";
import { parseAccessTests } from "../model/organization-document/written/access-tests.ts";
import { readPlannedChanges, testAccess } from "./access-test.ts";

const loaded = loadOrganizationDocument({
  schema: "idc-doctor/organization/1",
  accounts: [{ id: "111122223333", name: "shop" }],
  users: [{ userName: "alice" }],
  groups: [{ displayName: "Team", members: ["alice"] }],
  permissionSets: [{ name: "Admin" }],
  assignments: [{ account: "shop", permissionSet: "Admin", group: "Team" }],
});
if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
const { document } = loaded;

const planFile = (plan: object): string => {
  const file = join(mkdtempSync(join(tmpdir(), "idc-doctor-plan-")), "plan.json");
  writeFileSync(file, JSON.stringify(plan));
  return file;
};

const destroyed = {
  format_version: "1.2",
  resource_changes: [
    {
      address: "aws_ssoadmin_permission_set.a",
      mode: "managed",
      type: "aws_ssoadmin_permission_set",
      name: "a",
      change: { actions: ["delete"], before: { arn: document.permissionSets[0]?.arn }, after: null },
    },
    {
      address: "aws_identitystore_group.t",
      mode: "managed",
      type: "aws_identitystore_group",
      name: "t",
      change: { actions: ["delete"], before: { group_id: document.groups[0]?.id }, after: null },
    },
  ],
};

async function outcomes(rows: string) {
  const read = parseAccessTests(`expect:\n${rows}`);
  if (read.kind === "invalid") throw new Error(JSON.stringify(read.problems));
  const { tests } = testAccess(document, read.expectations, await readPlannedChanges(planFile(destroyed)));
  return tests.map(({ outcome, message }) => ({ outcome, message }));
}

describe("after a destroy", () => {
  test.each([
    {
      row: "  - { user: alice, account: shop, set: Admin, can: true }",
      outcome: "failed",
      message: 'After this plan there is no permission set "Admin" anymore.',
    },
    {
      row: "  - { user: alice, account: shop, set: Admin, can: false }",
      outcome: "passed",
      message: 'After this plan there is no permission set "Admin" anymore, so that nobody can.',
    },
    {
      row: "  - { group: Team, account: shop, set: '*', can: false }",
      outcome: "passed",
      message: 'After this plan there is no group "Team" anymore, so that nobody can.',
    },
    {
      row: "  - { user: alice, account: shop, set: Admn, can: false }",
      outcome: "failed",
      message: 'There is no permission set "Admn". Correct the name, or remove the test.',
    },
  ])("$row: $outcome", async ({ row, outcome, message }) => {
    expect(await outcomes(`${row}\n`)).toEqual([{ outcome, message }]);
  });
});

describe("what is no plan is refused, with how to create one", () => {
  test.each([
    {
      what: "a state",
      plan: { format_version: "1.0", values: { root_module: { resources: [] } } },
      words: /this is a state/,
    },
    { what: "a state file", plan: { version: 4, serial: 3, resources: [] }, words: /this is a state/ },
    {
      what: "an empty state",
      plan: { format_version: "1.0", terraform_version: "1.11.4" },
      words: /this is not a plan/,
    },
    { what: "an errored plan", plan: { ...destroyed, errored: true }, words: /terraform plan failed/ },
  ])("$what", async ({ plan, words }) => {
    await expect(readPlannedChanges(planFile(plan))).rejects.toMatchObject({
      code: "bad-input",
      message: expect.stringMatching(words),
      next: expect.stringContaining("terraform show -json plan.bin"),
    });
  });

  test("a plan that changes nothing is one", async () => {
    const plan = { format_version: "1.2", planned_values: {}, resource_changes: [] };
    expect((await readPlannedChanges(planFile(plan))).changes).toEqual([]);
  });
});
