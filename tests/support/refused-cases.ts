/** Twenty refusals of a small organization, and what its own policies say of each: layer, statement and person. */
import type { WrittenDocument } from "../../src/model/organization-document/written/document.ts";

export const MANAGEMENT = "123456789012";
export const SANDBOX = "111122223333";
export const PROD = "222233334444";
const APPLICATION = `arn:aws:account-access:us-east-1:${MANAGEMENT}:application/1234567890abcdef`;
export const TENANT = "aa-gyxmap389";
export const DANA = "906ab1c2d3-11112222-3333-4444-5555-666677778888";
export const policy = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const allow = (Action: string | string[]) => ({ Effect: "Allow", Action, Resource: "*" });
export const deny = (Action: string | string[], Sid?: string, more: object = {}) => ({
  ...(Sid && { Sid }),
  Effect: "Deny",
  Action,
  Resource: "*",
  ...more,
});
const scp = (id: string, target: string, ...statements: object[]) => ({
  id,
  name: `Guard ${id}`,
  type: "SERVICE_CONTROL_POLICY" as const,
  document: policy(...statements),
  targets: [target],
});

export const ORGANIZATION: WrittenDocument = {
  schema: "idc-doctor/organization/1",
  organization: {
    id: "o-a1b2c3d4e5",
    managementAccountId: MANAGEMENT,
    trustedServices: ["sso.amazonaws.com", "account-access.amazonaws.com"],
  },
  organizationalUnits: [{ id: "ou-ab12-cdefgh12", name: "Workloads" }],
  accounts: [
    {
      id: SANDBOX,
      name: "sandbox",
      customerManagedPolicies: [
        { name: "Edge", document: policy(allow(["iam:Get*", "iam:List*"]), deny("iam:ListPolicies", "NoPolicies")) },
        { name: "Ops", document: policy(allow("iam:*"), deny("iam:ListSAMLProviders", "NoSaml")) },
      ],
      iam: {
        roles: [
          {
            name: "Developer",
            path: "/team/",
            trustPolicy: policy({
              Effect: "Allow",
              Principal: { Service: "account-access.amazonaws.com" },
              Action: ["sts:AssumeRole", "sts:SetContext"],
            }),
            inlinePolicies: { own: policy(allow("iam:Get*"), deny("iam:ListRoles", "NoRoles")) },
          },
        ],
      },
    },
    { id: PROD, name: "prod", parent: "ou-ab12-cdefgh12" },
  ],
  users: [
    { userName: "ana", displayName: "Ana Lima" },
    { userName: "ben", displayName: "Ben Okoye" },
    { userName: "cleo", displayName: "Cleo Marti" },
    { id: DANA, userName: "dana", displayName: "Dana Fox" },
  ],
  groups: [
    { displayName: "Developers", members: ["ben", "dana"] },
    { displayName: "Operators", members: ["cleo"] },
  ],
  permissionSets: [
    {
      name: "Reader",
      inlinePolicy: policy(
        allow("iam:Get*"),
        deny("iam:GetAccountSummary", "NoSummary"),
        deny("iam:ListRoles", undefined, { Condition: { StringEquals: { "aws:PrincipalAccount": SANDBOX } } }),
        deny("iam:ListPolicies"),
      ),
    },
    {
      name: "Bounded",
      inlinePolicy: policy(allow("iam:*")),
      permissionsBoundary: { kind: "customer-managed", reference: { name: "Edge" } },
    },
    { name: "Wide", inlinePolicy: policy(allow("iam:*")) },
    { name: "Ops", customerManagedPolicies: [{ name: "Ops" }] },
    { name: "Nothing" },
  ],
  assignments: [
    { account: SANDBOX, permissionSet: "Reader", user: "ana" },
    { account: PROD, permissionSet: "Wide", user: "ana" },
    { account: MANAGEMENT, permissionSet: "Reader", user: "ana" },
    { account: SANDBOX, permissionSet: "Bounded", group: "Developers" },
    { account: PROD, permissionSet: "Wide", group: "Developers" },
    { account: SANDBOX, permissionSet: "Ops", group: "Operators" },
    { account: SANDBOX, permissionSet: "Nothing", group: "Operators" },
  ],
  accountAccessApplications: [{ arn: APPLICATION, tenantId: TENANT }],
  entitlements: [{ group: "Developers", role: `arn:aws:iam::${SANDBOX}:role/team/Developer` }],
  policies: [
    scp("p-sandbox1", SANDBOX, deny("iam:DeleteRole", "NoRoleDeletion"), deny("iam:CreateRole")),
    scp("p-workload", "ou-ab12-cdefgh12", deny(["iam:DeleteRole", "iam:ListRoles"], "Workloads")),
    scp("p-prodonly", PROD, deny("iam:DeleteRole", "Prod")),
  ],
};

