/** A resource's policy beside the caller's own, in one account (IAM User Guide: policy evaluation for requests within a single account). */
import { expect, test } from "vitest";
import { evaluate } from "./evaluate.ts";
import { resourceAnswer } from "./resource-policy.ts";
import { allow, deny, full, type Json, NONE, policy, word } from "./testing/deciding.ts";

const ACCOUNT = "111122223333";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0123456789abcdef`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/alice`;
const request = { action: "s3:GetObject", resource: "arn:aws:s3:::logs/a", context: new Map() };
const nothing = policy("nothing", allow({ Action: "ec2:*" }));

test.each<
  readonly [what: string, statements: readonly Json[], own: "none" | "boundary" | "scp" | "all", expected: string]
>([
  ["the session, no identity policy", [allow({ Principal: { AWS: SESSION } })], "none", "allowed"],
  ["the role, no identity policy", [allow({ Principal: { AWS: ROLE } })], "none", "allowed"],
  ["everybody, no identity policy", [allow({ Principal: "*" })], "none", "allowed"],
  ["the account, no identity policy", [allow({ Principal: { AWS: ACCOUNT } })], "none", "implicit identity"],
  [
    "the root, no identity policy",
    [allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })],
    "none",
    "implicit identity",
  ],
  ["another role", [allow({ Principal: { AWS: `${ROLE}x` } })], "none", "implicit identity"],
  ["another action", [allow({ Principal: { AWS: ROLE }, Action: "s3:Put*" })], "none", "implicit identity"],
  [
    "another object",
    [allow({ Principal: { AWS: ROLE }, Resource: "arn:aws:s3:::logs/b" })],
    "none",
    "implicit identity",
  ],
  [
    "a condition that is not met",
    [allow({ Principal: { AWS: ROLE }, Condition: { StringEquals: { "a:b": "c" } } })],
    "none",
    "implicit identity",
  ],
  ["the session, past a boundary", [allow({ Principal: { AWS: SESSION } })], "boundary", "allowed"],
  ["the role, limited by a boundary", [allow({ Principal: { AWS: ROLE } })], "boundary", "implicit boundary"],
  [
    "the session, no service control policy",
    [allow({ Principal: { AWS: SESSION } })],
    "scp",
    "implicit service-control",
  ],
  ["a denial beside identity policies", [deny({ Principal: { AWS: ACCOUNT } })], "all", "explicit resource"],
  ["a denial of somebody else", [deny({ Principal: { AWS: "444455556666" } })], "all", "allowed"],
])("%s", (_what, Statement, own, expected) => {
  const document = JSON.stringify({ Version: "2012-10-17", Statement });
  const resource = resourceAnswer({ document, kind: "resource", caller: SESSION, role: ROLE }, request);
  const layers = {
    ...NONE,
    resource,
    identity: own === "none" ? [nothing] : own === "boundary" ? [nothing] : [full],
    boundary: own === "boundary" ? [nothing] : undefined,
    serviceControl: own === "scp" ? [[nothing]] : [],
  };
  expect(word(evaluate(request, layers))).toBe(expected);
});
