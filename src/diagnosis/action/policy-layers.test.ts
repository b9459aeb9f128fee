/** What policies see of the asked request, and which layers apply: not to the management account, not where none are in use. */
import { describe, expect, test } from "vitest";
import type { ActionAsked, GrantFacts } from "../../facts/grant/grant-facts.ts";
import { known, unread } from "../../model/reading.ts";
import { ABSENT, UNKNOWN, valued } from "../../policy/context.ts";
import { accountIam, roleContent } from "../testing/additional-facts.ts";
import { allow, asking, deny, FULL, INSTANCE_ARN, levels, policy, STOP } from "../testing/broken-policies.ts";
import { EU, failed, instance, MANAGEMENT, SANDBOX, sandbox, US, workingFacts } from "../testing/grant-facts.ts";
import { layersOf, requestOf, serviceControl } from "./policy-layers.ts";

const asked = (action: string, resource?: string, region?: typeof US): ActionAsked => ({ action, resource, region });
const keyValue = (key: string, facts: GrantFacts, action: ActionAsked = STOP) => requestOf(facts, action).context(key);
const ROLE = roleContent.arn;
const OTHER_ROLE = `${ROLE}-other`;
const iam = (role: ReturnType<typeof accountIam>["role"]) => ({ iam: known(accountIam({ role }), ["e49"] as const) });

describe("a request", () => {
  test("has the action and the resource as they were asked, and who asks", () => {
    expect(requestOf(asking(), STOP)).toEqual({
      action: "ec2:StopInstances",
      resource: INSTANCE_ARN,
      principals: [SANDBOX, `arn:aws:iam::${SANDBOX}:root`, ROLE],
      context: expect.any(Function),
    });
    expect(keyValue("aws:PrincipalAccount", asking())).toEqual(valued(SANDBOX));
  });

  test.each<{ readonly what: string; readonly facts: GrantFacts; readonly arn: string | undefined }>([
    {
      what: "as IAM of the account shows it",
      facts: asking({}, {}, iam(known({ ...roleContent, arn: OTHER_ROLE }))),
      arn: OTHER_ROLE,
    },
    { what: "as it was found before, where IAM could not be read", facts: asking({}, {}, iam(failed())), arn: ROLE },
    { what: "as it was found before, where IAM has none", facts: asking({}, {}, iam(known(null))), arn: ROLE },
    { what: "not known", facts: { ...asking(), role: failed() }, arn: undefined },
    { what: "not there", facts: { ...asking(), role: known(null) }, arn: undefined },
  ])("the role $what", ({ facts, arn }) => {
    expect(requestOf(facts, STOP).principals.slice(2)).toEqual(arn === undefined ? [] : [arn]);
    expect(keyValue("aws:PrincipalArn", facts)).toEqual(arn === undefined ? UNKNOWN : valued(arn));
  });

  test.each<{ readonly what: string; readonly action: ActionAsked; readonly region: string | undefined }>([
    { what: "as it was asked", action: asked("iam:GetRole", INSTANCE_ARN, EU), region: EU },
    { what: "of the resource", action: asked("ec2:Stop", "arn:aws:ec2:eu-west-1:1:instance/i"), region: EU },
    { what: "of no resource", action: asked("ec2:Stop"), region: undefined },
    { what: "of a resource that has none", action: asked("s3:GetObject", "arn:aws:s3:::logs/a"), region: undefined },
    { what: "of something that is no ARN", action: asked("s3:GetObject", "*"), region: undefined },
    { what: "of a service with one endpoint", action: asked("IAM:GetRole", "arn:aws:iam::1:role/r"), region: US },
    { what: "of CloudFront", action: asked("cloudfront:GetDistribution"), region: US },
    { what: "of Route 53", action: asked("route53:GetHostedZone"), region: US },
    { what: "of Support", action: asked("support:DescribeCases"), region: US },
  ])("the Region $what", ({ action, region }) => {
    expect(keyValue("aws:RequestedRegion", asking(), action)).toEqual(region === undefined ? UNKNOWN : valued(region));
  });

  test.each([
    {
      what: "the user's value",
      attributes: { isEnabled: true, mayHaveMore: false, values: { team: "data" } },
      value: valued("data"),
    },
    { what: "no value", attributes: { isEnabled: true, mayHaveMore: false, values: { team: null } }, value: ABSENT },
    { what: "a provider may send it", attributes: { isEnabled: true, mayHaveMore: true, values: {} }, value: UNKNOWN },
    { what: "off", attributes: { isEnabled: false, mayHaveMore: true, values: { team: "data" } }, value: ABSENT },
  ])("tags: $what", ({ attributes, value }) => {
    expect(keyValue("aws:PrincipalTag/team", asking({}, { attributes }))).toEqual(value);
  });

  test("tags: attributes could not be read", () => {
    expect(keyValue("aws:PrincipalTag/team", asking({}, {}, { attributes: failed() }))).toEqual(UNKNOWN);
  });
});

