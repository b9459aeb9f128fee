/**
 * Whenever `why --action` decides, the lab's own evaluator decides the same: random policies on every layer, asked of both.
 *
 * Options: IDC_DOCTOR_CASES (default 100), IDC_DOCTOR_SEED (printed with every run, and with a failure).
 */
import { IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { why } from "../src/app/why.ts";
import { certain, parseRegion } from "../src/model/ids.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labReader, testContext } from "./support/reader.ts";

const CASES = Number(process.env["IDC_DOCTOR_CASES"] ?? 100);
const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 2 ** 31);
const MEMBER = "222233334444";
const REGION = certain(parseRegion("eu-west-1"));
const TEAM = `$\{aws:PrincipalTag/team}`;

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());

type Json = Record<string, unknown>;

const actionPatterns = fc.constantFrom("*", "ec2:*", "ec2:StopInstances", "EC2:stop*", "s3:*", "ec2:?topInstances");
const resourcePatterns = fc.constantFrom(
  "*",
  "arn:aws:ec2:*:*:instance/*",
  "arn:aws:ec2:eu-west-1:222233334444:instance/i-1",
  `arn:aws:ec2:*:*:instance/${TEAM}`,
  "arn:aws:s3:::*",
);
const listOf = (one: fc.Arbitrary<string>) => fc.array(one, { minLength: 1, maxLength: 2 });
const eitherOf = (name: string, patterns: fc.Arbitrary<string>): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 4, arbitrary: listOf(patterns).map((found) => ({ [name]: found })) },
    { weight: 1, arbitrary: listOf(patterns).map((found) => ({ [`Not${name}`]: found })) },
  );
const conditions: fc.Arbitrary<Json | undefined> = fc.option(
  fc.constantFrom<Json>(
    { StringEquals: { "aws:PrincipalTag/team": "red" } },
    { StringNotEquals: { "aws:PrincipalTag/team": ["red", "blue"] } },
    { StringLike: { "aws:RequestedRegion": "eu-*" } },
    { StringNotEqualsIfExists: { "aws:PrincipalTag/team": "red" } },
    { "ForAnyValue:StringEquals": { "aws:PrincipalTag/team": ["red", "green"] } },
    { "ForAllValues:StringLike": { "aws:PrincipalTag/team": "r*" } },
    { Null: { "aws:PrincipalTag/team": "true" } },
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-reserved/*" } },
    { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*/AWSReservedSSO_Admin*" } },
    { StringEquals: { "aws:PrincipalAccount": "222233334444" } },
    { StringEquals: { "aws:SourceVpc": "vpc-1" } },
  ),
  { nil: undefined, freq: 2 },
);
const statement = (allows: number): fc.Arbitrary<Json> =>
  fc
    .tuple(
      fc.oneof({ weight: allows, arbitrary: fc.constant("Allow") }, { weight: 1, arbitrary: fc.constant("Deny") }),
      eitherOf("Action", actionPatterns),
      eitherOf("Resource", resourcePatterns),
      conditions,
    )
    .map(([Effect, action, resource, Condition]) => ({
      Effect,
      ...action,
      ...resource,
      ...(Condition && { Condition }),
    }));
const policies = (most: number, allows = 3) => fc.array(statement(allows), { minLength: 1, maxLength: most });