export interface Case {
  readonly user: string;
  /** The permission set, or `Developer` for the entitled role. */
  readonly role: string;
  readonly account: string;
  readonly action: string;
  /** Layers with their statements; none where nothing allows. */
  readonly denied: readonly (readonly [layer: string, policy: RegExp, sid: string])[];
  readonly via: string;
}

export const SCP = "service control policy";
export const IDENTITY = "identity-based policy";
const BOUNDARY = "permissions boundary";
const direct = "assignment to the user";
const developers = "assignment of group Developers (<id>)";
const operators = "assignment of group Operators (<id>)";
export const ana = { user: "ana", role: "Reader", account: SANDBOX, via: direct };
const ben = { user: "ben", role: "Bounded", account: SANDBOX, via: developers };
const cleo = { user: "cleo", role: "Ops", account: SANDBOX, via: operators };
export const dana = { user: "dana", role: "Developer", account: SANDBOX, via: "entitlement of group Developers" };

export const CASES: readonly Case[] = [
  { ...ana, action: "DeleteRole", denied: [[SCP, /p-sandbox1$/, "NoRoleDeletion"]] },
  { ...ana, action: "CreateRole", denied: [[SCP, /p-sandbox1$/, "Statement2"]] },
  {
    ...ana,
    action: "GetAccountSummary",
    denied: [[IDENTITY, /^inline policy of AWSReservedSSO_Reader_/, "NoSummary"]],
  },
  { ...ana, action: "ListRoles", denied: [[IDENTITY, /^inline policy/, "Statement3"]] },
  { ...ana, action: "ListPolicies", denied: [[IDENTITY, /^inline policy/, "Statement4"]] },
  { ...ana, action: "ListSAMLProviders", denied: [] },
  { ...ana, account: MANAGEMENT, action: "DeleteRole", denied: [] },
  { ...ana, account: MANAGEMENT, action: "GetAccountSummary", denied: [[IDENTITY, /^inline policy/, "NoSummary"]] },
  {
    ...ana,
    role: "Wide",
    account: PROD,
    action: "DeleteRole",
    denied: [
      [SCP, /p-workload$/, "Workloads"],
      [SCP, /p-prodonly$/, "Prod"],
    ],
  },
  { ...ana, role: "Wide", account: PROD, action: "ListRoles", denied: [[SCP, /p-workload$/, "Workloads"]] },
  { ...ben, action: "ListPolicies", denied: [[BOUNDARY, /policy\/Edge$/, "NoPolicies"]] },
  { ...ben, action: "DeleteRole", denied: [[SCP, /p-sandbox1$/, "NoRoleDeletion"]] },
  { ...ben, action: "CreateRole", denied: [[SCP, /p-sandbox1$/, "Statement2"]] },
  { ...ben, role: "Wide", account: PROD, action: "ListRoles", denied: [[SCP, /p-workload$/, "Workloads"]] },
  { ...cleo, action: "ListSAMLProviders", denied: [[IDENTITY, /policy\/Ops$/, "NoSaml"]] },
  { ...cleo, action: "CreateRole", denied: [[SCP, /p-sandbox1$/, "Statement2"]] },
  { ...cleo, role: "Nothing", action: "ListRoles", denied: [] },
  { ...dana, action: "ListRoles", denied: [[IDENTITY, /^inline policy of Developer$/, "NoRoles"]] },
  { ...dana, action: "DeleteRole", denied: [[SCP, /p-sandbox1$/, "NoRoleDeletion"]] },
  { ...dana, action: "ListPolicies", denied: [] },
];