describe("layers", () => {
  const NAMES = ["service control policy", "resource control policy", "permissions boundary", "identity-based policy"];
  const KEY = `arn:aws:kms:us-east-1:${SANDBOX}:key/k`;
  const DECRYPT = asked("kms:Decrypt", KEY);
  const said = (facts: GrantFacts, action: ActionAsked = STOP) =>
    layersOf(facts, action).map(({ policies }) => (policies.kind === "unread" ? policies.what : policies.kind));
  const NOT = "does not apply";
  const [NO_STOP, LIMITS] = [policy("Guard", deny("ec2:Stop*")), policy("Limits", allow("ec2:*"))];
  const OWNERLESS = { account: failed(), instance: failed() };
  const MAIN = "which account is the management account";
  const elsewhere = (owner: string) =>
    `the resource's own policy and the resource control policies in its account ${owner}`;

  test("in the order of AWS, with the policies of each level", () => {
    expect(layersOf(asking({ boundary: known(LIMITS, ["e62"]) }), DECRYPT)).toEqual([
      { layer: NAMES[0], policies: { kind: "levels", levels: levels() } },
      { layer: NAMES[1], policies: { kind: "levels", levels: levels() } },
      { layer: NAMES[2], policies: { kind: "levels", levels: [{ target: null, policies: [LIMITS] }] } },
      {
        layer: NAMES[3],
        policies: { kind: "levels", levels: [{ target: null, policies: [policy("Machines", allow("ec2:*"))] }] },
      },
    ]);
  });

  test.each<{
    readonly what: string;
    readonly facts: GrantFacts;
    readonly action: ActionAsked;
    readonly expected: readonly [string, string, string, string];
  }>([
    { what: "resources that are not guarded", facts: asking(), action: STOP, expected: ["levels", NOT, NOT, "levels"] },
    {
      what: "resources that are guarded, whatever the case",
      facts: asking(),
      action: asked("S3:Get"),
      expected: ["levels", "levels", NOT, "levels"],
    },
    {
      what: "resources that may be guarded by now",
      facts: asking({ resourceControl: known(levels(NO_STOP), ["e61"]) }),
      action: STOP,
      expected: ["levels", "whether resource control policies guard resources of ec2", NOT, "levels"],
    },
    {
      what: "types that are not in use",
      facts: asking({ serviceControl: known([{ target: "r", policies: [] }]), resourceControl: known([]) }),
      action: DECRYPT,
      expected: [NOT, NOT, NOT, "levels"],
    },
    {
      what: "a level without policies among others",
      facts: asking({
        serviceControl: known([
          { target: "r", policies: [] },
          { target: "a", policies: [FULL] },
        ]),
      }),
      action: DECRYPT,
      expected: ["levels", "levels", NOT, "levels"],
    },
    {
      what: "no policy at all of the role",
      facts: asking({ identity: known([]) }),
      action: DECRYPT,
      expected: ["levels", "levels", NOT, "levels"],
    },
    {
      what: "the management account",
      facts: { ...asking(), account: known({ ...sandbox, managementAccountId: SANDBOX }) },
      action: DECRYPT,
      expected: [NOT, NOT, NOT, "levels"],
    },
    {
      what: "the management account, by the instance's owner",
      facts: { ...asking(), account: failed(), instance: known({ ...instance, ownerAccountId: SANDBOX }) },
      action: DECRYPT,
      expected: [NOT, NOT, NOT, "levels"],
    },
    {
      what: "another account than the instance's owner",
      facts: { ...asking(), account: known(null) },
      action: DECRYPT,
      expected: ["levels", "levels", NOT, "levels"],
    },
    {
      what: "no management account known",
      facts: { ...asking(), ...OWNERLESS },
      action: DECRYPT,
      expected: [MAIN, MAIN, NOT, "levels"],
    },
    {
      what: "a resource of another account",
      facts: asking(),
      action: asked("kms:Decrypt", `arn:aws:kms:us-east-1:${MANAGEMENT}:key/k`),
      expected: ["levels", elsewhere(MANAGEMENT), NOT, "levels"],
    },
    {
      what: "a resource of another account, asked from the management account",
      facts: { ...asking(), account: known({ ...sandbox, managementAccountId: SANDBOX }) },
      action: asked("kms:Decrypt", `arn:aws:kms:us-east-1:${MANAGEMENT}:key/k`),
      expected: [NOT, elsewhere(MANAGEMENT), NOT, "levels"],
    },
    ...["arn:aws:kms:us-east-1:aws:key/k", `arn:aws:kms::${MANAGEMENT}0:key/k`, `arn:aws:kms::x${MANAGEMENT}:k`].map(
      (arn) => ({
        what: `a resource whose owner is no account: ${arn}`,
        facts: asking(),
        action: asked("kms:Decrypt", arn),
        expected: ["levels", "levels", NOT, "levels"] as const,
      }),
    ),
    {
      what: "what could not be read, and what was not",
      facts: asking({
        serviceControl: failed("refused", "ListX"),
        resourceControl: unread("why"),
        boundary: unread("why"),
      }),
      action: STOP,
      expected: [
        "the service control policy (sso:ListX: User is not authorized to perform: sso:ListX)",
        "the resource control policy (why)",
        "the permissions boundary (why)",
        "levels",
      ],
    },
    {
      what: "none was read",
      facts: asking({}, {}, { layers: unread("why") }),
      action: STOP,
      expected: NAMES.map((name) => `the ${name} (why)`) as [string, string, string, string],
    },
    {
      what: "none could be read",
      facts: asking({}, {}, { layers: failed("refused", "X") }),
      action: STOP,
      expected: NAMES.map((name) => `the ${name} (sso:X: User is not authorized to perform: sso:X)`) as [
        string,
        string,
        string,
        string,
      ],
    },
  ])("$what", ({ facts, action, expected }) => {
    expect(layersOf(facts, action).map(({ layer }) => layer)).toEqual(NAMES);
    expect(said(facts, action)).toEqual(expected);
  });

  test("service control policies alone are the first of all", () => {
    expect(serviceControl(asking())).toEqual(layersOf(asking(), STOP)[0]);
    expect(serviceControl(workingFacts()).policies.kind).toBe("unread");
  });
});
