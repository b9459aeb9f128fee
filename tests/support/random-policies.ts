/** Random organizations whose policies have the shapes that evaluators get wrong, and which shapes a case has. */
import * as fc from "fast-check";

export const MEMBER = "222233334444";
export const ORGANIZATION = "o-exampleorg1";
const KEY = `arn:aws:kms:us-east-1:${MEMBER}:key/k`;
const QUEUE = `arn:aws:sqs:eu-west-1:${MEMBER}:orders`;
/** A variable that no session of the lab has a value for. */
const NO_VALUE = `$\{aws:username}`;
const TEAM = `$\{aws:PrincipalTag/team}`;

export type Json = Record<string, unknown>;

const actionPatterns = fc.constantFrom(
  "*",
  "ec2:*",
  "ec2:StopInstances",
  "EC2:stop*",
  "kms:*",
  "s3:*",
  "sqs:Send*",
  "ec2:?topInstances",
);
const resourcePatterns = fc.constantFrom(
  "*",
  "arn:aws:ec2:*:*:instance/*",
  `arn:aws:ec2:eu-west-1:${MEMBER}:instance/i-1`,
  `arn:aws:ec2:*:*:instance/${TEAM}`,
  "arn:aws:s3:::*",
  "arn:aws:ec2",
  "arn:aws:ec2:eu-west-1",
  "arn:aws:kms:us-east-1",
  "arn:aws-cn:sqs",
  `arn:aws:sqs:eu-*:${MEMBER}`,
  `arn:aws:ec2:*:*:instance/${NO_VALUE}`,
  `arn:aws:sqs:*:*:${NO_VALUE}`,
);
const listOf = (one: fc.Arbitrary<string>) => fc.array(one, { minLength: 1, maxLength: 2 });
const eitherOf = (name: string, patterns: fc.Arbitrary<string>): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 4, arbitrary: listOf(patterns).map((found) => ({ [name]: found })) },
    { weight: 1, arbitrary: listOf(patterns).map((found) => ({ [`Not${name}`]: found })) },
  );
