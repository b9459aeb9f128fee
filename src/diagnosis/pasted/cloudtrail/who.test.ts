/** Who stands behind an event. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const ours = (more: object = {}) => ({ eventSource: "sso.amazonaws.com", eventName: "ListInstances", ...more });
const explain = (...events: readonly object[]) => explainPasted(JSON.stringify({ Records: events }));

const SET_ROLE =
  "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef";
const SESSION = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/alice";

describe("who stands behind an event", () => {
  const who = (userIdentity: object | undefined, more: object = {}) => explain(ours({ userIdentity, ...more }))[0]?.who;

  test.each<{
    readonly what: string;
    readonly userIdentity: object | undefined;
    readonly more: object;
    readonly expected: object | null;
  }>([
    { what: "nobody", userIdentity: undefined, more: {}, expected: null },
    {
      what: "a person by session",
      userIdentity: { type: "AssumedRole", arn: SESSION },
      more: {},
      expected: { kind: "Identity Center user", name: "alice", arn: SESSION },
    },
    {
      what: "a person by the role's ARN and the session's name",
      userIdentity: {
        type: "AssumedRole",
        principalId: "AROAEXAMPLE:alice",
        sessionContext: { sessionIssuer: { arn: SET_ROLE } },
      },
      more: {},
      expected: { kind: "Identity Center user", name: "alice", arn: SET_ROLE },
    },
    {
      what: "a person by the role's ARN alone",
      userIdentity: {
        type: "AssumedRole",
        principalId: "x:alice",
        sessionContext: { sessionIssuer: { arn: SET_ROLE } },
      },
      more: {},
      expected: { kind: "Identity Center user", name: null, arn: SET_ROLE },
    },
    {
      what: "IdentityCenterUser",
      userIdentity: { type: "IdentityCenterUser", onBehalfOf: { userId: "u-1" } },
      more: {},
      expected: { kind: "Identity Center user", name: "u-1", arn: null },
    },
    {
      what: "Unknown, of Identity Center",
      userIdentity: { type: "Unknown", userName: "alice" },
      more: {},
      expected: { kind: "Identity Center user", name: "alice", arn: null },
    },
    {
      what: "Unknown, the name beside it",
      userIdentity: { type: "Unknown" },
      more: { additionalEventData: { UserName: "alice" } },
      expected: { kind: "Identity Center user", name: "alice", arn: null },
    },
    {
      what: "Unknown, of another service",
      userIdentity: { type: "Unknown" },
      more: { eventSource: "ec2.amazonaws.com" },
      expected: { kind: "unknown", name: null, arn: null },
    },
    {
      what: "SCIM",
      userIdentity: { type: "WebIdentityUser" },
      more: { eventSource: "identitystore-scim.amazonaws.com" },
      expected: { kind: "identity provider (SCIM)", name: null, arn: null },
    },
    {
      what: "SCIM that was not let in",
      userIdentity: { type: "Unknown" },
      more: { eventSource: "identitystore-scim.amazonaws.com" },
      expected: { kind: "identity provider (SCIM)", name: null, arn: null },
    },
    {
      what: "a web identity elsewhere",
      userIdentity: { type: "WebIdentityUser", userName: "w" },
      more: {},
      expected: { kind: "WebIdentityUser", name: "w", arn: null },
    },
    {
      what: "SAML into a role of Identity Center",
      userIdentity: { type: "SAMLUser", userName: "alice" },
      more: { requestParameters: { roleArn: SET_ROLE } },
      expected: { kind: "Identity Center user", name: "alice", arn: null },
    },
    {
      what: "SAML into another role",
      userIdentity: { type: "SAMLUser", userName: "alice" },
      more: { requestParameters: { roleArn: "arn:aws:iam::111122223333:role/Own" } },
      expected: { kind: "SAML user", name: "alice", arn: null },
    },
    {
      what: "SAML into nothing",
      userIdentity: { type: "SAMLUser", userName: "alice" },
      more: {},
      expected: { kind: "SAML user", name: "alice", arn: null },
    },
    {
      what: "an IAM user",
      userIdentity: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/ci" },
      more: {},
      expected: { kind: "IAM user", name: "ci", arn: "arn:aws:iam::111122223333:user/ci" },
    },
    {
      what: "an IAM user without an ARN",
      userIdentity: { type: "IAMUser", userName: "ci" },
      more: {},
      expected: { kind: "IAM user", name: "ci", arn: null },
    },
    {
      what: "root",
      userIdentity: { type: "Root", arn: "arn:aws:iam::111122223333:root" },
      more: {},
      expected: { kind: "account root", name: null, arn: "arn:aws:iam::111122223333:root" },
    },
    {
      what: "a service",
      userIdentity: { type: "AWSService", invokedBy: "sso.amazonaws.com" },
      more: {},
      expected: { kind: "AWS service", name: "sso.amazonaws.com", arn: null },
    },
    {
      what: "a service on behalf of a person",
      userIdentity: { type: "AssumedRole", arn: SESSION, invokedBy: "cloudformation.amazonaws.com" },
      more: {},
      expected: { kind: "Identity Center user", name: "alice", arn: SESSION },
    },
    {
      what: "a service by its role",
      userIdentity: {
        type: "AssumedRole",
        arn: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForSSO/AWS-SSO",
        invokedBy: "sso.amazonaws.com",
      },
      more: {},
      expected: {
        kind: "AWS service",
        name: "sso.amazonaws.com",
        arn: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForSSO/AWS-SSO",
      },
    },
    {
      what: "a word of JavaScript's own",
      userIdentity: { type: "constructor" },
      more: {},
      expected: { kind: "constructor", name: null, arn: null },
    },
    {
      what: "no type",
      userIdentity: {},
      more: { eventSource: "ec2.amazonaws.com" },
      expected: { kind: "unknown", name: null, arn: null },
    },
  ])("$what", ({ userIdentity, more, expected }) => {
    expect(who(userIdentity, more)).toEqual(expected);
  });
});
