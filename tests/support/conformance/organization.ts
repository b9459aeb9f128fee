/** An organization with at least two of everything that can be listed, and a valid minimal input for every operation on it. */
import type { WrittenDocument } from "../../../src/model/organization-document/written/document.ts";

/** Where a session tag takes its value from: a path in AWS's own braces. */
const abacSource = (path: string): string => ["$", `{path:${path}}`].join("");

export const MEMBER = "222233334444";

const accountAccess = (id: string): string => `arn:aws:account-access:us-east-1:123456789012:application/${id}`;

/** A role that account access manager may take for any application of the management account (facts AAM34). */
const entitled = (name: string) => ({
  name,
  trustPolicy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "account-access.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:SetContext"],
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
      },
    ],
  },
});

const DEVELOPER = `arn:aws:iam::${MEMBER}:role/Developer`;

export const DOCUMENT: WrittenDocument = {
  schema: "idc-doctor/organization/1",
  organization: { trustedServices: ["sso.amazonaws.com", "account-access.amazonaws.com"] },
  instance: {
    additionalRegions: ["eu-west-1"],
    tags: { a: "1", b: "2" },
    accessControlAttributes: { sources: { title: abacSource("title") } },
  },
  accounts: [
    {
      id: "123456789012",
      signIn: { permissionStatements: [{ sourceIp: "192.0.2.0/24" }, { sourceIp: "198.51.100.7" }] },
    },
    {
      id: MEMBER,
      name: "member",
      customerManagedPolicies: [{ name: "Own" }, { name: "Other" }],
      iam: { roles: [entitled("Developer"), entitled("Auditor")] },
    },
    { id: "333344445555", name: "other" },
  ],
  users: [{ userName: "ana@example.com", externalId: "x-ana" }, { userName: "bo@example.com" }],
  groups: [
    { displayName: "Readers", members: ["ana@example.com", "bo@example.com"] },
    { displayName: "Writers", members: ["ana@example.com"] },
  ],
  permissionSets: [
    {
      name: "Reader",
      managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/SecurityAudit"],
      customerManagedPolicies: [{ name: "Own" }, { name: "Other" }],
      permissionsBoundary: { kind: "aws-managed", arn: "arn:aws:iam::aws:policy/PowerUserAccess" },
      tags: { a: "1", b: "2" },
    },
    { name: "Writer" },
    { name: "Unused" },
  ],
  assignments: [
    { account: MEMBER, permissionSet: "Reader", group: "Readers" },
    { account: MEMBER, permissionSet: "Reader", user: "ana@example.com" },
    { account: MEMBER, permissionSet: "Writer", user: "ana@example.com" },
    { account: "333344445555", permissionSet: "Reader", user: "ana@example.com" },
  ],
  requests: (["create-assignment", "delete-assignment", "provision"] as const).flatMap((kind) =>
    ["SUCCEEDED", "SUCCEEDED"].map(() => ({
      kind,
      status: "SUCCEEDED" as const,
      account: MEMBER,
      permissionSet: "Reader",
      ...(kind === "provision" ? {} : { user: "ana@example.com" }),
    })),
  ),
  applications: [
    {
      name: "one",
      assignments: [{ user: "ana@example.com" }, { group: "Readers" }],
      accessScopes: [{ scope: "sso:account:access" }, { scope: "other:scope" }],
      authenticationMethods: { IAM: { Iam: { ActorPolicy: { Version: "2012-10-17", Statement: [] } } } },
      grants: {
        authorization_code: { AuthorizationCode: { RedirectUris: ["http://127.0.0.1/"] } },
        refresh_token: { RefreshToken: {} },
      },
    },
    { name: "two", assignments: [{ user: "ana@example.com" }] },
  ],
  accountAccessApplications: [
    { arn: accountAccess("1234567890abcdef"), tags: { a: "1", b: "2" } },
    { arn: accountAccess("abcdef1234567890") },
  ],
  entitlements: [
    { user: "ana@example.com", role: DEVELOPER },
    { group: "Readers", role: `arn:aws:iam::${MEMBER}:role/Auditor` },
  ],
  trustedTokenIssuers: [
    { name: "corp", issuerUrl: "https://issuer.example.com" },
    { name: "other", issuerUrl: "https://other.example.com" },
  ],
};

type Input = Readonly<Record<string, unknown>>;

