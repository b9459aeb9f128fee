/** What of the grammar is read, what is refused with which words, and that names which JavaScript adds are never members. */
import { describe, expect, test } from "vitest";
import { parsePolicy } from "./document.ts";

const parse = (json: unknown) => parsePolicy(JSON.stringify(json));
const statement = (json: object) => {
  const parsed = parse({ Statement: json });
  return parsed.kind === "ok" ? parsed.policy.statements[0] : parsed;
};
const ALLOW = { Effect: "Allow", Action: "s3:Get*", Resource: "*" };

test.each<readonly [text: string, problem: string]>([
  [`{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}`, "it has Version twice in one element"],
  [
    `{"Statement":{"Effect":"Deny","\\u0045ffect":"Allow","Action":"*","Resource":"*"}}`,
    "it has Effect twice in one element",
  ],
  [
    `{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":"true"},"Bool":{"a:c":"true"}}}]}`,
    "it has Bool twice in one element",
  ],
  [`{"Statement":[],"":1,"":2}`, 'it has "" twice in one element'],
])("%s: %s", (text, problem) => {
  expect(parsePolicy(text)).toEqual({ kind: "invalid", problems: [problem] });
});

test("a name may stand in several elements, and in texts", () => {
  const text = `{"Statement":[{"Sid":"{\\"Sid\\":1,","Effect":"Allow","Action":["s3:*","a:b"],"Resource":"*"},{"Sid":"b","Effect":"Deny","Action":"s3:*","Resource":"*"}]}`;
  expect(parsePolicy(text).kind).toBe("ok");
});

describe("a policy", () => {
  test("a single statement stands for a list of one", () => {
    expect(parse({ Statement: ALLOW })).toEqual({
      kind: "ok",
      policy: {
        statements: [
          {
            sid: undefined,
            index: 0,
            effect: "Allow",
            actions: { isNegated: false, patterns: ["s3:Get*"] },
            resources: { isNegated: false, patterns: ["*"] },
            principals: undefined,
            conditions: [],
            hasVariables: false,
          },
        ],
      },
    });
  });

  test.each([
    ["2012-10-17", true],
    ["2008-10-17", false],
    [undefined, false],
  ])("version %s has variables: %s", (Version, hasVariables) => {
    expect(parse({ Version, Statement: ALLOW })).toMatchObject({ policy: { statements: [{ hasVariables }] } });
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
    expect(parse({ Statement: [] })).toEqual({ kind: "ok", policy: { statements: [] } });
  });

  test.each<[string, string, readonly string[]]>([
    ["no JSON", "{", ["it is not a JSON object"]],
    ["a list", "[]", ["it is not a JSON object"]],
    ["null", "null", ["it is not a JSON object"]],
    ["a text", '"x"', ["it is not a JSON object"]],
    ["no statement", "{}", ["it has no Statement"]],
    ["a statement by inheritance", '{"__proto__":{"Statement":[]}}', ["it has no Statement"]],
    [
      "statements that are none",
      '{"Statement":[1,{"Effect":"Allow","Action":"*","Resource":"*"},null,["x"]]}',
      ["statement 1 is not an object", "statement 3 is not an object", "statement 4 is not an object"],
    ],
    ["no effect", '{"Statement":{"Action":"*"}}', ["statement 1 has no Effect Allow or Deny"]],
    [
      "an effect in small letters",
      '{"Statement":{"Effect":"deny","Action":"*"}}',
      ["statement 1 has no Effect Allow or Deny"],
    ],
    ["no action", '{"Statement":{"Effect":"Deny"}}', ["statement 1 has no Action"]],
    ["an action that is no text", '{"Statement":{"Effect":"Deny","Action":["*",1]}}', ["statement 1 has no Action"]],
    [
      "a condition that is none",
      '{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":[]}}',
      ["statement 1 has a Condition that is not an object"],
    ],
    [
      "an operator without keys",
      '{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":"x"}}}',
      ["statement 1 has no condition keys under Bool"],
    ],
    [
      "another version",
      '{"Version":"2012-10-18","Statement":[]}',
      ["its Version is neither 2012-10-17 nor 2008-10-17"],
    ],
    [
      "Action beside NotAction",
      '{"Statement":{"Effect":"Deny","Action":"*","NotAction":"*","Resource":"*"}}',
      ["statement 1 has both Action and NotAction"],
    ],
    ["no resource", '{"Statement":{"Effect":"Deny","Action":"*"}}', ["statement 1 has no Resource"]],
    ["an empty list", '{"Statement":{"Effect":"Deny","Action":"*","Resource":[]}}', ["statement 1 has no Resource"]],
    [
      "a resource that is no text",
      '{"Statement":{"Effect":"Deny","Action":"*","Resource":[1]}}',
      ["statement 1 has no Resource"],
    ],
    [
      "an operator that AWS does not document",
      '{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NullIfExists":{"a:b":"true"}}}}',
      ["statement 1 has the unknown condition operator NullIfExists"],
    ],
    [
      "a condition without a value",
      '{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":null}}}}',
      ["statement 1 has no value for the condition key a:b"],
    ],
  ])("%s is refused", (_what, text, problems) => {
    expect(parsePolicy(text)).toEqual({ kind: "invalid", problems });
  });

  test("200,000 characters are read, one more is not", () => {
    const text = JSON.stringify({ Statement: ALLOW });
    expect(parsePolicy(text.padEnd(200_000)).kind).toBe("ok");
    expect(parsePolicy(text.padEnd(200_001))).toEqual({ kind: "invalid", problems: ["it is too long for a policy"] });
  });
});

