/** What the caller lacks: by the simulator, else by the policies, else unknown; policies that name resources are told from missing ones. */
import { describe, expect, test } from "vitest";
import type { JudgedRight, OwnPolicies } from "../facts/plan/caller-standing.ts";
import { certain, parseAccountId } from "../model/ids.ts";
import type { CheckedAction } from "../model/permissions.ts";
import { known, type Reading } from "../model/reading.ts";
import type { PlanningReader } from "../sources/plan-reader.ts";
import { checkPermissions } from "./permission-check.ts";

const MANAGEMENT = certain(parseAccountId("123456789012"));
const MEMBER = certain(parseAccountId("222233334444"));
const CALLER = `arn:aws:sts::${MANAGEMENT}:assumed-role/Admins/carol`;

const refused = (operation: string): Reading<never> => ({
  state: "unknown",
  failure: { kind: "refused", service: "iam", operation, permission: `iam:${operation}`, message: "not authorized" },
  evidence: [],
});

interface Asked {
  readonly rights?: (action: string, resource: string) => JudgedRight["decision"];
  readonly policies?: Reading<OwnPolicies>;
  readonly callerArn?: string;
  readonly account?: typeof MANAGEMENT;
}

/** A reader of this caller alone. */
function readerOf({ rights, policies = refused("GetRole"), callerArn = CALLER, account = MANAGEMENT }: Asked) {
  const reader: Partial<PlanningReader> = {
    callerIdentity: async () => known({ accountId: account, arn: callerArn }),
    organization: async () => known({ id: "o-exampleorgid", managementAccountId: MANAGEMENT }) as never,
    ownRights: async (_caller, actions, resources) =>
      rights === undefined
        ? refused("SimulatePrincipalPolicy")
        : known(
            actions.flatMap((action) =>
              resources.map((resource) => ({ action, resource, decision: rights(action, resource) })),
            ),
          ),
    ownPolicies: async () => policies,
  };
  return reader as PlanningReader;
}

const role = (...statements: readonly object[]): Reading<OwnPolicies> =>
  known({
    roleArn: `arn:aws:iam::${MANAGEMENT}:role/Admins`,
    identity: [{ name: "own", text: JSON.stringify({ Version: "2012-10-17", Statement: statements }) }],
    boundary: null,
  });
