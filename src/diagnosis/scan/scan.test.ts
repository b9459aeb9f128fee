/** Each finding from a document that holds it and nothing else. */
import { describe, expect, test } from "vitest";
import { LEAST_PRIVILEGE } from "../../model/finding.ts";
import { causes } from "../causes/index.ts";
import { rules } from "./rules/index.ts";
import { scan } from "./scan.ts";
import { document, failedRequest as failed, GONE, type Written } from "./testing/documents.ts";
import { found, type Told } from "./testing/found.ts";

test("an organization in order has no findings", () => {
  expect(scan(document({}))).toMatchObject({
    findings: [],
    counts: { high: 0, medium: 0, low: 0 },
    scanned: { accounts: 2, permissionSets: 1, users: 2, groups: 1, assignments: 1 },
    blindSpot: null,
    unread: [],
  });
});

const OWN_APPLICATION = "arn:aws:account-access:us-east-1:123456789012:application/1234567890abcdef";

/** The team is entitled to a role that trusts this application; undefined: there is no such role. */
function entitled(trusts: string | undefined, status = "ACTIVE"): Written {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "account-access.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:SetContext"],
    Condition: { StringLike: { "aws:SourceArn": trusts } },
  };
  const role = { name: "Developer", trustPolicy: { Version: "2012-10-17", Statement: [statement] } };
  return {
    accounts: [{ id: "111122223333", name: "sandbox", iam: { roles: trusts === undefined ? [] : [role] } }],
    accountAccessApplications: [{ arn: OWN_APPLICATION, tenantId: "aa-gyxmap389", status }],
    entitlements: [{ group: "Team", role: "arn:aws:iam::111122223333:role/Developer" }],
  };
}

