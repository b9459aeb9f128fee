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

  test.each<[string, object | undefined, object, object | null]>([
    ["nobody", undefined, {}, null],
    [
      "a person by session",
      { type: "AssumedRole", arn: SESSION },
      {},
      { kind: "Identity Center user", name: "alice", arn: SESSION },
    ],
    [
      "a person by the role's ARN and the session's name",
      { type: "AssumedRole", principalId: "AROAEXAMPLE:alice", sessionContext: { sessionIssuer: { arn: SET_ROLE } } },
      {},
      { kind: "Identity Center user", name: "alice", arn: SET_ROLE },
    ],
    [
      "a person by the role's ARN alone",
      { type: "AssumedRole", principalId: "x:alice", sessionContext: { sessionIssuer: { arn: SET_ROLE } } },
      {},
      { kind: "Identity Center user", name: null, arn: SET_ROLE },
    ],
    [
      "IdentityCenterUser",
      { type: "IdentityCenterUser", onBehalfOf: { userId: "u-1" } },
      {},
      { kind: "Identity Center user", name: "u-1", arn: null },
    ],
    [
      "Unknown, of Identity Center",
      { type: "Unknown", userName: "alice" },
      {},
      { kind: "Identity Center user", name: "alice", arn: null },
    ],
    [
      "Unknown, the name beside it",
      { type: "Unknown" },
      { additionalEventData: { UserName: "alice" } },
      { kind: "Identity Center user", name: "alice", arn: null },
    ],
    [
      "Unknown, of another service",
      { type: "Unknown" },
      { eventSource: "ec2.amazonaws.com" },
      { kind: "unknown", name: null, arn: null },
    ],
    [
      "SCIM",
      { type: "WebIdentityUser" },
      { eventSource: "identitystore-scim.amazonaws.com" },
      { kind: "identity provider (SCIM)", name: null, arn: null },
    ],
    [
      "SCIM that was not let in",
      { type: "Unknown" },
      { eventSource: "identitystore-scim.amazonaws.com" },
      { kind: "identity provider (SCIM)", name: null, arn: null },
    ],
    [
      "a web identity elsewhere",
      { type: "WebIdentityUser", userName: "w" },
      {},
      { kind: "WebIdentityUser", name: "w", arn: null },
    ],
    [
      "SAML into a role of Identity Center",
      { type: "SAMLUser", userName: "alice" },
      { requestParameters: { roleArn: SET_ROLE } },
      { kind: "Identity Center user", name: "alice", arn: null },
    ],
    [
      "SAML into another role",
      { type: "SAMLUser", userName: "alice" },
      { requestParameters: { roleArn: "arn:aws:iam::111122223333:role/Own" } },
      { kind: "SAML user", name: "alice", arn: null },
    ],
    ["SAML into nothing", { type: "SAMLUser", userName: "alice" }, {}, { kind: "SAML user", name: "alice", arn: null }],
    [
      "an IAM user",
      { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/ci" },
      {},
      { kind: "IAM user", name: "ci", arn: "arn:aws:iam::111122223333:user/ci" },
    ],
    [
      "an IAM user without an ARN",
      { type: "IAMUser", userName: "ci" },
      {},
      { kind: "IAM user", name: "ci", arn: null },
    ],
    [
      "root",
      { type: "Root", arn: "arn:aws:iam::111122223333:root" },
      {},
      { kind: "account root", name: null, arn: "arn:aws:iam::111122223333:root" },
    ],
    [
      "a service",
      { type: "AWSService", invokedBy: "sso.amazonaws.com" },
      {},
      { kind: "AWS service", name: "sso.amazonaws.com", arn: null },
    ],
    [
      "a service on behalf of a person",
      { type: "AssumedRole", arn: SESSION, invokedBy: "cloudformation.amazonaws.com" },
      {},
      { kind: "Identity Center user", name: "alice", arn: SESSION },
    ],
    [
      "a service by its role",
      {
        type: "AssumedRole",
        arn: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForSSO/AWS-SSO",
        invokedBy: "sso.amazonaws.com",
      },
      {},
      {
        kind: "AWS service",
        name: "sso.amazonaws.com",
        arn: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForSSO/AWS-SSO",
      },
    ],
    ["a word of JavaScript's own", { type: "constructor" }, {}, { kind: "constructor", name: null, arn: null }],
    ["no type", {}, { eventSource: "ec2.amazonaws.com" }, { kind: "unknown", name: null, arn: null }],
  ])("%s", (_what, userIdentity, more, expected) => {
    expect(who(userIdentity, more)).toEqual(expected);
  });
});