const allow = (Action: string | readonly string[], Resource: string | readonly string[] = "*", more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

const inState = (actions: readonly CheckedAction[], state: CheckedAction["state"]) =>
  actions.filter((one) => one.state === state).map(({ action }) => action);

describe("by the simulator", () => {
  test("everything is there, and no policy is read", async () => {
    const { actions, askedBy, unread } = await checkPermissions("diagnose", readerOf({ rights: () => "allowed" }));
    expect(actions.length).toBeGreaterThan(30);
    expect(inState(actions, "allowed")).toHaveLength(actions.length);
    expect([askedBy, unread]).toEqual(["simulator", []]);
  });

  test("what it denies is missing, and needed or not by its statement", async () => {
    const rights = (action: string) =>
      action === "sso:ListInstances" || action === "cloudtrail:LookupEvents" ? "denied" : "allowed";
    const { actions } = await checkPermissions("diagnose", readerOf({ rights }));
    expect(actions.filter(({ state }) => state === "denied").map(({ action, isNeeded }) => [action, isNeeded])).toEqual(
      [
        ["sso:ListInstances", true],
        ["cloudtrail:LookupEvents", false],
      ],
    );
  });

  test("what depends on values that it was not given is unknown", async () => {
    const rights = (action: string) => (action === "sso:ListInstances" ? "unclear" : "allowed");
    const { actions } = await checkPermissions("diagnose", readerOf({ rights }));
    expect(inState(actions, "unknown")).toEqual(["sso:ListInstances"]);
  });

  test("a policy that names resources is limited, not missing, where it can be read", async () => {
    const rights = (action: string) => (action === "identitystore:DescribeUser" ? "denied" : "allowed");
    const named = role(allow("identitystore:DescribeUser", "arn:aws:identitystore:::user/*"));
    expect(
      inState((await checkPermissions("diagnose", readerOf({ rights, policies: named }))).actions, "limited"),
    ).toEqual(["identitystore:DescribeUser"]);
    expect(inState((await checkPermissions("diagnose", readerOf({ rights }))).actions, "denied")).toEqual([
      "identitystore:DescribeUser",
    ]);
  });

  test("the resources of the policy are asked about, in the caller's partition", async () => {
    const seen = new Set<string>();
    const rights = (_action: string, resource: string) => {
      seen.add(resource);
      return "allowed" as const;
    };
    await checkPermissions("fix", readerOf({ rights, callerArn: "arn:aws-us-gov:iam::123456789012:role/Admins" }));
    expect([...seen].sort()).toEqual([
      "*",
      "arn:aws-us-gov:account-access:*:*:application/*",
      "arn:aws-us-gov:sso:::account/*",
      "arn:aws-us-gov:sso:::instance/*",
      "arn:aws-us-gov:sso:::permissionSet/*/*",
    ]);
  });
});

describe("by the policies, where the simulator may not be asked", () => {
  test("what they allow, what they do not, and what they deny", async () => {
    const policies = role(
      allow(["sso:*", "identitystore:*", "organizations:*"]),
      { Effect: "Deny", Action: "sso:ListRegions", Resource: "*" },
      allow("cloudtrail:LookupEvents", "*", { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }),
    );
    const { actions, askedBy, unread } = await checkPermissions("diagnose", readerOf({ policies }));
    expect([askedBy, unread]).toEqual(["policies", []]);
    expect(inState(actions, "unknown")).toEqual(["cloudtrail:LookupEvents"]);
    expect(inState(actions, "denied").sort()).toEqual([
      "account-access:GetApplication",
      "account-access:ListApplications",
      "account-access:ListEntitlements",
      "iam:GetPolicy",
      "iam:GetPolicyVersion",
      "iam:GetRequestAuthorizationDetails",
      "iam:GetRequestAuthorizationPolicy",
      "signin:GetConsoleAuthorizationConfiguration",
      "signin:GetResourcePolicy",
      "sso:ListRegions",
    ]);
    expect(actions.find(({ action }) => action === "sso:ListRegions")?.reason).toBe("a policy denies it");
  });

  test("a boundary takes away", async () => {
    const own = role(allow("*"));
    if (own.state !== "known") throw new Error("known");
    const boundary = { name: "boundary", text: JSON.stringify({ Version: "2012-10-17", Statement: [allow("sso:*")] }) };
    const { actions } = await checkPermissions("diagnose", readerOf({ policies: known({ ...own.value, boundary }) }));
    expect(inState(actions, "denied")).toContain("identitystore:DescribeUser");
    expect(inState(actions, "allowed")).toContain("sso:ListInstances");
  });

  test("in a member account an allowance is unknown, because service control policies hold there; a denial is not", async () => {
    const { actions } = await checkPermissions(
      "diagnose",
      readerOf({ policies: role(allow("sso:*")), account: MEMBER }),
    );
    expect(inState(actions, "allowed")).toEqual([]);
    expect(inState(actions, "unknown")).toContain("sso:ListInstances");
    expect(inState(actions, "denied")).toContain("identitystore:DescribeUser");
  });
});

test("where neither can be read everything is unknown, and what was missing is said", async () => {
  const { actions, askedBy, unread } = await checkPermissions("diagnose", readerOf({}));
  expect(askedBy).toBeNull();
  expect(inState(actions, "unknown")).toHaveLength(actions.length);
  expect(unread.map(({ permission }) => permission)).toEqual(["iam:SimulatePrincipalPolicy", "iam:GetRole"]);
});

test.each([
  { kind: "refused" as const, next: "Check the credentials with aws sts get-caller-identity" },
  { kind: "unreachable" as const, next: "Check the network, the proxy and the endpoint" },
])("a caller that AWS does not name ($kind) gets the step that helps", async ({ kind, next }) => {
  const failure = { kind, service: "sts", operation: "GetCallerIdentity", permission: "", message: "no" };
  const callerIdentity = async () => ({ state: "unknown" as const, failure, evidence: [] });
  const reader = { ...readerOf({}), callerIdentity };
  await expect(checkPermissions("diagnose", reader)).rejects.toMatchObject({ code: "refused", next });
});
