/** The causes behind a refused action: exactly one fires, with the confidence that the evidence carries. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import { failed, instance, MANAGEMENT, SANDBOX, sandbox, workingFacts } from "../../facts/grant/testing/grant-facts.ts";
import type { LayerDecision } from "../../model/action-decision.ts";
import type { Confidence } from "../../model/diagnosis.ts";
import { known, unread } from "../../model/reading.ts";
import { causes } from "../causes/index.ts";
import { verdictOf } from "../path/verdict.ts";
import { walkGrant } from "../path/walk-grant.ts";
import {
  allow,
  asking,
  deny,
  emptyRole,
  levels,
  OF_TEAM,
  policy,
  refusalByLayer,
  resourceControlLevels,
} from "../testing/broken-policies.ts";
import { arnNote, gapNote, keysNote, refusalBy } from "./policy-refusal.ts";

const GET = { action: "s3:GetObject", resource: "arn:aws:s3:::logs/a", region: undefined };
const LOOK = known([policy("Look", allow("ec2:Describe*"))], ["e63"] as const);
const NO_STOP = known(levels(policy("Guard (p-1)", deny("ec2:Stop*", { Sid: "NoStop" }))), ["e60"] as const);
const tagged = (values: Record<string, string | null>, more: { isEnabled?: boolean; mayHaveMore?: boolean } = {}) =>
  asking(
    { identity: known([OF_TEAM], ["e63"]) },
    { attributes: { isEnabled: true, mayHaveMore: false, values, ...more } },
  );

describe("a refused action", () => {
  test.each<{
    readonly what: string;
    readonly facts: GrantFacts;
    readonly verdict: string;
    readonly expected: readonly [string, Confidence, RegExp][];
  }>([
    { what: "all allow", facts: asking(), verdict: "works", expected: [] },
    {
      what: "a service control policy denies",
      facts: asking({ serviceControl: NO_STOP }),
      verdict: "denied",
      expected: [["scp-deny", "proved", /statement "NoStop" of Guard \(p-1\)/]],
    },
    {
      what: "the sign-in is denied",
      facts: asking({ serviceControl: known(levels(policy("Shut", deny("sts:AssumeRoleWithSAML"))), ["e60"]) }),
      verdict: "denied",
      expected: [["scp-deny", "likely", /statement 1 of Shut denies sts:AssumeRoleWithSAML/]],
    },
    {
      what: "the account is the management account",
      facts: {
        ...asking({ serviceControl: NO_STOP }),
        account: known({ ...sandbox, managementAccountId: SANDBOX }),
        instance: known({ ...instance, ownerAccountId: SANDBOX }),
      },
      verdict: "works",
      expected: [],
    },
    {
      what: "service control policies could not be read",
      facts: asking({ serviceControl: failed() }),
      verdict: "undecided",
      expected: [],
    },
    {
      what: "they could not be read, and the set does not allow",
      facts: asking({ serviceControl: failed(), identity: LOOK }),
      verdict: "denied",
      expected: [["policy-does-not-allow", "proved", /no identity-based policy/]],
    },
    {
      what: "the set does not allow",
      facts: asking({ identity: LOOK }),
      verdict: "denied",
      expected: [["policy-does-not-allow", "proved", /ec2:StopInstances/]],
    },
    {
      what: "a bucket could still allow",
      facts: asking({ identity: LOOK }, { action: GET }),
      verdict: "undecided",
      expected: [
        ["policy-does-not-allow", "likely", /resource's own policy was not read: if the bucket policy of arn/],
      ],
    },
    {
      what: "a bucket could still allow, past the boundary",
      facts: asking({ boundary: known(policy("B", allow("ec2:*")), ["e62"]) }, { action: GET }),
      verdict: "undecided",
      expected: [["boundary-deny", "likely", /resource's own policy was not read/]],
    },
    {
      what: "no bucket could allow what a service control policy denies",
      facts: asking(
        { identity: LOOK, serviceControl: known(levels(policy("Guard", deny("s3:*"))), ["e60"]) },
        { action: GET },
      ),
      verdict: "denied",
      expected: [["scp-deny", "proved", /statement 1 of Guard/]],
    },
    {
      what: "no bucket could allow what no service control policy allows",
      facts: asking(
        { identity: LOOK, serviceControl: known([{ target: "r", policies: [policy("N", allow("ec2:*"))] }], ["e60"]) },
        { action: GET },
      ),
      verdict: "denied",
      expected: [["scp-deny", "proved", /no service control policy of r/]],
    },
    {
      what: "no bucket could allow what a resource control policy denies",
      facts: asking(
        {
          identity: LOOK,
          resourceControl: known(resourceControlLevels(policy("R", deny("s3:*", { Principal: "*" }))), ["e61"]),
        },
        { action: GET },
      ),
      verdict: "denied",
      expected: [["rcp-deny", "proved", /statement 1 of R/]],
    },
    {
      what: "the set is empty, and the key could allow",
      facts: asking(
        { identity: known([], ["e63"]) },
        { action: { ...GET, action: "kms:Decrypt", resource: `arn:aws:kms:us-east-1:${SANDBOX}:key/k` } },
      ),
      verdict: "undecided",
      expected: [["no-policy", "likely", /the key policy of arn/]],
    },
    {
      what: "the set denies",
      facts: asking({ identity: known([policy("P", allow("*"), deny("s3:*"))], ["e63"]) }, { action: GET }),
      verdict: "denied",
      expected: [["policy-does-not-allow", "proved", /statement 2 of P/]],
    },
    {
      what: "the set is empty",
      facts: asking({ identity: known([], ["e63"]) }),
      verdict: "denied",
      expected: [["no-policy", "proved", /no policy at all/]],
    },
    {
      what: "the set is empty, and no action was asked",
      facts: emptyRole,
      verdict: "denied",
      expected: [["no-policy", "proved", /every action is denied/]],
    },
    {
      what: "the tag has no value",
      facts: tagged({ team: null }),
      verdict: "denied",
      expected: [["abac-attribute", "proved", /has no value in the attribute behind team/]],
    },
    {
      what: "the tag is not configured",
      facts: tagged({}),
      verdict: "denied",
      expected: [["abac-attribute", "proved", /not among the instance's attributes/]],
    },
    {
      what: "attributes are off",
      facts: tagged({}, { isEnabled: false }),
      verdict: "denied",
      expected: [["abac-attribute", "proved", /are off/]],
    },
    {
      what: "the tag has another value",
      facts: tagged({ team: "data" }, { mayHaveMore: true }),
      verdict: "denied",
      expected: [["abac-attribute", "likely", /not the one that the statement asks for/]],
    },
    {
      what: "a provider may send the tag",
      facts: tagged({ team: null }, { mayHaveMore: true }),
      verdict: "undecided",
      expected: [],
    },
    { what: "the tag is right", facts: tagged({ team: "platform" }), verdict: "works", expected: [] },
    {
      what: "the resource is elsewhere",
      facts: asking(
        {},
        { action: { ...GET, action: "sqs:SendMessage", resource: `arn:aws:sqs:us-east-1:${MANAGEMENT}:q` } },
      ),
      verdict: "denied",
      expected: [["policy-does-not-allow", "proved", /sqs:SendMessage/]],
    },
    {
      what: "the boundary was not read",
      facts: asking({ boundary: unread("no way in") }),
      verdict: "undecided",
      expected: [],
    },
  ])("$what", ({ facts, verdict, expected }) => {
    const grant = walkGrant(facts);
    expect(verdictOf(grant)).toBe(verdict);
    const found = causes
      .flatMap((cause) => cause.diagnose(grant) ?? [])
      .filter(({ stage }) => stage === "role session");
    expect(found.map(({ id, confidence }) => [id, confidence])).toEqual(
      expected.map(([id, confidence]) => [id, confidence]),
    );
    for (const [at, [, , words]] of expected.entries()) expect(found[at]?.summary).toMatch(words);
    for (const { evidence } of found) expect(evidence.length).toBeGreaterThan(0);
  });
});

describe("the refusal by one layer", () => {
  const S3 = { action: GET };
  const DENIAL = policy("P", allow("*"), deny("*"));
  const nothing = (action: string) => asking({ identity: LOOK }, { action: { ...GET, action } });
  test.each<{
    readonly what: string;
    readonly facts: GrantFacts;
    readonly layer: Parameters<typeof refusalBy>[1];
    readonly confidence: Confidence | undefined;
  }>([
    {
      what: "a statement of the set denies",
      facts: asking({ identity: known([DENIAL]) }, S3),
      layer: "identity-based policy",
      confidence: "proved",
    },
    {
      what: "a statement of the boundary denies",
      facts: asking({ boundary: known(DENIAL) }, S3),
      layer: "permissions boundary",
      confidence: "proved",
    },
    {
      what: "the boundary does not allow",
      facts: asking({ boundary: known(policy("B")) }, S3),
      layer: "permissions boundary",
      confidence: "likely",
    },
    {
      what: "no service control policy allows",
      facts: asking({ serviceControl: known([{ target: "r", policies: [policy("Nothing")] }]) }, S3),
      layer: "service control policy",
      confidence: "proved",
    },
    {
      what: "no resource control policy allows",
      facts: asking({ resourceControl: known([{ target: "r", policies: [policy("Nothing")] }]) }, S3),
      layer: "resource control policy",
      confidence: "proved",
    },
    {
      what: "another layer refuses",
      facts: asking({ identity: LOOK }, S3),
      layer: "permissions boundary",
      confidence: undefined,
    },
    { what: "nothing refuses", facts: asking(), layer: "identity-based policy", confidence: undefined },
    { what: "nothing was asked", facts: workingFacts(), layer: "identity-based policy", confidence: undefined },
    {
      what: "a service whose resources have policies",
      facts: nothing("sqs:SendMessage"),
      layer: "identity-based policy",
      confidence: "likely",
    },
    ...["autoscaling", "cloudformation", "EC2", "ecs", "elasticloadbalancing", "iam", "rds"].map((service) => ({
      what: `a service whose resources have none: ${service}`,
      facts: nothing(`${service}:Stop`),
      layer: "identity-based policy" as const,
      confidence: "proved" as const,
    })),
  ])("$what", ({ facts, layer, confidence }) => {
    const refusal = refusalBy(walkGrant(facts), layer);
    expect(refusal?.confidence).toBe(confidence);
    expect(refusal?.refusedBy.layer).toBe(confidence && layer);
  });

  test("names the decision and the calls that show the layer", () => {
    const grant = walkGrant(asking({ serviceControl: NO_STOP }));
    expect(refusalBy(grant, "service control policy")).toEqual({
      decision: grant.decision,
      refusedBy: grant.decision?.refusedBy,
      confidence: "proved",
      evidence: ["e60"],
    });
  });

  test("the note on the resource's own policy stands where it could still allow", () => {
    expect(gapNote({ resourcePolicy: null })).toBe("");
    expect(gapNote({ resourcePolicy: "the key policy of k" })).toMatch(
      /^ The resource's own policy was not read: if the key policy of k /,
    );
  });

  test.each([
    { keys: [], note: "" },
    { keys: [[]], note: "" },
    { keys: [["aws:SourceIp"]], note: " It depends on aws:SourceIp." },
    {
      keys: [
        ["a", "b"],
        ["b", "c"],
      ],
      note: " It depends on a, b and c.",
    },
  ])("the keys $keys, each once", ({ keys, note }) => {
    const statements = keys.map((of) => ({ policy: "P", sid: null, statement: 1, effect: "Deny" as const, keys: of }));
    expect(keysNote(refusalByLayer({ statements }))).toBe(note);
  });
});

test("a control policy is told with the ARN by which AWS names it in refusals; one that is named by its ARN is not repeated", () => {
  const statement = { policy: "Guard (p-1)", sid: null, statement: 1, effect: "Deny", keys: [] } as const;
  const policyArn = "arn:aws:organizations::123456789012:policy/o-1/service_control_policy/p-1";
  const told = (...statements: LayerDecision["statements"]) => arnNote(refusalByLayer({ statements }));
  expect(told({ ...statement, policyArn }, { ...statement, policyArn, statement: 2 })).toBe(` (${policyArn})`);
  expect(told({ ...statement, policy: policyArn, policyArn }, statement)).toBe("");
});
