/** Who can use what as a drawing: the paths that there are, and no others. */
import { expect, test } from "vitest";
import type { AccessRow, EffectiveAccess } from "../../model/effective-access.ts";
import { effectiveAccessMermaid, ROWS_DRAWN } from "./effective-access.ts";
import { readFlowchart } from "./testing/read-flowchart.ts";

const SANDBOX = { id: "111122223333", name: "sandbox" };
const PROD = { id: "222233334444", name: null };
const READ_ONLY = { arn: "arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-1111111111111111", name: "ReadOnly" };
const READERS = { group: { id: "g-1", name: "Readers" } };
const OPS = { group: { id: "g-2", name: null } };

const row = (user: string, more: Partial<AccessRow> = {}): AccessRow => ({
  user: { id: `u-${user}`, userName: user },
  account: SANDBOX,
  permissionSet: READ_ONLY,
  can: "yes",
  stage: null,
  reason: null,
  via: ["direct"],
  ...more,
});

const access = (rows: readonly AccessRow[], more: Partial<EffectiveAccess> = {}): EffectiveAccess => ({
  schema: "idc-doctor/effective-access/1",
  takenAt: "2026-03-01T12:00:00Z",
  collectedAt: "2026-03-01T12:00:00Z",
  refreshedAt: null,
  question: { user: null, account: SANDBOX, permissionSet: null, role: null },
  total: rows.length,
  rows,
  orphans: [],
  entitled: [],
  entitledOrphans: [],
  isWhole: true,
  unread: [],
  notExamined: [],
  ...more,
});

const drawn = (value: EffectiveAccess) => readFlowchart(effectiveAccessMermaid(value));
const arrows = (value: EffectiveAccess) => drawn(value).edges.map(({ from, arrow, to }) => `${from} ${arrow} ${to}`);

const SET = "permission set ReadOnly";
const ACCOUNT = "account sandbox (111122223333)";

test("user, group, permission set, account; what is shared is drawn once", () => {
  expect(arrows(access([row("ana", { via: ["direct", READERS] }), row("bob", { via: [READERS, OPS] })]))).toEqual([
    `${SET} --> ${ACCOUNT}`,
    `user ana (u-ana) --> ${SET}`,
    "user ana (u-ana) --> group Readers (g-1)",
    `group Readers (g-1) --> ${SET}`,
    "user bob (u-bob) --> group Readers (g-1)",
    "user bob (u-bob) --> group g-2",
    `group g-2 --> ${SET}`,
  ]);
});

test("a set is a node in each account, so that no path leads where nobody was assigned", () => {
  const rows = [row("ana", { via: [READERS] }), row("ana", { via: [OPS], account: PROD })];
  const { nodes, edges } = drawn(access(rows));
  expect([...nodes.values()].filter((label) => label === SET)).toHaveLength(2);
  expect(edges.filter(({ to }) => to === "account 222233334444")).toHaveLength(1);
});

test.each([
  { stage: "user", label: "user: is disabled", broken: ["user ana (u-ana)"], edge: `user ana (u-ana) --x ${SET}` },
  {
    stage: "instance",
    label: "instance: is disabled",
    broken: ["user ana (u-ana)"],
    edge: `user ana (u-ana) --x ${SET}`,
  },
  { stage: "account", label: "account: is disabled", broken: [ACCOUNT], edge: `${SET} --x ${ACCOUNT}` },
  { stage: "provisioning", label: "provisioning: is disabled", broken: [SET], edge: `${SET} --x ${ACCOUNT}` },
  { stage: "role session", label: "role session: is disabled", broken: [SET], edge: `${SET} --x ${ACCOUNT}` },
] as const)("what is broken at $stage is marked there", ({ stage, label, broken, edge }) => {
  const value = access([row("ana", { can: "no", stage, reason: "is disabled" })]);
  expect(drawn(value).marked.broken).toEqual(broken);
  expect(arrows(value)).toContain(edge);
  expect(
    drawn(value)
      .edges.filter(({ arrow }) => arrow === "--x")
      .map((one) => one.label),
  ).toEqual([label]);
});

test("a user who is shut out does not mark the grant of others", () => {
  const rows = [
    row("ana", { via: [READERS] }),
    row("bob", { via: [READERS], can: "no", stage: "user", reason: "disabled" }),
  ];
  expect(drawn(access(rows)).marked.broken).toEqual(["user bob (u-bob)"]);
  expect(arrows(access(rows))).toContain("user bob (u-bob) --x group Readers (g-1)");
});

test("unknown is marked, and not as broken", () => {
  const value = access([row("ana", { can: "unknown", stage: "account", reason: "not read" })]);
  expect(drawn(value).marked).toEqual({ faint: [], unknown: [ACCOUNT], broken: [] });
  expect(arrows(value)).toContain(`${SET} -.-> ${ACCOUNT}`);
});

test("orphans are broken", () => {
  const orphan = { principal: { type: "GROUP" as const, id: "g-9" }, account: SANDBOX, permissionSet: READ_ONLY };
  const value = access([], { orphans: [orphan] });
  expect(drawn(value).marked.broken).toEqual(["group g-9, not in the directory"]);
  expect(arrows(value)).toContain(`group g-9, not in the directory --x ${SET}`);
});

test("what could not be read is a node of its own, with the permission", () => {
  const unread = [1, 2].map(() => ({
    part: { kind: "users" as const },
    operation: "ListUsers",
    permission: "identitystore:ListUsers",
    kind: "refused" as const,
    message: "no",
  }));
  expect(drawn(access([row("ana")], { isWhole: false, unread })).marked.unknown).toEqual([
    "incomplete, failed reads may hide others. Missing permissions: identitystore:ListUsers",
  ]);
});

test("nothing at all is said", () => {
  expect([...drawn(access([])).nodes.values()]).toEqual(["nothing is assigned"]);
});

test("too many rows: what does not work stays, the rest is counted", () => {
  const many = Array.from({ length: ROWS_DRAWN + 5 }, (_, at) => row(`user${at}`));
  const broken = row("zoe", { can: "no", stage: "user", reason: "the user is disabled" });
  const { nodes, comments, marked } = drawn(access([...many, broken]));
  expect([...nodes.values()].filter((label) => label.startsWith("user "))).toHaveLength(ROWS_DRAWN);
  expect(marked.broken).toEqual(["user zoe (u-zoe)"]);
  expect(comments).toEqual([
    `${ROWS_DRAWN + 6} users can use sandbox (111122223333), as of 2026-03-01T12:00:00Z`,
    "6 more rows left out; --output json has all",
  ]);
  expect(marked.faint).toEqual(["and 6 more, not drawn"]);
});

test("as many rows as are drawn leave none out", () => {
  const rows = Array.from({ length: ROWS_DRAWN }, (_, at) => row(`user${at}`));
  expect(drawn(access(rows)).comments).toHaveLength(1);
});

test("an entitled role is a node of its own, and an entitled principal that is gone is seen", () => {
  const role = { arn: "arn:aws:iam::111122223333:role/team/Developer", name: "Developer" };
  const { permissionSet: _, ...entitled } = row("ana", { via: [READERS] });
  const gone = { principal: { type: "GROUP" as const, id: "g-9" }, account: SANDBOX, role };
  expect(arrows(access([], { entitled: [{ ...entitled, role, portal: null }], entitledOrphans: [gone] }))).toEqual([
    `role Developer --> ${ACCOUNT}`,
    expect.stringMatching(/^group g-9, not in the directory .* role Developer$/),
    "user ana (u-ana) --> group Readers (g-1)",
    "group Readers (g-1) --> role Developer",
  ]);
});
