/** Which statements of AWS's record denied, how they read then, and what has become of them since. */
import { describe, expect, test } from "vitest";
import type { RecordedEvaluation, RecordedPolicy, RefusalFacts, RefusalRecord } from "../../facts/refusal-record.ts";
import { known, type Reading, unread } from "../../model/reading.ts";
import { layerOfType, recordedContext, refusingStatements } from "./refusing-statements.ts";

const SCP = "arn:aws:organizations::123456789012:policy/o-1/service_control_policy/p-1";
const ROLE = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Reader_0123456789abcdef";

const policyText = (...Statement: readonly object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const deny = (more: object = {}) => ({ Sid: "No", Effect: "Deny", Action: "s3:GetObject", Resource: "*", ...more });
const unnamed = (more: object = {}) => ({ Effect: "Deny", Action: "s3:GetObject", Resource: "*", ...more });

const evaluation = (more: Partial<RecordedEvaluation> = {}): RecordedEvaluation => ({
  action: "s3:GetObject",
  resource: "arn:aws:s3:::bucket/key",
  effect: "EXPLICIT_DENY",
  matched: [{ uri: SCP, statements: [{ sid: "No", effect: "DENY" }] }],
  ...more,
});

const scp: RecordedPolicy = { type: "SERVICE_CONTROL_POLICY", isInline: false, uri: SCP, attachedTo: ["r-1", "ou-1"] };

interface Given {
  readonly evaluations?: readonly RecordedEvaluation[];
  readonly policies?: readonly RecordedPolicy[];
  readonly context?: RefusalRecord["requestContext"];
  readonly text?: Reading<string | null> | null;
  readonly now?: Reading<readonly string[] | null> | null;
  readonly uri?: string;
}

const THEN = known(policyText(deny()));

function refusing({ evaluations, policies, context = {}, text = THEN, now = null, uri = SCP }: Given) {
  const record: RefusalRecord = {
    requestContext: context,
    evaluations: evaluations ?? [evaluation()],
    policies: policies ?? [scp],
  };
  const facts: RefusalFacts = {
    authorization: { id: "a-1", region: "us-east-1" },
    record: known(record),
    texts: new Map(text === null ? [] : [[uri, text]]),
    now: new Map(now === null ? [] : [[uri, now]]),
  };
  return refusingStatements(facts, record);
}

const refused = (reason: string): Reading<never> => ({
  state: "unknown",
  failure: {
    kind: "refused",
    service: "organizations",
    operation: "DescribePolicy",
    permission: "organizations:DescribePolicy",
    message: reason,
  },
  evidence: [],
});

describe("which statements denied", () => {
  test("each with its layer, its policy, where that is attached, and its text as it was", () => {
    expect(refusing({ text: known(policyText({ ...deny(), Sid: "Other" }, deny())) })).toEqual([
      {
        layer: "service control policy",
        policy: SCP,
        attachedTo: ["r-1", "ou-1"],
        sid: "No",
        statement: JSON.stringify(deny()),
        since: "unknown",
        now: null,
        reason: "the policy of now was not read",
      },
    ]);
  });

  test("none of an evaluation that allowed, or in which nothing allowed, and none that allows", () => {
    const allowing = { uri: SCP, statements: [{ sid: "Yes", effect: "ALLOW" }] };
    expect(
      refusing({
        evaluations: [
          evaluation({ effect: "ALLOW" }),
          evaluation({ effect: "IMPLICIT_DENY" }),
          evaluation({ matched: [allowing] }),
        ],
      }),
    ).toEqual([]);
  });

  test("each once, although several evaluations name it, and those of one name in two policies apart", () => {
    const other = { uri: "arn:aws:iam::111122223333:policy/x", statements: [{ sid: "No", effect: "DENY" }] };
    const found = refusing({ evaluations: [evaluation(), evaluation(), evaluation({ matched: [other] })] });
    expect(found.map(({ policy, layer }) => [policy, layer])).toEqual([
      [SCP, "service control policy"],
      // The record does not say what it is.
      [other.uri, "policy"],
    ]);
  });

  test.each([
    { attachedTo: [ROLE], name: "inline policy of AWSReservedSSO_Reader_0123456789abcdef" },
    { attachedTo: [], name: "an inline policy" },
  ])("an inline policy has no ARN: $name", ({ attachedTo, name }) => {
    const inline: RecordedPolicy = { type: "IDENTITY_BASED_POLICY", isInline: true, uri: SCP, attachedTo };
    expect(refusing({ policies: [inline] })[0]).toMatchObject({
      policy: name,
      layer: "identity-based policy",
      attachedTo,
    });
  });

  test("a type that is new keeps AWS's word", () => {
    expect(layerOfType("NEW_KIND_OF_POLICY")).toBe("NEW_KIND_OF_POLICY");
    expect(layerOfType("VPC_ENDPOINT_POLICY")).toBe("VPC endpoint policy");
  });
});

describe("a statement whose name AWS made up", () => {
  const madeUp = (text: string, given: Given = {}) =>
    refusing({
      evaluations: [evaluation({ matched: [{ uri: SCP, statements: [{ sid: "Statement0", effect: "DENY" }] }] })],
      text: known(text),
      ...given,
    })[0]?.statement;

  test("is the only Deny without a name", () => {
    expect(madeUp(policyText(unnamed(), deny()))).toBe(JSON.stringify(unnamed()));
    const elsewhere = unnamed({ Action: "ec2:*" });
    expect(madeUp(policyText(elsewhere))).toBe(JSON.stringify(elsewhere));
  });

  test("is the one that applies to the request as it was", () => {
    const other = unnamed({ Action: "ec2:*" });
    expect(madeUp(policyText(other, unnamed()))).toBe(JSON.stringify(unnamed()));
    const ofOther = unnamed({ Resource: "arn:aws:s3:::other/*" });
    expect(madeUp(policyText(ofOther, unnamed()))).toBe(JSON.stringify(unnamed()));
    const here = unnamed({ Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } });
    const there = unnamed({ Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } });
    const context = { "AWS:RequestedRegion": "us-east-1" };
    expect(madeUp(policyText(there, here), { context })).toBe(JSON.stringify(here));
  });

  test("is not guessed among several, and never one that allows", () => {
    expect(madeUp(policyText(unnamed(), unnamed({ Action: "s3:*" })))).toBeNull();
    expect(madeUp(policyText(unnamed({ Effect: "Allow" })))).toBeNull();
    expect(madeUp("no policy")).toBeNull();
  });

  test("a policy of one statement may be written without a list", () => {
    expect(madeUp(JSON.stringify({ Version: "2012-10-17", Statement: unnamed() }))).toBe(JSON.stringify(unnamed()));
  });

  test("an evaluation without a resource is of any", () => {
    const [found] = refusing({
      evaluations: [
        evaluation({ resource: "", matched: [{ uri: SCP, statements: [{ sid: "Made", effect: "DENY" }] }] }),
      ],
      text: known(policyText(unnamed({ Action: "ec2:*" }), unnamed())),
    });
    expect(found?.statement).toBe(JSON.stringify(unnamed()));
  });
});