const cases = fc.record({
  scp: fc.option(policies(2, 1), { nil: undefined }),
  isFullAccessOff: fc.integer({ min: 0, max: 7 }).map((one) => one === 0),
  boundary: fc.option(policies(3, 5), { nil: undefined, freq: 1 }),
  identity: policies(3),
  team: fc.constantFrom("red", "blue", undefined),
  action: fc.constantFrom("ec2:StopInstances", "ec2:DescribeInstances"),
  resource: fc.constantFrom(
    "arn:aws:ec2:eu-west-1:222233334444:instance/i-1",
    "arn:aws:ec2:eu-west-1:222233334444:instance/red",
  ),
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

const documentOf = ({ scp, isFullAccessOff, boundary, identity, team }: Case): WrittenDocument => {
  const policy = (Statement: readonly Json[]) => ({ Version: "2012-10-17", Statement });
  return {
    schema: "idc-doctor/organization/1",
    ...(isFullAccessOff && scp && { organization: { fullAccessDetachedFrom: { "p-FullAWSAccess": [MEMBER] } } }),
    instance: { accessControlAttributes: { sources: { team: `$\{path:title}` } } },
    policies: scp ? [{ name: "Guard", type: "SERVICE_CONTROL_POLICY", document: policy(scp), targets: [MEMBER] }] : [],
    accounts: [
      {
        id: MEMBER,
        name: "member",
        ...(boundary && { customerManagedPolicies: [{ name: "Boundary", path: "/", document: policy(boundary) }] }),
      },
    ],
    users: [{ userName: "alice", attributes: team === undefined ? {} : { Title: team } }],
    permissionSets: [
      {
        name: "Developer",
        inlinePolicy: policy(identity),
        ...(boundary && {
          permissionsBoundary: { kind: "customer-managed", reference: { name: "Boundary", path: "/" } } as const,
        }),
      },
    ],
    assignments: [{ account: MEMBER, permissionSet: "Developer", user: "alice" }],
  };
};

/** What the lab says, told everything that the session is known to carry. */
async function judged(roleArn: string, { action, resource, team }: Case): Promise<"allow" | "deny"> {
  const iam = new IAMClient({
    endpoint: lab.url,
    region: "us-east-1",
    credentials: { accessKeyId: MEMBER, secretAccessKey: "lab" },
    maxAttempts: 1,
  });
  const entry = (ContextKeyName: string, value: string) => ({
    ContextKeyName,
    ContextKeyValues: [value],
    ContextKeyType: "string" as const,
  });
  const { EvaluationResults } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: roleArn,
      ActionNames: [action],
      ResourceArns: [resource],
      ContextEntries: [
        entry("aws:PrincipalAccount", MEMBER),
        entry("aws:PrincipalArn", roleArn),
        entry("aws:RequestedRegion", REGION),
        ...(team === undefined ? [] : [entry("aws:PrincipalTag/team", team)]),
      ],
    }),
  );
  return EvaluationResults?.[0]?.EvalDecision === "allowed" ? "allow" : "deny";
}

test(`decisions agree with the lab in ${CASES} organizations (seed ${SEED})`, {
  timeout: 60_000 + CASES * 5000,
}, async () => {
  const seen = { allow: 0, deny: 0, unknown: 0 };
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      await lab.put(documentOf(one));
      const { diagnosis, gathered } = await why(
        {
          user: "alice",
          account: MEMBER,
          permissionSet: "Developer",
          isRegionGiven: true,
          action: { action: one.action, resource: one.resource, region: REGION },
        },
        labReader(lab, { auditRole: "OrganizationAccountAccessRole" }),
        testContext(),
      );
      const decision = diagnosis.decisions?.[0];
      const role = gathered.grants[0]?.role;
      const roleArn = role?.state === "known" ? (role.value?.arn ?? "") : "";
      const truth = await judged(roleArn, one);
      const answer = decision?.answer ?? "unknown";
      seen[answer] += 1;
      if (answer === "unknown")
        expect([...new Set(decision?.layers.flatMap(({ missing }) => missing))].join()).toMatch(
          /^(aws:SourceVpc|aws:PrincipalTag\/team|,)+$/,
        );
      else expect({ answer, decision }).toEqual({ answer: truth, decision });
      // A policy that denies the sign-in itself stands before the action (facts C7, inferred).
      const isShut = diagnosis.causes.some(({ id, confidence }) => id === "scp-deny" && confidence === "likely");
      const verdicts = { allow: "works", deny: "denied", unknown: "undecided" } as const;
      expect(diagnosis.verdict).toBe(isShut ? "denied" : verdicts[answer]);
    }),
    { numRuns: CASES, seed: SEED, endOnFailure: CASES > 5000 },
  );
  process.stdout.write(`decisions, seed ${SEED}: ${JSON.stringify(seen)}\n`);
  if (CASES >= 500) expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});
