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
  hasVariables: true,
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
  test.each<[string, Partial<Statement>, Truth]>([
    ["whatever the case of the action", { actions: is("S3:GETOBJECT") }, YES],
    ["to one of several actions", { actions: is("ec2:*", "s3:Get?bject") }, YES],
    ["not to another action", { actions: is("ec2:*") }, no()],
    ["to no action at all", { actions: is() }, no()],
    ["variables are text in actions", { actions: is(`s3:${variable("*")}`) }, no()],
    ["to all but another action", { actions: isNot("ec2:*", "iam:*") }, YES],
    ["not to all but this", { actions: isNot("ec2:*", "s3:*") }, no()],
    ["another action alone decides", { actions: is("ec2:*"), conditions: [FAILING] }, no()],
    ["to a resource with its case", { resources: is(`${BUCKET}/A`) }, no()],
    ["to one of several resources", { resources: is("arn:aws:s3:::x", `${BUCKET}/?`) }, YES],
    ["not to all but this resource", { resources: isNot("arn:aws:s3:::x", `${BUCKET}/*`) }, no()],
    ["to all but another resource", { resources: isNot("arn:aws:s3:::x") }, YES],
    ["a variable in the resource", { resources: is(`${BUCKET}/${variable(TEAM)}`) }, YES],
    ["another value of the variable would do", { resources: is(`${BUCKET}/b-${variable(TEAM)}`) }, no(TEAM)],
    ["a variable without a value", { resources: is(`${BUCKET}/${variable(NONE)}`) }, no(NONE)],
    ["a variable that is not known", { resources: is(`${BUCKET}/${variable(OPEN)}`) }, unknown(OPEN)],
    ["all but a variable without a value", { resources: isNot(`${BUCKET}/${variable(NONE)}`) }, YES],
    ["all but this, by a variable", { resources: isNot(`${BUCKET}/${variable(TEAM)}`) }, no(TEAM)],
    ["to everybody", { principals: is("*") }, YES],
    ["to one of several principals", { principals: is("444455556666", "111122223333") }, YES],
    ["to the role", { principals: is("arn:aws:iam::111122223333:role/r") }, YES],
    ["not to another principal", { principals: is("444455556666") }, no()],
    ["principals have no wildcards", { principals: is("arn:aws:iam::*") }, no()],
    ["to all but another principal", { principals: isNot("444455556666") }, YES],
    ["not to all but this principal", { principals: isNot("444455556666", "111122223333") }, no()],
    ["under a condition that fails", { conditions: [FAILING] }, no(NONE)],
    ["with a failing condition, but for another resource", { resources: is("x"), conditions: [FAILING] }, no()],
    ["under a condition that is open", { conditions: [{ ...FAILING, key: OPEN }] }, unknown(OPEN)],
    ["one condition fails beside one that is open", { conditions: [{ ...FAILING, key: OPEN }, FAILING] }, no(NONE)],
  ])("%s", (_what, more, truth) => {
    expect(statementApplies(statement(more), request())).toEqual(truth);
  });

  test.each<[string, Patterns, string | undefined, Truth]>([
    ["no resource was named, all are meant", is("*"), undefined, YES],
    ["no resource was named, some are meant", is(`${BUCKET}/*`), undefined, unknown("the resource")],
    ["no resource was named, all but some", isNot(`${BUCKET}/*`), undefined, unknown("the resource")],
    ["no resource was named, all but all", isNot("*"), undefined, no()],
    ["the action has none, all are meant", is("*"), "*", YES],
    ["the action has none, some are meant", is("arn:*"), "*", no()],
    ["the action has none, all of one character", is("?"), "*", no()],
  ])("%s", (_what, resources, resource, truth) => {
    expect(statementApplies(statement({ resources }), request({ resource }))).toEqual(truth);
  });

  test("a policy of the old version has no variables, so that no value of one would help", () => {
    const resources = is(`${BUCKET}/${variable(TEAM)}`);
    expect(statementApplies(statement({ resources, hasVariables: false }), request())).toEqual(no());
  });

  test("the action of the request has no case either", () => {
    expect(statementApplies(statement({ actions: is("s3:getobject") }), request({ action: "S3:GetObject" }))).toBe(YES);
  });
});

describe("a statement reads", () => {
  test.each<[string, Partial<Statement>, readonly string[]]>([
    ["nothing", {}, []],
    [
      "each key and variable once, conditions first",
      {
        resources: is(`${BUCKET}/${variable(OPEN)}/${variable(TEAM)}`),
        conditions: [
          { operator: "StringEquals", key: TEAM, values: ["x", variable(NONE)] },
          { operator: "Null", key: TEAM, values: ["false"] },
        ],
      },
      [TEAM, NONE, OPEN],
    ],
  ])("%s", (_what, more, keys) => {
    expect(keysRead(statement(more))).toEqual(keys);
  });
});