describe("a statement", () => {
  test.each<[string, object, object]>([
    ["an empty Sid is none", { Sid: "" }, { sid: undefined }],
    ["a Sid that is no text is none", { Sid: 7 }, { sid: undefined }],
    ["a list of actions", { Action: ["a:b", "c:d"] }, { actions: { isNegated: false, patterns: ["a:b", "c:d"] } }],
    ["NotAction", { Action: undefined, NotAction: "iam:*" }, { actions: { isNegated: true, patterns: ["iam:*"] } }],
    ["NotResource", { Resource: undefined, NotResource: ["x"] }, { resources: { isNegated: true, patterns: ["x"] } }],
    ["everybody", { Principal: "*" }, { principals: { isNegated: false, patterns: ["*"] } }],
    [
      "principals of several kinds",
      { Principal: { AWS: ["a", "b"], Service: "s", Federated: 1 } },
      { principals: { isNegated: false, patterns: ["a", "b", "s"] } },
    ],
    ["NotPrincipal", { NotPrincipal: { AWS: "a" } }, { principals: { isNegated: true, patterns: ["a"] } }],
    ["a principal that is none", { Principal: 1 }, { principals: { isNegated: false, patterns: [] } }],
    [
      "conditions, their values as texts",
      { Condition: { Bool: { "aws:SecureTransport": true }, StringLike: { a: ["x", 1], b: "y" } } },
      {
        conditions: [
          { operator: "Bool", key: "aws:SecureTransport", values: ["true"] },
          { operator: "StringLike", key: "a", values: ["x", "1"] },
          { operator: "StringLike", key: "b", values: ["y"] },
        ],
      },
    ],
  ])("%s", (_what, more, expected) => {
    expect(statement({ ...ALLOW, ...more })).toMatchObject(expected);
  });
});

test("numbers keep the digits with which they are written, whatever JavaScript makes of them", () => {
  const policy = (value: string): string =>
    `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericEquals":{"kms:x":${value}}}}}`;
  const valuesIn = (text: string) => {
    const read = parsePolicy(text);
    return read.kind === "ok" ? read.policy.statements[0]?.conditions[0]?.values : read.problems;
  };
  expect(valuesIn(policy("9007199254740993"))).toEqual(["9007199254740993"]);
  expect(valuesIn(policy("[5, 12345678901234567890123]"))).toEqual(["5", "12345678901234567890123"]);
});