const CASES: readonly (readonly [string, Written, readonly Told[]])[] = [
  [
    "not-provisioned",
    { provisionedRoles: [] },
    [{ cause: "not-provisioned", severity: "high", confidence: "proved", users: 2, remedy: "api" }],
  ],
  [
    "outdated",
    { provisionedRoles: [{ account: "sandbox", permissionSet: "ReadOnly", freshness: "outdated" }] },
    [{ cause: "outdated", severity: "medium", confidence: "proved", users: 2, remedy: "api" }],
  ],
  [
    "role-missing",
    { provisionedRoles: [{ account: "sandbox", permissionSet: "ReadOnly", isRolePresent: false }] },
    [{ cause: "role-missing", severity: "high", confidence: "proved", users: 2, remedy: "api" }],
  ],
  [
    "provisioned-not-assigned",
    { assignments: [] },
    [{ cause: "provisioned-not-assigned", severity: "low", confidence: "proved", users: 0, remedy: "human" }],
  ],
  [
    "principal-deleted",
    {
      assignments: [
        { account: "sandbox", permissionSet: "ReadOnly", group: "Team" },
        { account: "sandbox", permissionSet: "ReadOnly", group: GONE },
      ],
    },
    [{ cause: "principal-deleted", severity: "medium", confidence: "proved", users: 0, remedy: "api" }],
  ],
  [
    "group-empty",
    { groups: [{ displayName: "Team" }] },
    [{ cause: "group-empty", severity: "low", confidence: "proved", users: 0, remedy: "human" }],
  ],
  [
    "a group whose only members are disabled",
    {
      users: [
        { userName: "alice@example.com", status: "DISABLED" },
        { userName: "bob@example.com", status: "DISABLED" },
      ],
    },
    [{ cause: "user-disabled", severity: "low", confidence: "proved", users: 2, remedy: "human" }],
  ],
  [
    "user-disabled, by assignments of their own",
    {
      users: [{ userName: "alice@example.com", status: "DISABLED" }, { userName: "bob@example.com" }],
      assignments: [{ account: "sandbox", permissionSet: "ReadOnly", user: "alice@example.com" }],
    },
    [{ cause: "user-disabled", severity: "low", confidence: "proved", users: 1, remedy: "human" }],
  ],
  [
    "direct-grant",
    { assignments: [{ account: "sandbox", permissionSet: "ReadOnly", user: "alice@example.com" }] },
    [{ cause: "direct-grant", severity: "low", confidence: "proved", users: 1, remedy: "human" }],
  ],
  ...(["SUSPENDED", "PENDING_CLOSURE", "CLOSED", "PENDING_ACTIVATION"] as const).map(
    (state) =>
      [
        `an account that is ${state}`,
        { accounts: [{ id: "111122223333", name: "sandbox", state }] },
        [
          {
            cause: `account-${state.toLowerCase().replace("_", "-")}`,
            severity: "medium" as const,
            confidence: "proved" as const,
            users: 2,
            remedy: "human" as const,
          },
        ],
      ] as const,
  ),
  [
    "an assignment that failed, by its reason",
    {
      requests: [failed({ failureReason: "Cannot exceed quota for RolesPerAccount: 1000" })],
    },
    [{ cause: "role-quota", severity: "high", confidence: "likely", users: 1, remedy: "human" }],
  ],
  [
    "an assignment that failed for a reason that nobody knows",
    { requests: [failed({ failureReason: "Something else" })] },
    [{ cause: "assignment-failed", severity: "high", confidence: "proved", users: 1, remedy: "human" }],
  ],
  [
    "a provisioning that failed",
    {
      provisionedRoles: [{ account: "sandbox", permissionSet: "ReadOnly", freshness: "outdated" }],
      requests: [
        {
          kind: "provision",
          status: "FAILED",
          account: "sandbox",
          permissionSet: "ReadOnly",
          createdAt: "2026-09-14T08:30:00Z",
        },
      ],
    },
    [
      { cause: "provisioning-failed", severity: "high", confidence: "proved", users: 0, remedy: "human" },
      { cause: "outdated", severity: "medium", confidence: "proved", users: 2, remedy: "api" },
    ],
  ],
  [
    "a request that does not end",
    { requests: [failed({ status: "IN_PROGRESS", createdAt: "2026-09-14T07:30:00Z" })] },
    [{ cause: "assignment-in-progress", severity: "medium", confidence: "likely", users: 1, remedy: "wait" }],
  ],
  [
    "group-limit-reached",
    {
      groups: Array.from({ length: 100 }, (_, at) => ({ displayName: `Team${at}`, members: ["alice@example.com"] })),
      assignments: Array.from({ length: 100 }, (_, at) => ({
        account: "sandbox",
        permissionSet: "ReadOnly",
        group: `Team${at}`,
      })),
    },
    [{ cause: "group-limit-reached", severity: "medium", confidence: "proved", users: 1, remedy: "human" }],
  ],
  [
    "trusted-access-disabled",
    { organization: { managementAccountId: "123456789012", trustedServices: [] } },
    [{ cause: "trusted-access-disabled", severity: "high", confidence: "likely", users: 0, remedy: "human" }],
  ],
  [
    "instance-not-active",
    { instance: { status: "CREATE_IN_PROGRESS" } },
    [{ cause: "instance-not-active", severity: "high", confidence: "proved", users: 0, remedy: "wait" }],
  ],
  [
    "former-owner-access",
    {
      accounts: [{ id: "111122223333", name: "sandbox", email: "alice@example.com" }],
      assignments: [
        { account: "sandbox", permissionSet: "ReadOnly", user: "alice@example.com" },
        { account: "sandbox", permissionSet: "ReadOnly", user: "bob@example.com" },
      ],
    },
    [
      { cause: "former-owner-access", severity: "medium", confidence: "possible", users: 1, remedy: "human" },
      { cause: "direct-grant", severity: "low", confidence: "proved", users: 1, remedy: "human" },
      { cause: "direct-grant", severity: "low", confidence: "proved", users: 1, remedy: "human" },
    ],
  ],
  [
    "delegate-reaches-management-account",
    {
      organization: { managementAccountId: "123456789012", delegatedAdministrators: ["111122223333"] },
      assignments: [
        { account: "sandbox", permissionSet: "ReadOnly", group: "Team" },
        { account: "123456789012", permissionSet: "ReadOnly", group: "Team" },
      ],
      provisionedRoles: [
        { account: "sandbox", permissionSet: "ReadOnly" },
        { account: "123456789012", permissionSet: "ReadOnly" },
      ],
    },
    [
      {
        cause: "delegate-reaches-management-account",
        severity: "medium",
        confidence: "likely",
        users: 2,
        remedy: "human",
      },
    ],
  ],
  [
    "account-access-application-not-active",
    entitled(OWN_APPLICATION, "DELETE_FAILED"),
    [
      {
        cause: "account-access-application-not-active",
        severity: "high",
        confidence: "proved",
        users: 2,
        remedy: "human",
      },
    ],
  ],
  [
    "entitlement-trust-mismatch",
    entitled(OWN_APPLICATION.replace("1234", "9999")),
    [{ cause: "entitlement-trust-mismatch", severity: "high", confidence: "proved", users: 2, remedy: "api" }],
  ],
  [
    "entitlement-role-missing",
    entitled(undefined),
    [{ cause: "entitlement-role-missing", severity: "high", confidence: "proved", users: 2, remedy: "human" }],
  ],
  [
    "entitled-role-trust-too-wide",
    entitled("*"),
    [{ cause: "entitled-role-trust-too-wide", severity: "medium", confidence: "proved", users: 2, remedy: "api" }],
  ],
];

