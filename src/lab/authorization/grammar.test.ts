/** Documents that IAM refuses: none of their statements allows, and a denial among them stays (IAM User Guide: grammar). */
import { describe, expect, test } from "vitest";
import { isRefusedDocument } from "./grammar.ts";
import { policyOf } from "./policy.ts";
import { allow, decide, deny, full } from "./testing/deciding.ts";

const GRAMMAR = "IAM User Guide, Grammar of the IAM JSON policy language";
const VERSION = "IAM User Guide, IAM JSON policy elements: Version";
const EFFECT = "IAM User Guide, IAM JSON policy elements: Effect";
const RESOURCE = "IAM User Guide, IAM JSON policy elements: Resource";

interface Row {
  readonly source: string;
  readonly what: string;
  readonly statements: unknown;
  readonly version?: unknown;
}

const refused: readonly Row[] = [
  { source: EFFECT, what: "a denial in small letters", statements: [deny({ Effect: "deny" }), allow()] },
  { source: EFFECT, what: "a misspelt effect", statements: [allow({ Effect: "Alow" }), allow()] },
  { source: EFFECT, what: "no effect", statements: [{ Action: "*", Resource: "*" }, allow()] },
  { source: EFFECT, what: "an effect in capitals", statements: [allow({ Effect: "ALLOW" }), allow()] },
  { source: VERSION, what: "a version that does not exist", statements: [allow()], version: "2012-10-18" },
  { source: VERSION, what: "a version with a space", statements: [allow()], version: "2012-10-17 " },
  { source: VERSION, what: "a version that is null", statements: [allow()], version: null },
  { source: VERSION, what: "a version that is a number", statements: [allow()], version: 20_121_017 },
  { source: GRAMMAR, what: "no resource but these none", statements: allow({ Resource: undefined, NotResource: [] }) },
  { source: GRAMMAR, what: "NotResource null", statements: allow({ Resource: undefined, NotResource: null }) },
  { source: GRAMMAR, what: "NotAction an object", statements: allow({ Action: undefined, NotAction: {} }) },
  { source: GRAMMAR, what: "NotAction of none", statements: allow({ Action: undefined, NotAction: [] }) },
  {
    source: GRAMMAR,
    what: "NotAction a list in a list",
    statements: allow({ Action: undefined, NotAction: [["s3:GetObject"]] }),
  },
  { source: GRAMMAR, what: "an action and null", statements: allow({ Action: ["*", null] }) },
  { source: RESOURCE, what: "a resource and an object", statements: allow({ Resource: ["*", {}] }) },
  {
    source: GRAMMAR,
    what: "a value and null",
    statements: allow({ Condition: { StringEquals: { "a:b": ["x", null] } } }),
  },
  {
    source: GRAMMAR,
    what: "a value and a list",
    statements: allow({ Condition: { StringEquals: { "a:b": ["x", ["y"]] } } }),
  },
  {
    source: GRAMMAR,
    what: "an inverted operator with an object",
    statements: allow({ Condition: { StringNotEquals: { "a:b": ["y", {}] } } }),
  },
  { source: RESOURCE, what: "a resource that is no ARN", statements: [allow({ Resource: "logs/*" }), allow()] },
  {
    source: RESOURCE,
    what: "all but a name",
    statements: allow({ Resource: undefined, NotResource: "secret-bucket" }),
  },
  {
    source: GRAMMAR,
    what: "a condition in small letters",
    statements: allow({ condition: { Bool: { "a:b": "true" } } }),
  },
  { source: GRAMMAR, what: "conditions, in the plural", statements: allow({ Conditions: {} }) },
  { source: GRAMMAR, what: "all but no action", statements: allow({ Action: undefined, NotAction: "" }) },
  { source: GRAMMAR, what: "an action without its service", statements: allow({ Action: "GetObject" }) },
  { source: GRAMMAR, what: "one Sid twice", statements: [allow({ Sid: "One" }), allow({ Sid: "One" })] },
  { source: GRAMMAR, what: "a denial without action", statements: [{ Effect: "Deny", Resource: "*" }, allow()] },
  { source: GRAMMAR, what: "a denial with action null", statements: [deny({ Action: null }), allow()] },
  { source: GRAMMAR, what: "a denial with resource null", statements: [deny({ Resource: null }), allow()] },
  {
    source: GRAMMAR,
    what: "a denial with a resource that is an object",
    statements: [deny({ Resource: {} }), allow()],
  },
  { source: GRAMMAR, what: "a text as statement", statements: ["x", allow()] },
  { source: GRAMMAR, what: "null as statement", statements: [null, allow()] },
  {
    source: GRAMMAR,
    what: "an operator that does not exist, in another statement",
    statements: [allow({ Condition: { StringLikes: { "a:b": "x" } } }), allow()],
  },
  { source: RESOURCE, what: "a statement without resource", statements: [{ Effect: "Allow", Action: "*" }, allow()] },
];

