/** `why` on the second road against the lab's own runtime API: which entitlements it names, and whether their roles open. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { playSecondRoad } from "../src/app/demo-second-road.ts";
import { why } from "../src/app/why.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import type { AwsConnection } from "../src/sources/aws/calling/connection.ts";
import { accountAccessPortalOf } from "./support/account-access-portal.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labReader, testContext } from "./support/reader.ts";
import { unprovedValues } from "./support/stated-values.ts";

const MANAGEMENT = "123456789012";
const MEMBER = "111122223333";
const USER = "alice.moreau@example.com";
const ROLE = `arn:aws:iam::${MEMBER}:role/team/Developer`;
const APPLICATION = `arn:aws:account-access:us-east-1:${MANAGEMENT}:application/1234567890abcdef`;
const TENANT = "aa-gyxmap389";
const AUDIT = { auditRole: "OrganizationAccountAccessRole" };

type Row = Record<string, unknown>;

const allow = (changes: Row = {}, condition: object | undefined = sources()): object => ({
  Effect: "Allow",
  Principal: { Service: "account-access.amazonaws.com" },
  Action: ["sts:AssumeRole", "sts:SetContext"],
  ...(condition && { Condition: condition }),
  ...changes,
});
const sources = (account = MANAGEMENT, arn = APPLICATION) => ({
  StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": arn },
});

/** Trust policies, sensible and not; undefined: there is no such role. */
const TRUSTS: Readonly<Record<string, readonly object[] | undefined>> = {
  "as the guide writes it": [allow()],
  "without conditions": [allow({ Condition: {} })],
  "with the tags allowed, too": [allow({ Action: ["sts:AssumeRole", "sts:SetContext", "sts:TagSession"] })],
  "with every action": [allow({ Action: "sts:*" })],
  "with a wildcard for the application": [
    allow({}, { StringLike: { "aws:SourceArn": "arn:aws:account-access:*:123456789012:application/*" } }),
  ],
  "in two statements": [allow({ Action: "sts:AssumeRole" }), allow({ Action: "sts:SetContext" })],
  "beside a condition-less statement": [allow({}, sources(MEMBER)), allow({ Condition: {} })],
  "with the role's account as source": [allow({}, sources(MEMBER))],
  "with a former application as source": [allow({}, sources(MANAGEMENT, APPLICATION.replace("1234", "9999")))],
  "without sts:SetContext": [allow({ Action: "sts:AssumeRole" })],
  "for another service": [allow({ Principal: { Service: "ec2.amazonaws.com" } })],
  "with a denial": [allow(), allow({ Effect: "Deny", Action: "sts:SetContext", Condition: {} })],
  gone: undefined,
};

interface Parts {
  readonly trust?: readonly object[] | undefined;
  readonly entitlements?: WrittenDocument["entitlements"];
  readonly more?: Partial<WrittenDocument>;
}

const organization = ({ trust = [allow()], entitlements, more }: Parts = {}): WrittenDocument => ({
  schema: "idc-doctor/organization/1",
  organization: {
    managementAccountId: MANAGEMENT,
    trustedServices: ["sso.amazonaws.com", "account-access.amazonaws.com"],
  },
  accounts: [
    {
      id: MEMBER,
      name: "sandbox",
      iam: { roles: [{ name: "Developer", path: "/team/", trustPolicy: { Version: "2012-10-17", Statement: trust } }] },
    },
  ],
  users: [{ userName: USER }, { userName: "bob@example.com" }],
  groups: [
    { displayName: "Developers", members: [USER] },
    { displayName: "Everyone", members: [USER, "bob@example.com"] },
  ],
  permissionSets: [{ name: "ReadOnly" }],
  accountAccessApplications: [{ arn: APPLICATION, tenantId: TENANT }],
  entitlements: entitlements ?? [{ group: "Developers", role: ROLE }],
  ...more,
});

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());

const asked = (permissionSet: string | null = "ReadOnly", connection: Partial<AwsConnection> = AUDIT) =>
  why({ user: USER, account: MEMBER, permissionSet, isRegionGiven: true }, labReader(lab, connection), testContext());

/** Whether the lab's runtime API gives credentials for the role. */
async function opens(): Promise<boolean> {
  const portal = await accountAccessPortalOf({ labUrl: lab.url, tenantId: TENANT }, USER);
  return (await portal?.opens(ROLE)) === true;
}

describe("the role's trust policy", () => {
  test.each(Object.entries(TRUSTS))("%s: the diagnosis says what the runtime API does", async (_, trust) => {
    const document = organization(trust ? { trust } : {});
    await lab.put(trust ? document : { ...document, accounts: [{ id: MEMBER, name: "sandbox" }] });
    const { diagnosis } = await asked();
    const [first] = diagnosis.causes;
    const expected = (await opens())
      ? "entitled-by-account-access-manager"
      : trust
        ? "entitlement-trust-mismatch"
        : "entitlement-role-missing";
    expect([first?.id, first?.confidence]).toEqual([expected, "proved"]);
  });
});

