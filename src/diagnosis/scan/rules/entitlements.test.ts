/** What a scan says of entitlements of account access manager, and what it says nothing of. */
import { describe, expect, test } from "vitest";
import { trustPolicy } from "../../../facts/grant/testing/second-road.ts";
import { scan } from "../scan.ts";
import { document, foundIn, GONE, here, onlyFound, unreadParts, type Written } from "../testing/documents.ts";

const MANAGEMENT = "123456789012";
const ARN = `arn:aws:account-access:us-east-1:${MANAGEMENT}:application/1234567890abcdef`;
const ROLE = `arn:aws:iam::${here.account.id}:role/team/Developer`;
const trusted = trustPolicy({ sourceAccount: MANAGEMENT, sourceArn: ARN });

interface Parts {
  /** Null: the account has no such role. */
  readonly trust?: string | null;
  readonly entitlements?: readonly Written[];
  readonly status?: string;
  readonly more?: Written;
}

const entitled = ({ trust = trusted, entitlements, status = "ACTIVE", more }: Parts = {}) =>
  document({
    accounts: [
      {
        ...here.account,
        iam: { roles: trust === null ? [] : [{ name: "Developer", path: "/team/", trustPolicy: JSON.parse(trust) }] },
      },
    ],
    accountAccessApplications: [{ arn: ARN, tenantId: "aa-gyxmap389", status }],
    entitlements: entitlements ?? [{ id: "ent-1", group: "Team", role: ROLE }],
    ...more,
  });

const OURS = ["entitlement", "entitled", "account-access", "principal-deleted", "group-limit"];
const causesIn = (of: ReturnType<typeof document>) =>
  scan(of)
    .findings.map(({ cause }) => cause)
    .filter((cause) => OURS.some((start) => cause.startsWith(start)));

test("an entitlement in order is no finding", () => {
  expect(causesIn(entitled())).toEqual([]);
});

test("a role that no longer trusts account access manager: the condition, and who is kept from working", () => {
  const other = trustPolicy({ sourceAccount: here.account.id, sourceArn: ARN });
  expect(onlyFound(entitled({ trust: other }), "entitlement-trust-mismatch")).toMatchObject({
    key: `entitlement-trust-mismatch ${here.account.id} ${ROLE}`,
    severity: "high",
    confidence: "proved",
    summary: expect.stringContaining("aws:SourceAccount = 111122223333, and gets 123456789012"),
    affected: { users: 2 },
    remedy: {
      kind: "api",
      notes: [expect.any(String), expect.stringContaining(`"aws:SourceArn":"${ARN}"`)],
      changes: [{ kind: "update-trust-policy", trust: { roleArn: ROLE, before: other } }],
    },
  });
});

test("a role that a template made is corrected at the template: no step changes it", () => {
  const stale = JSON.parse(trustPolicy({ sourceAccount: here.account.id, sourceArn: ARN }));
  const template = { arn: "arn:aws:iam::123456789012:role-template/Teams:1", minorVersion: 2 };
  const role = { name: "Developer", path: "/team/", trustPolicy: stale, template };
  const of = entitled({ more: { accounts: [{ ...here.account, iam: { roles: [role] } }] } });
  expect(onlyFound(of, "entitlement-trust-mismatch")).toMatchObject({
    summary: expect.stringContaining(`It comes from the role template ${template.arn} (minor version 2)`),
    remedy: { kind: "human", steps: expect.arrayContaining([expect.stringContaining("get-role-template-version")]) },
  });
});

test("a role that does not exist", () => {
  expect(onlyFound(entitled({ trust: null }), "entitlement-role-missing")).toMatchObject({
    severity: "high",
    subject: { account: here.account, role: { arn: ROLE, name: "Developer" } },
    affected: { users: 2 },
  });
});

test("roles that nobody looked at are neither missing nor refused", () => {
  const snapshot = entitled({ trust: null });
  const coverage = {
    walk: "pairs",
    entitlementWalk: "accounts",
    blindSpot: null,
    gaps: [],
    neverAsked: ["account-roles"],
  } as const;
  expect(causesIn({ ...snapshot, coverage })).toEqual([]);
});

test("an orphan: the new entitlement comes before the old one goes", () => {
  const found = onlyFound(entitled({ entitlements: [{ id: "ent-9", user: GONE, role: ROLE }] }), "principal-deleted");
  expect(found).toMatchObject({
    key: `principal-deleted ${here.account.id} ${ROLE} ${GONE}`,
    affected: { users: 0 },
    remedy: {
      kind: "api",
      notes: [expect.stringContaining("create the entitlement for the new one first")],
      changes: [
        { kind: "delete-entitlement", entitlement: { roleArn: ROLE, principal: { id: GONE }, applicationArn: ARN } },
      ],
    },
  });
});

test("whose record could not be read is no orphan", () => {
  const of = entitled({ entitlements: [{ id: "ent-9", user: GONE, role: ROLE }] });
  expect(foundIn(unreadParts(of, "pairs", { kind: "users" }), "principal-deleted")).toEqual([]);
});

describe("a trust policy that lets in any application", () => {
  const statement = (condition: object | undefined) => ({
    Effect: "Allow",
    Principal: { Service: "account-access.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:SetContext"],
    ...(condition && { Condition: condition }),
  });
  const policyOf = (...statements: readonly object[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const own = { StringEquals: { "aws:SourceAccount": MANAGEMENT, "aws:SourceArn": ARN } };

  test.each([
    { what: "no condition", trust: policyOf(statement(undefined)), isWide: true },
    {
      what: "one without conditions beside one with",
      trust: policyOf(statement(own), statement(undefined)),
      isWide: true,
    },
    { what: "a wildcard for all", trust: policyOf(statement({ StringLike: { "aws:SourceArn": "*" } })), isWide: true },
    { what: "the conditions of the guide", trust: policyOf(statement(own)), isWide: false },
    {
      what: "a wildcard within the management account",
      trust: policyOf(
        statement({ StringLike: { "aws:SourceArn": `arn:aws:account-access:*:${MANAGEMENT}:application/*` } }),
      ),
      isWide: false,
    },
  ])("$what: $isWide", ({ trust, isWide }) => {
    expect(causesIn(entitled({ trust }))).toEqual(isWide ? ["entitled-role-trust-too-wide"] : []);
  });
});

test.each([
  { status: "DELETE_FAILED", expected: ["account-access-application-not-active"] },
  { status: "CREATE_FAILED", expected: ["account-access-application-not-active"] },
  { status: "CREATE_IN_PROGRESS", expected: [] },
])("an application that is $status: $expected", ({ status, expected }) => {
  expect(causesIn(entitled({ status }))).toEqual(expected);
});

test.each([
  { count: 19, expected: [] },
  { count: 20, expected: ["group-limit-reached"] },
])("$count groups of one role: $expected", ({ count, expected }) => {
  const names = Array.from({ length: count }, (_, at) => `G${at}`);
  const more = { groups: [{ displayName: "Team" }, ...names.map((displayName) => ({ displayName }))] };
  const entitlements = names.map((group) => ({ group, role: ROLE }));
  expect(causesIn(entitled({ entitlements, more }))).toEqual(expected);
});