describe("since then", () => {
  const sinceOf = (given: Given) => {
    const [{ since, now, reason } = { since: "none", now: "none", reason: "none" }] = refusing(given);
    return { since, now, reason };
  };
  const told = (since: string, now: string | null = null, reason: string | null = null) => ({ since, now, reason });

  test.each<{ readonly what: string; readonly given: Given; readonly is: object }>([
    { what: "the policy is gone", given: { now: known(null) }, is: told("policy removed") },
    { what: "it is as it was", given: { now: known([policyText(deny())]) }, is: told("unchanged") },
    {
      what: "it stands in another of the texts",
      given: { now: known([policyText(), policyText(deny())]) },
      is: told("unchanged"),
    },
    {
      what: "it stands beside others in one text",
      given: { now: known([policyText(deny({ Sid: "Other" }), deny())]) },
      is: told("unchanged"),
    },
    {
      what: "a text became a list of one",
      given: { now: known([policyText(deny({ Action: ["s3:GetObject"], Resource: ["*"] }))]) },
      is: told("unchanged"),
    },
    {
      what: "actions are written in another case",
      given: { now: known([policyText(deny({ Action: "S3:getobject" }))]) },
      is: told("unchanged"),
    },
    {
      what: "it has other actions",
      given: { now: known([policyText(deny({ Action: "s3:PutObject" }))]) },
      is: told("changed", JSON.stringify(deny({ Action: "s3:PutObject" }))),
    },
    {
      what: "it has other resources",
      given: { now: known([policyText(deny({ Resource: "arn:aws:s3:::x" }))]) },
      is: told("changed", JSON.stringify(deny({ Resource: "arn:aws:s3:::x" }))),
    },
    {
      what: "it allows now",
      given: { now: known([policyText(deny({ Effect: "Allow" }))]) },
      is: told("changed", JSON.stringify(deny({ Effect: "Allow" }))),
    },
    {
      what: "it names all but these actions",
      given: { now: known([policyText({ Sid: "No", Effect: "Deny", NotAction: "s3:GetObject", Resource: "*" })]) },
      is: told("changed", JSON.stringify({ Sid: "No", Effect: "Deny", NotAction: "s3:GetObject", Resource: "*" })),
    },
    {
      what: "it has a condition",
      given: { now: known([policyText(deny({ Condition: { Null: { "aws:SourceVpc": "true" } } }))]) },
      is: told("changed", JSON.stringify(deny({ Condition: { Null: { "aws:SourceVpc": "true" } } }))),
    },
    { what: "only others are there", given: { now: known([policyText(deny({ Sid: "Yes" }))]) }, is: told("removed") },
    { what: "the policy of now was not read", given: {}, is: told("unknown", null, "the policy of now was not read") },
    { what: "nobody looked", given: { now: unread("no audit role") }, is: told("unknown", null, "no audit role") },
    {
      what: "the look failed",
      given: { now: refused("no") },
      is: told("unknown", null, "DescribePolicy (organizations:DescribePolicy): no"),
    },
    {
      what: "AWS gave no text of then",
      given: { text: known(null), now: known([policyText(deny())]) },
      is: told("unknown", null, "AWS does not give its text"),
    },
    {
      what: "the text of then was not read",
      given: { text: null, now: known([policyText(deny())]) },
      is: told("unknown", null, "its text was not read"),
    },
    {
      what: "the text of then could not be read",
      given: { text: refused("later"), now: known([policyText(deny())]) },
      is: told("unknown", null, "DescribePolicy (organizations:DescribePolicy): later"),
    },
    { what: "nobody read the text", given: { text: unread("not wanted") }, is: told("unknown", null, "not wanted") },
  ])("$what", ({ given, is }) => {
    expect(sinceOf(given)).toEqual(is);
  });

  test("the order of lists and conditions does not count, the values do", () => {
    const StringLike = { "aws:PrincipalArn": ["a", "b"] };
    const then = deny({
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: ["arn:aws:s3:::b", "arn:aws:s3:::a"],
      Condition: { StringLike, Bool: { "aws:SecureTransport": "false" } },
    });
    const turned = deny({
      Action: ["s3:PutObject", "s3:GetObject"],
      Resource: ["arn:aws:s3:::a", "arn:aws:s3:::b"],
      Condition: {
        Bool: { "AWS:SecureTransport": "false" },
        StringLike: { "aws:PrincipalArn": ["b", "a"] },
      },
    });
    const text = known(policyText(then));
    expect(sinceOf({ text, now: known([policyText(turned)]) })).toEqual(told("unchanged"));
    const other = {
      ...deny(),
      ...turned,
      Condition: { Bool: { "aws:SecureTransport": "false" }, StringLike: { "aws:PrincipalArn": ["b", "c"] } },
    };
    expect(sinceOf({ text, now: known([policyText(other)]) })).toEqual(told("changed", JSON.stringify(other)));
    const fewer = { ...turned, Condition: { Bool: { "AWS:SecureTransport": "false" } } };
    expect(sinceOf({ text, now: known([policyText(fewer)]) })).toEqual(told("changed", JSON.stringify(fewer)));
  });

  test("a statement without a name that changed is gone: nothing tells which one it was", () => {
    const given: Given = {
      evaluations: [evaluation({ matched: [{ uri: SCP, statements: [{ sid: "Made", effect: "DENY" }] }] })],
      text: known(policyText(unnamed())),
      now: known([policyText(unnamed({ Action: "s3:*" }))]),
    };
    expect(sinceOf(given)).toEqual(told("removed"));
  });

  test("who is meant counts as well", () => {
    const of = (Principal: unknown) => ({ Sid: "No", Effect: "Deny", Action: "s3:*", Resource: "*", Principal });
    const text = known(policyText(of({ AWS: ["111122223333", "222233334444"] })));
    const turned = known([policyText(of({ AWS: ["222233334444", "111122223333"] }))]);
    expect(sinceOf({ text, now: turned })).toEqual(told("unchanged"));
    expect(sinceOf({ text, now: known([policyText(of("*"))]) }).since).toBe("changed");
  });
});

test("the context holds texts, numbers and truths of condition keys, in any case, and nothing else is in it", () => {
  const context = recordedContext({
    "aws:RequestedRegion": "us-east-1",
    "aws:MultiFactorAuthAge": 12,
    "aws:SecureTransport": true,
    "aws:PrincipalOrgPaths": ["o-1/r-1", { no: "text" }, "o-1/r-2"],
    "aws:Empty": [],
    "aws:Object": { a: 1 },
    plain: "x",
  });
  expect(context("AWS:requestedregion")).toMatchObject({ values: ["us-east-1"] });
  expect(context("aws:multifactorauthage")).toMatchObject({ values: ["12"] });
  expect(context("aws:securetransport")).toMatchObject({ values: ["true"] });
  expect(context("aws:principalorgpaths")).toMatchObject({ values: ["o-1/r-1", "o-1/r-2"] });
  const absent = context("aws:SourceVpc");
  for (const key of ["aws:Empty", "aws:Object", "plain"]) expect(context(key)).toEqual(absent);
});
