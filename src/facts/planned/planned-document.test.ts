import { describe, expect, test } from "vitest";
import { parseTerraformPlan } from "../../model/organization-document/written/terraform-plan.ts";
import { plannedDocument } from "./planned-document.ts";
import { admin, alice, bob, document, reader, team } from "./testing/planned-organization.ts";

interface Row {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before?: object;
  readonly after?: object;
  readonly module?: string;
}

/** In the shape of `terraform show -json`, format 1.2. */
function planned(
  rows: readonly Row[],
  expressions: Readonly<Record<string, object>> = {},
  module_calls: Readonly<Record<string, object>> = {},
) {
  const read = parseTerraformPlan(
    JSON.stringify({
      format_version: "1.2",
      terraform_version: "1.9.0",
      resource_changes: rows.map(({ address, actions, before, after, module }) => ({
        address,
        ...(module ? { module_address: module } : {}),
        mode: "managed",
        type: address.split(".").at(-2),
        name: address.split(".").at(-1)?.replace(/\[.*/, ""),
        change: { actions, before: before ?? null, after: after ?? null, after_unknown: { id: true } },
      })),
      configuration: {
        root_module: {
          resources: Object.entries(expressions).map(([address, one]) => ({ address, expressions: one })),
          module_calls,
        },
      },
    }),
  );
  if (read.kind === "invalid") throw new Error(JSON.stringify(read.problems));
  return plannedDocument(document, read.plan);
}

const assignment = (principal: string | undefined, type: string, set: string | undefined) => ({
  target_id: "111122223333",
  target_type: "AWS_ACCOUNT",
  principal_type: type,
  ...(principal ? { principal_id: principal } : {}),
  ...(set ? { permission_set_arn: set } : {}),
});
const A = "aws_ssoadmin_account_assignment";
const G = "aws_identitystore_group";
const M = "aws_identitystore_group_membership";
const refer = (address: string, attribute: string) => ({ references: [`${address}.${attribute}`, address] });

test("an assignment that is created provisions its set", () => {
  const { document: after, open } = planned([
    { address: `${A}.new`, actions: ["create"], after: assignment(bob, "USER", reader) },
  ]);
  expect(open).toEqual([]);
  expect(after.assignments.slice(1)).toEqual([
    { accountId: "111122223333", permissionSetArn: reader, principal: { type: "USER", id: bob } },
  ]);
  expect(after.provisionedRoles.map(({ permissionSetArn }) => permissionSetArn)).toEqual([admin, reader]);
});

test("what is there already is not there twice", () => {
  const { document: after } = planned([
    { address: `${A}.again`, actions: ["create"], after: assignment(team, "GROUP", admin) },
    { address: `${M}.again`, actions: ["create"], after: { group_id: team, member_id: alice } },
  ]);
  expect(after).toEqual(document);
});

test.each([{ actions: ["delete"] }, { actions: ["delete", "create"] }, { actions: ["create", "delete"] }])(
  "$actions takes the old assignment away",
  ({ actions }) => {
    const { document: after } = planned([
      {
        address: `${A}.old`,
        actions,
        before: assignment(team, "GROUP", admin),
        ...(actions.length > 1 ? { after: assignment(bob, "USER", admin) } : {}),
      },
    ]);
    expect(after.assignments.map(({ principal }) => principal.id)).toEqual(actions.length > 1 ? [bob] : []);
  },
);

test.each([{ actions: ["no-op"] }, { actions: ["read"] }, { actions: ["forget"] }])(
  "$actions changes nothing",
  ({ actions }) => {
    const row = assignment(team, "GROUP", admin);
    expect(planned([{ address: `${A}.old`, actions, before: row, after: row }]).document).toEqual(document);
  },
);

test("a group that goes leaves its assignment behind, and takes its memberships along", () => {
  const { document: after } = planned([{ address: `${G}.t`, actions: ["delete"], before: { group_id: team } }]);
  expect([after.groups, after.memberships, after.assignments.length]).toEqual([[], [], 1]);
});

test("a membership that goes is one only", () => {
  const { document: after } = planned([
    { address: `${M}.a`, actions: ["delete"], before: { group_id: team, member_id: alice } },
  ]);
  expect([after.groups, after.memberships, after.users.length]).toEqual([document.groups, [], 2]);
});

test("a user or set that goes is gone", () => {
  const { document: after } = planned([
    { address: "aws_identitystore_user.a", actions: ["delete"], before: { user_id: alice } },
    { address: "aws_ssoadmin_permission_set.a", actions: ["delete"], before: { arn: admin } },
  ]);
  expect(after.users.map(({ id }) => id)).toEqual([bob]);
  expect(after.permissionSets.map(({ arn }) => arn)).toEqual([reader]);
  expect([after.memberships, after.assignments, after.provisionedRoles]).toEqual([[], [], []]);
});

test("a group that is renamed keeps its id, members and assignments", () => {
  const { document: after } = planned([
    {
      address: `${G}.t`,
      actions: ["update"],
      before: { group_id: team, display_name: "Team" },
      after: { group_id: team, display_name: "Crew" },
    },
  ]);
  expect(after).toEqual({ ...document, groups: [{ ...document.groups[0], displayName: "Crew" }] });
});

test("new resources are followed through the references of the configuration", () => {
  const { document: after, open } = planned(
    [
      { address: `${A}.new`, actions: ["create"], after: assignment(undefined, "GROUP", undefined) },
      { address: `${M}.new`, actions: ["create"], after: {} },
      { address: `${G}.new`, actions: ["create"], after: { display_name: "New" } },
      {
        address: "aws_identitystore_user.new",
        actions: ["create"],
        after: { user_name: "zoe", emails: [{ value: "z@x" }] },
      },
      { address: "aws_ssoadmin_permission_set.new", actions: ["create"], after: { name: "Fresh" } },
    ],
    {
      [`${A}.new`]: {
        principal_id: refer(`${G}.new`, "group_id"),
        permission_set_arn: refer("aws_ssoadmin_permission_set.new", "arn"),
      },
      [`${M}.new`]: {
        group_id: refer(`${G}.new`, "group_id"),
        member_id: refer("aws_identitystore_user.new", "user_id"),
      },
    },
  );
  expect(open).toEqual([]);
  const [group, user, set] = [after.groups[1], after.users[2], after.permissionSets[2]];
  expect([group?.displayName, user?.userName, user?.email, set?.name]).toEqual(["New", "zoe", "z@x", "Fresh"]);
  expect(after.memberships[1]).toMatchObject({ groupId: group?.id, userId: user?.id });
  expect(after.assignments[1]).toMatchObject({
    principal: { type: "GROUP", id: group?.id },
    permissionSetArn: set?.arn,
  });
  expect(after.provisionedRoles[1]).toMatchObject({ accountId: "111122223333", permissionSetArn: set?.arn });
});

test.each<{ readonly what: string; readonly expressions: object }>([
  { what: "nothing", expressions: {} },
  {
    what: "two resources",
    expressions: { principal_id: { references: [`${G}.new.group_id`, `${G}.new`, "local.other"] } },
  },
  { what: "another attribute", expressions: { principal_id: refer(`${G}.new`, "description") } },
])("an expression of $what is not known", ({ expressions }) => {
  const { open, document: after } = planned(
    [
      { address: `${G}.new`, actions: ["create"], after: { display_name: "New" } },
      { address: `${A}.new`, actions: ["create"], after: assignment(undefined, "GROUP", admin) },
    ],
    { [`${A}.new`]: expressions },
  );
  expect(open).toEqual([
    { address: `${A}.new`, unknown: ["principal_id"], accountId: "111122223333", permissionSetArn: admin },
  ]);
  expect(after.assignments).toEqual(document.assignments);
});

test("what a module makes is known within that module, in each of its copies", () => {
  const copies = ["module.team", 'module.teams["a"].module.inner[0]'];
  const rows = copies.flatMap((module, at): readonly Row[] => [
    { module, address: `${module}.${G}.new`, actions: ["create"], after: { display_name: `New ${at}` } },
    { module, address: `${module}.${A}.new`, actions: ["create"], after: assignment(undefined, "GROUP", admin) },
  ]);
  const own = { resources: [{ address: `${A}.new`, expressions: { principal_id: refer(`${G}.new`, "group_id") } }] };
  const { open, document: after } = planned(
    rows,
    {},
    { team: { module: own }, teams: { module: { module_calls: { inner: { module: own } } } } },
  );
  expect(open).toEqual([]);
  const made = after.assignments.slice(document.assignments.length).map(({ principal }) => principal.id);
  expect(made).toEqual(after.groups.filter(({ displayName }) => displayName.startsWith("New")).map(({ id }) => id));
  expect(made).toHaveLength(2);
});

test("what the plan changes beside access is named", () => {
  const { notExamined } = planned([
    { address: "aws_ssoadmin_managed_policy_attachment.a", actions: ["create"], after: {} },
    { address: "aws_s3_bucket.b", actions: ["create"], after: {} },
  ]);
  expect(notExamined).toEqual(["changes of the plan to aws_ssoadmin_managed_policy_attachment"]);
});

describe("the role of a set whose only assignment is replaced", () => {
  const row = { address: `${A}.only`, before: assignment(team, "GROUP", admin), after: assignment(bob, "USER", admin) };
  const roleName = document.provisionedRoles[0]?.roleName ?? "";

  test("is replaced, with a gap, where Terraform deletes first", () => {
    const { warnings } = planned([{ ...row, actions: ["delete", "create"] }]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("deletes the last assignment of Admin in shop (111122223333)");
    expect(warnings[0]).toContain(`role ${roleName} is replaced by one with a new name`);
  });

  test("stays where it creates first, and where another assignment stays", () => {
    expect(planned([{ ...row, actions: ["create", "delete"] }]).warnings).toEqual([]);
    const other = { address: `${A}.other`, actions: ["delete", "create"], before: assignment(bob, "USER", reader) };
    expect(planned([{ ...other, after: assignment(alice, "USER", admin) }]).warnings).toEqual([]);
  });

  test("goes for good without a word where nothing is made after it", () => {
    expect(planned([{ address: `${A}.only`, actions: ["delete"], before: row.before }]).warnings).toEqual([]);
  });

  test("is replaced by two resources of the same pair, too", () => {
    const gone = { address: `${A}.old`, actions: ["delete"], before: row.before };
    const made = { address: `${A}.new`, actions: ["create"], after: row.after };
    expect(planned([gone, made]).warnings).toHaveLength(1);
  });
});

test.each([
  { text: "{}", path: "format_version" },
  { text: '{"format_version":"2.0","resource_changes":[]}', path: "format_version" },
  { text: '{"format_version":"1.2"}', path: "resource_changes" },
  { text: '{"format_version":"1.0","values":{"root_module":{}}}', path: "resource_changes" },
  { text: '{"version":4,"serial":3,"resources":[]}', path: "resource_changes" },
  { text: '{"format_version":"1.2","errored":true,"resource_changes":[]}', path: "errored" },
  { text: '{"format_version":"1.2","resource_changes":[{}]}', path: "resource_changes[0].address" },
  { text: "{", path: "" },
])("$text is no plan", ({ text, path }) => {
  expect(parseTerraformPlan(text)).toMatchObject({
    kind: "invalid",
    problems: expect.arrayContaining([expect.objectContaining({ path })]),
  });
});

describe("entitlements of account access manager", () => {
  const E = "aws_accountaccess_entitlement";
  const role_arn = "arn:aws:iam::111122223333:role/team/Developer";
  /** Blocks within blocks, each a list of one. */
  const entitlement = (identity_center: object, role: object = { role_arn }) => ({
    application_arn: "arn:aws:account-access:us-east-1:123456789012:application/1234567890abcdef",
    entitlement: [{ principal_role: [{ ...role, principal: [{ identity_center: [identity_center] }] }] }],
  });
  const made = ({ document: after }: ReturnType<typeof planned>) =>
    after.entitlements.map(({ principal, roleArn }) => [principal.type, principal.id, roleArn]);

  test("one that is created is there, once", () => {
    const row = { actions: ["create"], after: entitlement({ group_id: team }) };
    expect(
      made(
        planned([
          { address: `${E}.a`, ...row },
          { address: `${E}.b`, ...row },
        ]),
      ),
    ).toEqual([["GROUP", team, role_arn]]);
  });

  test("of a group that the plan creates", () => {
    const after = entitlement({});
    const expression = {
      entitlement: [
        { principal_role: [{ principal: [{ identity_center: [{ group_id: refer(`${G}.new`, "group_id") }] }] }] },
      ],
    };
    const result = planned(
      [
        { address: `${E}.new`, actions: ["create"], after },
        { address: `${G}.new`, actions: ["create"], after: { display_name: "New" } },
      ],
      { [`${E}.new`]: expression },
    );
    expect(made(result)).toEqual([["GROUP", result.document.groups[1]?.id, role_arn]]);
    expect(result.open).toEqual([]);
  });

  test("whose role is not known yet is open, and concerns no permission set", () => {
    const { open } = planned([{ address: `${E}.a`, actions: ["create"], after: entitlement({ user_id: alice }, {}) }]);
    expect(open).toEqual([{ address: `${E}.a`, isEntitlement: true, unknown: ["role_arn"] }]);
  });

  test("one that is deleted is gone", () => {
    const before = entitlement({ user_id: alice });
    const there = planned([{ address: `${E}.a`, actions: ["create"], after: before }]).document;
    const read = parseTerraformPlan(
      JSON.stringify({
        format_version: "1.2",
        resource_changes: [
          { address: `${E}.a`, type: E, name: "a", change: { actions: ["delete"], before, after: null } },
        ],
      }),
    );
    if (read.kind === "invalid") throw new Error(JSON.stringify(read.problems));
    expect(there.entitlements).toHaveLength(1);
    expect(plannedDocument(there, read.plan).document.entitlements).toEqual([]);
  });
});
