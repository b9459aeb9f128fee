/** The events of CloudTrail between the two moments of the demo's organization: who changed what, and through which tool. */
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { MANAGEMENT } from "./people-and-accounts.ts";

export const HOUR = 3_600_000;

/** Ids of the requests that the events began, and that failed. */
export const REQUESTS = {
  alice: "de300001-0000-4000-8000-000000000001",
  support: "de300001-0000-4000-8000-000000000002",
} as const;

/** As CloudTrail prints `userAgent` of these tools (facts 5.2). */
const TOOLS = {
  console: "AWS Internal",
  terraform: "APN/1.0 HashiCorp/1.0 Terraform/1.13.1 (+https://www.terraform.io) terraform-provider-aws/6.14.0",
  cli: "aws-cli/2.31.5 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0 lang/python#3.13.7",
  scim: "Okta SCIM Client 1.0.0",
} as const;

interface Recorded {
  readonly hoursAgo: number;
  readonly tool: keyof typeof TOOLS;
  readonly by: string;
  readonly source: string;
  readonly name: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly response?: Readonly<Record<string, unknown>>;
}

/** @param document the organization as it is now, whose ids the events name */
export function recordedChanges(
  document: OrganizationDocument,
  now: Date,
): readonly Readonly<Record<string, unknown>>[] {
  return changesOf(document).map(({ hoursAgo, tool, by, source, name, request, response }, at) => ({
    eventVersion: "1.11",
    eventID: `de300000-0000-4000-8000-${String(at).padStart(12, "0")}`,
    userIdentity:
      tool === "scim"
        ? { type: "WebIdentityUser" }
        : { type: "AssumedRole", arn: `arn:aws:sts::${MANAGEMENT}:assumed-role/${by}`, accountId: MANAGEMENT },
    eventTime: new Date(now.getTime() - hoursAgo * HOUR).toISOString().replace(/\.\d+Z$/, "Z"),
    eventSource: source,
    eventName: name,
    awsRegion: "us-east-1",
    sourceIPAddress: "192.0.2.10",
    userAgent: TOOLS[tool],
    requestParameters: request,
    responseElements: response ?? null,
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: MANAGEMENT,
  }));
}

const ADMIN = "AWSReservedSSO_Admin_0123456789abcdef";
const IDENTITY_CENTER = "sso.amazonaws.com";
const DIRECTORY = "identitystore.amazonaws.com";
const SCIM = "identitystore-scim.amazonaws.com";

const begun = (requestId: string) => ({ accountAssignmentCreationStatus: { status: "IN_PROGRESS", requestId } });

function changesOf(document: OrganizationDocument): readonly Recorded[] {
  const { instance, users, groups, accounts, permissionSets } = document;
  const instanceArn = instance?.arn ?? "";
  const identityStoreId = instance?.identityStoreId ?? "";
  const user = (name: string) => users.find(({ displayName }) => displayName === name)?.id ?? "";
  const group = (name: string) => groups.find(({ displayName }) => displayName === name)?.id ?? "";
  const target = (name: string) => ({
    targetId: accounts.find((account) => account.name === name)?.id ?? "",
    targetType: "AWS_ACCOUNT",
  });
  const set = (name: string) => ({
    instanceArn,
    permissionSetArn: permissionSets.find((one) => one.name === name)?.arn,
  });
  return [
    {
      hoursAgo: 98,
      tool: "terraform",
      by: "terraform/identity-pipeline",
      source: IDENTITY_CENTER,
      name: "CreateAccountAssignment",
      request: { ...set("Billing"), ...target("payroll-prod"), principalType: "GROUP", principalId: group("Data") },
    },
    {
      hoursAgo: 75,
      tool: "scim",
      by: "",
      source: SCIM,
      name: "PatchGroup",
      request: { tenantId: "t", id: group("Finance"), httpBody: "HIDDEN_DUE_TO_SECURITY_REASONS" },
    },
    {
      hoursAgo: 52,
      tool: "scim",
      by: "",
      source: SCIM,
      name: "PatchUser",
      request: { tenantId: "t", id: user("Olga Petrova"), httpBody: "HIDDEN_DUE_TO_SECURITY_REASONS" },
    },
    {
      hoursAgo: 50,
      tool: "console",
      by: `${ADMIN}/grace.kim@example.com`,
      source: IDENTITY_CENTER,
      name: "DeleteAccountAssignment",
      request: {
        ...set("Admin"),
        ...target("payroll-prod"),
        principalType: "USER",
        principalId: user("Bob Tanaka"),
      },
    },
    {
      hoursAgo: 27,
      tool: "cli",
      by: `${ADMIN}/hugo.lindqvist@example.com`,
      source: DIRECTORY,
      name: "CreateGroupMembership",
      request: { identityStoreId, groupId: group("PlatformAdmins"), memberId: { userId: user("Clara Silva") } },
    },
    {
      hoursAgo: 4,
      tool: "terraform",
      by: "terraform/identity-pipeline",
      source: IDENTITY_CENTER,
      name: "AttachManagedPolicyToPermissionSet",
      request: { ...set("Engineer"), managedPolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" },
    },
    {
      hoursAgo: 2,
      tool: "console",
      by: `${ADMIN}/ines.carvalho@example.com`,
      source: IDENTITY_CENTER,
      name: "CreateAccountAssignment",
      request: { ...set("Support"), ...target("search-prod"), principalType: "GROUP", principalId: group("Support") },
      response: begun(REQUESTS.support),
    },
    {
      hoursAgo: 20,
      tool: "console",
      by: `${ADMIN}/grace.kim@example.com`,
      source: IDENTITY_CENTER,
      name: "CreateAccountAssignment",
      request: { ...set("ReadOnly"), ...target("sandbox"), principalType: "USER", principalId: user("Alice Moreau") },
      response: begun(REQUESTS.alice),
    },
  ];
}
