/** Cases of AWS's documentation, each run on the product's evaluator and on the lab's, which share no code. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { evaluate } from "../src/lab/authorization/evaluate.ts";
import { policyOf } from "../src/lab/authorization/policy.ts";
import { ABSENT, type RequestContext, valued } from "../src/policy/context.ts";
import { decide, type PolicyLayer } from "../src/policy/evaluate.ts";
import { arnVectors } from "./policy-vectors/arns.ts";
import { conditionVectors } from "./policy-vectors/conditions.ts";
import { tableVectors } from "./policy-vectors/documented-tables.ts";
import { exampleVectors } from "./policy-vectors/examples.ts";
import { layerVectors } from "./policy-vectors/layers.ts";
import { operatorVectors } from "./policy-vectors/operators.ts";
import { organizationExampleVectors } from "./policy-vectors/organization-examples.ts";
import { refusedVectors } from "./policy-vectors/refused.ts";
import { statementVectors } from "./policy-vectors/statements.ts";
import { valueVectors } from "./policy-vectors/values.ts";
import { ACTION, type Json, RESOURCE, type Vector } from "./policy-vectors/vector.ts";

const VECTORS = [
  ...operatorVectors,
  ...conditionVectors,
  ...statementVectors,
  ...layerVectors,
  ...arnVectors,
  ...tableVectors,
  ...valueVectors,
  ...refusedVectors,
  ...exampleVectors,
  ...organizationExampleVectors,
];

const text = (Statement: readonly Json[], version: string | null = "2012-10-17"): string =>
  JSON.stringify({ ...(version === null ? {} : { Version: version }), Statement });

/** Cannot be detached (Organizations User Guide, "RCP syntax"). */
const AWS_OWN = {
  name: "RCPFullAWSAccess",
  text: text([{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }]),
};

function ofProduct(vector: Vector): string {
  const { identity, boundary, resourceControl, serviceControl, version, context = {} } = vector;
  const level = (statements: readonly Json[], as?: string | null, written?: string) => ({
    target: null,
    policies: [{ name: "p", text: written ?? text(statements, as) }],
  });
  const layer = (name: PolicyLayer["layer"], levels: readonly ReturnType<typeof level>[] | undefined): PolicyLayer => ({
    layer: name,
    policies: levels ? { kind: "levels", levels } : { kind: "does not apply" },
  });
  const keys = new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values]));
  const known: RequestContext = (key) => {
    const values = keys.get(key.toLowerCase());
    return values ? valued(...values) : ABSENT;
  };
  const { action = ACTION, resource = RESOURCE } = vector;
  const guarded = resourceControl && level(resourceControl);
  return decide({ action, resource, principals: context["aws:PrincipalArn"] ?? [], context: known }, [
    layer(
      "service control policy",
      serviceControl?.map((one) => level(one)),
    ),
    layer("resource control policy", guarded && [{ ...guarded, policies: [AWS_OWN, ...guarded.policies] }]),
    layer("permissions boundary", boundary && [level(boundary)]),
    layer("identity-based policy", [level(identity, version, vector.text)]),
  ]).answer;
}

function ofLab(vector: Vector): string {
  const { identity, boundary, resourceControl = [], serviceControl = [], version, context = {} } = vector;
  const policy = (statements: readonly Json[], as?: string | null, written?: string) =>
    policyOf("p", written ?? text(statements, as));
  const keys = new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values]));
  const { action = ACTION, resource = RESOURCE } = vector;
  const decision = evaluate(
    { action, resource, context: keys },
    {
      serviceControl: serviceControl.map((one) => [policy(one)]),
      resourceControl: [policy(resourceControl)],
      boundary: boundary && [policy(boundary)],
      identity: [policy(identity, version, vector.text)],
    },
  );
  return decision.kind === "allowed" ? "allow" : "deny";
}

test("the docs count them", () => {
  const page = readFileSync(new URL("../docs/policy-decisions.md", import.meta.url), "utf8");
  const counts = [...page.matchAll(/([\d,]+) cases of AWS's/g)].map(([, count = ""]) => Number(count.replace(",", "")));
  expect(counts).toEqual([VECTORS.length, VECTORS.length]);
});

test("there are 300 cases at least, each with its source", () => {
  expect(VECTORS.length).toBeGreaterThanOrEqual(300);
  expect(VECTORS.filter(({ source }) => !/^(IAM|Organizations|S3) User Guide, ./.test(source))).toEqual([]);
});

describe.each([
  ["the product", ofProduct, { open: "unknown" }],
  // What AWS leaves open or refuses never allows in the lab.
  ["the lab", ofLab, { open: "deny" }],
] as const)("%s decides as AWS documents", (_who, decided, { open }) => {
  test.each(VECTORS.map((vector) => [`${vector.source}: ${vector.what}`, vector] as const))("%s", (_what, vector) => {
    expect(decided(vector)).toBe(vector.expected === "open" ? open : vector.expected);
  });
});
