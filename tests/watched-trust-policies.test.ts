/** Trust policies of entitled roles in the scans of `serve`, `watch` and MCP: read through the audit role, bounded and kept, and never taken for healed. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type OpenTeam, openTeam } from "../src/app/team/open-team.ts";
import { requestRefresh } from "../src/app/team/refresh-job.ts";
import { beginWork } from "../src/app/team/work.ts";
import { receiveOnce } from "../src/app/watch/event-loop.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { known } from "../src/model/reading.ts";
import { commandEnvironment } from "./support/cli.ts";
import { callLab } from "./support/human-step.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { testContext } from "./support/reader.ts";

const MANAGEMENT = "123456789012";
const MEMBER = "111122223333";
const APPLICATION = `arn:aws:account-access:us-east-1:${MANAGEMENT}:application/1234567890abcdef`;
const ROLES = ["Developer", "Tester"].map((name) => `arn:aws:iam::${MEMBER}:role/team/${name}`);
const TRUST_POLICIES = "trust policies of entitled roles";

const trust = (account: string): object => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "account-access.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:SetContext"],
      Condition: { StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": APPLICATION } },
    },
  ],
});

const organization: WrittenDocument = {
  schema: "idc-doctor/organization/1",
  organization: {
    managementAccountId: MANAGEMENT,
    trustedServices: ["sso.amazonaws.com", "account-access.amazonaws.com"],
  },
  accounts: [
    {
      id: MEMBER,
      name: "sandbox",
      iam: {
        roles: ["Developer", "Tester"].map((name) => ({ name, path: "/team/", trustPolicy: { ...trust(MANAGEMENT) } })),
      },
    },
  ],
  users: [{ userName: "alice@example.com" }],
  groups: [{ displayName: "Developers", members: ["alice@example.com"] }],
  permissionSets: [{ name: "ReadOnly" }],
  accountAccessApplications: [{ arn: APPLICATION, tenantId: "aa-gyxmap389" }],
  entitlements: ROLES.map((role) => ({ group: "Developers", role })),
};

let lab: TestLab;
let team: OpenTeam;
let minutes = 0;
const said: string[] = [];
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
beforeEach(async () => {
  minutes = 0;
  said.length = 0;
  await lab.put(organization);
});
afterEach(async () => {
  await lab.clearFaults();
  await team.close();
});
afterAll(() => lab.close());

async function serving(auditRole?: string): Promise<void> {
  const context = testContext({
    now: () => new Date(Date.now() + minutes * 60_000),
    log: (level, message) => void said.push(`${level} ${message}`),
  });
  team = await openTeam({
    flags: { endpointUrl: lab.url, region: "us-east-1", auditRole },
    database: undefined,
    context,
    env: commandEnvironment(),
  });
  await beginWork(team);
}

const only = () => {
  const [one] = team.organizations.values();
  if (!one) throw new Error("no organization");
  return one;
};

/** The calls of GetRole that a refresh makes, and what is open after it. */
async function refreshed({ isFresh = false } = {}) {
  await lab.clearCalls();
  const { id } = await requestRefresh({ by: "test", isFresh }, only(), team);
  for await (const _ of team.jobs.watch(id, 0, team.context.signal));
  const job = await team.jobs.read(id);
  expect(job?.state, job?.outcome ?? "").toBe("done");
  const open = await team.store.findings.list(only().key, ["open"]);
  return {
    read: (await lab.calls()).filter(({ operation }) => operation === "GetRole").length,
    causes: open.map(({ finding }) => finding.cause).filter((cause) => cause.startsWith("entitle")),
    notExamined: (await team.store.findings.lastScan(only().key))?.notExamined ?? [],
  };
}

const set = (name: string, account: string, of = MEMBER) =>
  callLab(
    lab,
    {
      service: "iam",
      operation: "UpdateAssumeRolePolicy",
      input: { RoleName: name, PolicyDocument: JSON.stringify(trust(account)) },
    },
    { accessKeyId: of, secretAccessKey: "lab" },
  );

