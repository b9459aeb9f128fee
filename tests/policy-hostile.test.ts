/**
 * Hostile policies: no crash, and no decision over 50 ms, on either evaluator.
 *
 * Options: IDC_DOCTOR_HOSTILE (default 300), IDC_DOCTOR_SEED (printed with every run, and with a failure).
 */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../src/lab/authorization/evaluate.ts";
import { policyOf } from "../src/lab/authorization/policy.ts";
import { ABSENT, type RequestContext, valued } from "../src/policy/context.ts";
import { decide } from "../src/policy/evaluate.ts";
import { identityPolicyProblems } from "../src/policy/grammar.ts";
import { isThorough } from "./support/in-turn.ts";

const CASES = Number(process.env["IDC_DOCTOR_HOSTILE"] ?? (isThorough ? 300 : 150));
const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 2 ** 31);
const LIMIT = 50;

/** Texts that broke evaluators: many wildcards, open variables, names of an object's members, long numbers, odd addresses. */
const texts = fc.oneof(
  fc.constantFrom(
    "*",
    "",
    "constructor",
    "__proto__",
    "toString",
    "arn",
    "arn:",
    "arn:aws:s3:::*",
    "${",
    `$\{}`,
    `$\{,}`,
    "${a, '",
    `$\{*}$\{?}$\{$}`,
    `$\{aws:PrincipalTag/team, 'x'}`,
    "::",
    "::ffff:1.2.3.4/129",
    "1.2.3.4/",
    "9".repeat(2000),
    "-0.000",
    "2026-99-99",
    "\u0000",
    "\ud800",
  ),
  fc.integer({ min: 1, max: 60 }).map((count) => `arn:aws:iam::1:role/${"*r".repeat(count)}*z`),
  fc.integer({ min: 1, max: 60 }).map((count) => "${".repeat(count) + "}".repeat(count)),
  // As long as AWS takes a policy: 10,240 characters (Organizations User Guide, quotas).
  fc
    .tuple(fc.constantFrom("${", "${:", "${a", "arn:${", "*?", ":"), fc.integer({ min: 1, max: 5000 }))
    .map(([piece, characters]) => `arn:${piece.repeat(characters / piece.length)}`),
  fc.string({ maxLength: 40, unit: "binary" }),
);
const values: fc.Arbitrary<unknown> = fc.oneof(texts, fc.array(texts, { maxLength: 4 }), fc.jsonValue({ maxDepth: 2 }));
const operators = fc
  .tuple(
    fc.constantFrom("", "ForAllValues:", "ForAnyValue:"),
    fc.constantFrom(
      "StringLike",
      "StringNotLike",
      "ArnLike",
      "NumericLessThan",
      "DateEquals",
      "IpAddress",
      "Bool",
      "Null",
      "constructor",
      "X",
    ),
    fc.constantFrom("", "IfExists"),
  )
  .map((parts) => parts.join(""));
const keys = fc.constantFrom("aws:PrincipalTag/team", "test:Long", "__proto__", "", "aws:TagKeys");
const conditions = fc.dictionary(operators, fc.oneof(fc.dictionary(keys, values, { maxKeys: 3 }), values), {
  maxKeys: 3,
});
const statements = fc.dictionary(
  fc.constantFrom(
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "Condition",
    "__proto__",
  ),
  fc.oneof(values, conditions),
);
const sound = fc
  .tuple(fc.constantFrom("Allow", "Deny"), values, conditions)
  .map(([Effect, Resource, Condition]) => ({ Effect, Action: "*", Resource, Condition }));
const documents = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.oneof(sound, statements), { maxLength: 4 })
      .map((Statement) => JSON.stringify({ Version: "2012-10-17", Statement })),
  },
  { weight: 1, arbitrary: fc.jsonValue().map((one) => JSON.stringify(one)) },
  { weight: 1, arbitrary: texts },
);

const LONG = `arn:aws:iam::1:role/${"r".repeat(1500)}`;
const context = new Map([
  ["aws:principaltag/team", ["red"]],
  ["test:long", [LONG, "9".repeat(2000)]],
  ["aws:tagkeys", ["a", "", "b"]],
]);
const known: RequestContext = (key) => {
  const found = context.get(key.toLowerCase());
  return found ? valued(...found) : ABSENT;
};
const request = { action: "iam:GetRole", resource: LONG, principals: [], context: known };

const byProduct = (text: string, asked: RequestContext = known) => {
  identityPolicyProblems(text);
  return decide({ ...request, context: asked }, [
    {
      layer: "identity-based policy",
      policies: { kind: "levels", levels: [{ target: null, policies: [{ name: "p", text }] }] },
    },
  ]).answer;
};
const byLab = (text: string, given: ReadonlyMap<string, readonly string[]> = context) => {
  const layers = { serviceControl: [], resourceControl: [], boundary: undefined, identity: [policyOf("p", text)] };
  return evaluate(
    { action: request.action, resource: LONG, context: new Map([...given].map(([key, values]) => [key, [...values]])) },
    layers,
  ).kind;
};

