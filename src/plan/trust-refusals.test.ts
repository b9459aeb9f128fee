/** A trust policy is replaced only where it is the one that was seen, or already as it should be. */
import { expect, test } from "vitest";
import { AT, failed, MANAGEMENT, SANDBOX, sandbox } from "../facts/grant/testing/grant-facts.ts";
import { trustPolicy } from "../facts/grant/testing/second-road.ts";
import { known, unread } from "../model/reading.ts";
import { adoptPlan } from "./adopt.ts";
import { isInPlaceAround } from "./in-place.ts";
import { stepsOf, surroundings, touchedAccount, touchedRole, trustUpdated } from "./testing/touched.ts";
import { trustRefusals } from "./trust-refusals.ts";

const trust = trustUpdated();
const change = { kind: "update-trust-policy", trust } as const;
const inOtherOrder = JSON.stringify(JSON.parse(trust.before), null, 2);

test.each([
  { what: "nothing where it is as it was", now: known(trust.before), kinds: [], isDone: false },
  { what: "nothing where only white space differs", now: known(inOtherOrder), kinds: [], isDone: false },
  { what: "nothing where it is as it should be", now: known(trust.after), kinds: [], isDone: true },
  {
    what: "a policy that somebody changed",
    now: known(trustPolicy({ service: "ec2.amazonaws.com" })),
    kinds: ["trust-policy-changed"],
    isDone: false,
  },
  { what: "a role that is gone", now: known(null), kinds: ["role-missing"], isDone: false },
  { what: "a policy that nobody read", now: unread("no audit role"), kinds: ["trust-policy-not-read"], isDone: false },
  { what: "a policy that could not be read", now: failed(), kinds: ["trust-policy-not-read"], isDone: false },
] as const)("refused is $what", ({ now, kinds, isDone }) => {
  const around = surroundings({ roles: [touchedRole({ trustPolicy: now })] });
  const { refusals } = trustRefusals(stepsOf(change), around);
  expect(refusals.map(({ kind }) => kind)).toEqual(kinds);
  expect(refusals.every(({ affects }) => affects?.join() === "1")).toBe(true);
  expect(isInPlaceAround(change, around)).toBe(isDone);
});

test("a role that a template made is not changed, whoever planned it", () => {
  const template = { arn: "arn:aws:iam::123456789012:role-template/Teams:1", minorVersion: 2 };
  const around = surroundings({ roles: [touchedRole({ trustPolicy: known(trust.before), template })] });
  const [refusal] = trustRefusals(stepsOf(change), around).refusals;
  expect(refusal).toMatchObject({ kind: "role-from-template", summary: expect.stringContaining(template.arn) });
  expect(refusal?.steps.join()).toContain("get-role-template-version");
});

test("in an account that is suspended nobody could use the role", () => {
  const account = touchedAccount({ account: known({ ...sandbox, state: "SUSPENDED" as const }) });
  const around = surroundings({ roles: [touchedRole({ trustPolicy: known(trust.before) })], accounts: [account] });
  expect(trustRefusals(stepsOf(change), around).refusals.map(({ kind }) => kind)).toEqual(["account-not-active"]);
});

test("whose permission is needed, and a policy that is too long, are warnings", () => {
  const around = surroundings({ roles: [touchedRole({ trustPolicy: known(trust.before) })] });
  const warningsOf = (more: Parameters<typeof trustUpdated>[0], of = around) =>
    trustRefusals(stepsOf({ ...change, trust: trustUpdated(more) }), of).warnings;
  expect(warningsOf({})).toEqual([expect.stringContaining("whether the audit role has iam:UpdateAssumeRolePolicy on")]);
  const own = { caller: known({ accountId: SANDBOX, arn: `arn:aws:iam::${SANDBOX}:user/operator` }) };
  expect(warningsOf({}, surroundings({ ...around, ...own }))[0]).toContain("whether you have iam:");
  expect(warningsOf({ after: trustPolicy({ sid: "x".repeat(2048) }) })[0]).toContain("unless the IAM quota of 2048");
});

test("a file may not set a trust policy of its own", () => {
  const written = (after: string) =>
    adoptPlan(
      {
        region: "us-east-1" as never,
        cause: "scan",
        promises: [],
        changes: [{ change: { ...change, trust: trustUpdated({ after }) }, reason: "because" }],
      },
      { id: "1", createdAt: AT },
    ).kind;
  expect(written(trust.after)).toBe("plan");
  const foreign = JSON.parse(trust.after);
  foreign.Statement.push({ Effect: "Allow", Principal: { AWS: MANAGEMENT }, Action: "sts:AssumeRole" });
  expect(written(JSON.stringify(foreign))).toBe("contradiction");
});
