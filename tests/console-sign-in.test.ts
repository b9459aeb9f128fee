/** `why --action signin:Authenticate` beside the lab's console: never another answer, and unknown where something was not read. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { documentOf } from "../scenes/scene.ts";
import { actionAsked } from "../src/app/action-asked.ts";
import { why } from "../src/app/why.ts";
import type { Diagnosis } from "../src/model/diagnosis.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import type { AwsConnection } from "../src/sources/aws/calling/connection.ts";
import { createDocumentReader } from "../src/sources/document/reader.ts";
import { collectOrganization } from "../src/sources/organization/collecting/collect.ts";
import type { Reader } from "../src/sources/reader.ts";
import { consoleRefusal, sessionKeys } from "./support/console.ts";
import { callLab } from "./support/human-step.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, labReader, testContext } from "./support/reader.ts";

const MANAGEMENT = "123456789012";
const MEMBER = "111122223333";
const ORGANIZATION = "o-a1b2c3d4e5";
const USER = "ana@example.com";
const AUDIT = { auditRole: "OrganizationAccountAccessRole" };
const OFFICE = { sourceIp: "192.0.2.0/24" };

const network = {
  NotIpAddressIfExists: { "aws:SourceIp": OFFICE.sourceIp },
  StringNotEquals: { "aws:SourceVpc": "vpc-1" },
};
const RESERVED = "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*";
const BEFORE = "signin:Authenticate";
const AFTER = ["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"];
const deny = (Action: string | string[], Condition: object) => ({
  Effect: "Deny",
  Principal: "*",
  Action,
  Resource: "*",
  Condition,
});
const sparing = (key: string) => ({ ...network, ArnNotLike: { [key]: RESERVED } });

const FORCES = ["nowhere", "account", "organization"] as const;
const OWN: readonly (readonly object[])[] = [
  [],
  [OFFICE],
  [{ excludedPrincipal: `arn:aws:iam::${MEMBER}:role/BreakGlass` }],
  [{ sourceVpc: "vpc-0abc1234", requestedRegion: "eu-west-1", ...OFFICE }],
];
const CONTROL: readonly (readonly object[])[] = [
  [],
  [deny([BEFORE, ...AFTER], network)],
  [deny(BEFORE, sparing("signin:PrincipalArn")), deny(AFTER, sparing("aws:PrincipalArn"))],
  [deny([BEFORE, ...AFTER], sparing("aws:PrincipalArn"))],
  [deny(AFTER, { ...network, StringEquals: { "aws:ResourceAccount": MANAGEMENT } })],
];
const ROLE: readonly (readonly object[])[] = [
  [],
  [{ Effect: "Deny", Action: "signin:CreateOAuth2Token", Resource: "arn:aws:signin:::console/*" }],
  [{ Effect: "Deny", Action: "signin:*", Resource: "arn:aws:signin:*:*:oauth2/public-client/localhost" }],
];

interface Situation {
  readonly force: (typeof FORCES)[number];
  readonly own: readonly object[];
  readonly control: readonly object[];
  readonly role: readonly object[];
  readonly account: string;
}

const version = (Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });

const organization = ({ force, own, control, role, account }: Situation): WrittenDocument => ({
  schema: "idc-doctor/organization/1",
  organization: {
    id: ORGANIZATION,
    managementAccountId: MANAGEMENT,
    ...(force === "organization" && { consoleAuthorizationEnabled: true }),
  },
  accounts: [MANAGEMENT, MEMBER].map((id) => ({
    id,
    ...(id === account && {
      signIn: {
        consoleAuthorizationEnabled: force === "account",
        permissionStatements: own.map((one) => ({ ...one })),
      },
    }),
  })),
  policies:
    control.length === 0
      ? []
      : [{ name: "Console", type: "RESOURCE_CONTROL_POLICY", targets: [account], document: version(control) }],
  users: [{ userName: USER }],
  permissionSets: [
    { name: "Reader", inlinePolicy: version([{ Effect: "Allow", Action: "s3:Get*", Resource: "*" }, ...role]) },
  ],
  assignments: [{ account, permissionSet: "Reader", user: USER }],
});

const CLOSED: Situation = { force: "account", own: [OFFICE], control: [], role: [], account: MEMBER };

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());
beforeEach(() => lab.clearFaults());

async function asked(reader: Reader, account = MEMBER): Promise<Diagnosis> {
  const action = actionAsked({ action: BEFORE });
  const question = { user: USER, account, permissionSet: "Reader", isRegionGiven: true, action };
  return (await why(question, reader, testContext())).diagnosis;
}

const onLab = (connection: Partial<AwsConnection> = AUDIT, account = MEMBER) =>
  asked(labReader(lab, connection), account);

async function isRefused(account: string): Promise<boolean> {
  const keys = await sessionKeys(lab, { user: USER, account, permissionSet: "Reader" });
  return (await consoleRefusal(lab, keys)) !== undefined;
}

const answerOf = ({ decisions }: Diagnosis) => decisions?.[0]?.answer;

/** A third of all, in which every value of a list meets values of each other list. */
const situations: readonly Situation[] = FORCES.flatMap((force, f) =>
  OWN.flatMap((own, o) =>
    CONTROL.flatMap((control, c) => {
      const at = f * OWN.length * CONTROL.length + o * CONTROL.length + c;
      const isChosen = (f + o + c) % 3 === 0;
      const role = ROLE[at % ROLE.length] ?? [];
      return isChosen ? [{ force, own, control, role, account: at % 5 === 0 ? MANAGEMENT : MEMBER }] : [];
    }),
  ),
);

