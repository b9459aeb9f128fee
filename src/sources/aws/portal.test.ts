/** The user's own portal: not looked at without a token, and credentials only with consent. */
import { describe, expect, test } from "vitest";
import { PRODUCTION, SANDBOX } from "../../facts/grant/testing/grant-facts.ts";
import type { AwsConnection } from "./calling/connection.ts";
import { readPortal } from "./portal.ts";
import { awsError, type FakeAnswers, fakeAws, pages, REFUSED } from "./testing/fake-calling.ts";

const token = { portalToken: () => Promise.resolve("secret-token") };
const consent = { ...token, mayTakeCredentials: true };
const sessionOf = (name: string) =>
  `arn:aws:sts::${SANDBOX}:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/${name}`;
const PORTAL: FakeAnswers = {
  ListAccounts: pages({ accountList: [{ accountId: PRODUCTION }] }, { accountList: [{ accountId: SANDBOX }] }),
  ListAccountRoles: pages({ roleList: [{ roleName: "Admin" }] }, { roleList: [{ roleName: "ReadOnly" }] }),
  GetRoleCredentials: { roleCredentials: { secretAccessKey: "secret-key", expiration: 1 } },
  GetCallerIdentity: { Arn: sessionOf("Alice") },
};

async function look(connection: Partial<AwsConnection>, more: FakeAnswers = {}, setName = "ReadOnly") {
  const aws = fakeAws({ ...PORTAL, ...more }, connection);
  return {
    found: await readPortal(aws.calling, { accountId: SANDBOX, permissionSetName: setName, userName: "alice" }),
    aws,
  };
}

test.each([
  { what: "no token", connection: {} },
  { what: "a user who cannot sign in", connection: { portalToken: () => Promise.resolve(undefined) } },
])("$what: not looked at", async ({ connection }) => {
  const { found, aws } = await look(connection);
  expect(found.state).toBe("unread");
  expect(aws.asked).toEqual([]);
});

describe("with a token", () => {
  test("account and set, on any page; credentials are not asked for", async () => {
    const { found, aws } = await look(token);
    expect(found).toMatchObject({
      value: { listsAccount: true, roleNames: ["Admin", "ReadOnly"], givesCredentials: undefined, page: 1 },
    });
    expect(aws.operations()).not.toContain("GetRoleCredentials");
  });

  test("the page of a portal that has more accounts than one page shows", async () => {
    const accountList = Array.from({ length: 100 }, (_, at) => ({ accountId: String(200_000_000_000 + at) }));
    const { found } = await look(token, {
      ListAccounts: pages({ accountList }, { accountList: [{ accountId: SANDBOX }] }),
    });
    expect(found).toMatchObject({ value: { page: 2 } });
  });

  test("an account that is not shown: its sets are not asked for", async () => {
    const { found, aws } = await look(token, { ListAccounts: { accountList: [{ accountId: PRODUCTION }] } });
    expect(found).toMatchObject({ value: { listsAccount: false, roleNames: [] } });
    expect(aws.operations()).toEqual(["ListAccounts"]);
  });

  test.each(["ListAccounts", "ListAccountRoles"])("unknown where %s is refused", async (operation) => {
    const refused = awsError("UnauthorizedException", 401);
    expect((await look(token, { [operation]: refused })).found).toMatchObject({
      state: "unknown",
      failure: { permission: "the user's portal token" },
    });
  });
});

describe("with the user's consent", () => {
  test("credentials are asked for and dropped", async () => {
    const { found, aws } = await look(consent);
    expect(found).toMatchObject({ value: { givesCredentials: true } });
    expect(JSON.stringify(aws.calling.log.evidence())).not.toMatch(/secret/);
  });

  test("a set that the portal does not show is not asked for; another one says whose the sign-in is", async () => {
    const { found, aws } = await look(consent, {}, "Billing");
    expect(found).toMatchObject({ value: { givesCredentials: undefined } });
    const roles = aws.asked.filter(({ operation }) => operation === "GetRoleCredentials");
    expect(roles.map(({ input }) => input["roleName"])).toEqual(["Admin"]);
  });

  test.each([
    {
      what: "somebody else",
      answers: { GetCallerIdentity: { Arn: sessionOf("bob") } },
      words: /is of bob, not of alice/,
    },
    { what: "nobody that STS names", answers: { GetCallerIdentity: REFUSED }, words: /STS did not say whose/ },
    { what: "a portal without accounts", answers: { ListAccounts: { accountList: [] } }, words: /nothing says whose/ },
  ])("the sign-in of $what is not used", async ({ answers, words }) => {
    const { found } = await look(consent, answers);
    expect(found).toMatchObject({ state: "unread", reason: expect.stringMatching(words) });
  });

  test.each([
    { what: "No access", error: awsError("ForbiddenException", 403) },
    { what: "not found", error: awsError("ResourceNotFoundException", 404) },
  ])("$what is an answer (facts C1)", async ({ error }) => {
    const asked = ({ roleName }: Readonly<Record<string, unknown>>) =>
      roleName === "ReadOnly" ? error : { roleCredentials: { expiration: 1 } };
    expect((await look(consent, { GetRoleCredentials: asked })).found).toMatchObject({
      value: { givesCredentials: false, refusal: "No access" },
    });
  });

  test("any other error is none", async () => {
    expect((await look(consent, { GetRoleCredentials: REFUSED })).found.state).toBe("unknown");
  });
});