const documentOf = ({ statements, version = "2012-10-17" }: Row) =>
  policyOf("p", JSON.stringify({ Version: version, Statement: statements }));
const context = { "a:b": ["x"] };
const asked = ["s3:GetObject", "arn:aws:s3:::logs/a/b", context] as const;

describe.each(refused)("$source: $what", (row) => {
  test("does not allow as identity policy", () => {
    expect(decide({ identity: [documentOf(row)] }, ...asked).kind).toBe("denied");
  });

  test("does not allow as permissions boundary", () => {
    expect(decide({ identity: [full], boundary: [documentOf(row)] }, ...asked).kind).toBe("denied");
  });

  test("does not allow as service control policy", () => {
    expect(decide({ identity: [full], serviceControl: [[documentOf(row)]] }, ...asked).kind).toBe("denied");
  });
});

test.each<Row>([
  { source: GRAMMAR, what: "action null", statements: deny({ Action: null }) },
  { source: GRAMMAR, what: "resource null", statements: deny({ Resource: null }) },
  { source: GRAMMAR, what: "no action", statements: { Effect: "Deny", Resource: "*" } },
  {
    source: GRAMMAR,
    what: "a condition value that is an object",
    statements: deny({ Condition: { Bool: { "a:b": {} } } }),
  },
])("$source: a denial with $what still denies what another policy allows", (row) => {
  expect(decide({ identity: [full, documentOf(row)] }, ...asked)).toMatchObject({ kind: "denied", isExplicit: true });
});

test.each<Row>([
  { source: GRAMMAR, what: "one statement", statements: allow() },
  { source: VERSION, what: "the older version", statements: [allow()], version: "2008-10-17" },
  {
    source: GRAMMAR,
    what: "several scalar values",
    statements: allow({ Condition: { StringEquals: { "a:b": ["x", 1, true] } } }),
  },
])("$source: $what is taken", (row) => {
  expect(decide({ identity: [documentOf(row)] }, ...asked).kind).toBe("allowed");
});

const RCP = "Organizations User Guide, RCP syntax";
const edge = (more: Record<string, unknown> = {}) => ({ ...deny({ Principal: "*", Action: "s3:*" }), ...more });
test.each<readonly [string, unknown, boolean]>([
  ["a denial for everybody", edge(), false],
  ["a denial of all but a resource", edge({ Resource: undefined, NotResource: "arn:aws:s3:::a" }), false],
  ["a wildcard in an action", edge({ Action: ["s3:*Object", "sqs:?endMessage"] }), false],
  ["an allowance", edge({ Effect: "Allow" }), true],
  ["an allowance beside a denial", [edge(), edge({ Effect: "Allow" })], true],
  ["full access that is not AWS's own", allow({ Principal: "*" }), true],
  ["a named principal", edge({ Principal: { AWS: "111122223333" } }), true],
  ["everybody in braces", edge({ Principal: { AWS: "*" } }), true],
  ["no principal", edge({ Principal: undefined }), true],
  ["NotPrincipal", edge({ Principal: undefined, NotPrincipal: "*" }), true],
  ["NotAction", edge({ Action: undefined, NotAction: "s3:*" }), true],
  ["all actions", edge({ Action: "*" }), true],
  ["actions of all services", edge({ Action: ["s3:*", "*:Get*"] }), true],
])(`${RCP}: %s`, (_what, Statement, isRefused) => {
  expect(isRefusedDocument(JSON.stringify({ Version: "2012-10-17", Statement }), "resource control")).toBe(isRefused);
});
