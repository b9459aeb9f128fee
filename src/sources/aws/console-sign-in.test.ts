/** Sign-In policies as AWS answers them: in either case of letters, never set, switched off, and not offered. */
import { describe, expect, test } from "vitest";
import { certain, parseAccountId } from "../../model/ids.ts";
import { known, knownValue, unread } from "../../model/reading.ts";
import { consoleSignIn } from "./console-sign-in.ts";
import { createOnce } from "./once.ts";
import { awsError, type FakeAnswers, fakeAws, REFUSED } from "./testing/fake-calling.ts";

const SANDBOX = certain(parseAccountId("111122223333"));
const ORGANIZATION = "o-a1b2c3d4e5";
const STATEMENT = { Effect: "Deny", Principal: { AWS: "*" }, Action: ["signin:Authenticate"], Resource: "*" };
const lowerCase = Object.fromEntries(
  Object.entries(STATEMENT).map(([name, value]) => [name.toLowerCase(), value] as const),
);

const isOn = (...on: readonly string[]): FakeAnswers => ({
  GetConsoleAuthorizationConfiguration: ({ targetId }: Readonly<Record<string, unknown>>) => ({
    targetId,
    scope: "ACCOUNT",
    consoleAuthorizationEnabled: on.includes(String(targetId)),
  }),
});
const policyOf = (policy: unknown): FakeAnswers => ({ GetResourcePolicy: { signinResourceBasedPolicy: policy } });

interface Where {
  readonly region?: string;
  readonly organizationId?: string | null;
  /** Whether there is a way into the account. */
  readonly way?: boolean;
}

async function read(
  answers: FakeAnswers,
  { region = "eu-west-1", organizationId = ORGANIZATION, way = true }: Where = {},
) {
  const aws = fakeAws(answers, { region });
  const { calling, clients, operations } = aws;
  const client = await clients.signIn(region);
  const found = await consoleSignIn(
    { ...calling, homeRegion: () => region },
    { accountId: SANDBOX, organizationId: organizationId ?? undefined },
    {
      once: createOnce(),
      own: () => Promise.resolve(client),
      inAccount: () => Promise.resolve(way ? known(client) : unread("no way")),
    },
  );
  return { found, parts: knownValue(found), operations: operations() };
}

describe("the policy", () => {
  test.each([
    ["as the model writes it", { Version: "2012-10-17", Statement: [STATEMENT] }],
    ["as the API reference writes it", { version: "2012-10-17", statement: [lowerCase] }],
  ])("is read %s", async (_what, policy) => {
    const { parts } = await read({ ...isOn(SANDBOX), ...policyOf(policy) });
    expect(JSON.parse((parts && knownValue(parts.policy)) ?? "")).toEqual({
      Version: "2012-10-17",
      Statement: [STATEMENT],
    });
  });

  test.each([
    ["without statements", policyOf({ Version: "2012-10-17", Statement: [] })],
    ["that is not there", { GetResourcePolicy: awsError("ResourceNotFoundException") }],
    ["that is no object", policyOf("x")],
  ])("%s denies nothing", async (_what, answer) => {
    const { parts } = await read({ ...isOn(SANDBOX), ...answer });
    expect(parts?.policy).toMatchObject({ state: "known", value: null });
  });

  test("that is refused is not known", async () => {
    const { parts } = await read({ ...isOn(ORGANIZATION), GetResourcePolicy: REFUSED });
    expect(parts?.policy).toMatchObject({ state: "unknown", failure: { permission: "signin:GetResourcePolicy" } });
  });
});

describe("console authorization", () => {
  test("that is off everywhere makes the policy needless", async () => {
    const { parts, operations } = await read(isOn());
    expect([parts?.ofAccount, parts?.ofOrganization].map((one) => one && knownValue(one))).toEqual([false, false]);
    expect(parts?.policy.state).toBe("unread");
    expect(operations).toEqual(["GetConsoleAuthorizationConfiguration", "GetConsoleAuthorizationConfiguration"]);
  });

  test("that was never set is off", async () => {
    const answer = { GetConsoleAuthorizationConfiguration: awsError("ResourceNotFoundException") };
    const { parts } = await read(answer);
    expect(parts?.ofAccount).toMatchObject({ state: "known", value: false });
  });

  test("of an organization that is not known is not asked for", async () => {
    const { parts, operations } = await read({ ...isOn(), ...policyOf({}) }, { organizationId: null });
    expect(parts?.ofOrganization.state).toBe("unread");
    expect(operations).toEqual(["GetConsoleAuthorizationConfiguration", "GetResourcePolicy"]);
  });

  test("of an account without a way into it stays open", async () => {
    const { parts } = await read(isOn(ORGANIZATION), { way: false });
    expect([parts?.ofAccount.state, parts?.policy.state]).toEqual(["unread", "unread"]);
    expect(parts?.ofOrganization).toMatchObject({ state: "known", value: true });
  });

  test("is asked for in commercial Regions only", async () => {
    for (const region of ["us-gov-west-1", "cn-north-1"]) {
      const { found, operations } = await read({}, { region });
      expect([found.state, operations]).toEqual(["unread", []]);
    }
  });
});
