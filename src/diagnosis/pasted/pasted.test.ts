import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainPasted } from "./index.ts";

/** Facts 5.3, as captured (abbreviated there). */
const ASSIGNMENT_CHAIN = `
{"eventSource":"sso.amazonaws.com","eventName":"CreateAccountAssignment","eventTime":"2023-04-25T19:24:49Z",
 "requestParameters":{"instanceArn":"arn:aws:sso:::instance/ssoins-72233af8ea2d1f14","targetId":"<ACCT>","targetType":"AWS_ACCOUNT",
  "permissionSetArn":"arn:aws:sso:::permissionSet/ssoins-72233af8ea2d1f14/ps-ae5d1fa1f80b684e","principalType":"GROUP","principalId":"34887428-4081-7042-c3c6-928d413009e7"},
 "responseElements":{"accountAssignmentCreationStatus":{"status":"IN_PROGRESS","requestId":"f8604aff-1de0-48ba-b228-f65559e504c1","targetId":"<ACCT>","targetType":"AWS_ACCOUNT","permissionSetArn":"...","principalType":"GROUP","principalId":"..."}},
 "requestID":"f8604aff-1de0-48ba-b228-f65559e504c1","readOnly":false,"eventType":"AwsApiCall"}
{"eventSource":"iam.amazonaws.com","eventName":"CreateRole","eventTime":"2023-04-25T19:24:50Z","sourceIPAddress":"sso.amazonaws.com",
 "userIdentity":{"type":"Root","invokedBy":"sso.amazonaws.com"},
 "requestParameters":{"path":"/aws-reserved/sso.amazonaws.com/","roleName":"AWSReservedSSO_AdministratorAccess-test_c194f596bcea55cc","assumeRolePolicyDocument":"{...}","maxSessionDuration":43200}}
{"eventSource":"iam.amazonaws.com","eventName":"AttachRolePolicy","eventTime":"2023-04-25T19:24:50Z","requestParameters":{"roleName":"AWSReservedSSO_...","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}}
{"eventName":"DeleteAccountAssignment","eventTime":"2023-04-25T19:25:56Z","responseElements":{"accountAssignmentDeletionStatus":{"status":"IN_PROGRESS","requestId":"1634804f-..."}}}
{"eventName":"DetachRolePolicy","eventTime":"2023-04-25T19:26:10Z","userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::<ACCT>:assumed-role/AWSServiceRoleForSSO/AWS-SSO","invokedBy":"sso.amazonaws.com"}}
{"eventName":"DeleteRole","eventTime":"2023-04-25T19:26:10Z","requestParameters":{"roleName":"AWSReservedSSO_..."}}
`;

/** Facts 5.4: the fields as captured, the issuer's base64 as described there. */
const PORTAL_EVENT = {
  eventSource: "sso.amazonaws.com",
  eventName: "GetRoleCredentials",
  eventType: "AwsServiceEvent",
  eventTime: "2026-07-01T10:00:00Z",
  readOnly: true,
  requestParameters: null,
  userIdentity: {
    type: "IdentityCenterUser",
    accountId: "607481581596",
    onBehalfOf: { userId: "906ab1c2d3-11112222-3333-4444-5555-666677778888" },
  },
  serviceEventDetails: { role_name: "AdministratorAccess", account_id: "950363612855" },
  recipientAccountId: "607481581596",
};
const SAML_EVENT = {
  eventSource: "sts.amazonaws.com",
  eventName: "AssumeRoleWithSAML",
  userIdentity: {
    type: "SAMLUser",
    principalId: "q:aidan@example.com",
    userName: "aidan@example.com",
    identityProvider: "q",
  },
  requestParameters: {
    roleArn:
      "arn:aws:iam::950363612855:role/aws-reserved/sso.amazonaws.com/us-west-2/AWSReservedSSO_AdministratorAccess_0123456789abcdef",
    durationSeconds: 43200,
  },
  responseElements: {
    issuer: `https://portal.sso.us-west-2.amazonaws.com/saml/assertion/${btoa("607481581596_ins-1fbcfb1c5109756a")}`,
  },
  recipientAccountId: "950363612855",
};

const ARTICLE = `User: arn:aws:iam::123456789012:user/sso-user
Error Code: AccessDenied
Error Message: User is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/aws-reserved/sso/permission-set-arn`;

