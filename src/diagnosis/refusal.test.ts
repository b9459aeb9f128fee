/** The causes behind a refused action: exactly one fires, with the confidence that the evidence carries. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../facts/grant-facts.ts";
import type { Confidence } from "../model/diagnosis.ts";
import { known, unread } from "../model/reading.ts";
import { causes } from "./causes/index.ts";
import {
  emptinessEvidence,
  gapNote,
  hasNoPolicy,
  type IdentityRefusal,
  identityRefusal,
  keysNote,
  refusalBy,
} from "./refusal.ts";
import { allow, asking, deny, emptyRole, levels, OF_TEAM, policy, refusalByLayer } from "./testing/broken-policies.ts";
import { accountIam, roleContent, setContent } from "./testing/deeper-facts.ts";
import {
  deeper,
  failed,
  instance,
  MANAGEMENT,
  PRODUCTION,
  SANDBOX,
  sandbox,
  workingFacts,
} from "./testing/grant-facts.ts";
import { verdictOf } from "./verdict.ts";
import { walkGrant } from "./walked-grant.ts";

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

describe("why the role's own policies refuse", () => {
  const tag = (name: string, value: string, more = {}) => ({
    Sid: name,
    Condition: { StringEquals: { [`aws:PrincipalTag/${name}`]: value, ...more } },
  });
  const attributes = { isEnabled: true, mayHaveMore: false, values: { team: "data", tier: "gold" } };
  const of = (facts: GrantFacts) => identityRefusal(walkGrant(facts));
  const withTags = (...statements: Parameters<typeof policy>[1][]) =>
    of(asking({ identity: known([policy("P", ...statements)]) }, { attributes }));
  const told = (refusal: IdentityRefusal | undefined) =>
    refusal?.kind === "attribute" ? [refusal.statement.sid, ...refusal.keys] : refusal?.kind;
  const TEAM = "aws:PrincipalTag/team";

  test.each<[string, unknown, unknown]>([
    ["nothing refuses", of(asking())?.kind, undefined],
    ["there is no policy", of(asking({ identity: known([]) }))?.kind, "no policy"],
    ["none of them fits", of(asking({ identity: LOOK }))?.kind, "not allowed"],
    ["a tag keeps it from counting", told(withTags(allow("ec2:*", tag("team", "web")))), ["team", TEAM]],
    [
      "two tags keep it from counting, whatever their case",
      told(
        withTags(
          allow("ec2:*", {
            Sid: "Two",
            Condition: { StringEquals: { "AWS:principaltag/team": "web", "aws:PrincipalTag/tier": "x" } },
          }),
        ),
      ),
      ["Two", "AWS:principaltag/team", "aws:PrincipalTag/tier"],
    ],
    [
      "a tag and something else keep it from counting",
      told(withTags(allow("ec2:*", tag("team", "web", { "aws:PrincipalAccount": MANAGEMENT })))),
      "not allowed",
    ],
    [
      "another allowance is kept from counting by the tag alone",
      told(
        withTags(
          allow("ec2:*", { Sid: "Other", Condition: { StringEquals: { "aws:PrincipalAccount": MANAGEMENT } } }),
          allow("ec2:*", tag("team", "web")),
        ),
      ),
      ["team", TEAM],
    ],
    [
      "a denial that reads a tag beside other keys",
      told(
        withTags(
          allow("*"),
          deny("ec2:*", { Sid: "Plain", Condition: { StringEquals: { "aws:PrincipalAccount": SANDBOX } } }),
          deny("ec2:*", tag("team", "data", { "aws:PrincipalAccount": SANDBOX })),
        ),
      ),
      ["team", TEAM],
    ],
    ["a denial that reads no tag", told(withTags(allow("*"), deny("ec2:*"))), "not allowed"],
  ])("%s", (_what, actual, expected) => {
    expect(actual).toEqual(expected);
  });

  const arn = (account: string, name: string, path = "team/") => `arn:aws:iam::${account}:policy/${path}${name}`;
  const deployIn = (account: string, ...statements: Parameters<typeof policy>[1][]) =>
    policy(arn(account, "Deploy"), ...statements);
  const LOOKS = allow("ec2:Describe*");
  const compared = (here: ReturnType<typeof policy>[], there: ReturnType<typeof policy>[]) =>
    of(
      asking({
        identity: known(here, ["e63"]),
        elsewhere: known({ accountId: PRODUCTION, identity: there }, ["e64"]),
      }),
    );

  test("another account has other texts under the same names: those that differ are named", () => {
    const refusal = compared(
      [policy("inline", LOOKS), deployIn(SANDBOX, LOOKS), policy(arn(SANDBOX, "Own"), LOOKS)],
      [deployIn(PRODUCTION, allow("ec2:*")), policy("inline", LOOKS)],
    );
    expect(refusal).toMatchObject({
      kind: "differs",
      accountId: PRODUCTION,
      policies: [arn(SANDBOX, "Deploy")],
      confidence: "proved",
      evidence: ["e63", "e64"],
    });
  });

  test.each<[string, IdentityRefusal | undefined]>([
    ["the texts are the same", compared([deployIn(SANDBOX, LOOKS)], [deployIn(PRODUCTION, LOOKS)])],
    ["the other text allows no more", compared([deployIn(SANDBOX, LOOKS)], [deployIn(PRODUCTION, allow("s3:*"))])],
    [
      "whether the other text allows is open",
      compared(
        [deployIn(SANDBOX, LOOKS)],
        [deployIn(PRODUCTION, allow("ec2:*", { Condition: { StringEquals: { "aws:SourceVpc": "v" } } }))],
      ),
    ],
    [
      "the path is another",
      compared([deployIn(SANDBOX, LOOKS)], [policy(arn(PRODUCTION, "Deploy", ""), allow("ec2:*"))]),
    ],
    [
      "the name is that of no policy",
      compared(
        [policy(`x${arn(SANDBOX, "Deploy")}`, LOOKS)],
        [policy(`x${arn(PRODUCTION, "Deploy")}`, allow("ec2:*"))],
      ),
    ],
    ["there is no other account", of(asking({ identity: LOOK, elsewhere: known(null) }))],
    ["the other account could not be read", of(asking({ identity: LOOK, elsewhere: failed() }))],
  ])("no difference: %s", (_what, refusal) => {
    expect(refusal?.kind).toBe("not allowed");
  });
});

describe("a role without any policy", () => {
  const roleWith = (more: Partial<typeof roleContent>) =>
    workingFacts({
      deeper: deeper({ iam: known(accountIam({ role: known({ ...roleContent, ...more }, ["e50"]) }), ["e49"]) }),
    });
  const NOTHING = { managedPolicyArns: [], customerManagedPolicies: [], inlinePolicy: "" };
  const setWith = (more: Parameters<typeof setContent>[0], rest: Partial<GrantFacts> = {}) =>
    workingFacts({ ...rest, deeper: deeper({ content: known(setContent({ ...NOTHING, ...more }), ["e66"]) }) });
  const noPolicies = { attachedPolicyArns: [], inlinePolicies: {} };

  test.each<[string, GrantFacts, boolean, readonly string[]]>([
    ["the policies were read", asking({ identity: known([], ["e63"]) }), true, ["e63"]],
    ["the policies were read, and there are some", asking({ identity: LOOK }), false, ["e63"]],
    ["the role has none", roleWith(noPolicies), true, ["e50"]],
    ["the role has an attached one", roleWith({ ...noPolicies, attachedPolicyArns: ["arn"] }), false, ["e50"]],
    ["the role has an inline one", roleWith({ ...noPolicies, inlinePolicies: { a: "{}" } }), false, ["e50"]],
    ["the set has none", setWith({}), true, ["e66"]],
    ["the set has a managed one", setWith({ managedPolicyArns: ["arn"] }), false, ["e66"]],
    ["the set has a customer's", setWith({ customerManagedPolicies: [{ name: "a", path: "/" }] }), false, ["e66"]],
    ["the set has an inline one", setWith({ inlinePolicy: "{}" }), false, ["e66"]],
    [
      "the set has none, but the role may have the old content",
      setWith({}, { freshness: known("outdated") }),
      false,
      [],
    ],
    ["the set has none, and the role's content is not known", setWith({}, { freshness: failed() }), false, []],
    ["nothing was read", workingFacts(), false, []],
    [
      "the policies could not be read, but the role was",
      asking({ identity: failed() }, {}, { iam: roleWith(noPolicies).deeper.iam }),
      true,
      ["e50"],
    ],
    [
      "there is no role, but the set was read",
      asking(
        { identity: failed() },
        {},
        { iam: known(accountIam({ role: known(null) })), content: known(setContent(NOTHING), ["e66"]) },
      ),
      true,
      ["e66"],
    ],
  ])("%s", (_what, facts, isEmpty, evidence) => {
    expect(hasNoPolicy(facts)).toBe(isEmpty);
    expect(emptinessEvidence(facts)).toEqual(evidence);
  });
});
