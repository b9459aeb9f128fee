/** Why the role's own policies refuse an action: nothing allows it, an attribute keeps it away, or there is no policy at all. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../facts/grant/grant-facts.ts";
import { accountIam, roleContent, setContent } from "../facts/grant/testing/additional-facts.ts";
import {
  additional,
  failed,
  MANAGEMENT,
  PRODUCTION,
  SANDBOX,
  workingFacts,
} from "../facts/grant/testing/grant-facts.ts";
import { known } from "../model/reading.ts";
import { emptinessEvidence, hasNoPolicy, type IdentityRefusal, identityRefusal } from "./families/policy-refusal.ts";
import { walkGrant } from "./path/walk-grant.ts";
import { allow, asking, deny, policy } from "./testing/broken-policies.ts";

const LOOK = known([policy("Look", allow("ec2:Describe*"))], ["e63"] as const);

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

  test.each<{ readonly what: string; readonly actual: unknown; readonly expected: unknown }>([
    { what: "nothing refuses", actual: of(asking())?.kind, expected: undefined },
    { what: "there is no policy", actual: of(asking({ identity: known([]) }))?.kind, expected: "no policy" },
    { what: "none of them fits", actual: of(asking({ identity: LOOK }))?.kind, expected: "not allowed" },
    {
      what: "a tag keeps it from counting",
      actual: told(withTags(allow("ec2:*", tag("team", "web")))),
      expected: ["team", TEAM],
    },
    {
      what: "two tags keep it from counting, whatever their case",
      actual: told(
        withTags(
          allow("ec2:*", {
            Sid: "Two",
            Condition: { StringEquals: { "AWS:principaltag/team": "web", "aws:PrincipalTag/tier": "x" } },
          }),
        ),
      ),
      expected: ["Two", "AWS:principaltag/team", "aws:PrincipalTag/tier"],
    },
    {
      what: "a tag and something else keep it from counting",
      actual: told(withTags(allow("ec2:*", tag("team", "web", { "aws:PrincipalAccount": MANAGEMENT })))),
      expected: "not allowed",
    },
    {
      what: "another allowance is kept from counting by the tag alone",
      actual: told(
        withTags(
          allow("ec2:*", { Sid: "Other", Condition: { StringEquals: { "aws:PrincipalAccount": MANAGEMENT } } }),
          allow("ec2:*", tag("team", "web")),
        ),
      ),
      expected: ["team", TEAM],
    },
    {
      what: "a denial that reads a tag beside other keys",
      actual: told(
        withTags(
          allow("*"),
          deny("ec2:*", { Sid: "Plain", Condition: { StringEquals: { "aws:PrincipalAccount": SANDBOX } } }),
          deny("ec2:*", tag("team", "data", { "aws:PrincipalAccount": SANDBOX })),
        ),
      ),
      expected: ["team", TEAM],
    },
    { what: "a denial that reads no tag", actual: told(withTags(allow("*"), deny("ec2:*"))), expected: "not allowed" },
  ])("$what", ({ actual, expected }) => {
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

  test.each<{ readonly what: string; readonly refusal: IdentityRefusal | undefined }>([
    { what: "the texts are the same", refusal: compared([deployIn(SANDBOX, LOOKS)], [deployIn(PRODUCTION, LOOKS)]) },
    {
      what: "the other text allows no more",
      refusal: compared([deployIn(SANDBOX, LOOKS)], [deployIn(PRODUCTION, allow("s3:*"))]),
    },
    {
      what: "whether the other text allows is open",
      refusal: compared(
        [deployIn(SANDBOX, LOOKS)],
        [deployIn(PRODUCTION, allow("ec2:*", { Condition: { StringEquals: { "aws:SourceVpc": "v" } } }))],
      ),
    },
    {
      what: "the path is another",
      refusal: compared([deployIn(SANDBOX, LOOKS)], [policy(arn(PRODUCTION, "Deploy", ""), allow("ec2:*"))]),
    },
    {
      what: "the name is that of no policy",
      refusal: compared(
        [policy(`x${arn(SANDBOX, "Deploy")}`, LOOKS)],
        [policy(`x${arn(PRODUCTION, "Deploy")}`, allow("ec2:*"))],
      ),
    },
    { what: "there is no other account", refusal: of(asking({ identity: LOOK, elsewhere: known(null) })) },
    { what: "the other account could not be read", refusal: of(asking({ identity: LOOK, elsewhere: failed() })) },
  ])("no difference: $what", ({ refusal }) => {
    expect(refusal?.kind).toBe("not allowed");
  });
});

describe("a role without any policy", () => {
  const roleWith = (more: Partial<typeof roleContent>) =>
    workingFacts({
      additional: additional({
        iam: known(accountIam({ role: known({ ...roleContent, ...more }, ["e50"]) }), ["e49"]),
      }),
    });
  const NOTHING = { managedPolicyArns: [], customerManagedPolicies: [], inlinePolicy: "" };
  const setWith = (more: Parameters<typeof setContent>[0], rest: Partial<GrantFacts> = {}) =>
    workingFacts({ ...rest, additional: additional({ content: known(setContent({ ...NOTHING, ...more }), ["e66"]) }) });
  const noPolicies = { attachedPolicyArns: [], inlinePolicies: {} };

  test.each<{
    readonly what: string;
    readonly facts: GrantFacts;
    readonly isEmpty: boolean;
    readonly evidence: readonly string[];
  }>([
    {
      what: "the policies were read",
      facts: asking({ identity: known([], ["e63"]) }),
      isEmpty: true,
      evidence: ["e63"],
    },
    {
      what: "the policies were read, and there are some",
      facts: asking({ identity: LOOK }),
      isEmpty: false,
      evidence: ["e63"],
    },
    { what: "the role has none", facts: roleWith(noPolicies), isEmpty: true, evidence: ["e50"] },
    {
      what: "the role has an attached one",
      facts: roleWith({ ...noPolicies, attachedPolicyArns: ["arn"] }),
      isEmpty: false,
      evidence: ["e50"],
    },
    {
      what: "the role has an inline one",
      facts: roleWith({ ...noPolicies, inlinePolicies: { a: "{}" } }),
      isEmpty: false,
      evidence: ["e50"],
    },
    { what: "the set has none", facts: setWith({}), isEmpty: true, evidence: ["e66"] },
    {
      what: "the set has a managed one",
      facts: setWith({ managedPolicyArns: ["arn"] }),
      isEmpty: false,
      evidence: ["e66"],
    },
    {
      what: "the set has a customer's",
      facts: setWith({ customerManagedPolicies: [{ name: "a", path: "/" }] }),
      isEmpty: false,
      evidence: ["e66"],
    },
    { what: "the set has an inline one", facts: setWith({ inlinePolicy: "{}" }), isEmpty: false, evidence: ["e66"] },
    {
      what: "the set has none, but the role may have the old content",
      facts: setWith({}, { freshness: known("outdated") }),
      isEmpty: false,
      evidence: [],
    },
    {
      what: "the set has none, and the role's content is not known",
      facts: setWith({}, { freshness: failed() }),
      isEmpty: false,
      evidence: [],
    },
    { what: "nothing was read", facts: workingFacts(), isEmpty: false, evidence: [] },
    {
      what: "the policies could not be read, but the role was",
      facts: asking({ identity: failed() }, {}, { iam: roleWith(noPolicies).additional.iam }),
      isEmpty: true,
      evidence: ["e50"],
    },
    {
      what: "there is no role, but the set was read",
      facts: asking(
        { identity: failed() },
        {},
        { iam: known(accountIam({ role: known(null) })), content: known(setContent(NOTHING), ["e66"]) },
      ),
      isEmpty: true,
      evidence: ["e66"],
    },
  ])("$what", ({ facts, isEmpty, evidence }) => {
    expect(hasNoPolicy(facts)).toBe(isEmpty);
    expect(emptinessEvidence(facts)).toEqual(evidence);
  });
});
