/** Condition operators, one value against one (IAM User Guide, "IAM JSON policy elements: Condition operators"). */
import { allow, outcome, type Vector } from "./vector.ts";

const PAGE = "IAM User Guide, IAM JSON policy elements: Condition operators";

type Row = readonly [actual: string, wanted: string, holds: boolean];

const SAME: Readonly<Record<string, readonly Row[]>> = {
  StringEquals: [
    ["a", "a", true],
    ["a", "A", false],
    ["a", "b", false],
    ["", "", true],
    ["a ", "a", false],
    ["a*", "a*", true],
    ["ab", "a*", false],
    ["é", "é", true],
  ],
  StringEqualsIgnoreCase: [
    ["a", "A", true],
    ["Mixed", "mIXED", true],
    ["a", "b", false],
    ["ab", "A*", false],
    ["", "a", false],
  ],
  StringLike: [
    ["a", "a", true],
    ["abc", "a*", true],
    ["a", "a*", true],
    ["abc", "*c", true],
    ["abc", "a?c", true],
    ["ac", "a?c", false],
    ["Abc", "a*", false],
    ["a/b:c", "a*c", true],
    ["", "*", true],
    ["", "?", false],
    ["ab", "**", true],
    ["abcabc", "*abc", true],
    ["abcab", "*abc", false],
  ],
  NumericEquals: [
    ["10", "10", true],
    ["10", "10.0", true],
    ["10", "010", true],
    ["-1", "-1", true],
    ["10", "11", false],
    ["0.1", "0.10", true],
    ["9007199254740993", "9007199254740992", false],
    ["0.30000000000000004", "0.3", false],
    ["16", "0x10", false],
    ["x", "x", false],
  ],
  NumericLessThan: [
    ["9", "10", true],
    ["10", "10", false],
    ["11", "10", false],
    ["-2", "-1", true],
    ["9.99", "10", true],
    ["x", "10", false],
  ],
  NumericLessThanEquals: [
    ["9", "10", true],
    ["10", "10", true],
    ["11", "10", false],
    ["10.01", "10", false],
  ],
  NumericGreaterThan: [
    ["11", "10", true],
    ["10", "10", false],
    ["9", "10", false],
    ["100", "20", true],
  ],
  NumericGreaterThanEquals: [
    ["11", "10", true],
    ["10", "10", true],
    ["9", "10", false],
  ],
  DateEquals: [
    ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", true],
    ["2026-01-01T00:00:00Z", "2026-01-01", true],
    ["2026-01-01T00:00:00Z", "2026", true],
    ["2026-01-01T00:00:00Z", "1767225600", true],
    ["1767225600", "2026-01-01T00:00:00Z", true],
    ["2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", true],
    ["2026-01-01T00:00:01Z", "2026-01-01", false],
    ["never", "2026", false],
  ],
  DateLessThan: [
    ["2025-12-31T23:59:59Z", "2026", true],
    ["2026-01-01T00:00:00Z", "2026", false],
    ["2026-06-01", "2026-05-31", false],
  ],
  DateLessThanEquals: [
    ["2026-01-01T00:00:00Z", "2026", true],
    ["2026-01-01T00:00:01Z", "2026", false],
  ],
  DateGreaterThan: [
    ["2026-01-01T00:00:01Z", "2026", true],
    ["2026-01-01T00:00:00Z", "2026", false],
  ],
  DateGreaterThanEquals: [
    ["2026-01-01T00:00:00Z", "2026-01-01", true],
    ["2025-12-31T23:59:59Z", "2026-01-01", false],
  ],
  Bool: [
    ["true", "true", true],
    ["true", "True", true],
    ["true", "false", false],
    ["false", "false", true],
  ],
  BinaryEquals: [
    ["QmluYXJ5", "QmluYXJ5", true],
    ["QmluYXJ5", "qmluYXJ5", false],
  ],
  IpAddress: [
    ["203.0.113.9", "203.0.113.0/24", true],
    ["203.0.114.9", "203.0.113.0/24", false],
    ["203.0.113.9", "203.0.113.9", true],
    ["203.0.113.9", "203.0.113.9/32", true],
    ["203.0.113.9", "0.0.0.0/0", true],
    ["203.0.113.128", "203.0.113.0/25", false],
    ["2001:db8:1234:5678::1", "2001:db8:1234:5678::/64", true],
    ["2001:db8:1234:5679::1", "2001:db8:1234:5678::/64", false],
    ["2001:DB8::1", "2001:0db8:0:0:0:0:0:1", true],
    ["203.0.113.9", "2001:db8::/32", false],
  ],
  ArnEquals: [
    ["arn:aws:sns:us-east-1:1:t", "arn:aws:sns:us-east-1:1:t", true],
    ["arn:aws:sns:us-east-1:1:t", "arn:aws:sns:*:1:t", true],
    ["arn:aws:sns:us-east-1:1:t", "arn:aws:sns:us-east-1:1:T", false],
    ["arn:aws:sns:us-east-1:1:t", "arn:*:t", false],
  ],
  ArnLike: [
    ["arn:aws:iam::1:role/a/b", "arn:aws:iam::1:role/*", true],
    ["arn:aws:iam::1:role/a", "arn:aws:iam::*:role/a", true],
    ["arn:aws:iam::1:role/a", "arn:aws:iam::2:role/a", false],
    ["arn:aws:iam::1:role/a", "arn:aws:iam:*:role/a", false],
    ["arn:aws:s3:::b/x:y", "arn:aws:s3:::b/*", true],
    ["arn:aws:iam::1:role/ab", "arn:aws:iam::1:role/a?", true],
    ["a role", "arn:aws:iam::1:role/a", false],
  ],
};

