/** Values that are empty, absent, or only look like numbers, dates and addresses; and letters that are wildcards elsewhere. */
import { allow, deny, type Json, outcome, RESOURCE, type Vector, variable } from "./vector.ts";

const OPERATORS = "IAM User Guide, IAM JSON policy elements: Condition operators";
const MULTIVALUED = "IAM User Guide, Single-valued vs. multivalued context keys";
const VARIABLES = "IAM User Guide, IAM policy elements: Variables and tags";
const NO_VALUE = `${VARIABLES}: Policy variables with no value`;
const CHARACTERS = `${VARIABLES}: Special characters`;
const DEFAULTS = `${VARIABLES}: Specifying default values`;
const NUMBERS = `${OPERATORS}: Numeric condition operators`;
const DATES = `${OPERATORS}: Date condition operators`;
const ADDRESSES = `${OPERATORS}: IP address condition operators`;

const GONE = variable("aws:PrincipalTag/none");
type Row = readonly [
  source: string,
  operator: string,
  actual: readonly string[] | undefined,
  wanted: string | readonly string[],
  holds: boolean,
];
const rows: readonly Row[] = [
  // An empty value is a null dataset to the set operators, and `Null` finds it.
  [MULTIVALUED, "ForAllValues:StringLike", [""], "z*", true],
  [MULTIVALUED, "ForAllValues:StringNotEquals", [""], "", true],
  [MULTIVALUED, "ForAllValues:NumericEquals", [""], "1", true],
  [MULTIVALUED, "ForAllValues:ArnLike", [""], "arn:aws:iam::1:role/a", true],
  [MULTIVALUED, "ForAnyValue:StringEquals", [""], "", false],
  [MULTIVALUED, "ForAnyValue:StringLike", [""], "*", false],
  [MULTIVALUED, "ForAnyValue:StringNotEquals", [""], "a", false],
  [MULTIVALUED, "ForAnyValue:StringNotLike", [""], "a*", false],
  [MULTIVALUED, "Null", [""], "true", true],
  [MULTIVALUED, "Null", [""], "false", false],
  [MULTIVALUED, "Null", ["", "a"], "false", true],
  [MULTIVALUED, "ForAnyValue:StringNotEqualsIgnoreCase", ["A", "b"], "a", true],
  [MULTIVALUED, "ForAllValues:StringNotEqualsIgnoreCase", ["B", "A"], "a", false],
  [MULTIVALUED, "ForAnyValue:ArnNotLike", ["arn:aws:iam::1:role/a"], "arn:aws:iam::1:role/*", false],
  [MULTIVALUED, "ForAllValues:ArnNotEquals", ["arn:aws:iam::1:role/a"], "arn:aws:iam::2:role/*", true],

  // A variable without a value: nothing is equal to it or like it.
  [NO_VALUE, "ArnEquals", ["arn:aws:iam::1:role/a"], `arn:aws:iam::1:role/${GONE}`, false],
  [NO_VALUE, "ArnLike", ["arn:aws:iam::1:role/a"], `arn:aws:iam::1:role/${GONE}*`, false],
  [NO_VALUE, "ArnNotEquals", ["arn:aws:iam::1:role/a"], `arn:aws:iam::1:role/${GONE}`, true],
  [NO_VALUE, "StringEqualsIgnoreCase", ["a"], GONE, false],
  [NO_VALUE, "StringNotEqualsIgnoreCase", ["a"], GONE, true],
  [NO_VALUE, "StringEqualsIfExists", ["a"], GONE, false],
  [NO_VALUE, "StringEqualsIfExists", undefined, GONE, true],
  [NO_VALUE, "ForAllValues:StringLike", ["a"], `${GONE}*`, false],
  [NO_VALUE, "ForAllValues:StringNotLike", ["a"], `${GONE}*`, true],
  [NO_VALUE, "ForAnyValue:StringEquals", ["a"], [GONE, "a"], true],
  [NO_VALUE, "ForAnyValue:StringNotLike", ["a"], GONE, true],
  [`${OPERATORS}: Boolean condition operators`, "Bool", ["true"], GONE, false],
  [`${OPERATORS}: Boolean condition operators`, "Bool", ["true"], variable("aws:PrincipalTag/flag"), true],
  [`${OPERATORS}: Boolean condition operators`, "Bool", ["false"], variable("aws:PrincipalTag/flag"), false],

  // Special characters and defaults.
  [CHARACTERS, "StringLike", ["a*b"], `a${variable("*")}b`, true],
  [CHARACTERS, "StringLike", ["axb"], `a${variable("*")}b`, false],
  [CHARACTERS, "StringLike", ["a?z"], `a${variable("?")}*`, true],
  [CHARACTERS, "StringLike", ["axz"], `a${variable("?")}*`, false],
  [CHARACTERS, "StringEquals", ["$x"], `${variable("$")}x`, true],
  [CHARACTERS, "ArnLike", ["arn:aws:iam::1:role/a*"], `arn:aws:iam::1:role/a${variable("*")}`, true],
  [CHARACTERS, "ArnLike", ["arn:aws:iam::1:role/ab"], `arn:aws:iam::1:role/a${variable("*")}`, false],
  [DEFAULTS, "StringLike", ["company-wide/x"], `${variable("aws:PrincipalTag/none, 'company-wide'")}/*`, true],
  [DEFAULTS, "StringEquals", ["a, b"], variable("aws:PrincipalTag/none, 'a, b'"), true],
  [DEFAULTS, "StringLike", ["x"], variable("aws:PrincipalTag/none, '*'"), false],
  [DEFAULTS, "ArnLike", ["arn:aws:iam::1:role/all"], `arn:aws:iam::1:role/${variable("a:b, 'all'")}`, true],
  [DEFAULTS, "StringNotEquals", ["yellow"], variable("aws:PrincipalTag/team, 'company-wide'"), false],

  // Integers and decimals, to the last digit.
  [NUMBERS, "NumericEquals", ["18446744073709551617"], "18446744073709551616", false],
  [NUMBERS, "NumericLessThan", ["18446744073709551615"], "18446744073709551616", true],
  [NUMBERS, "NumericGreaterThan", ["0.1000000000000000000001"], "0.1", true],
  [NUMBERS, "NumericEquals", ["1e3"], "1000", false],
  [NUMBERS, "NumericEquals", ["0b1"], "1", false],
  [NUMBERS, "NumericEquals", [""], "0", false],
  [NUMBERS, "NumericLessThanEquals", ["-0.5"], "-0.25", true],
  [NUMBERS, "NumericLessThanEquals", ["Infinity"], "10", false],
  [NUMBERS, "NumericGreaterThanEquals", ["Infinity"], "10", false],
  [NUMBERS, "NumericNotEquals", ["7"], ["7", "8"], false],

  // The W3C forms of ISO 8601, and seconds since 1970.
  [DATES, "DateLessThan", ["2025-12-31T23:59:59Z"], "2026", true],
  [DATES, "DateGreaterThanEquals", ["2026-05-01T00:00:00Z"], "2026-05", true],
  [DATES, "DateEquals", ["2026-05-01T00:00Z"], "2026-05", true],
  [DATES, "DateEquals", ["2026-05-01T00:00:00.000Z"], "2026-05-01T02:00:00+02:00", true],
  [DATES, "DateEquals", ["1777593600"], "2026-05-01", true],
  [DATES, "DateLessThan", ["2026-05-01T00:00:00.250Z"], "2026-05-01T00:00:00.500Z", true],
  [DATES, "DateEquals", ["May 1, 2026"], "2026-05-01", false],
  [DATES, "DateLessThan", ["2026-5-1"], "2027", false],
  [DATES, "DateNotEquals", ["2026-05-01"], "2026-05-02", true],
  [DATES, "DateLessThanIfExists", undefined, "2026", true],

  // Addresses of both versions.
  [ADDRESSES, "IpAddress", ["2001:db8:1234:5678:ffff:ffff:ffff:ffff"], "2001:DB8:1234:5678::/64", true],
  [ADDRESSES, "NotIpAddress", ["2001:db8:1234:5678::1"], "2001:DB8:1234:5678::/64", false],
  [ADDRESSES, "IpAddress", ["::1"], "::1/128", true],
  [ADDRESSES, "IpAddress", ["::2"], "::1", false],
  [ADDRESSES, "IpAddress", ["203.0.113.9"], "::ffff:203.0.113.0/120", false],
  [ADDRESSES, "IpAddress", ["10.11.12.13"], ["192.168.0.0/16", "10.0.0.0/8"], true],
  [ADDRESSES, "NotIpAddress", ["10.11.12.13"], ["192.168.0.0/16", "10.0.0.0/8"], false],
];