describe("what there is, is found, and nothing else", () => {
  test.each(CASES)("%s", (_name, changes, expected) => {
    expect(found(changes)).toEqual(expected);
  });

  test("every rule's ids are tried or come from the same table of reasons", () => {
    const tried = new Set(CASES.flatMap(([, , expected]) => expected.map(({ cause }) => cause)));
    const own = [...new Set(rules.flatMap(({ finds }) => finds))].filter((id) => !tried.has(id));
    expect(own.sort()).toEqual([
      "account-instance-only",
      "account-not-in-organization",
      "aws-managed-policy-missing",
      "caller-lacks-iam-in-management-account",
      "customer-managed-policy-missing",
      "managed-policy-quota",
      "permission-sets-switched-off",
      "provisioning-in-progress",
      "saml-provider-quota",
      "set-quota",
    ]);
  });
});

test("what is found is a cause of the catalogue, or a matter of least privilege", () => {
  const ids = new Set<string>([...causes.map(({ id }) => id), ...LEAST_PRIVILEGE]);
  expect(rules.flatMap(({ finds }) => finds).filter((id) => !ids.has(id))).toEqual([]);
});

test("the same document gives the same findings, and each has a key of its own", () => {
  const one = document({
    provisionedRoles: [],
    assignments: [
      { account: "sandbox", permissionSet: "ReadOnly", group: GONE },
      { account: "sandbox", permissionSet: "ReadOnly", user: "alice@example.com" },
    ],
  });
  const { findings } = scan(one);
  expect(findings.length).toBe(3);
  expect(new Set(findings.map(({ key }) => key)).size).toBe(3);
  expect(scan(one)).toEqual(scan(one));
});

test("the worst come first: by severity, by how many users, then by key", () => {
  const one = document({
    groups: [{ displayName: "Team", members: ["alice@example.com", "bob@example.com"] }, { displayName: "Empty" }],
    permissionSets: [{ name: "ReadOnly" }, { name: "Admin" }, { name: "Power" }],
    assignments: [
      { account: "sandbox", permissionSet: "Power", user: "alice@example.com" },
      { account: "sandbox", permissionSet: "Admin", user: "bob@example.com" },
      { account: "sandbox", permissionSet: "ReadOnly", group: "Team" },
      { account: "sandbox", permissionSet: "ReadOnly", group: "Empty" },
    ],
    provisionedRoles: [],
  });
  const { findings, counts } = scan(one);
  expect(findings.map(({ severity, affected, cause }) => [severity, affected.users, cause])).toEqual([
    ["high", 2, "not-provisioned"],
    ["high", 1, "not-provisioned"],
    ["high", 1, "not-provisioned"],
    ["low", 1, "direct-grant"],
    ["low", 1, "direct-grant"],
    ["low", 0, "group-empty"],
  ]);
  for (const [a, b] of [
    [1, 2],
    [3, 4],
  ] as const)
    expect((findings[a]?.key ?? "") < (findings[b]?.key ?? "")).toBe(true);
  expect(counts).toEqual({ high: 3, medium: 0, low: 3 });
});
