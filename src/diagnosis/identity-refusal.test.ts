/** Why the role's own policies refuse an action: nothing allows it, an attribute keeps it away, or there is no policy at all. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../facts/grant/grant-facts.ts";
import { known } from "../model/reading.ts";
import { emptinessEvidence, hasNoPolicy, type IdentityRefusal, identityRefusal } from "./families/policy-refusal.ts";
import { walkGrant } from "./path/walk-grant.ts";
import { accountIam, roleContent, setContent } from "./testing/additional-facts.ts";
import { allow, asking, deny, levels, OF_TEAM, policy } from "./testing/broken-policies.ts";
import { additional, failed, MANAGEMENT, PRODUCTION, SANDBOX, workingFacts } from "./testing/grant-facts.ts";

const _GET = { action: "s3:GetObject", resource: "arn:aws:s3:::logs/a", region: undefined };
const LOOK = known([policy("Look", allow("ec2:Describe*"))], ["e63"] as const);
const _NO_STOP = known(levels(policy("Guard (p-1)", deny("ec2:Stop*", { Sid: "NoStop" }))), ["e60"] as const);
const _tagged = (values: Record<string, string | null>, more: { isEnabled?: boolean; mayHaveMore?: boolean } = {}) =>
  asking(
    { identity: known([OF_TEAM], ["e63"]) },
    { attributes: { isEnabled: true, mayHaveMore: false, values, ...more } },
  );

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
      additional: additional({
        iam: known(accountIam({ role: known({ ...roleContent, ...more }, ["e50"]) }), ["e49"]),
      }),
    });
  const NOTHING = { managedPolicyArns: [], customerManagedPolicies: [], inlinePolicy: "" };
  const setWith = (more: Parameters<typeof setContent>[0], rest: Partial<GrantFacts> = {}) =>
    workingFacts({ ...rest, additional: additional({ content: known(setContent({ ...NOTHING, ...more }), ["e66"]) }) });
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
      asking({ identity: failed() }, {}, { iam: roleWith(noPolicies).additional.iam }),
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
