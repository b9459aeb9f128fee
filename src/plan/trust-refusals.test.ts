/** A trust policy is replaced only where it is the one that was seen, or already as it should be. */
import { expect, test } from "vitest";
import { AT, failed, MANAGEMENT, SANDBOX, sandbox } from "../facts/grant/testing/grant-facts.ts";
import { trustPolicy } from "../facts/grant/testing/second-road.ts";
import { known, unread } from "../model/reading.ts";
import { adoptPlan } from "./adopt.ts";
import { isInPlaceAround } from "./in-place.ts";
import { join, retrust, stepsOf, surroundings, touchedAccount, touchedRole, trustUpdated } from "./testing/touched.ts";
import { trustRefusals } from "./trust-refusals.ts";

const trust = trustUpdated();
const change = { kind: "update-trust-policy", trust } as const;
const inOtherOrder = JSON.stringify(JSON.parse(trust.before), null, 2);

const ROLE = `role team/Developer in sandbox (${SANDBOX})`;
const AUDIT = "Run the same command with --audit-role <name of a role in that account that you may assume>";

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

test.each([
  {
    what: "nobody read the policy",
    role: { trustPolicy: unread("no audit role") },
    summary: `The trust policy of ${ROLE} could not be read, and IAM would replace whatever is there`,
    steps: [AUDIT],
  },
  {
    what: "the policy could not be read",
    role: { trustPolicy: failed("refused", "GetRole") },
    summary: `The trust policy of ${ROLE} could not be read (sso:GetRole: User is not authorized to perform: sso:GetRole), and IAM would replace whatever is there`,
    steps: [AUDIT],
  },
  {
    what: "the role is gone",
    role: { trustPolicy: known(null) },
    summary: `There is no ${ROLE} (${trust.roleArn})`,
    steps: [
      "Create the role again with a trust policy for account access manager, or entitle to the role that is meant",
    ],
  },
  {
    what: "somebody changed the policy",
    role: { trustPolicy: known(trustPolicy({ service: "ec2.amazonaws.com" })) },
    summary: `The trust policy of ${ROLE} is no longer the one that the plan replaces; replacing it would undo somebody's change`,
    steps: ["Diagnose again with idc-doctor why, and make a new plan"],
  },
])("it is told what is wrong and what to do: $what", ({ role, summary, steps }) => {
  const { refusals } = trustRefusals(stepsOf(change), surroundings({ roles: [touchedRole(role)] }));
  expect(refusals).toEqual([expect.objectContaining({ summary, steps, affects: [1] })]);
});

test("each step is judged by its own role; of one that was not looked at nothing is known", () => {
  const gone = touchedRole({ roleArn: `${trust.roleArn}2`, trustPolicy: known(null) });
  expect(trustRefusals(stepsOf(change), surroundings({ roles: [gone, touchedRole()] })).refusals).toEqual([]);
  const [refusal] = trustRefusals(stepsOf(join(), change), surroundings({ roles: [gone] })).refusals;
  expect(refusal).toMatchObject({ kind: "trust-policy-not-read", affects: [2] });
  expect(refusal?.summary).toMatch(/ could not be read, and IAM would/);
});

test("no step that sets a trust policy, nothing to say", () => {
  const around = surroundings({ roles: [touchedRole({ trustPolicy: known(null) })] });
  expect(trustRefusals(stepsOf(join()), around)).toEqual({ refusals: [], warnings: [] });
});

test("a caller who could not be read has the audit role's rights at most, and 2048 characters are not too many", () => {
  const rest = trustPolicy({ sid: "" }).length;
  const long = (count: number) => trustPolicy({ sid: "x".repeat(count - rest) });
  const warnings = (after: string) =>
    trustRefusals(stepsOf(retrust({ after })), surroundings({ caller: failed() })).warnings;
  const right = `whether the audit role has iam:UpdateAssumeRolePolicy on ${trust.roleArn} is not checked beforehand; IAM may refuse step 1`;
  expect(warnings(long(2048))).toEqual([right]);
  expect(warnings(long(2049))).toEqual([expect.stringContaining(" has 2049 characters: step 1 fails unless "), right]);
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
