/** Several keys and values, set operators, and policy variables (IAM User Guide). */
import { allow, deny, type Json, outcome, RESOURCE, type Vector, variable } from "./vector.ts";

const SETS = "IAM User Guide, Single-valued vs. multivalued context keys";
const MULTIPLE = "IAM User Guide, Conditions with multiple context keys or values";
const VARIABLES = "IAM User Guide, IAM policy elements: Variables and tags";
const KEYS = "aws:TagKeys";

type SetRow = readonly [
  operator: string,
  actual: readonly string[] | undefined,
  wanted: readonly string[],
  holds: boolean,
];
const sets: readonly SetRow[] = [
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "b", "c"], true],
  ["ForAllValues:StringEquals", ["a", "d"], ["a", "b", "c"], false],
  ["ForAllValues:StringEquals", undefined, ["a"], true],
  ["ForAllValues:StringEquals", [""], ["a"], true],
  ["ForAllValues:StringLike", ["ab", "ac"], ["a*"], true],
  ["ForAllValues:StringLike", ["ab", "bc"], ["a*"], false],
  ["ForAllValues:StringNotEquals", ["b", "c"], ["a"], true],
  ["ForAllValues:StringNotEquals", ["a", "c"], ["a"], false],
  ["ForAllValues:StringNotEquals", undefined, ["a"], true],
  ["ForAllValues:StringEqualsIgnoreCase", ["A"], ["a"], true],
  ["ForAllValues:NumericLessThan", ["1", "2"], ["3"], true],
  ["ForAllValues:NumericLessThan", ["1", "4"], ["3"], false],
  ["ForAllValues:StringEqualsIfExists", undefined, ["a"], true],
  ["ForAnyValue:StringEquals", ["a", "d"], ["a", "b"], true],
  ["ForAnyValue:StringEquals", ["d", "e"], ["a", "b"], false],
  ["ForAnyValue:StringEquals", undefined, ["a"], false],
  ["ForAnyValue:StringLike", ["x", "ab"], ["a*"], true],
  ["ForAnyValue:StringLike", ["x"], ["a*"], false],
  ["ForAnyValue:StringNotEquals", ["a", "b"], ["a"], true],
  ["ForAnyValue:StringNotEquals", ["a"], ["a"], false],
  ["ForAnyValue:StringNotEquals", undefined, ["a"], false],
  ["ForAnyValue:StringEqualsIgnoreCase", ["A", "z"], ["a"], true],
  ["ForAnyValue:StringEqualsIfExists", undefined, ["a"], true],
  ["ForAnyValue:ArnLike", ["arn:aws:iam::1:role/a"], ["arn:aws:iam::*:role/*"], true],
];
const setVectors = sets.map(
  ([operator, actual, wanted, holds]): Vector => ({
    source: SETS,
    what: `${operator}: ${actual ?? "no key"} against ${wanted}`,
    identity: [allow({ Condition: { [operator]: { [KEYS]: wanted } } })],
    context: actual === undefined ? {} : { [KEYS]: actual },
    expected: outcome(holds),
  }),
);

const TEAM = "aws:PrincipalTag/team";
const TIER = "aws:PrincipalTag/tier";
const BOTH = { [TEAM]: ["red"], [TIER]: ["gold"] };
type MultipleRow = readonly [what: string, condition: Json, holds: boolean];
const multiple: readonly MultipleRow[] = [
  ["one of several values", { StringEquals: { [TEAM]: ["blue", "red"] } }, true],
  ["none of several values", { StringEquals: { [TEAM]: ["blue", "green"] } }, false],
  ["negated: one of several values is met", { StringNotEquals: { [TEAM]: ["blue", "red"] } }, false],
  ["negated: none is met", { StringNotEquals: { [TEAM]: ["blue", "green"] } }, true],
  ["two keys, both met", { StringEquals: { [TEAM]: "red", [TIER]: "gold" } }, true],
  ["two keys, one met", { StringEquals: { [TEAM]: "red", [TIER]: "tin" } }, false],
  ["two operators, both met", { StringEquals: { [TEAM]: "red" }, StringLike: { [TIER]: "g*" } }, true],
  ["two operators, one met", { StringEquals: { [TEAM]: "red" }, StringLike: { [TIER]: "t*" } }, false],
  ["negated, two keys, one met", { StringNotEquals: { [TEAM]: "red", [TIER]: "tin" } }, false],
  ["negated, two keys, none met", { StringNotEquals: { [TEAM]: "blue", [TIER]: "tin" } }, true],
  ["like, one of several", { StringLike: { [TEAM]: ["b*", "r?d"] } }, true],
  ["not like, one of several", { StringNotLike: { [TEAM]: ["b*", "r?d"] } }, false],
  ["the key in another case", { StringEquals: { "AWS:principaltag/TEAM": "red" } }, true],
  ["a number without quotes", { NumericEquals: { "test:Number": 7 } }, true],
  ["a truth without quotes", { Bool: { "test:Truth": true } }, true],
  ["no condition at all", {}, true],
];
const multipleVectors = multiple.map(
  ([what, Condition, holds]): Vector => ({
    source: MULTIPLE,
    what,
    identity: [allow({ Condition })],
    context: { ...BOTH, "test:Number": ["7"], "test:Truth": ["true"] },
    expected: outcome(holds),
  }),
);

