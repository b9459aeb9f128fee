/**
 * Whenever `why --action` decides, the lab's own evaluator decides the same: random policies on every layer, asked of both.
 *
 * Options: IDC_DOCTOR_CASES (default 100), IDC_DOCTOR_SEED (printed with every run, and with a failure).
 */
import { IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { why } from "../src/app/why.ts";
import { evaluate } from "../src/lab/authorization/evaluate.ts";
import { policyOf } from "../src/lab/authorization/policy.ts";
import { certain, parseRegion } from "../src/model/ids.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { createAwsClients } from "../src/sources/aws/calling/clients.ts";
import { createAwsReader } from "../src/sources/aws/reader.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";

const CASES = Number(process.env["IDC_DOCTOR_CASES"] ?? 100);
const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 2 ** 31);
const MEMBER = "222233334444";
const KEY = `arn:aws:kms:us-east-1:${MEMBER}:key/k`;
const REGION = certain(parseRegion("eu-west-1"));
/** A variable that no session of the lab has a value for. */
const NO_VALUE = `$\{aws:username}`;
const TEAM = `$\{aws:PrincipalTag/team}`;

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());

type Json = Record<string, unknown>;

const actionPatterns = fc.constantFrom(
  "*",
  "ec2:*",
  "ec2:StopInstances",
  "EC2:stop*",
  "kms:*",
  "s3:*",
  "ec2:?topInstances",
);
const resourcePatterns = fc.constantFrom(
  "*",
  "arn:aws:ec2:*:*:instance/*",
  "arn:aws:ec2:eu-west-1:222233334444:instance/i-1",
  `arn:aws:ec2:*:*:instance/${TEAM}`,
  "arn:aws:s3:::*",
  "arn:aws:ec2",
  "arn:aws:ec2:eu-west-1",
  "arn:aws:kms:us-east-1",
  `arn:aws:ec2:*:*:instance/${NO_VALUE}`,
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
    { StringNotEquals: { "aws:PrincipalTag/team": NO_VALUE } },
    { StringEquals: { "aws:PrincipalAccount": NO_VALUE } },
    { StringNotLike: { "aws:PrincipalAccount": [NO_VALUE, "2*"] } },
    { "ForAllValues:StringNotEquals": { "aws:PrincipalTag/team": ["red", NO_VALUE] } },
    { "ForAnyValue:StringNotLike": { "aws:PrincipalTag/team": "b*" } },
    { "ForAllValues:StringEquals": { "aws:username": "alice" } },
    { StringEquals: { "aws:PrincipalOrgID": "o-exampleorg1" } },
    { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-anotherorg2" } },
    { StringEquals: { "aws:ResourceAccount": MEMBER } },
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
  rcp: fc.option(policies(2, 0), { nil: undefined, freq: 1 }),
  boundary: fc.option(policies(3, 5), { nil: undefined, freq: 1 }),
  identity: policies(3),
  team: fc.constantFrom("red", "blue", undefined),
  action: fc.constantFrom("ec2:StopInstances", "ec2:DescribeInstances", "kms:Decrypt", "kms:RetireGrant"),
  resource: fc.constantFrom(
    "arn:aws:ec2:eu-west-1:222233334444:instance/i-1",
    "arn:aws:ec2:eu-west-1:222233334444:instance/red",
    KEY,
  ),
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

const documentOf = ({ scp, rcp, isFullAccessOff, boundary, identity, team }: Case): WrittenDocument => {
  const policy = (Statement: readonly Json[]) => ({ Version: "2012-10-17", Statement });
  return {
    schema: "idc-doctor/organization/1",
    organization: {
      id: "o-exampleorg1",
      ...(isFullAccessOff && scp && { fullAccessDetachedFrom: { "p-FullAWSAccess": [MEMBER] } }),
    },
    instance: { accessControlAttributes: { sources: { team: `$\{path:title}` } } },
    policies: [
      ...(scp
        ? [{ name: "Guard", type: "SERVICE_CONTROL_POLICY" as const, document: policy(scp), targets: [MEMBER] }]
        : []),
      ...(rcp
        ? [{ name: "Edge", type: "RESOURCE_CONTROL_POLICY" as const, document: edge(rcp), targets: [MEMBER] }]
        : []),
    ],
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

/** Resource control policies deny only, and name everybody (Organizations User Guide, "RCP syntax"). */
const edge = (Statement: readonly Json[]) => ({
  Version: "2012-10-17",
  Statement: Statement.map((one) => ({ ...one, Effect: "Deny", Principal: "*" })),
});

/** SimulatePrincipalPolicy leaves out resource control policies, as AWS's does: the lab's evaluator is asked about them. */
function isRefusedAtTheResource(
  { rcp, action, resource }: Case,
  context: ReadonlyMap<string, readonly string[]>,
): boolean {
  if (!rcp || action === "kms:RetireGrant") return false;
  const everything = policyOf("all", JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: "*" } }));
  const layers = {
    serviceControl: [],
    resourceControl: [policyOf("Edge", JSON.stringify(edge(rcp)))],
    boundary: undefined,
    identity: [everything],
  };
  return evaluate({ action, resource, context }, layers).kind === "denied";
}

/** What the lab says, told everything that the session is known to carry. */
async function judged(roleArn: string, one: Case): Promise<"allow" | "deny"> {
  const iam = new IAMClient({
    endpoint: lab.url,
    region: "us-east-1",
    credentials: { accessKeyId: MEMBER, secretAccessKey: "lab" },
    maxAttempts: 1,
  });
  const { action, resource, team } = one;
  const entry = (ContextKeyName: string, value: string) => ({
    ContextKeyName,
    ContextKeyValues: [value],
    ContextKeyType: "string" as const,
  });
  const entries = [
    entry("aws:PrincipalAccount", MEMBER),
    entry("aws:PrincipalArn", roleArn),
    entry("aws:PrincipalOrgID", "o-exampleorg1"),
    entry("aws:ResourceAccount", MEMBER),
    entry("aws:RequestedRegion", REGION),
    ...(team === undefined ? [] : [entry("aws:PrincipalTag/team", team)]),
  ];
  const context = new Map(
    entries.map(({ ContextKeyName, ContextKeyValues }) => [ContextKeyName.toLowerCase(), ContextKeyValues]),
  );
  if (isRefusedAtTheResource(one, context)) return "deny";
  const { EvaluationResults } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: roleArn,
      ActionNames: [action],
      ResourceArns: [resource],
      ContextEntries: entries,
    }),
  );
  // Its connections stay open otherwise, and thousands of cases run out of file descriptors.
  iam.destroy();
  return EvaluationResults?.[0]?.EvalDecision === "allowed" ? "allow" : "deny";
}