/** As EventBridge brings it from the account of the role. */
const changed = (roleName: string) => ({
  detail: {
    eventID: `${roleName}-${minutes}`,
    eventSource: "iam.amazonaws.com",
    eventName: "UpdateAssumeRolePolicy",
    eventTime: new Date().toISOString(),
    recipientAccountId: MEMBER,
    requestParameters: { roleName },
  },
});

async function received(...messages: readonly object[]): Promise<boolean> {
  let isChange = false;
  await receiveOnce(
    {
      organization: only(),
      queueUrl: "",
      team,
      context: team.context,
      onChange: async () => {
        isChange = true;
      },
    },
    {
      receive: async () => known(messages.map((body, at) => ({ receipt: String(at), body: JSON.stringify(body) }))),
      remove: async () => known(undefined),
    } as Parameters<typeof receiveOnce>[1] & object,
  );
  return isChange;
}

test("without an audit role the answer says that trust policies were not looked at, and so does the log, once", async () => {
  await serving();
  await set("Developer", MEMBER);
  for (let times = 0; times < 2; times += 1)
    expect(await refreshed()).toMatchObject({
      read: 0,
      causes: [],
      notExamined: expect.arrayContaining([TRUST_POLICIES]),
    });
  expect(said.filter((line) => line.includes(TRUST_POLICIES))).toEqual([
    "warn The trust policies of entitled roles of default are not looked at: set audit-role for it, or give --audit-role",
  ]);
});

test("each role is read once, again after an hour, after an event of IAM, and by a new collection", async () => {
  await serving("OrganizationAccountAccessRole");
  const first = await refreshed();
  expect(first).toMatchObject({ read: 2, causes: [] });
  expect(first.notExamined).not.toContain(TRUST_POLICIES);
  await set("Developer", MEMBER);
  expect(await refreshed()).toMatchObject({ read: 0, causes: [] });
  minutes = 10;
  expect(await received(changed("SomethingElse"))).toBe(false);
  expect(await received(changed("Developer"))).toBe(true);
  expect(await refreshed()).toMatchObject({ read: 1, causes: ["entitlement-trust-mismatch"] });
  await set("Developer", MANAGEMENT);
  minutes = 90;
  expect(await refreshed()).toMatchObject({ read: 2, causes: [] });
  await set("Tester", MEMBER);
  expect(await refreshed({ isFresh: true })).toMatchObject({ read: 2, causes: ["entitlement-trust-mismatch"] });
});

test("a change that CloudTrail's own history shows is read by the next refresh, with its author", async () => {
  const policy = trust(MANAGEMENT);
  const role = `arn:aws:iam::${MANAGEMENT}:role/Operator`;
  await lab.put({
    ...organization,
    accounts: [
      ...(organization.accounts ?? []),
      { id: MANAGEMENT, name: "management", iam: { roles: [{ name: "Operator", trustPolicy: { ...policy } }] } },
    ],
    entitlements: [...(organization.entitlements ?? []), { group: "Developers", role }],
  });
  await serving("OrganizationAccountAccessRole");
  expect(await refreshed()).toMatchObject({ read: 3, causes: [] });
  await set("Operator", MEMBER, MANAGEMENT);
  expect(await refreshed()).toMatchObject({ read: 1, causes: ["entitlement-trust-mismatch"] });
  const [found] = await team.store.findings.list(only().key, ["open"]);
  expect(found?.author).toBe(`arn:aws:iam::${MANAGEMENT}:root`);
});

test("a finding stays open where its role cannot be read, and the account is named", async () => {
  await serving("OrganizationAccountAccessRole");
  await set("Developer", MEMBER);
  expect(await refreshed()).toMatchObject({ causes: ["entitlement-trust-mismatch"] });
  await set("Developer", MANAGEMENT);
  await lab.fault({ kind: "refuse", service: "sts", operation: "AssumeRole" });
  const refused = await refreshed({ isFresh: true });
  expect(refused.causes).toEqual(["entitlement-trust-mismatch"]);
  expect(refused.notExamined).toContainEqual(
    expect.stringMatching(/^trust policies of entitled roles in 111122223333 \(sts:AssumeRole/),
  );
  await lab.clearFaults();
  expect(await refreshed()).toMatchObject({ read: 2, causes: [] });
});