const conditions: fc.Arbitrary<Json | undefined> = fc.option(
  fc.constantFrom<Json>(
    { StringEquals: { "aws:PrincipalTag/team": "red" } },
    { StringNotEquals: { "aws:PrincipalTag/team": ["red", "blue"] } },
    { StringLike: { "aws:RequestedRegion": "eu-*" } },
    { StringNotEqualsIfExists: { "aws:PrincipalTag/team": "red" } },
    { "ForAnyValue:StringEquals": { "aws:PrincipalTag/team": ["red", "green"] } },
    { "ForAllValues:StringLike": { "aws:PrincipalTag/team": "r*" } },
    { Null: { "aws:PrincipalTag/team": "true" } },
    { StringNotEquals: { "aws:PrincipalTag/team": NO_VALUE } },
    { StringEquals: { "aws:PrincipalAccount": NO_VALUE } },
    { StringNotLike: { "aws:PrincipalAccount": [NO_VALUE, "2*"] } },
    { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::*:role/${NO_VALUE}` } },
    { "ForAllValues:StringNotEquals": { "aws:PrincipalTag/team": ["red", NO_VALUE] } },
    { "ForAnyValue:StringNotLike": { "aws:PrincipalTag/team": "b*" } },
    { "ForAllValues:StringEquals": { "aws:username": "alice" } },
    { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": `${ORGANIZATION}/r-*` } },
    { "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": `${ORGANIZATION}/*/ou-*` } },
    { StringEquals: { "aws:PrincipalOrgID": ORGANIZATION } },
    { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-anotherorg2" } },
    { StringEquals: { "aws:ResourceAccount": MEMBER } },
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-reserved/*" } },
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-reserved/*_0?23*" } },
    { StringNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*AWSReservedSSO_Developer_*" } },
    { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*/AWSReservedSSO_Admin*" } },
    { StringEquals: { "aws:PrincipalAccount": MEMBER } },
    { StringEquals: { "aws:SourceVpc": "vpc-1" } },
  ),
  { nil: undefined, freq: 2 },
);
const statement = (allows: number): fc.Arbitrary<Json> =>
  fc
    .tuple(
      fc.oneof({ weight: allows, arbitrary: fc.constant("Allow") }, { weight: 1, arbitrary: fc.constant("Deny") }),
      eitherOf("Action", actionPatterns),
      eitherOf("Resource", resourcePatterns),
      conditions,
    )
    .map(([Effect, action, resource, Condition]) => ({
      Effect,
      ...action,
      ...resource,
      ...(Condition && { Condition }),
    }));
const policies = (most: number, allows = 3) => fc.array(statement(allows), { minLength: 1, maxLength: most });

export const cases = fc.record({
  scp: fc.option(policies(2, 1), { nil: undefined, freq: 2 }),
  isFullAccessOff: fc.integer({ min: 0, max: 7 }).map((one) => one === 0),
  rcp: fc.option(policies(2, 0), { nil: undefined, freq: 2 }),
  boundary: fc.option(policies(3, 5), { nil: undefined, freq: 2 }),
  identity: policies(3, 6),
  team: fc.constantFrom("red", "blue", undefined),
  asked: fc.constantFrom(
    { action: "ec2:StopInstances", resource: `arn:aws:ec2:eu-west-1:${MEMBER}:instance/i-1` },
    { action: "ec2:StopInstances", resource: `arn:aws:ec2:eu-west-1:${MEMBER}:instance/red` },
    { action: "ec2:DescribeInstances", resource: `arn:aws:ec2:eu-west-1:${MEMBER}:instance/red` },
    { action: "kms:Decrypt", resource: KEY },
    { action: "kms:RetireGrant", resource: KEY },
    { action: "sqs:SendMessage", resource: QUEUE },
  ),
});
export type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** Resource control policies deny only, everybody, and name services (Organizations User Guide, "RCP syntax"). */
export const edge = (Statement: readonly Json[]) => ({
  Version: "2012-10-17",
  Statement: Statement.map(({ Action, NotAction, ...one }) => ({
    ...one,
    Action: [Action ?? NotAction].flat().map((action) => (action === "*" ? "sqs:*" : action)),
    Effect: "Deny",
    Principal: "*",
  })),
});

type Shape = (one: Case, text: string) => boolean;
const written =
  (pattern: RegExp): Shape =>
  (_one, text) =>
    pattern.test(text);
const isGuarded = ({ asked: { action } }: Case): boolean => !action.startsWith("ec2:") && action !== "kms:RetireGrant";

/** The shapes that a run must have seen, each with how a case is known to have it. */
const SHAPES: Readonly<Record<string, Shape>> = {
  "incomplete ARN": written(/"arn:[a-z-]+(?::[^":]*){1,3}"/),
  "variable without a value": written(/\$\{aws:username\}/),
  "variable of a tag": written(/\$\{aws:PrincipalTag/),
  ForAllValues: written(/ForAllValues:/),
  ForAnyValue: written(/ForAnyValue:/),
  IfExists: written(/IfExists"/),
  Null: written(/"Null"/),
  NotAction: written(/"NotAction"/),
  NotResource: written(/"NotResource"/),
  "negated operator": written(/"(?:\w+:)?\w+Not(?:Equals|Like)/),
  "organization path": written(/aws:PrincipalOrgPaths/),
  "service control policy": ({ scp }) => scp !== undefined,
  "no FullAWSAccess": ({ scp, isFullAccessOff }) => scp !== undefined && isFullAccessOff,
  "resource control policy of a guarded service": (one) => one.rcp !== undefined && isGuarded(one),
  "resource control policy of another service": (one) => one.rcp !== undefined && !isGuarded(one),
  "permissions boundary": ({ boundary }) => boundary !== undefined,
  "session without the tag": ({ team }) => team === undefined,
};
export const ALL_SHAPES: readonly string[] = Object.keys(SHAPES);

export function shapesOf(one: Case): readonly string[] {
  const text = JSON.stringify([one.scp, one.rcp, one.boundary, one.identity]);
  return ALL_SHAPES.filter((name) => SHAPES[name]?.(one, text));
}