test("the console and the answer agree", { timeout: 120_000 }, async () => {
  const wrong: unknown[] = [];
  const seen = new Set<boolean>();
  for (const situation of situations) {
    const { account } = situation;
    const document = organization(situation);
    await lab.put(document);
    const isShut = await isRefused(account);
    seen.add(isShut);
    const expected = isShut ? "deny" : "allow";
    const live = answerOf(await onLab(AUDIT, account));
    const saved = answerOf(await asked(createDocumentReader(documentOf("the lab's", await lab.document())), account));
    const outside = answerOf(await onLab({}, account));
    if (live !== expected || saved !== expected || !(outside === expected || outside === "unknown"))
      wrong.push({ situation, expected, live, saved, outside });
  }
  expect(situations.length).toBeGreaterThan(15);
  expect([...seen].sort()).toEqual([false, true]);
  expect(wrong).toEqual([]);
});

describe("what is read", () => {
  const signin = async () =>
    (await lab.calls()).filter(({ service }) => service === "signin").map(({ operation }) => operation);

  test("two calls where nothing is in force, three where something is, one assumed role", async () => {
    for (const [force, calls] of [
      ["nowhere", 2],
      ["account", 3],
      ["organization", 3],
    ] as const) {
      await lab.put(organization({ ...CLOSED, force }));
      await lab.clearCalls();
      await onLab();
      expect((await signin()).length, force).toBe(calls);
      expect((await lab.calls()).filter(({ operation }) => operation === "AssumeRole").length).toBe(1);
    }
  });

  test("nothing for any other action", async () => {
    await lab.put(organization(CLOSED));
    await lab.clearCalls();
    const question = { user: USER, account: MEMBER, permissionSet: "Reader", isRegionGiven: true };
    await why({ ...question, action: actionAsked({ action: "s3:GetObject" }) }, labReader(lab, AUDIT), testContext());
    expect(await signin()).toEqual([]);
  });

  test("the caller's own account without a role, others only with one", async () => {
    await lab.put(organization({ ...CLOSED, account: MANAGEMENT }));
    const own = await onLab({}, MANAGEMENT);
    expect([own.verdict, own.causes[0]?.id]).toEqual(["denied", "console-sign-in-policy"]);
    await lab.put(organization(CLOSED));
    const other = await onLab({});
    expect([other.verdict, other.causes]).toEqual(["undecided", []]);
    expect(JSON.stringify(other.notExamined)).toContain("give --audit-role");
  });

  test("an account that answers as if nothing was ever set has nothing in force", async () => {
    const document = organization({ ...CLOSED, force: "nowhere", own: [] });
    await lab.put({ ...document, lab: { unsetConsoleAuthorization: "not-found" } });
    expect(answerOf(await onLab())).toBe("allow");
    await callLab(
      lab,
      { service: "signin", operation: "PutConsoleAuthorizationConfiguration", input: {} },
      { accessKeyId: MEMBER, secretAccessKey: "lab" },
    );
    expect(answerOf(await onLab())).toBe("allow");
  });
});

