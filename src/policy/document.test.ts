/** What of the grammar is read, what is refused with which words, and that names which JavaScript adds are never members. */
import { describe, expect, test } from "vitest";
import { parsePolicy } from "./document.ts";

const parse = (json: unknown) => parsePolicy(JSON.stringify(json));
const statement = (json: object) => {
  const parsed = parse({ Statement: json });
  return parsed.kind === "ok" ? parsed.policy.statements[0] : parsed;
};
const ALLOW = { Effect: "Allow", Action: "s3:Get*", Resource: "*" };

describe("a policy", () => {
  test("a single statement stands for a list of one", () => {
    expect(parse({ Statement: ALLOW })).toEqual({
      kind: "ok",
      policy: {
        hasVariables: false,
        statements: [
          {
            sid: undefined,
            index: 0,
            effect: "Allow",
            actions: { isNegated: false, patterns: ["s3:Get*"] },
            resources: { isNegated: false, patterns: ["*"] },
            principals: undefined,
            conditions: [],
          },
        ],
      },
    });
  });

  test("statements keep their places", () => {
    const parsed = parse({ Statement: [ALLOW, { ...ALLOW, Effect: "Deny", Sid: "Two" }] });
    expect(parsed).toMatchObject({
      kind: "ok",
      policy: {
        statements: [
          { index: 0, effect: "Allow" },
          { index: 1, effect: "Deny", sid: "Two" },
        ],
      },
    });
  });

  test("an empty list of statements is a policy", () => {
    expect(parse({ Statement: [] })).toEqual({ kind: "ok", policy: { hasVariables: false, statements: [] } });
  });

  test.each<{ readonly what: string; readonly text: string; readonly problems: readonly string[] }>([
    { what: "no JSON", text: "{", problems: ["it is not a JSON object"] },
    { what: "a list", text: "[]", problems: ["it is not a JSON object"] },
    { what: "null", text: "null", problems: ["it is not a JSON object"] },
    { what: "a text", text: '"x"', problems: ["it is not a JSON object"] },
    { what: "no statement", text: "{}", problems: ["it has no Statement"] },
    { what: "a statement by inheritance", text: '{"__proto__":{"Statement":[]}}', problems: ["it has no Statement"] },
    {
      what: "statements that are none",
      text: '{"Statement":[1,{"Effect":"Allow","Action":"*"},null,["x"]]}',
      problems: ["statement 1 is not an object", "statement 3 is not an object", "statement 4 is not an object"],
    },
    { what: "no effect", text: '{"Statement":{"Action":"*"}}', problems: ["statement 1 has no Effect Allow or Deny"] },
    {
      what: "an effect in small letters",
      text: '{"Statement":{"Effect":"deny","Action":"*"}}',
      problems: ["statement 1 has no Effect Allow or Deny"],
    },
    { what: "no action", text: '{"Statement":{"Effect":"Deny"}}', problems: ["statement 1 has no Action"] },
    {
      what: "an action that is no text",
      text: '{"Statement":{"Effect":"Deny","Action":["*",1]}}',
      problems: ["statement 1 has no Action"],
    },
    {
      what: "a condition that is none",
      text: '{"Statement":{"Effect":"Deny","Action":"*","Condition":[]}}',
      problems: ["statement 1 has a Condition that is none"],
    },
    {
      what: "an operator without keys",
      text: '{"Statement":{"Effect":"Deny","Action":"*","Condition":{"Bool":"x"}}}',
      problems: ["statement 1 has a Condition that is none"],
    },
  ])("$what is refused", ({ text, problems }) => {
    expect(parsePolicy(text)).toEqual({ kind: "invalid", problems });
  });

  test("200,000 characters are read, one more is not", () => {
    const text = JSON.stringify({ Statement: ALLOW });
    expect(parsePolicy(text.padEnd(200_000)).kind).toBe("ok");
    expect(parsePolicy(text.padEnd(200_001))).toEqual({ kind: "invalid", problems: ["it is too long for a policy"] });
  });
});

describe("a statement", () => {
  test.each<{ readonly what: string; readonly more: object; readonly expected: object }>([
    { what: "an empty Sid is none", more: { Sid: "" }, expected: { sid: undefined } },
    { what: "a Sid that is no text is none", more: { Sid: 7 }, expected: { sid: undefined } },
    {
      what: "a list of actions",
      more: { Action: ["a:b", "c:d"] },
      expected: { actions: { isNegated: false, patterns: ["a:b", "c:d"] } },
    },
    {
      what: "NotAction",
      more: { Action: undefined, NotAction: "iam:*" },
      expected: { actions: { isNegated: true, patterns: ["iam:*"] } },
    },
    {
      what: "NotResource",
      more: { Resource: undefined, NotResource: ["x"] },
      expected: { resources: { isNegated: true, patterns: ["x"] } },
    },
    { what: "no resource, as in trust policies", more: { Resource: undefined }, expected: { resources: undefined } },
    { what: "everybody", more: { Principal: "*" }, expected: { principals: { isNegated: false, patterns: ["*"] } } },
    {
      what: "principals of several kinds",
      more: { Principal: { AWS: ["a", "b"], Service: "s", Federated: 1 } },
      expected: { principals: { isNegated: false, patterns: ["a", "b", "s"] } },
    },
    {
      what: "NotPrincipal",
      more: { NotPrincipal: { AWS: "a" } },
      expected: { principals: { isNegated: true, patterns: ["a"] } },
    },
    {
      what: "a principal that is none",
      more: { Principal: 1 },
      expected: { principals: { isNegated: false, patterns: [] } },
    },
    {
      what: "conditions, their values as texts",
      more: { Condition: { Bool: { "aws:SecureTransport": true }, StringLike: { a: ["x", 1], b: "y" } } },
      expected: {
        conditions: [
          { operator: "Bool", key: "aws:SecureTransport", values: ["true"] },
          { operator: "StringLike", key: "a", values: ["x", "1"] },
          { operator: "StringLike", key: "b", values: ["y"] },
        ],
      },
    },
  ])("$what", ({ more, expected }) => {
    expect(statement({ ...ALLOW, ...more })).toMatchObject(expected);
  });
});
