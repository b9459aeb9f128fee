/** Policy evaluation, case by case, as the IAM User Guide describes it. */
import { describe, expect, test } from "vitest";
import type { Layers } from "./evaluate.ts";
import { policyOf } from "./policy.ts";
import { allow, decide, deny, full, type Json, policy, word } from "./testing/deciding.ts";

describe("layers", () => {
  test.each<{ readonly what: string; readonly layers: Partial<Layers>; readonly expected: string }>([
    { what: "nothing", layers: {}, expected: "implicit identity" },
    { what: "identity", layers: { identity: [full] }, expected: "allowed" },
    {
      what: "a denial beats every allowance",
      layers: { identity: [full, policy("no", deny())] },
      expected: "explicit identity",
    },
    {
      what: "a boundary that does not allow",
      layers: { identity: [full], boundary: [] },
      expected: "implicit boundary",
    },
    { what: "a boundary grants nothing", layers: { boundary: [full] }, expected: "implicit identity" },
    { what: "both allow", layers: { identity: [full], boundary: [full] }, expected: "allowed" },
    {
      what: "a boundary that denies",
      layers: { identity: [full], boundary: [full, policy("no", deny())] },
      expected: "explicit boundary",
    },
    {
      what: "every level of the organization allows",
      layers: { identity: [full], serviceControl: [[full], [full], [full]] },
      expected: "allowed",
    },
    {
      what: "one level does not",
      layers: { identity: [full], serviceControl: [[full], [], [full]] },
      expected: "implicit service-control",
    },
    {
      what: "a level denies",
      layers: { identity: [full], serviceControl: [[full, policy("no", deny())]] },
      expected: "explicit service-control",
    },
    {
      what: "service control policies grant nothing",
      layers: { serviceControl: [[full]] },
      expected: "implicit identity",
    },
    {
      what: "a resource control policy denies",
      layers: { identity: [full], resourceControl: [policy("no", deny())] },
      expected: "explicit resource-control",
    },
    {
      what: "the organization is named before the boundary",
      layers: { serviceControl: [[]], boundary: [] },
      expected: "implicit service-control",
    },
    {
      what: "explicit denials are named before implicit ones",
      layers: { identity: [policy("no", deny())], boundary: [] },
      expected: "explicit identity",
    },
  ])("$what", ({ layers, expected }) => expect(word(decide(layers))).toBe(expected));

  test("the policy and the statement that denied are named", () => {
    expect(
      decide({ identity: [full, policy("guard", allow(), deny({ Sid: "NoSso", Action: "sso:*" }))] }),
    ).toMatchObject({
      policy: "guard",
      sid: "NoSso",
    });
  });
});

describe("actions and resources", () => {
  const set = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";
  test.each<{
    readonly what: string;
    readonly statement: Json;
    readonly action: string;
    readonly resource: string;
    readonly isAllowed: boolean;
  }>([
    {
      what: "the action to the letter",
      statement: { Action: "sso:ListInstances" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "actions have no case",
      statement: { Action: "SSO:listinstances" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "another action",
      statement: { Action: "sso:ListInstance" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: false,
    },
    {
      what: "an asterisk at the end",
      statement: { Action: "sso:List*" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "an asterisk in the middle",
      statement: { Action: "sso:L*ces" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "a question mark is one character",
      statement: { Action: "sso:ListInstance?" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "a question mark is not none",
      statement: { Action: "sso:ListInstances?" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: false,
    },
    {
      what: "a list of actions",
      statement: { Action: ["iam:*", "sso:*"] },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "everything but",
      statement: { Action: undefined, NotAction: "iam:*" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "everything but this",
      statement: { Action: undefined, NotAction: ["sso:*"] },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: false,
    },
    {
      what: "a dot is a dot",
      statement: { Action: "sso.ListInstances" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: false,
    },
    {
      what: "the resource to the letter",
      statement: { Resource: set },
      action: "sso:Describe",
      resource: set,
      isAllowed: true,
    },
    {
      what: "resources have a case",
      statement: { Resource: set.toUpperCase() },
      action: "sso:Describe",
      resource: set,
      isAllowed: false,
    },
    {
      what: "an asterisk in a resource crosses slashes",
      statement: { Resource: "arn:aws:sso:::*" },
      action: "sso:Describe",
      resource: set,
      isAllowed: true,
    },
    {
      what: "another resource",
      statement: { Resource: "arn:aws:sso:::permissionSet/ssoins-2/*" },
      action: "sso:Describe",
      resource: set,
      isAllowed: false,
    },
    {
      what: "a list is asked for with an asterisk",
      statement: { Resource: set },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: false,
    },
    {
      what: "every resource but",
      statement: { Resource: undefined, NotResource: "arn:aws:iam::*" },
      action: "sso:Describe",
      resource: set,
      isAllowed: true,
    },
    {
      what: "every resource but this",
      statement: { Resource: undefined, NotResource: "arn:aws:sso:::permissionSet/*" },
      action: "sso:Describe",
      resource: set,
      isAllowed: false,
    },
  ])("$what", ({ statement, action, resource, isAllowed }) =>
    expect(decide({ identity: [policy("p", allow(statement))] }, action, resource).kind).toBe(
      isAllowed ? "allowed" : "denied",
    ),
  );

  test("denying everything but some actions leaves those to the allowances", () => {
    const identity = [full, policy("guard", { Effect: "Deny", NotAction: ["sso:*"], Resource: "*" })];
    expect(word(decide({ identity }, "sso:ListInstances"))).toBe("allowed");
    expect(word(decide({ identity }, "iam:ListRoles"))).toBe("explicit identity");
  });
});

test("a policy that cannot be read allows nothing", () => {
  expect(decide({ identity: [policyOf("broken", "{")] }).kind).toBe("denied");
  expect(decide({ identity: [policyOf("single", JSON.stringify({ Statement: allow() }))] }).kind).toBe("allowed");
});
