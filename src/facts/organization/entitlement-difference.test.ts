/** Entitlements in the difference of two documents: what came and went, and what one of the two could not tell. */
import { expect, test } from "vitest";
import type { Coverage } from "../../model/coverage.ts";
import { loadOrganizationDocument } from "../../model/organization-document/load.ts";
import { organizationFacts } from "./facts.ts";
import { rowDifferences } from "./row-difference.ts";
import { twoOrganizations } from "./two-organizations.ts";

const ROLE = "arn:aws:iam::111122223333:role/team/Developer";
const GONE = "906ab1c2d3-99999999-9999-4999-8999-999999999999";

function organization(entitlements: readonly object[], coverage?: Coverage) {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: "111122223333", name: "sandbox" }],
    users: [{ userName: "alice" }],
    groups: [{ displayName: "Team" }],
    accountAccessApplications: [{ tenantId: "aa-gyxmap389" }],
    entitlements,
  });
  if (loaded.kind === "invalid") throw new TypeError(JSON.stringify(loaded.problems));
  return organizationFacts(coverage ? { ...loaded.document, coverage } : loaded.document);
}

const OF_TEAM = { group: "Team", role: ROLE };
const OF_ALICE = { user: "alice", role: ROLE };
const read = (entitlementWalk: Coverage["entitlementWalk"], ...kinds: readonly "account-access-applications"[]) => ({
  walk: "pairs" as const,
  ...(entitlementWalk && { entitlementWalk }),
  blindSpot: null,
  gaps: kinds.map((kind) => ({
    part: { kind },
    failure: { kind: "refused" as const, service: "s", operation: "o", permission: "p", message: "no" },
  })),
});

const changes = (before: ReturnType<typeof organization>, after: ReturnType<typeof organization>) =>
  rowDifferences(twoOrganizations(before, after))
    .filter(({ of }) => of === "entitlement")
    .map(({ change, subject }) => `${change} ${subject.role?.name} ${subject.user?.name ?? subject.group?.name}`);

test("what came and what went, by role and principal and not by id", () => {
  const before = organization([{ ...OF_TEAM, id: "ent-1" }]);
  expect(changes(before, organization([{ ...OF_TEAM, id: "ent-2" }]))).toEqual([]);
  expect(changes(before, organization([OF_ALICE]))).toEqual(["gone Developer Team", "added Developer alice"]);
});

test.each([
  { what: "that did not ask", coverage: read(undefined), change: "unknown" },
  { what: "that was refused", coverage: read("accounts", "account-access-applications"), change: "unknown" },
  { what: "that asked by accounts", coverage: read("accounts"), change: "gone" },
  { what: "that asked by principals", coverage: read("principals"), change: "gone" },
  { what: "that has no application", coverage: read("no application"), change: "gone" },
])("missing in a document $what: $change", ({ coverage, change }) => {
  expect(changes(organization([OF_TEAM]), organization([], coverage))).toEqual([`${change} Developer Team`]);
});

test("of a deleted principal: a walk by principals cannot see it", () => {
  const before = organization([{ user: GONE, role: ROLE }]);
  expect(changes(before, organization([], read("principals")))).toEqual(["unknown Developer undefined"]);
  expect(changes(before, organization([], read("accounts")))).toEqual(["gone Developer undefined"]);
});