/** "Negated matching" of the same page. */
const NEGATED: Readonly<Record<string, string>> = {
  StringEquals: "StringNotEquals",
  StringEqualsIgnoreCase: "StringNotEqualsIgnoreCase",
  StringLike: "StringNotLike",
  NumericEquals: "NumericNotEquals",
  DateEquals: "DateNotEquals",
  IpAddress: "NotIpAddress",
  ArnEquals: "ArnNotEquals",
  ArnLike: "ArnNotLike",
};

const KEY = "test:Key";

const vector = (
  operator: string,
  actual: string | undefined,
  wanted: string,
  holds: boolean,
  source: string,
): Vector => ({
  source,
  what: `${operator}: ${actual ?? "no key"} against ${wanted}`,
  identity: [allow({ Condition: { [operator]: { [KEY]: wanted } } })],
  context: actual === undefined ? {} : { [KEY]: [actual] },
  expected: outcome(holds),
});

/** Not a number, date or the like against one that is: what the negated operator does AWS does not say. */
const isComparable = ([actual, wanted]: Row): boolean => !/^(x|never|a role)$/.test(actual) && wanted !== "0x10";

/** A policy's value that is none of the operator's type: what AWS makes of it, in an allowance or a denial, no page says. */
const untyped = [
  ["IpAddress", "203.0.113.9", "203.0.113.0/33"],
  ["NotIpAddress", "203.0.113.9", "203.0.113.0/33"],
  ["NotIpAddress", "203.0.113.9", "the office"],
  ["DateLessThan", "2026-01-01T00:00:00Z", "tomorrow"],
  ["DateNotEquals", "2026-01-01T00:00:00Z", "2026-13-45"],
].map(
  ([operator = "", actual, wanted = ""]): Vector => ({
    ...vector(operator, actual, wanted, false, `${PAGE}: ${operator}`),
    expected: "open",
  }),
);

const compared = Object.entries(SAME).flatMap(([operator, rows]) => {
  const negated = NEGATED[operator];
  return [
    ...rows.map(([actual, wanted, holds]) => vector(operator, actual, wanted, holds, `${PAGE}: ${operator}`)),
    ...(negated === undefined
      ? []
      : rows
          .filter(isComparable)
          .map(([actual, wanted, holds]) => vector(negated, actual, wanted, !holds, `${PAGE}: ${negated}`))),
  ];
});

/** "If the key is not present … the values do not match and the condition is false"; negated ones are true; IfExists is true. */
const withoutKey = [...Object.keys(SAME), ...Object.values(NEGATED)].flatMap((operator) => {
  const [wanted = ""] = Object.entries({
    Numeric: "1",
    Date: "2026",
    Bool: "true",
    Ip: "203.0.113.0/24",
    NotIp: "203.0.113.0/24",
    Arn: "arn:aws:iam::1:role/a",
    String: "a",
    Binary: "QQ==",
  })
    .filter(([prefix]) => operator.startsWith(prefix))
    .map(([, value]) => value);
  return [
    vector(operator, undefined, wanted, /Not/.test(operator), `${PAGE}: key not in the request`),
    vector(`${operator}IfExists`, undefined, wanted, true, `${PAGE}: ...IfExists`),
  ];
});

const exists: readonly Vector[] = [
  vector("Null", undefined, "true", true, `${PAGE}: Null`),
  vector("Null", undefined, "false", false, `${PAGE}: Null`),
  vector("Null", "x", "true", false, `${PAGE}: Null`),
  vector("Null", "x", "false", true, `${PAGE}: Null`),
  vector("StringEqualsIfExists", "a", "a", true, `${PAGE}: ...IfExists`),
  vector("StringEqualsIfExists", "b", "a", false, `${PAGE}: ...IfExists`),
  vector("NumericLessThanIfExists", "9", "10", true, `${PAGE}: ...IfExists`),
  vector("NumericLessThanIfExists", "11", "10", false, `${PAGE}: ...IfExists`),
  vector("BoolIfExists", "false", "true", false, `${PAGE}: ...IfExists`),
  vector("StringNotEqualsIfExists", "a", "a", false, `${PAGE}: ...IfExists`),
  vector("StringNotEqualsIfExists", "b", "a", true, `${PAGE}: ...IfExists`),
];

export const operatorVectors: readonly Vector[] = [...compared, ...untyped, ...withoutKey, ...exists];