const CONTEXT = { "aws:PrincipalTag/flag": ["true"], "aws:PrincipalTag/team": ["yellow"] };
const byValue = rows.map(
  ([source, operator, actual, wanted, holds]): Vector => ({
    source,
    what: `${operator}: ${actual === undefined ? "no key" : JSON.stringify(actual)} against ${wanted}`,
    identity: [allow({ Condition: { [operator]: { "test:Key": wanted } } })],
    context: { ...CONTEXT, ...(actual && { "test:Key": actual }) },
    expected: outcome(holds),
  }),
);

/** In Resource and NotResource alike, "will not match any resource". */
const ofResources = (
  [
    ["Resource with a value beside it", { Resource: [`arn:aws:s3:::${GONE}/*`, "arn:aws:s3:::logs/a/*"] }, "allow"],
    ["NotResource of one tag", { Resource: undefined, NotResource: `arn:aws:s3:::${GONE}` }, "allow"],
    ["NotResource beside a match", { Resource: undefined, NotResource: [`arn:aws:s3:::${GONE}`, RESOURCE] }, "deny"],
    ["a key with several values", { Resource: `arn:aws:s3:::${variable("aws:TagKeys")}/a/b` }, "deny"],
    ["an empty default", { Resource: `arn:aws:s3:::logs/a/b${variable("a:b, ''")}` }, "allow"],
  ] as const
).flatMap(([what, element, expected]): readonly Vector[] => [
  {
    source: NO_VALUE,
    what: `${what} allows`,
    identity: [allow(element)],
    context: { "aws:TagKeys": ["logs", "x"] },
    expected,
  },
  {
    source: NO_VALUE,
    what: `${what} denies`,
    identity: [allow(), deny(element)],
    context: { "aws:TagKeys": ["logs", "x"] },
    expected: expected === "allow" ? "deny" : "allow",
  },
]);

