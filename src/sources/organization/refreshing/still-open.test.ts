/** What is read again although no event touched it. */
import { describe, expect, test } from "vitest";
import type { UnreadPart } from "../../../model/coverage.ts";
import { documentWith, groupId, SANDBOX, setFacts, userId } from "../../question/testing/asked-organization.ts";
import { alwaysListed, changesByItself, readingOfGap } from "./still-open.ts";

const ARN = setFacts("ReadOnly").arn;
const request = (more: object) => ({
  account: "sandbox",
  permissionSet: "ReadOnly",
  createdAt: "2026-09-14T08:30:00Z",
  ...more,
});

describe("what changes by itself", () => {
  test("an assignment under way: its record, its pair, and where the set is", () => {
    const document = documentWith({
      requests: [request({ kind: "create-assignment", status: "IN_PROGRESS", user: "alice@example.com" })],
      accounts: [{ id: SANDBOX, name: "sandbox" }],
      assignments: [],
    });
    expect(changesByItself(document)).toEqual([
      { kind: "request", ledger: "create-assignment", id: document.requests[0]?.id },
      { kind: "accounts-of-set", permissionSetArn: ARN },
      { kind: "pair", accountId: SANDBOX, permissionSetArn: ARN },
    ]);
  });

  test("a provisioning under way changes no assignment", () => {
    const document = documentWith({
      requests: [request({ kind: "provision", status: "IN_PROGRESS" })],
      accounts: [{ id: SANDBOX, name: "sandbox" }],
      assignments: [],
    });
    expect(changesByItself(document).map(({ kind }) => kind)).toEqual(["request", "accounts-of-set"]);
  });

  test("a failed request does not", () => {
    const document = documentWith({
      requests: [request({ kind: "provision", status: "FAILED" })],
      accounts: [{ id: SANDBOX, name: "sandbox" }],
      assignments: [],
    });
    expect(changesByItself(document)).toEqual([]);
  });

  test.each([
    { state: "ACTIVE", passes: false },
    { state: "CLOSED", passes: false },
    { state: "SUSPENDED", passes: true },
    { state: "PENDING_CLOSURE", passes: true },
    { state: "PENDING_ACTIVATION", passes: true },
  ])("an account that is $state: $passes", ({ state, passes }) => {
    const document = documentWith({ accounts: [{ id: SANDBOX, name: "sandbox", state }], assignments: [] });
    expect(changesByItself(document)).toEqual(passes ? [{ kind: "account", id: SANDBOX }] : []);
  });
});

test("delegated administrators are listed where the document has them", () => {
  const coverage = { walk: "pairs", entitlementWalk: "no application", blindSpot: null, gaps: [] } as const;
  expect(alwaysListed({ ...documentWith(), coverage })).toEqual([{ kind: "list", of: "delegated-administrators" }]);
  expect(
    alwaysListed({ ...documentWith(), coverage: { ...coverage, neverAsked: ["delegated-administrators"] } }),
  ).toEqual([]);
});

test("applications of account access manager are listed where the document knows nothing of them", () => {
  const coverage = { walk: "pairs", blindSpot: null, gaps: [], neverAsked: ["delegated-administrators"] } as const;
  expect(alwaysListed({ ...documentWith(), coverage })).toEqual([{ kind: "list", of: "account-access-applications" }]);
});

test.each([
  { status: "ACTIVE", passes: false },
  { status: "CREATE_FAILED", passes: false },
  { status: "CREATE_IN_PROGRESS", passes: true },
  { status: "DELETE_IN_PROGRESS", passes: true },
])("an application that is $status: $passes", ({ status, passes }) => {
  const document = documentWith({ accountAccessApplications: [{ status }] });
  const expected = passes ? [{ kind: "list", of: "account-access-applications" }] : [];
  expect(changesByItself(document).filter(({ kind }) => kind === "list")).toEqual(expected);
});

describe("a gap is read again", () => {
  const [alice, developers] = [userId("alice"), groupId("Developers")];

  test.each([
    { part: { kind: "accounts" }, reading: [] },
    { part: { kind: "permission-sets" }, reading: [] },
    { part: { kind: "users" }, reading: [] },
    { part: { kind: "groups" }, reading: [] },
    {
      part: { kind: "account-access-applications" },
      reading: [{ kind: "list", of: "account-access-applications" }],
    },
    { part: { kind: "account-access-status" }, reading: [{ kind: "list", of: "account-access-applications" }] },
    {
      part: { kind: "entitlements-of-account", accountId: SANDBOX },
      reading: [{ kind: "entitlements-of-account", id: SANDBOX }],
    },
    { part: { kind: "units" }, reading: [{ kind: "list", of: "units" }] },
    { part: { kind: "provisioning-requests" }, reading: [{ kind: "list", of: "provisioning-requests" }] },
    { part: { kind: "permission-set", permissionSetArn: ARN }, reading: [{ kind: "list", of: "sets" }] },
    { part: { kind: "account", accountId: SANDBOX }, reading: [{ kind: "account", id: SANDBOX }] },
    {
      part: { kind: "provisioned-to-account", accountId: SANDBOX },
      reading: [{ kind: "sets-of-account", id: SANDBOX }],
    },
    {
      part: { kind: "accounts-of-set", permissionSetArn: ARN },
      reading: [{ kind: "accounts-of-set", permissionSetArn: ARN }],
    },
    {
      part: { kind: "assignments", accountId: SANDBOX, permissionSetArn: ARN },
      reading: [{ kind: "pair", accountId: SANDBOX, permissionSetArn: ARN }],
    },
    {
      part: { kind: "grants-of", principal: { type: "USER", id: alice } },
      reading: [{ kind: "grants-of", principal: { type: "USER", id: alice } }],
    },
    { part: { kind: "members", groupId: developers }, reading: [{ kind: "members", id: developers }] },
    { part: { kind: "groups-of", userId: alice }, reading: [{ kind: "groups-of", id: alice }] },
    { part: { kind: "principal", principal: { type: "USER", id: alice } }, reading: [{ kind: "user", id: alice }] },
    {
      part: { kind: "principal", principal: { type: "GROUP", id: developers } },
      reading: [{ kind: "group", id: developers }],
    },
  ] satisfies readonly { readonly part: UnreadPart; readonly reading: ReturnType<typeof readingOfGap> }[])(
    "$part.kind",
    ({ part, reading }) => {
      expect(readingOfGap(part)).toEqual(reading);
    },
  );
});
