/**
 * The product's evaluator and the lab's decide the same on random layers of policies, asked directly: many more cases than
 * `decisions-agree-with-the-lab` can ask through a whole organization.
 *
 * Options: IDC_DOCTOR_CASES (default 1000, and 2000 with IDC_DOCTOR_THOROUGH), IDC_DOCTOR_SEED (printed with every run, and with a failure).
 */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate } from "../src/lab/authorization/evaluate.ts";
import { policyOf } from "../src/lab/authorization/policy.ts";
import { sessionContext } from "../src/policy/context.ts";
import { decide, type PolicyLayer, type PolicyText } from "../src/policy/evaluate.ts";
import { isThorough } from "./support/in-turn.ts";
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

const CASES = Number(process.env["IDC_DOCTOR_CASES"] ?? (isThorough ? 2000 : 1000));
const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 2 ** 31);
const ROLE = `arn:aws:iam::${MEMBER}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Developer_0123456789abcdef`;
const FULL = [{ Effect: "Allow", Action: "*", Resource: "*" }];

const text = (Statement: readonly Json[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const RCP_FULL: PolicyText = { name: "RCPFullAWSAccess", text: text(FULL.map((one) => ({ ...one, Principal: "*" }))) };
/** The statements of each layer; undefined: the layer does not apply. */
const layersOf = ({ scp, rcp, boundary, identity, isFullAccessOff }: Case) => ({
  serviceControl: scp && [...(isFullAccessOff ? [] : FULL), ...scp],
  resourceControl: rcp && edge(rcp).Statement,
  boundary,
  identity,
});

/** Of the role as it is, or of what is known of it without a look at IAM in the account. */
function ofProduct(one: Case, arn: { readonly roleArn?: string; readonly roleArnStart?: string }): string {
  const { serviceControl, resourceControl, boundary, identity } = layersOf(one);
  const layer = (
    name: PolicyLayer["layer"],
    statements: readonly Json[] | undefined,
    ...beside: readonly PolicyText[]
  ): PolicyLayer => ({
    layer: name,
    policies: statements
      ? { kind: "levels", levels: [{ target: null, policies: [...beside, { name: "p", text: text(statements) }] }] }
      : { kind: "does not apply" },
  });
  const context = sessionContext({
    accountId: MEMBER,
    roleArn: arn.roleArn,
    roleArnStart: arn.roleArnStart,
    region: "eu-west-1",
    userId: undefined,
    organizationId: ORGANIZATION,
    organizationPath: `${ORGANIZATION}/r-root/`,
    resourceAccount: MEMBER,
    issuedAt: "2026-11-28T09:00:00.000Z",
    given: {},
    tags: one.team === undefined ? {} : { team: one.team },
    mayHaveMoreTags: false,
  });
  return decide({ ...one.asked, principals: [ROLE], context }, [
    layer("service control policy", serviceControl),
    layer("resource control policy", resourceControl, RCP_FULL),
    layer("permissions boundary", boundary),
    layer("identity-based policy", identity),
  ]).answer;
}

function ofLab(one: Case): string {
  const { serviceControl, resourceControl = [], boundary, identity } = layersOf(one);
  const policy = (statements: readonly Json[]) => policyOf("p", text(statements));
  const context = new Map([
    ["aws:principalaccount", [MEMBER]],
    ["aws:principalarn", [ROLE]],
    ["aws:principalorgid", [ORGANIZATION]],
    ["aws:principalorgpaths", [`${ORGANIZATION}/r-root/`]],
    ["aws:resourceaccount", [MEMBER]],
    ["aws:requestedregion", ["eu-west-1"]],
    ...(one.team === undefined ? [] : [["aws:principaltag/team", [one.team]] as const]),
  ]);
  const decision = evaluate(
    { ...one.asked, context },
    {
      serviceControl: serviceControl ? [[policy(serviceControl)]] : [],
      resourceControl: [policy(resourceControl)],
      boundary: boundary && [policy(boundary)],
      identity: [policy(identity)],
    },
  );
  return decision.kind === "allowed" ? "allow" : "deny";
}

test(`both evaluators decide the same in ${CASES} cases (seed ${SEED})`, { timeout: 60_000 + CASES * 20 }, () => {
  const seen: Record<string, number> = {};
  const count = (name: string) => {
    seen[name] = (seen[name] ?? 0) + 1;
  };
  void fc.assert(
    fc.property(cases, (one) => {
      const answer = ofProduct(one, { roleArn: ROLE });
      const before = ofProduct(one, { roleArnStart: ROLE.slice(0, -16) });
      count(answer);
      for (const shape of shapesOf(one)) count(shape);
      if (answer !== "unknown") expect(answer).toBe(ofLab(one));
      if (before !== "unknown") expect(before).toBe(ofLab(one));
    }),
    { numRuns: CASES, seed: SEED },
  );
  process.stdout.write(`evaluators, seed ${SEED}: ${JSON.stringify(seen)}\n`);
  expect(["allow", "deny", "unknown", ...ALL_SHAPES].filter((name) => seen[name] === undefined)).toEqual([]);
});
