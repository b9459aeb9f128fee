/**
 * Whenever `why --action` decides, the lab's own evaluator decides the same: random policies on every layer, asked of both.
 *
 * Options: IDC_DOCTOR_CASES (default 50, and 100 with IDC_DOCTOR_THOROUGH), IDC_DOCTOR_SEED (printed with every run, and with a failure).
 */
import { existsSync, readdirSync } from "node:fs";
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
import { isThorough } from "./support/in-turn.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import {
  ALL_SHAPES,
  type Case,
  cases,
  edge,
  type Json,
  MEMBER,
  ORGANIZATION,
  shapesOf,
} from "./support/random-policies.ts";
import { labConnection, testContext } from "./support/reader.ts";

const CASES = Number(process.env["IDC_DOCTOR_CASES"] ?? (isThorough ? 100 : 50));
const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 2 ** 31);
/** The root of a document that names none. */
const ROOT = "r-root";
const REGION = certain(parseRegion("eu-west-1"));

let lab: TestLab;
/** One for all cases: a client of its own for each would run out of file descriptors. */
let iam: IAMClient;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
  iam = new IAMClient({
    endpoint: lab.url,
    region: "us-east-1",
    credentials: { accessKeyId: MEMBER, secretAccessKey: "lab" },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  iam.destroy();
  await lab.close();
});

const documentOf = ({ scp, rcp, isFullAccessOff, boundary, identity, team }: Case): WrittenDocument => {
  const policy = (Statement: readonly Json[]) => ({ Version: "2012-10-17", Statement });
  return {
    schema: "idc-doctor/organization/1",
    organization: {
      id: ORGANIZATION,
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

/** SimulatePrincipalPolicy leaves out resource control policies, as AWS's does: the lab's evaluator is asked about them. */
function isRefusedAtTheResource(
  { rcp, asked: { action, resource } }: Case,
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

/** What the lab says, given every key that the session is known to have. */
async function judged(roleArn: string, one: Case, resourcePolicy?: object): Promise<"allow" | "deny"> {
  const { asked, team } = one;
  const entry = (ContextKeyName: string, value: string) => ({
    ContextKeyName,
    ContextKeyValues: [value],
    ContextKeyType: "string" as const,
  });
  const entries = [
    entry("aws:PrincipalAccount", MEMBER),
    entry("aws:PrincipalArn", roleArn),
    entry("aws:PrincipalOrgID", ORGANIZATION),
    entry("aws:PrincipalOrgPaths", `${ORGANIZATION}/${ROOT}/`),
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
      ActionNames: [asked.action],
      ResourceArns: [asked.resource],
      ...(resourcePolicy && { ResourcePolicy: JSON.stringify(resourcePolicy) }),
      ContextEntries: entries,
    }),
  );
  return EvaluationResults?.[0]?.EvalDecision === "allowed" ? "allow" : "deny";
}

/** Descriptors of this process, where the system tells. */
const openFiles = (): number => (existsSync("/proc/self/fd") ? readdirSync("/proc/self/fd").length : 0);

test(`decisions agree with the lab in ${CASES} organizations (seed ${SEED})`, {
  timeout: 60_000 + CASES * 5000,
}, async () => {
  const seen = { allow: 0, deny: 0, unknown: 0 };
  const shapes = new Map<string, number>();
  const count = (shape: string) => shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  const filesBefore = openFiles();
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      await lab.put(documentOf(one));
      const connection = labConnection(lab, { auditRole: "OrganizationAccountAccessRole", timeout: 60_000 });
      const [context, clients] = [testContext(), createAwsClients(connection)];
      const { diagnosis, gathered } = await why(
        {
          user: "alice",
          account: MEMBER,
          permissionSet: "Developer",
          isRegionGiven: true,
          action: { ...one.asked, region: REGION },
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
      for (const shape of shapesOf(one)) count(shape);
      if (decision && decision.resourcePolicy !== null) {
        count("left to the resource's policy");
        const session = roleArn.replace(
          /^arn:aws:iam:(.*):role\/.*\/([^/]+)$/,
          "arn:aws:sts:$1:assumed-role/$2/simulated",
        );
        const allowing = { Effect: "Allow", Principal: { AWS: session }, Action: "*", Resource: "*" };
        const withIt = await judged(roleArn, one, { Version: "2012-10-17", Statement: [allowing] });
        const isOpenElsewhere = decision.layers.some(({ missing }) => missing.length > 0);
        expect({ truth, withIt: isOpenElsewhere ? "allow" : withIt, decision }).toEqual({
          truth: "deny",
          withIt: "allow",
          decision,
        });
      } else if (answer === "unknown")
        expect([...new Set(decision?.layers.flatMap(({ missing }) => missing))].join()).toMatch(
          /^(aws:SourceVpc|aws:PrincipalTag\/team|whether resource control policies guard resources of ec2|whether arn:aws:kms:\S+ is an AWS managed key, which resource control policies do not guard|,)+$/,
        );
      else expect({ answer, decision }).toEqual({ answer: truth, decision });
      // A policy that denies the sign-in itself stands before the action (facts C7, inferred).
      const isShut = diagnosis.causes.some(({ id, confidence }) => id === "scp-deny" && confidence === "likely");
      const verdicts = { allow: "works", deny: "denied", unknown: "undecided" } as const;
      expect(diagnosis.verdict).toBe(isShut ? "denied" : verdicts[answer]);
    }),
    { numRuns: CASES, seed: SEED, endOnFailure: CASES > 5000 },
  );
  const files = openFiles() - filesBefore;
  process.stdout.write(
    `decisions, seed ${SEED}: ${JSON.stringify({ ...seen, ...Object.fromEntries(shapes), files })}\n`,
  );
  expect(files).toBeLessThan(50);
  if (CASES >= 500) expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  if (CASES >= 100) expect(ALL_SHAPES.filter((shape) => !shapes.has(shape))).toEqual([]);
});