describe("CloudTrail events", () => {
  const chain = explainPasted(ASSIGNMENT_CHAIN);

  test("the captured assignment chain: six events", () => {
    expect(chain.map(({ action }) => action)).toEqual([
      "CreateAccountAssignment",
      "CreateRole",
      "AttachRolePolicy",
      "DeleteAccountAssignment",
      "DetachRolePolicy",
      "DeleteRole",
    ]);
  });

  test("a creation names account, set, principal and the request to poll", () => {
    const [creation] = chain;
    expect(creation).toMatchObject({
      account: null,
      permissionSet: "arn:aws:sso:::permissionSet/ssoins-72233af8ea2d1f14/ps-ae5d1fa1f80b684e",
      layer: "Identity Center",
      time: "2023-04-25T19:24:49Z",
      request: { id: "f8604aff-1de0-48ba-b228-f65559e504c1", operation: "DescribeAccountAssignmentCreationStatus" },
    });
    expect(creation?.request?.command).toContain("--instance-arn arn:aws:sso:::instance/ssoins-72233af8ea2d1f14");
    expect(creation?.meaning.join(" ")).toContain("GROUP 34887428-4081-7042-c3c6-928d413009e7");
    expect(creation?.meaning.join(" ")).toContain("IN_PROGRESS");
    expect(creation?.meaning.at(-1)).toMatch(/^"<ACCT>" stands where an account id was/);
  });

  test("a role made by the service names the set, and who made it", () => {
    expect(chain[1]).toMatchObject({
      permissionSet: "AdministratorAccess-test",
      who: { kind: "AWS service", name: "sso.amazonaws.com" },
    });
    expect(chain[2]).toMatchObject({ permissionSet: null });
  });

  test("a deletion names the request to poll, too", () => {
    expect(chain[3]?.request).toMatchObject({
      id: "1634804f-...",
      operation: "DescribeAccountAssignmentDeletionStatus",
    });
  });

  test("credentials through the portal name account, set and user", () => {
    expect(explainPasted(JSON.stringify(PORTAL_EVENT))[0]).toMatchObject({
      account: "950363612855",
      permissionSet: "AdministratorAccess",
      layer: "portal",
      who: { kind: "Identity Center user", name: "906ab1c2d3-11112222-3333-4444-5555-666677778888" },
    });
  });

  test("a sign-in in the target account names user, set, owner and home Region", () => {
    const [signIn] = explainPasted(JSON.stringify({ Records: [SAML_EVENT] }));
    expect(signIn).toMatchObject({
      account: "950363612855",
      permissionSet: "AdministratorAccess",
      who: { kind: "Identity Center user", name: "aidan@example.com" },
    });
    expect(signIn?.meaning.join(" ")).toMatch(/ins-1fbcfb1c5109756a of account 607481581596 in us-west-2/);
  });

  test("a refused call tells what AWS said", () => {
    const event = {
      eventName: "CreatePermissionSet",
      eventSource: "sso.amazonaws.com",
      errorCode: "ConflictException",
      errorMessage: "PermissionSet with name ReadOnly already exists.",
    };
    expect(explainPasted(JSON.stringify([event]))[0]?.meaning.join(" ")).toContain(
      "PermissionSet with name ReadOnly already exists.",
    );
  });
});

describe("messages", () => {
  test("the article's error: an IAM user can never assume a reserved role", () => {
    const [article] = explainPasted(ARTICLE);
    expect(article).toMatchObject({
      kind: "access-denied",
      account: "123456789012",
      action: "sts:AssumeRole",
      layer: "role trust policy",
      who: { kind: "IAM user", name: "sso-user" },
    });
    expect(article?.causes[0]?.id).toBe("direct-assume-role");
    expect(article?.meaning.join(" ")).toContain("An IAM user can never assume a role of Identity Center");
    expect(article?.meaning.join(" ")).toContain("not one that AWS creates");
  });

  test.each([
    { context: "with an explicit deny in a service control policy", layer: "service control policy" },
    { context: "because no permissions boundary allows the s3:GetObject action", layer: "permissions boundary" },
    { context: "because no session policy allows the s3:GetObject action", layer: "session policy" },
    { context: "because no resource-based policy allows the s3:GetObject action", layer: "resource-based policy" },
    { context: "because no VPC endpoint policy allows the s3:GetObject action", layer: "VPC endpoint policy" },
    { context: "because no identity-based policy allows the s3:GetObject action", layer: "identity-based policy" },
    { context: "", layer: "not said" },
  ])("the layer of $context is $layer (facts 5.6)", ({ context, layer }) => {
    const text = `User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Read_Only_0123456789abcdef/alice@example.com is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k ${context}`;
    expect(explainPasted(text)[0]).toMatchObject({
      layer,
      account: "111122223333",
      permissionSet: "Read_Only",
      who: { kind: "Identity Center user", name: "alice@example.com" },
    });
  });

  test.each([
    {
      text: "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access",
      words: "permission set's name",
    },
    { text: "UnauthorizedException: Session token not found or invalid", words: "aws sso login" },
  ])("$text", ({ text, words }) => {
    const [one] = explainPasted(text);
    expect(one?.kind).toBe("portal-error");
    expect([...(one?.meaning ?? []), ...(one?.next ?? [])].join(" ")).toContain(words);
  });

  test("the article's command: its ARNs are not valid", () => {
    const text =
      "aws sso-admin provision-permission-set --permission-set-arn arn:aws:iam::aws:permission-set/sso_ps/ssoins-7223a5d90eexample/ps-a1b2c3d4e5f6g7h8";
    expect(explainPasted(text)[0]).toMatchObject({
      title: "Not a valid permission set ARN",
      causes: [{ id: "malformed-identifier" }],
    });
  });

  test("what is not known is said to be so", () => {
    expect(explainPasted("hello")[0]?.kind).toBe("not-recognised");
  });
});

test("nothing pasted makes it throw", () => {
  const hostile = fc.oneof(
    fc.string({ maxLength: 400 }),
    fc.json(),
    fc.object().map((value) =>
      JSON.stringify({
        eventName: "CreateAccountAssignment",
        userIdentity: value,
        requestParameters: value,
        __proto__: value,
      }),
    ),
    fc.constantFrom(
      "[".repeat(5000),
      '{"a":'.repeat(3000),
      '{"eventName":"GetRoleCredentials","serviceEventDetails":[]}',
      "arn:aws:iam::1:role/".repeat(500),
    ),
  );
  void fc.assert(fc.property(hostile, (text) => explainPasted(text).length > 0));
});
