/** The causes behind a refused action: exactly one fires, with the confidence that the evidence carries. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import type { Confidence } from "../../model/diagnosis.ts";
import { known, unread } from "../../model/reading.ts";
import { causes } from "../causes/index.ts";
import { verdictOf } from "../path/verdict.ts";
import { walkGrant } from "../path/walk-grant.ts";
import { allow, asking, deny, emptyRole, levels, OF_TEAM, policy, refusalByLayer } from "../testing/broken-policies.ts";
import { failed, instance, MANAGEMENT, SANDBOX, sandbox, workingFacts } from "../testing/grant-facts.ts";
import { gapNote, keysNote, refusalBy } from "./policy-refusal.ts";

const GET = { action: "s3:GetObject", resource: "arn:aws:s3:::logs/a", region: undefined };
const LOOK = known([policy("Look", allow("ec2:Describe*"))], ["e63"] as const);
const NO_STOP = known(levels(policy("Guard (p-1)", deny("ec2:Stop*", { Sid: "NoStop" }))), ["e60"] as const);
const tagged = (values: Record<string, string | null>, more: { isEnabled?: boolean; mayHaveMore?: boolean } = {}) =>
  asking(
    { identity: known([OF_TEAM], ["e63"]) },
    { attributes: { isEnabled: true, mayHaveMore: false, values, ...more } },
  );

describe("a refused action", () => {
  test.each<[string, GrantFacts, string, readonly [string, Confidence, RegExp][]]>([
    ["all allow", asking(), "works", []],
    [
      "a service control policy denies",
      asking({ serviceControl: NO_STOP }),
      "denied",
      [["scp-deny", "proved", /statement "NoStop" of Guard \(p-1\)/]],
    ],
    [
      "the sign-in is denied",
      asking({ serviceControl: known(levels(policy("Shut", deny("sts:AssumeRoleWithSAML"))), ["e60"]) }),
      "denied",
      [["scp-deny", "likely", /statement 1 of Shut denies sts:AssumeRoleWithSAML/]],
    ],
    [
      "the account is the management account",
      {
        ...asking({ serviceControl: NO_STOP }),
        account: known({ ...sandbox, managementAccountId: SANDBOX }),
        instance: known({ ...instance, ownerAccountId: SANDBOX }),
      },
      "works",
      [],
    ],
    ["service control policies could not be read", asking({ serviceControl: failed() }), "undecided", []],
    [
      "they could not be read, and the set does not allow",
      asking({ serviceControl: failed(), identity: LOOK }),
      "denied",
      [["policy-does-not-allow", "proved", /no identity-based policy/]],
    ],
    [
      "the set does not allow",
      asking({ identity: LOOK }),
      "denied",
      [["policy-does-not-allow", "proved", /ec2:StopInstances/]],
    ],
    [
      "a bucket could still allow",
      asking({ identity: LOOK }, { action: GET }),
      "denied",
      [["policy-does-not-allow", "likely", /resource's own policy was not read/]],
    ],
    [
      "the set denies",
      asking({ identity: known([policy("P", allow("*"), deny("s3:*"))], ["e63"]) }, { action: GET }),
      "denied",
      [["policy-does-not-allow", "proved", /statement 2 of P/]],
    ],
    [
      "the set is empty",
      asking({ identity: known([], ["e63"]) }),
      "denied",
      [["no-policy", "proved", /no policy at all/]],
    ],
    [
      "the set is empty, and no action was asked",
      emptyRole,
      "denied",
      [["no-policy", "proved", /every action is denied/]],
    ],
    [
      "the tag has no value",
      tagged({ team: null }),
      "denied",
      [["abac-attribute", "proved", /has no value in the attribute behind team/]],
    ],
    [
      "the tag is not configured",
      tagged({}),
      "denied",
      [["abac-attribute", "proved", /not among the instance's attributes/]],
    ],
    ["attributes are off", tagged({}, { isEnabled: false }), "denied", [["abac-attribute", "proved", /are off/]]],
    [
      "the tag has another value",
      tagged({ team: "data" }, { mayHaveMore: true }),
      "denied",
      [["abac-attribute", "likely", /not the one that the statement asks for/]],
    ],
    ["a provider may send the tag", tagged({ team: null }, { mayHaveMore: true }), "undecided", []],
    ["the tag is right", tagged({ team: "platform" }), "works", []],
    [
      "the resource is elsewhere",
      asking({}, { action: { ...GET, action: "sqs:SendMessage", resource: `arn:aws:sqs:us-east-1:${MANAGEMENT}:q` } }),
      "denied",
      [["policy-does-not-allow", "likely", /sqs:SendMessage/]],
    ],
    ["the boundary was not read", asking({ boundary: unread("no way in") }), "undecided", []],
  ])("%s", (_what, facts, verdict, expected) => {
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
  test.each<[string, GrantFacts, Parameters<typeof refusalBy>[1], Confidence | undefined]>([
    ["a statement of the set denies", asking({ identity: known([DENIAL]) }, S3), "identity-based policy", "proved"],
    ["a statement of the boundary denies", asking({ boundary: known(DENIAL) }, S3), "permissions boundary", "proved"],
    ["the boundary does not allow", asking({ boundary: known(policy("B")) }, S3), "permissions boundary", "likely"],
    [
      "no service control policy allows",
      asking({ serviceControl: known([{ target: "r", policies: [policy("Nothing")] }]) }, S3),
      "service control policy",
      "proved",
    ],
    [
      "no resource control policy allows",
      asking({ resourceControl: known([{ target: "r", policies: [policy("Nothing")] }]) }, S3),
      "resource control policy",
      "proved",
    ],
    ["another layer refuses", asking({ identity: LOOK }, S3), "permissions boundary", undefined],
    ["nothing refuses", asking(), "identity-based policy", undefined],
    ["nothing was asked", workingFacts(), "identity-based policy", undefined],
    ["a service whose resources have policies", nothing("sqs:SendMessage"), "identity-based policy", "likely"],
    ...["autoscaling", "cloudformation", "EC2", "ecs", "elasticloadbalancing", "iam", "rds"].map(
      (service): [string, GrantFacts, "identity-based policy", Confidence] => [
        `a service whose resources have none: ${service}`,
        nothing(`${service}:Stop`),
        "identity-based policy",
        "proved",
      ],
    ),
  ])("%s", (_what, facts, layer, confidence) => {
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
    expect(gapNote({ confidence: "proved", evidence: [] })).toBe("");
    expect(gapNote({ confidence: "likely", evidence: [] })).toMatch(/^ The resource's own policy was not read: /);
  });

  test.each([
    [[], ""],
    [[[]], ""],
    [[["aws:SourceIp"]], " It depends on aws:SourceIp."],
    [
      [
        ["a", "b"],
        ["b", "c"],
      ],
      " It depends on a, b and c.",
    ],
  ])("the keys %j, each once", (keys, note) => {
    const statements = keys.map((of) => ({ policy: "P", sid: null, statement: 1, effect: "Deny" as const, keys: of }));
    expect(keysNote(refusalByLayer({ statements }))).toBe(note);
  });
});
