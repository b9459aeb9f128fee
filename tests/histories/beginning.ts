/** The organization in which every history begins: small enough to read, with namesakes, an orphan's road and policies. */
import type { WrittenDocument } from "../../src/model/organization-document/written/document.ts";

export const MANAGEMENT = "123456789012";
export const INSTANCE_ARN = "arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6";
export const STORE = "d-9067a1b2c3";

/** Names that histories give: few, so that deleted people, groups and sets come back under the same name. */
export const USER_NAMES = ["ana.silva", "bo.larsen", "chi.nguyen", "dana.okafor", "eli.stone", "fay.wong"];
export const DISPLAY_NAMES = ["Ana Silva", "Bo Larsen", "Alex Kim", "Dana Okafor", "Alex Kim", "Fay Wong"];
export const GROUP_NAMES = ["Developers", "Operators", "Auditors", "Contractors"];
export const SET_NAMES = ["ReadOnly", "PowerUser", "Billing", "Deploy"];
export const POLICY_NAMES = ["deploy-boundary", "team-extra"];

const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/** Account access manager, where a history uses it, and a role in two accounts that it may take (facts AAM34). */
export const APPLICATION = `arn:aws:account-access:us-east-1:${MANAGEMENT}:application/1234567890abcdef`;
export const TENANT = "aa-gyxmap389";
export const ENTITLED_ROLES = ["111122223333", "222233334444"].map((account) => ({
  account,
  arn: `arn:aws:iam::${account}:role/Developer`,
}));

export const trusting = (applicationArn: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "account-access.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:SetContext"],
      Condition: { StringEquals: { "aws:SourceAccount": MANAGEMENT, "aws:SourceArn": applicationArn } },
    },
  ],
});

export function beginning(isExternal: boolean, usesAccountAccess: boolean): WrittenDocument {
  const iam = usesAccountAccess
    ? { iam: { roles: [{ name: "Developer", path: "/", trustPolicy: trusting(APPLICATION) }] } }
    : {};
  return {
    schema: "idc-doctor/organization/1",
    organization: { managementAccountId: MANAGEMENT },
    instance: { arn: INSTANCE_ARN, identityStoreId: STORE, ...(isExternal ? { identitySource: "external" } : {}) },
    accounts: [
      { id: MANAGEMENT, name: "management", email: "aws@example.com" },
      { id: "111122223333", name: "sandbox", email: "sandbox@example.com", ...iam },
      { id: "222233334444", name: "workload-a", email: "workload-a@example.com", ...iam },
      { id: "333344445555", name: "Payments Prod", email: "payments@example.com" },
    ],
    users: USER_NAMES.slice(0, 5).map((name, at) => ({
      userName: `${name}@example.com`,
      displayName: DISPLAY_NAMES[at] ?? name,
      email: `${name}@example.com`,
      createdAt: "2026-01-10T08:00:00Z",
      ...(isExternal ? { externalId: `idp-${name}` } : {}),
    })),
    groups: GROUP_NAMES.slice(0, 3).map((displayName) => ({
      displayName,
      createdAt: "2026-01-10T08:00:00Z",
      ...(isExternal ? { externalId: `idp-${displayName}` } : {}),
    })),
    memberships: [
      { group: "Developers", user: "ana.silva@example.com" },
      { group: "Developers", user: "bo.larsen@example.com" },
      { group: "Operators", user: "chi.nguyen@example.com" },
    ],
    permissionSets: SET_NAMES.slice(0, 3).map((name) => ({ name, managedPolicyArns: [READ_ONLY] })),
    assignments: [
      { account: "sandbox", permissionSet: "ReadOnly", group: "Developers" },
      { account: "workload-a", permissionSet: "PowerUser", group: "Operators" },
      { account: "sandbox", permissionSet: "PowerUser", user: "dana.okafor@example.com" },
      { account: "Payments Prod", permissionSet: "Billing", group: "Auditors" },
    ],
    ...(usesAccountAccess
      ? {
          accountAccessApplications: [{ arn: APPLICATION, tenantId: TENANT }],
          entitlements: ENTITLED_ROLES.map(({ arn }, at) => ({ group: GROUP_NAMES[at], role: arn })),
        }
      : {}),
    // Long against the time that this machine takes to ask: work under way must not end between a question and its comparison.
    lab: { provisioningMilliseconds: 60_000 },
  } as unknown as WrittenDocument;
}