test(`decisions agree with the lab in ${CASES} organizations (seed ${SEED})`, {
  timeout: 60_000 + CASES * 5000,
}, async () => {
  const seen = { allow: 0, deny: 0, unknown: 0 };
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      await lab.put(documentOf(one));
      const connection = labConnection(lab, { auditRole: "OrganizationAccountAccessRole" });
      const [context, clients] = [testContext(), createAwsClients(connection)];
      const { diagnosis, gathered } = await why(
        {
          user: "alice",
          account: MEMBER,
          permissionSet: "Developer",
          isRegionGiven: true,
          action: { action: one.action, resource: one.resource, region: REGION },
        },
        createAwsReader(connection, context, undefined, clients),
        context,
      );
      // Connections stay open otherwise, and a thousand cases run out of file descriptors.
      clients.close();
      const decision = diagnosis.decisions?.[0];
      const role = gathered.grants[0]?.role;
      const roleArn = role?.state === "known" ? (role.value?.arn ?? "") : "";
      const truth = await judged(roleArn, one);
      const answer = decision?.answer ?? "unknown";
      seen[answer] += 1;
      if (answer === "unknown")
        expect([...new Set(decision?.layers.flatMap(({ missing }) => missing))].join()).toMatch(
          /^(aws:SourceVpc|aws:PrincipalTag\/team|whether resource control policies guard resources of ec2|,)+$/,
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
