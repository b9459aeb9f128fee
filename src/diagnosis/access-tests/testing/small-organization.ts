/** For tests: a small organization, its gaps, and what becomes of one expectation about it. */
import { organizationFacts } from "../../../facts/organization/facts.ts";
import type { AccessTest, Expectation, OpenChange } from "../../../model/access-test.ts";
import type { Coverage, Gap } from "../../../model/coverage.ts";
import { loadOrganizationDocument } from "../../../model/organization-document/load.ts";
import { parseAccessTests } from "../../../model/organization-document/written/access-tests.ts";
import { evaluateExpectation } from "../evaluate.ts";

export const [ALICE, BOB, CAROL, DORA] = [
  "alice@example.com",
  "bob@example.com",
  "carol@example.com",
  "dora@example.com",
] as const;

const SMALL = {
  schema: "idc-doctor/organization/1",
  takenAt: "2026-03-01T12:00:00Z",
  organizationalUnits: [
    { id: "ou-ab12-workload", name: "Workloads" },
    { id: "ou-ab12-produces", name: "Prod", parent: "ou-ab12-workload" },
    { id: "ou-ab12-emptyone", name: "Empty" },
  ],
  accounts: [
    { id: "111122223333", name: "shop", email: "shop@example.com", parent: "ou-ab12-produces" },
    { id: "222233334444", name: "sandbox" },
    { id: "333344445555", name: "closed", state: "SUSPENDED" },
  ],
  users: [
    { userName: "alice@example.com" },
    { userName: "bob@example.com" },
    { userName: "carol@example.com" },
    { userName: "dora@example.com", status: "DISABLED" },
  ],
  groups: [
    { displayName: "PlatformTeam", members: ["alice@example.com"] },
    { displayName: "Contractors", members: ["carol@example.com"] },
    { displayName: "Leavers", members: ["dora@example.com"] },
    { displayName: "Nobody" },
  ],
  permissionSets: [{ name: "ReadOnly" }, { name: "TeamAdmin" }, { name: "Unused" }],
  assignments: [
    { account: "shop", permissionSet: "TeamAdmin", group: "PlatformTeam" },
    { account: "shop", permissionSet: "ReadOnly", user: "bob@example.com" },
    { account: "sandbox", permissionSet: "TeamAdmin", user: "bob@example.com" },
    { account: "sandbox", permissionSet: "ReadOnly", group: "Contractors" },
    { account: "sandbox", permissionSet: "ReadOnly", group: "Leavers" },
    { account: "sandbox", permissionSet: "ReadOnly", group: "Nobody" },
    { account: "closed", permissionSet: "TeamAdmin", user: "alice@example.com" },
  ],
};

/** The organization, with other parts where they are given. */
export function documentWith(coverage?: Coverage, changes: Readonly<Record<string, unknown>> = {}) {
  const loaded = loadOrganizationDocument({ ...SMALL, ...changes });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  return coverage ? { ...loaded.document, coverage } : loaded.document;
}

const WHOLE = documentWith();
/** The ids that the loader gave. */
export const idOf = {
  account: (name: string) =>
    WHOLE.accounts.find((row) => row.name === name)?.id ?? WHOLE.organization.managementAccountId,
  set: (name: string) =>
    WHOLE.permissionSets.find((row) => row.name === name)?.arn as (typeof WHOLE.permissionSets)[0]["arn"],
  user: (name: string) => WHOLE.users.find((row) => row.userName === name)?.id as (typeof WHOLE.users)[0]["id"],
  group: (name: string) => WHOLE.groups.find((row) => row.displayName === name)?.id as (typeof WHOLE.groups)[0]["id"],
};

function only(row: object): Expectation {
  const read = parseAccessTests(JSON.stringify({ expect: [row] }));
  if (read.kind === "invalid" || !read.expectations[0]) throw new Error(JSON.stringify(read));
  return read.expectations[0];
}

/** What becomes of one row of a file of tests. */
export function outcomeOf(
  row: object,
  coverage?: Coverage,
  open: readonly OpenChange[] = [],
  changes: Readonly<Record<string, unknown>> = {},
): AccessTest {
  const document = documentWith(coverage, changes);
  return evaluateExpectation({ document, facts: organizationFacts(document) }, only(row), { open, before: undefined });
}

/** What becomes of one row where a plan makes these changes. */
export function plannedOutcomeOf(
  row: object,
  changes: Readonly<Record<string, unknown>>,
  { open = [], coverage }: { readonly open?: readonly OpenChange[]; readonly coverage?: Coverage } = {},
): AccessTest {
  const [now, then] = [documentWith(), documentWith(coverage, changes)];
  const before = { document: now, facts: organizationFacts(now) };
  return evaluateExpectation({ document: then, facts: organizationFacts(then) }, only(row), { open, before });
}

export const gap = (part: Gap["part"]): Gap => ({
  part,
  failure: {
    kind: "refused",
    service: "sso-admin",
    operation: "SomeOperation",
    permission: "sso:SomePermission",
    message: "no",
  },
});

/** The coverage of a walk over pairs that left these gaps. */
export const walked = (...gaps: readonly Gap[]): Coverage => ({ walk: "pairs", blindSpot: null, gaps });