describe("a failed read", () => {
  const KINDS = ["refuse", "throttle", "fail"] as const;
  const told = ({ couldNotRead, notExamined }: Diagnosis) => JSON.stringify([couldNotRead, notExamined]);

  test.each(
    ["GetConsoleAuthorizationConfiguration", "GetResourcePolicy"].flatMap((operation) =>
      KINDS.map((kind) => [operation, kind] as const),
    ),
  )("%s, by %s, leaves the console open and is told", async (operation, kind) => {
    await lab.put(organization(CLOSED));
    await lab.fault({ service: "signin", operation, kind });
    const diagnosis = await onLab();
    expect(diagnosis.verdict).toBe("undecided");
    expect(diagnosis.causes.filter(({ confidence }) => confidence === "proved").map(({ id }) => id)).toEqual(
      kind === "refuse" ? ["caller-not-permitted"] : [],
    );
    expect(told(diagnosis)).toContain(operation);
  });

  test("whose answer would change nothing takes nothing from what is known", async () => {
    await lab.put(organization({ ...CLOSED, force: "organization" }));
    await lab.fault({
      service: "signin",
      operation: "GetConsoleAuthorizationConfiguration",
      kind: "refuse",
      accountId: MEMBER,
    });
    const { verdict, causes } = await onLab();
    expect([verdict, causes[0]?.id, causes[0]?.confidence]).toEqual(["denied", "console-sign-in-policy", "proved"]);
  });

  test("of a policy beside one that denies takes nothing either", async () => {
    await lab.put(organization({ ...CLOSED, own: [], control: CONTROL[1] ?? [] }));
    await lab.fault({ service: "signin", operation: "GetResourcePolicy", kind: "refuse" });
    const { verdict, causes } = await onLab();
    expect([verdict, causes[0]?.id, causes[0]?.confidence]).toEqual(["denied", "console-sign-in-policy", "proved"]);
  });

  test("of whether it is in force leaves a policy that denies likely", async () => {
    await lab.put(organization(CLOSED));
    const operation = "GetConsoleAuthorizationConfiguration";
    await lab.fault({ service: "signin", operation, kind: "throttle", accountId: MEMBER });
    const { verdict, causes } = await onLab();
    expect([verdict, causes[0]?.id, causes[0]?.confidence]).toEqual(["undecided", "console-sign-in-policy", "likely"]);
  });
});

test("a snapshot does not hold Sign-In policies, and says so", async () => {
  await lab.put(organization(CLOSED));
  const { document } = await collectOrganization(labConnection(lab), testContext());
  const { verdict, causes, notExamined } = await asked(createDocumentReader(document));
  expect([verdict, causes]).toEqual(["undecided", []]);
  expect(JSON.stringify(notExamined)).toContain("a snapshot of the organization does not hold Sign-In policies");
});

test("the answer says what still works", async () => {
  await lab.put(organization(CLOSED));
  const [cause] = (await onLab()).causes;
  expect(cause?.summary).toContain("the role stays in the access portal, and the CLI works with it");
  const { sessionToken, ...keys } = await sessionKeys(lab, { user: USER, account: MEMBER, permissionSet: "Reader" });
  const call = { service: "sts", operation: "GetCallerIdentity", input: {} };
  expect(await callLab(lab, call, { ...keys, ...(sessionToken && { sessionToken }) })).toMatchObject({
    Account: MEMBER,
  });
});
