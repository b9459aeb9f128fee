/** Whether a statement applies, which keys a no and an unknown name, and which keys it reads (IAM User Guide, "Policy elements"). */
import { describe, expect, test } from "vitest";
import { ABSENT, contextOf, valued } from "./context.ts";
import type { Patterns, Statement } from "./document.ts";
import { type AccessRequest, keysRead, statementApplies } from "./statement.ts";
import { no, type Truth, unknown, YES } from "./truth.ts";

const is = (...patterns: readonly string[]): Patterns => ({ isNegated: false, patterns });
const isNot = (...patterns: readonly string[]): Patterns => ({ isNegated: true, patterns });
const variable = (name: string): string => `$\{${name}}`;
const statement = (more: Partial<Statement> = {}): Statement => ({
  sid: undefined,
  index: 0,
  effect: "Allow",
  actions: is("s3:Get*"),
  resources: is("*"),
  principals: undefined,
  conditions: [],
  ...more,
});

const BUCKET = "arn:aws:s3:::logs";
const [TEAM, NONE, OPEN] = ["aws:PrincipalTag/team", "aws:PrincipalTag/none", "aws:userid"];
const request = (more: Partial<AccessRequest> = {}): AccessRequest => ({
  action: "s3:GetObject",
  resource: `${BUCKET}/a`,
  principals: ["111122223333", "arn:aws:iam::111122223333:role/r"],
  context: contextOf({ [TEAM]: valued("a"), [NONE]: ABSENT }),
  ...more,
});
const FAILING = { operator: "StringEquals", key: NONE, values: ["x"] };

describe("a statement applies", () => {
  test.each<{ readonly what: string; readonly more: Partial<Statement>; readonly truth: Truth }>([
    { what: "whatever the case of the action", more: { actions: is("S3:GETOBJECT") }, truth: YES },
    { what: "to one of several actions", more: { actions: is("ec2:*", "s3:Get?bject") }, truth: YES },
    { what: "not to another action", more: { actions: is("ec2:*") }, truth: no() },
    { what: "to no action at all", more: { actions: is() }, truth: no() },
    { what: "variables are text in actions", more: { actions: is(`s3:${variable("*")}`) }, truth: no() },
    { what: "to all but another action", more: { actions: isNot("ec2:*", "iam:*") }, truth: YES },
    { what: "not to all but this", more: { actions: isNot("ec2:*", "s3:*") }, truth: no() },
    { what: "another action alone decides", more: { actions: is("ec2:*"), conditions: [FAILING] }, truth: no() },
    { what: "without resources", more: { resources: undefined }, truth: YES },
    { what: "to a resource with its case", more: { resources: is(`${BUCKET}/A`) }, truth: no() },
    { what: "to one of several resources", more: { resources: is("arn:aws:s3:::x", `${BUCKET}/?`) }, truth: YES },
    { what: "not to all but this resource", more: { resources: isNot("arn:aws:s3:::x", `${BUCKET}/*`) }, truth: no() },
    { what: "to all but another resource", more: { resources: isNot("arn:aws:s3:::x") }, truth: YES },
    { what: "a variable in the resource", more: { resources: is(`${BUCKET}/${variable(TEAM)}`) }, truth: YES },
    {
      what: "another value of the variable would do",
      more: { resources: is(`${BUCKET}/b-${variable(TEAM)}`) },
      truth: no(TEAM),
    },
    { what: "a variable without a value", more: { resources: is(`${BUCKET}/${variable(NONE)}`) }, truth: no(NONE) },
    {
      what: "a variable that is not known",
      more: { resources: is(`${BUCKET}/${variable(OPEN)}`) },
      truth: unknown(OPEN),
    },
    {
      what: "all but a variable without a value",
      more: { resources: isNot(`${BUCKET}/${variable(NONE)}`) },
      truth: unknown(NONE),
    },
    { what: "all but this, by a variable", more: { resources: isNot(`${BUCKET}/${variable(TEAM)}`) }, truth: no(TEAM) },
    { what: "to everybody", more: { principals: is("*") }, truth: YES },
    { what: "to one of several principals", more: { principals: is("444455556666", "111122223333") }, truth: YES },
    { what: "to the role", more: { principals: is("arn:aws:iam::111122223333:role/r") }, truth: YES },
    { what: "not to another principal", more: { principals: is("444455556666") }, truth: no() },
    { what: "principals have no wildcards", more: { principals: is("arn:aws:iam::*") }, truth: no() },
    { what: "to all but another principal", more: { principals: isNot("444455556666") }, truth: YES },
    { what: "not to all but this principal", more: { principals: isNot("444455556666", "111122223333") }, truth: no() },
    { what: "under a condition that fails", more: { conditions: [FAILING] }, truth: no(NONE) },
    {
      what: "with a failing condition, but for another resource",
      more: { resources: is("x"), conditions: [FAILING] },
      truth: no(),
    },
    { what: "under a condition that is open", more: { conditions: [{ ...FAILING, key: OPEN }] }, truth: unknown(OPEN) },
    {
      what: "one condition fails beside one that is open",
      more: { conditions: [{ ...FAILING, key: OPEN }, FAILING] },
      truth: no(NONE),
    },
  ])("$what", ({ more, truth }) => {
    expect(statementApplies(statement(more), request(), true)).toEqual(truth);
  });

  test.each<{
    readonly what: string;
    readonly resources: Patterns;
    readonly resource: string | undefined;
    readonly truth: Truth;
  }>([
    { what: "no resource was named, all are meant", resources: is("*"), resource: undefined, truth: YES },
    {
      what: "no resource was named, some are meant",
      resources: is(`${BUCKET}/*`),
      resource: undefined,
      truth: unknown("the resource"),
    },
    {
      what: "no resource was named, all but some",
      resources: isNot(`${BUCKET}/*`),
      resource: undefined,
      truth: unknown("the resource"),
    },
    { what: "no resource was named, all but all", resources: isNot("*"), resource: undefined, truth: no() },
    { what: "the action has none, all are meant", resources: is("*"), resource: "*", truth: YES },
    { what: "the action has none, some are meant", resources: is("arn:*"), resource: "*", truth: no() },
    { what: "the action has none, all of one character", resources: is("?"), resource: "*", truth: no() },
  ])("$what", ({ resources, resource, truth }) => {
    expect(statementApplies(statement({ resources }), request({ resource }), true)).toEqual(truth);
  });

  test("a policy of the old version has no variables, so that no value of one would help", () => {
    const resources = is(`${BUCKET}/${variable(TEAM)}`);
    expect(statementApplies(statement({ resources }), request(), false)).toEqual(no());
  });

  test("the action of the request has no case either", () => {
    expect(
      statementApplies(statement({ actions: is("s3:getobject") }), request({ action: "S3:GetObject" }), true),
    ).toBe(YES);
  });
});

describe("a statement reads", () => {
  test.each<{ readonly what: string; readonly more: Partial<Statement>; readonly keys: readonly string[] }>([
    { what: "nothing", more: {}, keys: [] },
    { what: "nothing, without resources", more: { resources: undefined }, keys: [] },
    {
      what: "each key and variable once, conditions first",
      more: {
        resources: is(`${BUCKET}/${variable(OPEN)}/${variable(TEAM)}`),
        conditions: [
          { operator: "StringEquals", key: TEAM, values: ["x", variable(NONE)] },
          { operator: "Null", key: TEAM, values: ["false"] },
        ],
      },
      keys: [TEAM, NONE, OPEN],
    },
  ])("$what", ({ more, keys }) => {
    expect(keysRead(statement(more))).toEqual(keys);
  });
});