/** What members of inputs mean here, by their names. */
export function knownValues(document: WrittenDocument): Input {
  const {
    instance,
    users = [],
    groups = [],
    permissionSets = [],
    applications = [],
    trustedTokenIssuers = [],
  } = document;
  const requests = document.requests ?? [];
  const requestOf = (kind: string) => requests.find((request) => request.kind === kind)?.id;
  return {
    InstanceArn: instance?.arn,
    PermissionSetArn: permissionSets[0]?.arn,
    ApplicationArn: applications[0]?.arn,
    TrustedTokenIssuerArn: trustedTokenIssuers[0]?.arn,
    ResourceArn: permissionSets[0]?.arn,
    ApplicationProviderArn: "arn:aws:sso::aws:applicationProvider/custom",
    IdentityStoreId: instance?.identityStoreId,
    UserId: users[0]?.id,
    GroupId: groups[0]?.id,
    MembershipId: document.memberships?.[0]?.id,
    MemberId: { UserId: users[0]?.id },
    GroupIds: [groups[0]?.id],
    PrincipalId: users[0]?.id,
    PrincipalType: "USER",
    AccountId: MEMBER,
    TargetId: MEMBER,
    TargetType: "AWS_ACCOUNT",
    AccountAssignmentCreationRequestId: requestOf("create-assignment"),
    AccountAssignmentDeletionRequestId: requestOf("delete-assignment"),
    ProvisionPermissionSetRequestId: requestOf("provision"),
    AlternateIdentifier: { UniqueAttribute: { AttributePath: "userName", AttributeValue: users[0]?.userName } },
    Name: "Conformance",
    RegionName: "eu-west-1",
    ManagedPolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    CustomerManagedPolicyReference: { Name: "Own" },
    PermissionsBoundary: { ManagedPolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" },
    InlinePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
    Tags: [{ Key: "k", Value: "v" }],
    TagKeys: ["a"],
    AuthenticationMethodType: "IAM",
    AuthenticationMethod: { Iam: { ActorPolicy: { Version: "2012-10-17", Statement: [] } } },
    GrantType: "authorization_code",
    Grant: { AuthorizationCode: { RedirectUris: ["http://127.0.0.1/"] } },
    Scope: "sso:account:access",
    AssignmentRequired: false,
    InstanceAccessControlAttributeConfiguration: {
      AccessControlAttributes: [{ Key: "team", Value: { Source: [abacSource("userType")] } }],
    },
    TrustedTokenIssuerType: "OIDC_JWT",
    TrustedTokenIssuerConfiguration: {
      OidcJwtConfiguration: {
        IssuerUrl: "https://new.example.com",
        ClaimAttributePath: "email",
        IdentityStoreAttributePath: "emails.value",
        JwksRetrievalOption: "OPEN_ID_DISCOVERY",
      },
    },
    Operations: [{ AttributePath: "displayName", AttributeValue: "New" }],
    accountId: MEMBER,
    roleName: "Reader",
    applicationArn: document.accountAccessApplications?.[0]?.arn,
    resourceArn: document.accountAccessApplications?.[0]?.arn,
    tenantId: document.accountAccessApplications?.[0]?.tenantId,
    entitlementId: document.entitlements?.[0]?.id,
    identitySource: { identityCenter: { instanceArn: instance?.arn } },
    entitlement: { principalRole: { principal: { identityCenter: { userId: users[0]?.id } }, roleArn: DEVELOPER } },
    filter: { principalRole: { account: MEMBER } },
    roleArn: DEVELOPER,
    accessType: "PROGRAMMATIC_ACCESS",
    tags: { k: "v" },
    tagKeys: ["a"],
    statementId: document.accounts?.find(({ signIn }) => signIn)?.signIn?.permissionStatements?.[0]?.id,
    clientName: "conformance",
    clientType: "public",
  };
}

/** Operations whose minimal input differs from what the names say, by what the service needs besides the model. */
export function specialInput(operation: string, document: WrittenDocument): Input | undefined {
  const { permissionSets = [], applications = [], groups = [] } = document;
  const special: Readonly<Record<string, Input>> = {
    AddRegion: { RegionName: "ap-south-1" },
    AttachManagedPolicyToPermissionSet: { ManagedPolicyArn: "arn:aws:iam::aws:policy/job-function/Billing" },
    AttachCustomerManagedPolicyReferenceToPermissionSet: { CustomerManagedPolicyReference: { Name: "Third" } },
    CreateApplicationAssignment: { PrincipalId: groups[1]?.id, PrincipalType: "GROUP" },
    CreateGroup: { DisplayName: "New group" },
    CreateGroupMembership: { GroupId: groups[1]?.id, MemberId: { UserId: document.users?.[1]?.id } },
    CreateUser: { UserName: "new@example.com", DisplayName: "New", Name: { GivenName: "New", FamilyName: "User" } },
    DeletePermissionSet: { PermissionSetArn: permissionSets[2]?.arn },
    GetGroupId: {
      AlternateIdentifier: {
        UniqueAttribute: { AttributePath: "displayName", AttributeValue: groups[0]?.displayName },
      },
    },
    // Facts 3.2: the model leaves the target id optional, an account as target needs it.
    ProvisionPermissionSet: { TargetId: MEMBER },
    PutApplicationSessionConfiguration: { UserBackgroundSessionApplicationStatus: "ENABLED" },
    // The same parameters as the one that is there: its ARN is the answer (facts AAM10).
    CreateApplication: { tags: { a: "1", b: "2" } },
    // All members are optional in the model; a statement without a condition is none.
    PutResourcePermissionStatement: { sourceIp: "203.0.113.0/24" },
    CreateTokenWithIAM: { clientId: applications[0]?.arn, grantType: "refresh_token" },
  };
  return special[operation];
}
