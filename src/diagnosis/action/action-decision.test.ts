/** The decision on the asked action in one sentence, what proves it, and what keeps it open. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import { EU, failed, SANDBOX, workingFacts } from "../../facts/grant/testing/grant-facts.ts";
import { type NamedStatement, POLICY_LAYERS } from "../../model/action-decision.ts";
import { known, unread } from "../../model/reading.ts";
import {
  allow,
  asking,
  deny,
  INSTANCE_ARN,
  levels,
  OF_TEAM,
  policy,
  refusalByLayer,
  STOP,
} from "../testing/broken-policies.ts";
import {
  decideAction,
  layerEvidence,
  layerFailures,
  refusalWords,
  signInDenials,
  statementName,
} from "./action-decision.ts";

const SHUT = policy("Shut (p-1)", deny("sts:AssumeRole*", { Sid: "NoSignIn" }));
const NAMED: NamedStatement = { policy: "P", sid: null, statement: 2, effect: "Deny", keys: [] };
const OTHER: NamedStatement = { ...NAMED, policy: "Q", sid: "NoS3" };

describe("a decision", () => {
  test("says what was asked", () => {
    const decision = decideAction(asking());
    expect(decision).toMatchObject({
      account: SANDBOX,
      permissionSet: "ReadOnly",
      action: "ec2:StopInstances",
      resource: INSTANCE_ARN,
      region: null,
      answer: "allow",
      refusedBy: null,
    });
    expect(decision?.layers.map(({ layer, answer }) => [layer, answer])).toEqual([
      ["service control policy", "allow"],
      ["resource control policy", "does not apply"],
      ["permissions boundary", "does not apply"],
      ["identity-based policy", "allow"],
    ]);
  });

  test("says what was not asked, and what is not known", () => {
    const facts = asking({}, { action: { action: "ec2:StopInstances", resource: undefined, region: EU } });
    expect(decideAction({ ...facts, permissionSet: failed() })).toMatchObject({
      permissionSet: null,
      resource: null,
      region: EU,
    });
    expect(decideAction({ ...facts, permissionSet: known(null) })?.permissionSet).toBeNull();
  });

  test("is none where no action was asked about", () => {
    expect(decideAction(workingFacts())).toBeUndefined();
  });

  const ASKED = `ec2:StopInstances on ${INSTANCE_ARN}`;
  const OPEN = policy("Open", allow("ec2:*", { Resource: INSTANCE_ARN }));
  const everywhere = { action: { ...STOP, resource: undefined } };
  test.each<{ readonly what: string; readonly facts: GrantFacts; readonly summary: string }>([
    {
      what: "allowed",
      facts: asking(),
      summary: `${ASKED} is allowed by statement 1 of Machines, and no other layer refuses it`,
    },
    {
      what: "allowed by several",
      facts: asking({
        identity: known([policy("A", allow("ec2:*", { Sid: "All" }), allow("*")), policy("B", allow("*"))]),
      }),
      summary: `${ASKED} is allowed by statement "All" of A, statement 2 of A and statement 1 of B, and no other layer refuses it`,
    },
    {
      what: "denied by a statement",
      facts: asking({
        serviceControl: known(levels(policy("Guard", deny("ec2:Stop*", { Sid: "NoStop" }), deny("ec2:*")))),
      }),
      summary: `${ASKED} is denied by a service control policy: statement "NoStop" of Guard and statement 2 of Guard`,
    },
    {
      what: "denied by the set",
      facts: asking({ identity: known([policy("P", allow("*"), deny("ec2:*"))]) }),
      summary: `${ASKED} is denied by an identity-based policy: statement 2 of P`,
    },
    {
      what: "allowed nowhere",
      facts: asking({ identity: known([]) }),
      summary: `${ASKED} is denied, because no identity-based policy allows it`,
    },
    {
      what: "allowed nowhere above",
      facts: asking({ serviceControl: known([{ target: "r-1", policies: [policy("S3", allow("s3:*"))] }]) }),
      summary: `${ASKED} is denied, because no service control policy of r-1 allows it`,
    },
    {
      what: "open for want of the resource",
      facts: asking({ identity: known([OPEN]) }, everywhere),
      summary: "ec2:StopInstances could not be decided: it depends on the resource (give --resource)",
    },
    {
      what: "open for the resource's own policy",
      facts: asking(
        { identity: known([OPEN]) },
        { action: { ...STOP, action: "s3:GetObject", resource: "arn:aws:s3:::b/a" } },
      ),
      summary:
        "s3:GetObject on arn:aws:s3:::b/a could not be decided: no identity-based policy allows it, but the bucket policy of arn:aws:s3:::b/a, which was not read, may",
    },
    {
      what: "open for that policy and for a layer above",
      facts: asking(
        {
          serviceControl: known(
            levels(policy("Here", deny("*", { Condition: { StringEquals: { "aws:SourceVpc": "v" } } }))),
          ),
          identity: known([OPEN]),
        },
        { action: { ...STOP, action: "s3:GetObject", resource: "arn:aws:s3:::b/a" } },
      ),
      summary:
        "s3:GetObject on arn:aws:s3:::b/a could not be decided: no identity-based policy allows it, but the bucket policy of arn:aws:s3:::b/a, which was not read, may; it depends on aws:SourceVpc (give --context), too",
    },
    {
      what: "open for several reasons, each once",
      facts: asking(
        {
          serviceControl: known(
            levels(policy("Here", deny("*", { Condition: { StringEquals: { "AWS:RequestedRegion": EU } } }))),
          ),
          identity: known([
            policy(
              "A",
              allow("ec2:*", { Condition: { StringEquals: { "aws:SourceVpc": "v", "AWS:RequestedRegion": EU } } }),
            ),
          ]),
        },
        everywhere,
      ),
      summary:
        "ec2:StopInstances could not be decided: it depends on AWS:RequestedRegion (give --action-region) and aws:SourceVpc (give --context)",
    },
    {
      what: "open for want of the role",
      facts: {
        ...asking({
          identity: known([
            policy(
              "A",
              allow("*", { Condition: { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${SANDBOX}:role/*_0*` } } }),
            ),
          ]),
        }),
        role: failed(),
      },
      summary: `${ASKED} could not be decided: it depends on aws:PrincipalArn (give --audit-role)`,
    },
  ])("in words: $what", ({ facts, summary }) => {
    expect(decideAction(facts)?.summary).toBe(summary);
  });
});

describe("words", () => {
  test.each<{ readonly words: string; readonly expected: string }>([
    { words: statementName(NAMED), expected: "statement 2 of P" },
    { words: statementName(OTHER), expected: 'statement "NoS3" of Q' },
    { words: refusalWords(refusalByLayer()), expected: "is denied, because no permissions boundary allows it" },
    {
      words: refusalWords(refusalByLayer({ target: "ou-1" })),
      expected: "is denied, because no permissions boundary of ou-1 allows it",
    },
    {
      words: refusalWords(refusalByLayer({ isExplicit: true, statements: [NAMED, OTHER] })),
      expected: 'is denied by a permissions boundary: statement 2 of P and statement "NoS3" of Q',
    },
  ])("$words", ({ words, expected }) => {
    expect(words).toBe(expected);
  });
});

describe("the sign-in", () => {
  test.each<{ readonly what: string; readonly facts: GrantFacts; readonly expected: readonly string[] }>([
    { what: "is not denied", facts: asking(), expected: [] },
    {
      what: "is denied",
      facts: asking({ serviceControl: known(levels(SHUT)) }),
      expected: ['statement "NoSignIn" of Shut (p-1)'],
    },
    { what: "no policies were read", facts: workingFacts(), expected: [] },
    {
      what: "is not allowed: no statement says so",
      facts: asking({ serviceControl: known([{ target: "r", policies: [OF_TEAM] }]) }),
      expected: [],
    },
    { what: "service control policies could not be read", facts: asking({ serviceControl: failed() }), expected: [] },
  ])("$what", ({ facts, expected }) => {
    expect(signInDenials(facts).map(statementName)).toEqual(expected);
  });
});

describe("what was read of the layers", () => {
  const failures = (facts: GrantFacts) => layerFailures(facts).map(({ operation }) => operation);
  const unreadable = (operation: string) => failed("refused", operation);

  test("each failed read, attributes last", () => {
    const all = {
      serviceControl: unreadable("A"),
      resourceControl: unreadable("B"),
      boundary: unreadable("C"),
      identity: unreadable("D"),
      elsewhere: unreadable("not a layer"),
    };
    expect(failures(asking(all, {}, { attributes: unreadable("E") }))).toEqual(["A", "B", "C", "D", "E"]);
    expect(failures(asking({ boundary: unreadable("C"), identity: unread("why") }))).toEqual(["C"]);
    expect(failures(asking({}, {}, { layers: unreadable("L"), attributes: unreadable("E") }))).toEqual(["L", "E"]);
    expect(failures(asking())).toEqual([]);
  });

  test("the calls that show each layer", () => {
    expect(POLICY_LAYERS.map((layer) => layerEvidence(asking(), layer))).toEqual([["e60"], ["e61"], ["e62"], ["e63"]]);
    expect(POLICY_LAYERS.map((layer) => layerEvidence(workingFacts(), layer))).toEqual([[], [], [], []]);
  });
});

describe("a key that is asked for by its alias", () => {
  const ALIAS = `arn:aws:kms:us-east-1:${SANDBOX}:alias/mine`;
  const decided = (...statements: readonly ReturnType<typeof allow>[]) =>
    decideAction(
      asking(
        { identity: known([policy("P", ...statements)], ["e63"]) },
        { action: { action: "kms:Decrypt", resource: ALIAS, region: undefined } },
      ),
    );

  test.each([
    ["any key allowed", [allow("kms:Decrypt", { Resource: "*" })], "allow"],
    ["the alias allowed, which no operation on a key looks at", [allow("kms:Decrypt", { Resource: ALIAS })], "unknown"],
    [
      "keys allowed, of which the alias may name one",
      [allow("kms:Decrypt", { Resource: "arn:aws:kms:*:*:key/*" })],
      "unknown",
    ],
    [
      "some keys denied, of which the alias may name one",
      [allow("kms:Decrypt", { Resource: "*" }), deny("kms:Decrypt", { Resource: "arn:aws:kms:*:*:key/k" })],
      "unknown",
    ],
  ])("%s", (_what, statements, answer) => {
    expect(decided(...statements)?.answer).toBe(answer);
  });
});

test("a bucket that the question says is another account's depends on that account", () => {
  const asked = (account: string) =>
    decideAction(
      asking(
        { identity: known([policy("P", allow("s3:GetObject", { Resource: "*" }))], ["e63"]) },
        {
          action: {
            action: "s3:GetObject",
            resource: "arn:aws:s3:::bucket/key",
            region: undefined,
            context: { "aws:ResourceAccount": [account] },
          },
        },
      ),
    );
  expect(asked(SANDBOX)?.answer).toBe("allow");
  expect(asked("999988887777")).toMatchObject({ answer: "unknown", summary: expect.stringContaining("999988887777") });
});
