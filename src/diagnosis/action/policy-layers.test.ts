/** What policies see of the asked request, and which layers apply: not to the management account, not where none are in use. */
import { describe, expect, test } from "vitest";
import type { ActionAsked, GrantFacts } from "../../facts/grant/grant-facts.ts";
import { accountIam, roleContent } from "../../facts/grant/testing/additional-facts.ts";
import {
  alice,
  EU,
  failed,
  instance,
  MANAGEMENT,
  SANDBOX,
  sandbox,
  US,
  workingFacts,
} from "../../facts/grant/testing/grant-facts.ts";
import { certain, parseRegion } from "../../model/ids.ts";
import { known, unread } from "../../model/reading.ts";
import { ABSENT, PRESENT, UNKNOWN, valued } from "../../policy/context.ts";
import {
  allow,
  asking,
  deny,
  FULL,
  INSTANCE_ARN,
  levels,
  policy,
  resourceControlLevels,
  STOP,
} from "../testing/broken-policies.ts";
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

  test.each<[string, GrantFacts, string | undefined]>([
    ["as IAM of the account shows it", asking({}, {}, iam(known({ ...roleContent, arn: OTHER_ROLE }))), OTHER_ROLE],
    ["as it was found before, where IAM could not be read", asking({}, {}, iam(failed())), ROLE],
    ["as it was found before, where IAM has none", asking({}, {}, iam(known(null))), ROLE],
    ["not known", { ...asking(), role: failed() }, undefined],
    ["not there", { ...asking(), role: known(null) }, undefined],
  ])("the role %s", (_what, facts, arn) => {
    expect(requestOf(facts, STOP).principals.slice(2)).toEqual(arn === undefined ? [] : [arn]);
    expect(keyValue("aws:PrincipalArn", facts)).toEqual(
      arn === undefined ? { state: "begun", start: ROLE.slice(0, -16) } : valued(arn),
    );
  });

  test.each<[string, ActionAsked, string | undefined]>([
    ["as it was asked", asked("ec2:Stop", INSTANCE_ARN, EU), EU],
    ["of a service with one endpoint, whatever was asked", asked("iam:GetRole", undefined, EU), US],
    ["of the resource", asked("ec2:Stop", "arn:aws:ec2:eu-west-1:1:instance/i"), EU],
    ["of no resource", asked("ec2:Stop"), undefined],
    ["of a resource in any Region", asked("sqs:SendMessage", "arn:aws:sqs:*:111122223333:q"), undefined],
    ["of a resource that has none", asked("s3:GetObject", "arn:aws:s3:::logs/a"), undefined],
    ["of something that is no ARN", asked("s3:GetObject", "*"), undefined],
    ["of a service with one endpoint", asked("IAM:GetRole", "arn:aws:iam::1:role/r"), US],
    ["of CloudFront", asked("cloudfront:GetDistribution"), US],
    ["of Route 53", asked("route53:GetHostedZone"), US],
    ["of Support, which has more endpoints (General Reference)", asked("support:DescribeCases"), undefined],
  ])("the Region %s", (_what, action, region) => {
    expect(keyValue("aws:RequestedRegion", asking(), action)).toEqual(region === undefined ? UNKNOWN : valued(region));
  });

  test.each([
    ["the user's value", { isEnabled: true, mayHaveMore: false, values: { team: "data" } }, valued("data")],
    ["no value", { isEnabled: true, mayHaveMore: false, values: { team: null } }, ABSENT],
    ["a provider may send it", { isEnabled: true, mayHaveMore: true, values: {} }, UNKNOWN],
    ["off", { isEnabled: false, mayHaveMore: true, values: { team: "data" } }, ABSENT],
  ])("tags: %s", (_what, attributes, value) => {
    expect(keyValue("aws:PrincipalTag/team", asking({}, { attributes }))).toEqual(value);
  });

  test.each<[string, ActionAsked, ReturnType<typeof valued>]>([
    ["aws:PrincipalOrgID", STOP, valued("o-exampleorg1")],
    ["aws:ResourceOrgID", STOP, valued("o-exampleorg1")],
    ["aws:ResourceAccount", STOP, valued(SANDBOX)],
    ["aws:ResourceAccount", asked("kms:Decrypt", `arn:aws:kms:us-east-1:${MANAGEMENT}:key/k`), valued(MANAGEMENT)],
    ["aws:PrincipalServiceName", STOP, ABSENT],
    ["aws:SourceAccount", STOP, ABSENT],
    ["aws:TokenIssueTime", STOP, valued(asking().at)],
    ["aws:userid", STOP, PRESENT],
    ["aws:PrincipalOrgPaths", STOP, valued("o-exampleorg1/r-ab12/")],
    ["aws:PrincipalServiceNamesList", STOP, ABSENT],
    ["aws:RequestedRegion", asked("globalaccelerator:ListAccelerators"), valued("us-west-2")],
    [
      "aws:RequestedRegion",
      asked("cloudfront:GetDistribution", `arn:aws:cloudfront::${SANDBOX}:distribution/E1`),
      valued(US),
    ],
    ["aws:ResourceAccount", asked("s3:GetObject", "arn:aws:s3:::logs/a"), UNKNOWN],
    [
      "aws:ResourceAccount",
      asked("dynamodb:Query", `arn:aws-us-gov:dynamodb:us-gov-west-1:${SANDBOX}:table/T`),
      valued(SANDBOX),
    ],
    ["aws:ResourceOrgPaths", asked("kms:Decrypt", `arn:aws:kms:us-east-1:${MANAGEMENT}:key/k`), UNKNOWN],
    ["aws:RequestedRegion", asked("organizations:ListRoots"), valued(US)],
    ["aws:SourceVpc", { ...STOP, context: { "aws:sourceVPC": ["vpc-1"] } }, valued("vpc-1")],
    ["aws:PrincipalOrgID", { ...STOP, context: { "aws:PrincipalOrgID": ["o-2"] } }, valued("o-2")],
    ["aws:ResourceOrgID", asked("kms:Decrypt", `arn:aws:kms:us-east-1:${MANAGEMENT}:key/k`), UNKNOWN],
  ])("the key %s of %o", (key, action, value) => {
    const facts = { ...asking(), account: known({ ...sandbox, organizationId: "o-exampleorg1" }) };
    expect(keyValue(key, facts, action)).toEqual(value);
  });

  test.each(["aws:TokenIssueTime", "aws:CurrentTime", "aws:EpochTime"])(
    "%s is some time in a saved document without a date",
    (key) => expect(keyValue(key, { ...asking(), isUndated: true })).toEqual(PRESENT),
  );

  test("the id of the session is the role's id with the userName", () => {
    const facts = asking({}, {}, iam(known(roleContent)));
    expect(keyValue("aws:userid", facts)).toEqual(valued("AROAEXAMPLEROLEID:alice.moreau@example.com"));
    const spaced = { ...facts, user: known({ ...alice, userName: "Alice Example" }) };
    expect(keyValue("aws:userid", spaced)).toEqual(PRESENT);
    expect(keyValue("aws:userid", asking({}, {}, iam(known({ ...roleContent, roleId: undefined }))))).toEqual(PRESENT);
  });

  test.each<[string, readonly string[], ReturnType<typeof valued>]>([
    ["in a unit", ["r-ab12", "ou-ab12-1", "ou-ab12-2", SANDBOX], valued("o-exampleorg1/r-ab12/ou-ab12-1/ou-ab12-2/")],
    ["under the root", ["r-ab12", SANDBOX], valued("o-exampleorg1/r-ab12/")],
    ["not read up to the root", ["ou-ab12-2", SANDBOX], PRESENT],
    ["of another account", ["r-ab12", MANAGEMENT], PRESENT],
  ])("the path in the organization: %s", (_what, targets, value) => {
    const serviceControl = known(targets.map((target) => ({ target, policies: [] })));
    const facts = {
      ...asking({ serviceControl }),
      account: known({ ...sandbox, organizationId: "o-exampleorg1" }),
    };
    expect(keyValue("aws:PrincipalOrgPaths", facts)).toEqual(value);
    expect(keyValue("aws:ResourceOrgPaths", facts)).toEqual(value);
  });

  test("the account's root is of the role's partition", () => {
    const china = { ...roleContent, arn: ROLE.replace("arn:aws:", "arn:aws-cn:") };
    expect(requestOf(asking({}, {}, iam(known(china))), STOP).principals[1]).toBe(`arn:aws-cn:iam::${SANDBOX}:root`);
  });

  test.each([
    ["cn-north-1", "iam:ListRoles", "cn-north-1"],
    ["cn-north-1", "organizations:ListRoots", "cn-northwest-1"],
    ["us-gov-east-1", "iam:ListRoles", "us-gov-west-1"],
  ])("the Region of a global service is of the partition of %s: %s", (region, action, expected) => {
    const facts = {
      ...asking(),
      role: failed(),
      instance: known({ ...instance, region: certain(parseRegion(region)) }),
    };
    expect(keyValue("aws:RequestedRegion", facts, asked(action))).toEqual(valued(expected));
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
  const [NO_STOP, LIMITS] = [policy("Guard", deny("ec2:Stop*", { Principal: "*" })), policy("Limits", allow("ec2:*"))];
  const OWNERLESS = { account: failed(), instance: failed() };
  const MAIN = "which account is the management account";
  const elsewhere = (owner: string) =>
    `the resource's own policy and the resource control policies in its account ${owner}`;

  test("in the order of AWS, with the policies of each level", () => {
    expect(layersOf(asking({ boundary: known(LIMITS, ["e62"]) }), DECRYPT)).toEqual([
      { layer: NAMES[0], policies: { kind: "levels", levels: levels() } },
      { layer: NAMES[1], policies: { kind: "levels", levels: resourceControlLevels() } },
      { layer: NAMES[2], policies: { kind: "levels", levels: [{ target: null, policies: [LIMITS] }] } },
      {
        layer: NAMES[3],
        policies: { kind: "levels", levels: [{ target: null, policies: [policy("Machines", allow("ec2:*"))] }] },
      },
    ]);
  });

  test.each<[string, GrantFacts, ActionAsked, readonly [string, string, string, string]]>([
    ["resources that are not guarded", asking(), STOP, ["levels", NOT, NOT, "levels"]],
    ["resources that are guarded, whatever the case", asking(), asked("S3:Get"), ["levels", "levels", NOT, "levels"]],
    [
      "resources that may be guarded by now",
      asking({ resourceControl: known(resourceControlLevels(NO_STOP), ["e61"]) }),
      STOP,
      ["levels", "whether resource control policies guard resources of ec2", NOT, "levels"],
    ],
    [
      "types that are not in use",
      asking({ serviceControl: known([{ target: "r", policies: [] }]), resourceControl: known([]) }),
      DECRYPT,
      [NOT, NOT, NOT, "levels"],
    ],
    [
      "a level without policies among others",
      asking({
        serviceControl: known([
          { target: "r", policies: [] },
          { target: "a", policies: [FULL] },
        ]),
      }),
      DECRYPT,
      ["levels", "levels", NOT, "levels"],
    ],
    ...(
      [
        ["kms:RetireGrant", KEY],
        ["kms:Decrypt", `arn:aws:kms:us-east-1:${SANDBOX}:alias/aws/ebs`],
        ["s3:ListAccessPoints", "*"],
      ] as const
    ).map(([action, resource]): [string, GrantFacts, ActionAsked, readonly [string, string, string, string]] => [
      `what resource control policies spare: ${action} on ${resource}`,
      asking(),
      asked(action, resource),
      ["levels", NOT, NOT, "levels"],
    ]),
    ["what no policy denies", asking(), asked("STS:getCallerIdentity"), [NOT, NOT, NOT, NOT]],
    [
      "a service that is guarded since",
      asking({
        resourceControl: known(resourceControlLevels(policy("Guard", deny("dynamodb:*", { Principal: "*" }))), ["e61"]),
      }),
      asked("dynamodb:GetItem", `arn:aws:dynamodb:us-east-1:${SANDBOX}:table/t`),
      ["levels", "levels", NOT, "levels"],
    ],
    ["no policy at all of the role", asking({ identity: known([]) }), DECRYPT, ["levels", "levels", NOT, "levels"]],
    [
      "the management account",
      { ...asking(), account: known({ ...sandbox, managementAccountId: SANDBOX }) },
      DECRYPT,
      [NOT, NOT, NOT, "levels"],
    ],
    [
      "the management account, by the instance's owner",
      { ...asking(), account: failed(), instance: known({ ...instance, ownerAccountId: SANDBOX }) },
      DECRYPT,
      [NOT, NOT, NOT, "levels"],
    ],
    [
      "another account than the instance's owner",
      { ...asking(), account: known(null) },
      DECRYPT,
      ["levels", "levels", NOT, "levels"],
    ],
    ["no management account known", { ...asking(), ...OWNERLESS }, DECRYPT, [MAIN, MAIN, NOT, "levels"]],
    [
      "a resource of another account",
      asking(),
      asked("kms:Decrypt", `arn:aws:kms:us-east-1:${MANAGEMENT}:key/k`),
      ["levels", elsewhere(MANAGEMENT), NOT, "levels"],
    ],
    [
      "a resource of another account, asked from the management account",
      { ...asking(), account: known({ ...sandbox, managementAccountId: SANDBOX }) },
      asked("kms:Decrypt", `arn:aws:kms:us-east-1:${MANAGEMENT}:key/k`),
      [NOT, elsewhere(MANAGEMENT), NOT, "levels"],
    ],
    ...["arn:aws:kms:us-east-1:aws:key/k", `arn:aws:kms::${MANAGEMENT}0:key/k`, `arn:aws:kms::x${MANAGEMENT}:k`].map(
      (arn): [string, GrantFacts, ActionAsked, readonly [string, string, string, string]] => [
        `a resource whose owner is no account: ${arn}`,
        asking(),
        asked("kms:Decrypt", arn),
        ["levels", "levels", NOT, "levels"],
      ],
    ),
    [
      "what could not be read, and what was not",
      asking({ serviceControl: failed("refused", "ListX"), resourceControl: unread("why"), boundary: unread("why") }),
      STOP,
      [
        "the service control policy (sso:ListX: User is not authorized to perform: sso:ListX)",
        "the resource control policy (why)",
        "the permissions boundary (why)",
        "levels",
      ],
    ],
    [
      "none was read",
      asking({}, {}, { layers: unread("why") }),
      STOP,
      NAMES.map((name) => `the ${name} (why)`) as [string, string, string, string],
    ],
    [
      "none could be read",
      asking({}, {}, { layers: failed("refused", "X") }),
      STOP,
      NAMES.map((name) => `the ${name} (sso:X: User is not authorized to perform: sso:X)`) as [
        string,
        string,
        string,
        string,
      ],
    ],
  ])("%s", (_what, facts, action, expected) => {
    expect(layersOf(facts, action).map(({ layer }) => layer)).toEqual(NAMES);
    expect(said(facts, action)).toEqual(expected);
  });

  test("service control policies alone are the first of all", () => {
    expect(serviceControl(asking())).toEqual(layersOf(asking(), STOP)[0]);
    expect(serviceControl(workingFacts()).policies.kind).toBe("unread");
  });
});