describe("a role that a template made", () => {
  const template = { arn: `arn:aws:iam::${MANAGEMENT}:role-template/Teams:1`, minorVersion: 2 };
  const made = (trust: readonly object[]): Partial<WrittenDocument> => {
    const policy = { Version: "2012-10-17", Statement: [...trust] };
    const role = { name: "Developer", path: "/team/", trustPolicy: policy, template };
    return { accounts: [{ id: MEMBER, name: "sandbox", iam: { roles: [role] } }] };
  };

  test("is recognized, and not patched where it refuses", async () => {
    await lab.put(organization({ more: made([allow({}, sources(MEMBER))]) }));
    const [cause] = (await asked("Developer")).diagnosis.causes;
    expect(cause).toMatchObject({
      id: "entitlement-trust-mismatch",
      summary: expect.stringContaining(`It comes from the role template ${template.arn} (minor version 2).`),
      remedy: { kind: "human", summary: "Correct the trust policy of Developer at its role template" },
    });
    expect(JSON.stringify(cause?.remedy)).not.toContain("update-assume-role-policy");
  });

  test("opens as any other does, and the answer says where it comes from", async () => {
    await lab.put(organization({ more: made([allow()]) }));
    const [cause] = (await asked()).diagnosis.causes;
    expect(cause).toMatchObject({
      id: "entitled-by-account-access-manager",
      confidence: "proved",
      summary: expect.stringContaining(`Developer comes from the role template ${template.arn}`),
    });
    expect(await opens()).toBe(true);
    const kept = (await lab.document()).accounts?.find(({ id }) => id === MEMBER)?.iam?.roles?.[0];
    expect(kept?.template).toEqual(template);
  });
});

describe("calls", () => {
  const secondRoadCalls = async (): Promise<readonly string[]> =>
    (await lab.calls()).filter(({ service }) => service === "account-access").map(({ operation }) => operation);

  test.each([
    {
      what: "without an application one",
      more: { accountAccessApplications: [], entitlements: [] },
      expected: [1, 0, 0],
    },
    { what: "with one, one more", more: { entitlements: [] }, expected: [1, 1, 0] },
    { what: "and one more where an entitlement is found", more: {}, expected: [1, 1, 1] },
    {
      what: "none where a permission set reaches the user",
      more: { assignments: [{ account: MEMBER, permissionSet: "ReadOnly", user: USER }] },
      expected: [0, 0, 0],
    },
  ])("$what", async ({ more, expected }) => {
    await lab.put(organization({ more }));
    await lab.clearCalls();
    await asked();
    const calls = await secondRoadCalls();
    const count = (name: string) => calls.filter((one) => one === name).length;
    expect(["ListApplications", "ListEntitlements", "GetApplication"].map(count)).toEqual(expected);
  });
});

test("a word that is no permission set may be the name of an entitled role", async () => {
  await lab.put(organization());
  const { diagnosis } = await asked("Developer");
  expect(diagnosis.causes[0]?.id).toBe("entitled-by-account-access-manager");
  await expect(asked("Nobody")).rejects.toMatchObject({ code: "not-found" });
});

test("without a permission set in the question the entitlement is the answer, too", async () => {
  await lab.put(organization());
  expect((await asked(null)).diagnosis.causes[0]?.id).toBe("entitled-by-account-access-manager");
});

test.each(["ListApplications", "ListEntitlements"])(
  "where %s is refused the second road is unknown, not absent",
  async (operation) => {
    await lab.put(organization());
    await lab.fault({ service: "account-access", operation, kind: "refuse" });
    const { diagnosis } = await asked();
    await lab.clearFaults();
    expect(diagnosis.causes.map(({ id }) => id)).not.toContain("entitled-by-account-access-manager");
    expect(diagnosis.notExamined.find(({ what }) => what === "secondRoad")?.reason).toContain(
      `account-access:${operation}`,
    );
  },
);

test("without an audit role the entitlement is likely the answer, and the role's trust is not claimed", async () => {
  await lab.put(organization({ trust: [allow({}, sources(MEMBER))] }));
  const { diagnosis } = await asked("ReadOnly", {});
  expect(diagnosis.causes[0]).toMatchObject({ id: "entitled-by-account-access-manager", confidence: "likely" });
});

test("the demo's story: entitled, broken by a condition, and open again", async () => {
  const acts = [];
  for await (const { sight, diagnosis } of playSecondRoad(testContext())) acts.push([sight, diagnosis.causes[0]?.id]);
  const roleArns = [ROLE];
  expect(acts).toEqual([
    [{ accounts: 0, roleArns, opens: true }, "entitled-by-account-access-manager"],
    [{ accounts: 0, roleArns, opens: false }, "entitlement-trust-mismatch"],
    [{ accounts: 0, roleArns, opens: true }, "entitled-by-account-access-manager"],
  ]);
});

test.each(["DELETE_FAILED", "DELETE_IN_PROGRESS"] as const)(
  "an application that is %s gives nothing",
  async (status) => {
    await lab.put(
      organization({ more: { accountAccessApplications: [{ arn: APPLICATION, tenantId: TENANT, status }] } }),
    );
    expect((await asked()).diagnosis.causes[0]?.id).toBe("account-access-application-not-active");
    expect(await opens()).toBe(false);
  },
);

test("a group whose name is refused is told by its id, which the evidence holds", async () => {
  // Without a permission set no list of the first road shows the user's groups.
  await lab.put(organization({ more: { permissionSets: [] } }));
  await lab.fault({ service: "identitystore", operation: "DescribeGroup", kind: "refuse" });
  const { diagnosis } = await asked(null);
  await lab.clearFaults();
  const entitled = diagnosis.causes.find(({ id }) => id === "entitled-by-account-access-manager");
  const { groups = [] } = await lab.document();
  expect(entitled?.summary).toContain(`by group ${groups.find(({ displayName }) => displayName === "Developers")?.id}`);
  expect(unprovedValues(diagnosis)).toEqual([]);
});