const RED = variable(TEAM);
const GONE = variable("aws:PrincipalTag/none");
const CONTEXT = {
  [TEAM]: ["red"],
  "aws:username": ["alice"],
  "test:Star": ["*"],
  "test:Many": ["a", "b"],
  "test:Truth": ["true"],
};
const noValue = `${VARIABLES}: Policy variables with no value`;
const where = `${VARIABLES}: Where you can use policy variables`;
const characters = `${VARIABLES}: Special characters`;
const defaults = `${VARIABLES}: Specifying default values`;
type VariableRow = readonly [source: string, what: string, statement: Json, resource: string, holds: boolean];
const variables: readonly VariableRow[] = [
  [where, "in the resource", { Resource: `arn:aws:s3:::${RED}/*` }, "arn:aws:s3:::red/x", true],
  [where, "in the resource, another value", { Resource: `arn:aws:s3:::${RED}/*` }, "arn:aws:s3:::blue/x", false],
  [
    where,
    "twice in the resource",
    { Resource: `arn:aws:s3:::${RED}/${variable("aws:username")}` },
    "arn:aws:s3:::red/alice",
    true,
  ],
  [
    where,
    "the key in another case",
    { Resource: `arn:aws:s3:::${variable("AWS:UserName")}` },
    "arn:aws:s3:::alice",
    true,
  ],
  [where, "in NotResource", { Resource: undefined, NotResource: `arn:aws:s3:::${RED}/*` }, "arn:aws:s3:::red/x", false],
  [
    where,
    "in NotResource, another value",
    { Resource: undefined, NotResource: `arn:aws:s3:::${RED}/*` },
    "arn:aws:s3:::blue/x",
    true,
  ],
  [where, "in StringEquals", { Condition: { StringEquals: { [TEAM]: RED } } }, RESOURCE, true],
  [where, "in StringNotEquals", { Condition: { StringNotEquals: { [TEAM]: RED } } }, RESOURCE, false],
  [
    where,
    "in StringLike, beside a wildcard",
    { Condition: { StringLike: { "aws:username": `${variable("aws:username")}*` } } },
    RESOURCE,
    true,
  ],
  [where, "in Bool", { Condition: { Bool: { "test:Truth": variable("test:Truth") } } }, RESOURCE, true],
  [
    where,
    "a value is never a wildcard",
    { Resource: `arn:aws:s3:::${variable("test:Star")}` },
    "arn:aws:s3:::x",
    false,
  ],
  [
    where,
    "a value with an asterisk is itself",
    { Resource: `arn:aws:s3:::${variable("test:Star")}` },
    "arn:aws:s3:::*",
    true,
  ],
  [noValue, "StringEquals", { Condition: { StringEquals: { [TEAM]: GONE } } }, RESOURCE, false],
  [noValue, "StringLike", { Condition: { StringLike: { [TEAM]: `${GONE}*` } } }, RESOURCE, false],
  [noValue, "StringNotEquals", { Condition: { StringNotEquals: { [TEAM]: GONE } } }, RESOURCE, true],
  [noValue, "StringNotLike", { Condition: { StringNotLike: { [TEAM]: `${GONE}*` } } }, RESOURCE, true],
  [noValue, "ArnNotLike", { Condition: { ArnNotLike: { [TEAM]: `arn:aws:iam::1:role/${GONE}` } } }, RESOURCE, true],
  [
    noValue,
    "one value of several is known",
    { Condition: { StringEquals: { [TEAM]: [GONE, "red"] } } },
    RESOURCE,
    true,
  ],
  [
    noValue,
    "negated, one value of several is met",
    { Condition: { StringNotEquals: { [TEAM]: [GONE, "red"] } } },
    RESOURCE,
    false,
  ],
  [noValue, "Resource", { Resource: `arn:aws:s3:::logs/${GONE}*` }, RESOURCE, false],
  [
    noValue,
    "Resource, another matches",
    { Resource: [`arn:aws:s3:::logs/${GONE}*`, "arn:aws:s3:::logs/*"] },
    RESOURCE,
    true,
  ],
  [noValue, "NotResource", { Resource: undefined, NotResource: `arn:aws:s3:::logs/${GONE}*` }, RESOURCE, true],
  [characters, "an asterisk", { Resource: `arn:aws:s3:::a${variable("*")}` }, "arn:aws:s3:::a*", true],
  [characters, "an asterisk is no wildcard", { Resource: `arn:aws:s3:::a${variable("*")}` }, "arn:aws:s3:::ab", false],
  [characters, "a question mark", { Resource: `arn:aws:s3:::a${variable("?")}` }, "arn:aws:s3:::a?", true],
  [
    characters,
    "a question mark is no wildcard",
    { Resource: `arn:aws:s3:::a${variable("?")}` },
    "arn:aws:s3:::ab",
    false,
  ],
  [characters, "a dollar", { Resource: `arn:aws:s3:::a${variable("$")}` }, "arn:aws:s3:::a$", true],
  [
    defaults,
    "without a value",
    { Resource: `arn:aws:s3:::${variable("aws:PrincipalTag/none, 'all'")}` },
    "arn:aws:s3:::all",
    true,
  ],
  [defaults, "with a value", { Resource: `arn:aws:s3:::${variable(`${TEAM}, 'all'`)}` }, "arn:aws:s3:::red", true],
  [
    defaults,
    "with a value the default is not used",
    { Resource: `arn:aws:s3:::${variable(`${TEAM}, 'all'`)}` },
    "arn:aws:s3:::all",
    false,
  ],
  [
    defaults,
    "with a comma",
    { Resource: `arn:aws:s3:::${variable("aws:PrincipalTag/none, 'a,b'")}` },
    "arn:aws:s3:::a,b",
    true,
  ],
  [
    defaults,
    "in a condition",
    { Condition: { StringEquals: { [TEAM]: variable("aws:PrincipalTag/none, 'red'") } } },
    RESOURCE,
    true,
  ],
  [
    defaults,
    "in a negated condition",
    { Condition: { StringNotEquals: { [TEAM]: variable("aws:PrincipalTag/none, 'red'") } } },
    RESOURCE,
    false,
  ],
];
const variableVectors = variables.map(
  ([source, what, statement, resource, holds]): Vector => ({
    source,
    what,
    identity: [allow(statement)],
    resource,
    context: CONTEXT,
    expected: outcome(holds),
  }),
);

