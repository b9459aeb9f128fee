/** For tests: grants whose role opens, and in which a policy refuses the action that is asked about. */

import type { AttributeFacts, NamedText, PolicyLayerFacts, PolicyLevel } from "../../facts/grant/additional-facts.ts";
import type { ConsoleSignInFacts } from "../../facts/grant/console-sign-in.ts";
import type { ActionAsked, AdditionalFacts, GrantFacts } from "../../facts/grant/grant-facts.ts";
import { accountIam, roleContent } from "../../facts/grant/testing/additional-facts.ts";
import { additional, PRODUCTION, SANDBOX, workingFacts } from "../../facts/grant/testing/grant-facts.ts";
import type { LayerDecision } from "../../model/action-decision.ts";
import { known } from "../../model/reading.ts";

type Json = Readonly<Record<string, unknown>>;

export const policy = (name: string, ...statements: readonly Json[]): NamedText => ({
  name,
  text: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
});
export const allow = (Action: string, more: Json = {}): Json => ({ Effect: "Allow", Action, Resource: "*", ...more });
export const deny = (Action: string, more: Json = {}): Json => ({ ...allow(Action, more), Effect: "Deny" });

export const FULL = policy("FullAWSAccess", allow("*"));
const ROOT = "r-ab12";

const RCP_FULL = policy("RCPFullAWSAccess", allow("*", { Principal: "*" }));

const twoLevels =
  (full: NamedText) =>
  (...own: readonly NamedText[]): readonly PolicyLevel[] => [
    { target: ROOT, policies: [full] },
    { target: SANDBOX, policies: [full, ...own] },
  ];

/** Service control policies of root and account: each with full access, and what is given for the account. */
export const levels = twoLevels(FULL);
/** The same of resource control policies. */
export const resourceControlLevels = twoLevels(RCP_FULL);

export const INSTANCE_ARN = `arn:aws:ec2:us-east-1:${SANDBOX}:instance/i-0123456789abcdef0`;
export const STOP: ActionAsked = { action: "ec2:StopInstances", resource: INSTANCE_ARN, region: undefined };

/** Alice asks about an action; every layer allows it unless another text is given. */
export function asking(
  more: Partial<PolicyLayerFacts> = {},
  {
    action = STOP,
    attributes,
    freshness,
  }: { action?: ActionAsked; attributes?: AttributeFacts; freshness?: "outdated" } = {},
  rest: Partial<AdditionalFacts> = {},
): GrantFacts {
  const facts = workingFacts();
  return {
    ...facts,
    ...(freshness && { freshness: known(freshness, ["e8"]) }),
    question: { ...facts.question, action },
    additional: additional({
      layers: known({
        serviceControl: known(levels(), ["e60"]),
        resourceControl: known(resourceControlLevels(), ["e61"]),
        boundary: known(null, ["e62"]),
        identity: known([policy("Machines", allow("ec2:*"))], ["e63"]),
        elsewhere: known(null, ["e64"]),
        ...more,
      }),
      attributes: known(attributes ?? { isEnabled: false, values: {}, mayHaveMore: false }, ["e65"]),
      ...rest,
    }),
  };
}

/** The address of an office, which is nowhere else. */
export const OFFICE = { NotIpAddress: { "aws:SourceIp": "192.0.2.0/24" } };

/** A denial for everybody, as policies of resources write it. */
export const denyAll = (Action: string | readonly string[], Condition: Json = OFFICE): Json => ({
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action,
  Resource: "*",
  Condition,
});

/** Sign-In policies in force for the account, with one denial of its own. */
export const signIn = (more: Partial<ConsoleSignInFacts> = {}): ConsoleSignInFacts => ({
  ofAccount: known(true, ["e70"]),
  ofOrganization: known(false, ["e71"]),
  policy: known(policy("", denyAll("signin:*")).text, ["e72"]),
  ...more,
});

/** Alice asks about the console; no policy of the organization or the role says anything of it. */
export const askingConsole = (
  facts: Partial<ConsoleSignInFacts> = {},
  layers: Partial<PolicyLayerFacts> = {},
): GrantFacts =>
  asking(
    layers,
    { action: { action: "signin:Authenticate", resource: undefined, region: undefined } },
    { consoleSignIn: known(signIn(facts)) },
  );

export const OF_TEAM = policy(
  "Team",
  allow("ec2:StopInstances", { Sid: "OwnTeam", Condition: { StringEquals: { "aws:PrincipalTag/team": "platform" } } }),
);

const deployIn = (accountId: string, action: string) =>
  policy(`arn:aws:iam::${accountId}:policy/team/Deploy`, allow(action));

export const brokenPolicies = {
  "scp-deny": asking({
    serviceControl: known(levels(policy("Guard (p-1)", deny("ec2:Stop*", { Sid: "NoStop" }))), ["e60"]),
  }),
  "rcp-deny": asking(
    { resourceControl: known(resourceControlLevels(policy("Keys (p-2)", deny("kms:*", { Principal: "*" }))), ["e61"]) },
    {
      action: {
        action: "kms:Decrypt",
        resource: `arn:aws:kms:us-east-1:${SANDBOX}:key/mrk-0123456789abcdef0123456789abcdef`,
        region: undefined,
      },
    },
  ),
  "console-sign-in-policy": askingConsole(),
  "boundary-deny": asking({ boundary: known(policy("Boundary", allow("ec2:Describe*")), ["e62"]) }),
  "no-policy": asking({ identity: known([], ["e63"]) }),
  "policy-does-not-allow": asking({ identity: known([policy("Look", allow("ec2:Describe*"))], ["e63"]) }),
  "abac-attribute": asking(
    { identity: known([OF_TEAM], ["e63"]) },
    { attributes: { isEnabled: true, values: { team: null }, mayHaveMore: false } },
  ),
  "policy-differs-per-account": asking({
    identity: known([deployIn(SANDBOX, "ec2:Describe*")], ["e63"]),
    elsewhere: known({ accountId: PRODUCTION, identity: [deployIn(PRODUCTION, "ec2:*")] }, ["e64"]),
  }),
} satisfies Readonly<Record<string, GrantFacts>>;

/** No action was asked; the role was read and has nothing. */
export const emptyRole: GrantFacts = workingFacts({
  additional: additional({
    iam: known(accountIam({ role: known({ ...roleContent, attachedPolicyArns: [] }, ["e50"]) }), ["e49"]),
  }),
});

/** A boundary that does not allow, and what is given. */
export const refusalByLayer = (more: Partial<LayerDecision> = {}): LayerDecision => ({
  layer: "permissions boundary",
  answer: "deny",
  isExplicit: false,
  target: null,
  statements: [],
  missing: [],
  nearMisses: [],
  ...more,
});
