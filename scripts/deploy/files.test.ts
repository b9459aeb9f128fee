/** deploy/ is what the script writes, and its template is one that CloudFormation can read: types, properties, references. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { policyFor } from "../../src/app/permissions.ts";
import { deployFiles } from "./files.ts";
import { PARTS, statementsOf } from "./policies.ts";

const FOLDER = join(import.meta.dirname, "../../deploy");
const files = Object.entries(deployFiles());

test.each(files)("%s is as generated (npm run generate)", (path, text) => {
  expect(readFileSync(join(FOLDER, path), "utf8")).toBe(text);
});

test("the parts of the role are the policies that the tool prints: nothing is left out or added but the check of itself", () => {
  const actions = (statements: readonly { readonly Action: readonly string[] }[]) =>
    statements.flatMap(({ Action }) => Action);
  const parts = actions(PARTS.flatMap((part) => statementsOf(part)));
  expect(new Set(parts).size).toBe(parts.length);
  const printed = [...actions(policyFor("watch").Statement), ...actions(policyFor("fix").Statement)];
  expect([...parts].sort()).toEqual([...new Set([...printed, "iam:GetRole", "iam:SimulatePrincipalPolicy"])].sort());
});

describe("the CloudFormation template", () => {
  const template = parse(readFileSync(join(FOLDER, "cloudformation.yaml"), "utf8"), { version: "1.1" });

  /** Properties of the CloudFormation Template Reference that the template uses. */
  const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
    "AWS::IAM::Role": ["RoleName", "Description", "AssumeRolePolicyDocument", "Policies"],
    "AWS::SQS::Queue": [
      "QueueName",
      "SqsManagedSseEnabled",
      "MessageRetentionPeriod",
      "ReceiveMessageWaitTimeSeconds",
      "VisibilityTimeout",
      "RedrivePolicy",
    ],
    "AWS::SQS::QueuePolicy": ["Queues", "PolicyDocument"],
    "AWS::Events::Rule": ["Name", "Description", "EventPattern", "Targets"],
  };
  type Resource = { Type: string; Condition?: string; Properties: Record<string, unknown> };
  const resources = Object.entries(template.Resources as Record<string, Resource>);

  test("has resources of known types with their own properties", () => {
    expect(resources.map(([name]) => name)).toEqual(["Role", "Events", "Failed", "EventsPolicy", "Changes"]);
    for (const [, { Type, Properties }] of resources)
      expect(Object.keys(Properties).filter((name) => !PROPERTIES[Type]?.includes(name))).toEqual([]);
  });

  test("refers only to what it has", () => {
    const there = [...Object.keys(template.Parameters), ...Object.keys(template.Resources), "AWS::NoValue"];
    const named = [...referencesIn(template)];
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !there.includes(name))).toEqual([]);
    const conditions = [...conditionsIn(template)];
    expect(new Set(conditions)).toEqual(new Set(Object.keys(template.Conditions)));
  });

  test("makes the queue and what belongs to it together", () => {
    const ofQueue = resources.filter(([name]) => name !== "Role").map(([, { Condition }]) => Condition);
    expect(new Set(ofQueue)).toEqual(new Set(["HasQueue"]));
  });
});

/** Names in `Ref`, `Fn::GetAtt` and `Fn::Sub`. */
function* referencesIn(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "Ref") yield String(inner);
    else if (key === "Fn::GetAtt") yield String([inner].flat()[0]);
    else if (key === "Fn::Sub")
      yield* [...String(inner).matchAll(/\$\{([^}]+)\}/g)]
        .map(([, name]) => name ?? "")
        .filter((name) => !/^AWS::P/.test(name));
    else yield* referencesIn(inner);
  }
}

/** Names in `Fn::If` and `Condition`. */
function* conditionsIn(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "Condition" && typeof inner === "string") yield inner;
    if (key === "Fn::If") yield String([inner].flat()[0]);
    yield* conditionsIn(inner);
  }
}