/** Milliseconds of the processor, the least of a few runs: a machine that is busy elsewhere makes no policy slow. */
function quickest(run: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let at = 0; at < 5 && best > LIMIT; at += 1) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

test(`${CASES} hostile policies are decided in ${LIMIT} ms each (seed ${SEED})`, {
  timeout: 60_000 + CASES * 100,
}, () => {
  let slowest = 0;
  void fc.assert(
    fc.property(documents, (text) => {
      for (const decided of [byProduct, byLab]) {
        const taken = quickest(() => decided(text));
        slowest = Math.max(slowest, taken);
        expect(taken).toBeLessThan(LIMIT);
      }
      // Where the product is sure the lab says the same.
      const answer = byProduct(text);
      if (answer !== "unknown") expect(byLab(text)).toBe(answer === "allow" ? "allowed" : "denied");
    }),
    { numRuns: CASES, seed: SEED },
  );
  process.stdout.write(`hostile policies, seed ${SEED}: slowest ${slowest.toFixed(1)} ms\n`);
});

test.each(["${", "${:", `$\{a}`, "*", "arn:"])("199,000 characters of %s are decided without a crash", (piece) => {
  const Resource = `arn:aws:s3:::${piece.repeat(199_000 / piece.length)}`;
  const Condition = { StringLike: { "test:Long": "x" }, ArnLike: { "aws:TagKeys": "arn:aws" } };
  for (const element of [{ Resource }, { NotResource: Resource }]) {
    const text = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "*", ...element, Condition }],
    });
    expect(byProduct(text)).toBe("deny");
    expect(byLab(text)).toBe("denied");
  }
});

const KEYS = (length: number) => Array.from({ length: 50 }, (_, at) => `${at}`.padEnd(length, "a"));
describe("patterns that a reviewer wrote to take long", () => {
  test.each<{
    readonly what: string;
    readonly operator: string;
    readonly patterns: readonly string[];
    readonly values: readonly string[];
  }>([
    {
      what: "500 patterns of ARNs for 50 long values",
      operator: "ForAnyValue:ArnLike",
      patterns: Array.from({ length: 500 }, (_, at) => `arn:*:*:*:*:x${at}`),
      values: KEYS(512),
    },
    {
      what: "a long part that almost fits everywhere",
      operator: "StringLike",
      patterns: [`*${"a".repeat(5000)}b`],
      values: ["a".repeat(10_000)],
    },
    {
      what: "the same, seen from its other end",
      operator: "StringLike",
      patterns: [`*b${"a".repeat(5000)}*`],
      values: ["a".repeat(10_000)],
    },
    {
      what: "a thousand patterns for 50 values",
      operator: "ForAllValues:StringNotLike",
      patterns: Array.from({ length: 1000 }, (_, at) => `*a*b${at}`),
      values: KEYS(128),
    },
    {
      what: "question marks in 400 ARNs for 50 long values",
      operator: "ForAllValues:ArnNotLike",
      patterns: Array.from({ length: 400 }, (_, at) => `arn:?ws:*:*:*:*x?y*${at}`),
      values: Array.from({ length: 50 }, (_, at) => `arn:aws:s3:::${"xy".repeat(200)}${at}`),
    },
    {
      what: "a long part of question marks that almost fits everywhere",
      operator: "StringLike",
      patterns: [`*${"a?".repeat(2500)}b*`],
      values: ["a".repeat(10_000)],
    },
    {
      what: "400 networks for 50 addresses",
      operator: "ForAnyValue:IpAddress",
      patterns: Array.from({ length: 400 }, (_, at) => `2001:db8:${at}::/48`),
      values: Array.from({ length: 50 }, (_, at) => `2001:db9::${at}`),
    },
    {
      what: "numbers of 200 digits for 50 of 2,000",
      operator: "ForAnyValue:NumericLessThan",
      patterns: Array.from({ length: 50 }, (_, at) => `${"9".repeat(198)}${at}`),
      values: Array.from({ length: 50 }, () => "8".repeat(2000)),
    },
    {
      what: "400 times for 50",
      operator: "ForAnyValue:DateLessThan",
      patterns: Array.from({ length: 400 }, (_, at) => `2020-01-01T00:00:00.${at}Z`),
      values: Array.from({ length: 50 }, () => "2026-01-01T00:00:00Z"),
    },
  ])("$what", ({ operator, patterns, values }) => {
    const Condition = { [operator]: { "test:Long": patterns } };
    const text = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*", Condition }],
    });
    const given = new Map([["test:long", values]]);
    const ofKey: RequestContext = (key) => valued(...(given.get(key.toLowerCase()) ?? []));
    expect(quickest(() => byProduct(text, ofKey))).toBeLessThan(LIMIT);
    expect(quickest(() => byLab(text, given))).toBeLessThan(LIMIT);
  });
});