/** What AWS leaves open: an ARN with missing fields in a condition, and a key with an empty list of values. */
const ARN = "arn:aws:iam::1:role/a";
const openNetworks = (["10.0.0.0/08", "10.0.0.0/008", "2001:db8::/032"] as const).flatMap((network) =>
  (["IpAddress", "NotIpAddress"] as const).map(
    (operator): Vector => ({
      source: ADDRESSES,
      what: `${operator}: a length with a leading zero, ${network}`,
      identity: [allow({ Condition: { [operator]: { "test:Key": network } } })],
      context: { "test:Key": [network.includes(".") ? "10.1.2.3" : "2001:db8::1"] },
      expected: "open",
    }),
  ),
);
const open = (
  [
    ["an incomplete ARN that could match", { ArnLike: { "test:Key": "arn:aws:iam" } }, "open"],
    ["an asterisk as ARN", { ArnEquals: { "test:Key": "*" } }, "open"],
    ["an incomplete ARN that could not be unlike", { ArnNotLike: { "test:Key": "arn:aws:iam" } }, "open"],
    ["an incomplete ARN of another service", { ArnLike: { "test:Key": "arn:aws:sqs" } }, "deny"],
    ["another match beside it", { ArnLike: { "test:Key": ["arn:aws:sqs", ARN] } }, "allow"],
    ["no values", { StringEquals: { "test:Key": [] } }, "open"],
    ["no values, negated", { StringNotEquals: { "test:Key": [] } }, "open"],
  ] as const satisfies readonly (readonly [string, Json, Vector["expected"]])[]
).map(
  ([what, Condition, expected]): Vector => ({
    source: `${OPERATORS}: Amazon Resource Name (ARN) condition operators`,
    what,
    identity: [allow({ Condition })],
    context: { "test:Key": [ARN] },
    expected,
  }),
);

export const valueVectors: readonly Vector[] = [...byValue, ...ofResources, ...openNetworks, ...open];