const VERSION = "IAM User Guide, IAM JSON policy elements: Version";
const versionVectors: readonly Vector[] = (
  [
    ["2012-10-17", "arn:aws:s3:::red", "allow"],
    ["2008-10-17", "arn:aws:s3:::red", "deny"],
    [null, "arn:aws:s3:::red", "deny"],
    ["2008-10-17", `arn:aws:s3:::${RED}`, "allow"],
    [null, `arn:aws:s3:::${RED}`, "allow"],
    ["2012-10-17", `arn:aws:s3:::${RED}`, "deny"],
  ] as const
).map(([version, resource, expected]) => ({
  source: VERSION,
  what: `a variable in version ${version}, on ${resource}`,
  version,
  identity: [allow({ Resource: `arn:aws:s3:::${RED}` })],
  resource,
  context: CONTEXT,
  expected,
}));

/** The page's own example: denied where the tag of the principal is not set. */
const exampleOfThePage = (context: Record<string, string[]>, expected: "allow" | "deny"): Vector => ({
  source: noValue,
  what: `the example of the page, with ${Object.keys(context).join() || "no tag"}`,
  identity: [
    allow(),
    deny({ Condition: { StringNotEquals: { "s3:ExistingObjectTag/Team": variable("aws:PrincipalTag/Team") } } }),
  ],
  context,
  expected,
});

export const conditionVectors: readonly Vector[] = [
  ...setVectors,
  ...multipleVectors,
  ...variableVectors,
  ...versionVectors,
  exampleOfThePage({ "s3:ExistingObjectTag/Team": ["a"], "aws:PrincipalTag/Team": ["a"] }, "allow"),
  exampleOfThePage({ "s3:ExistingObjectTag/Team": ["a"], "aws:PrincipalTag/Team": ["b"] }, "deny"),
  exampleOfThePage({ "s3:ExistingObjectTag/Team": ["a"] }, "deny"),
];
