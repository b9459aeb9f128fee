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

/** A change, and what it names by words; the ids are the document's. */
interface NamedChange {
  readonly hoursAgo: number;
  readonly tool: keyof typeof TOOLS;
  readonly by?: string;
  readonly source: string;
  readonly name: string;
  readonly set?: string;
  readonly account?: string;
  readonly user?: string;
  readonly group?: string;
  readonly policy?: string;
  readonly requestId?: string;
}

const PIPELINE = "terraform/identity-pipeline";
const assigning = { source: IDENTITY_CENTER, name: "CreateAccountAssignment" } as const;

const CHANGES: readonly NamedChange[] = [
  {
    hoursAgo: 98,
    tool: "terraform",
    by: PIPELINE,
    ...assigning,
    set: "Billing",
    account: "payroll-prod",
    group: "Data",
  },
  { hoursAgo: 75, tool: "scim", source: SCIM, name: "PatchGroup", group: "Finance" },
  { hoursAgo: 52, tool: "scim", source: SCIM, name: "PatchUser", user: "Olga Petrova" },
  {
    ...{ hoursAgo: 50, tool: "console", by: `${ADMIN}/grace.kim@example.com` },
    ...{ source: IDENTITY_CENTER, name: "DeleteAccountAssignment" },
    ...{ set: "Admin", account: "payroll-prod", user: "Bob Tanaka" },
  },
  {
    ...{ hoursAgo: 27, tool: "cli", by: `${ADMIN}/hugo.lindqvist@example.com` },
    ...{ source: DIRECTORY, name: "CreateGroupMembership", group: "PlatformAdmins", user: "Clara Silva" },
  },
  {
    ...{ hoursAgo: 20, tool: "console", by: `${ADMIN}/grace.kim@example.com`, ...assigning },
    ...{ set: "ReadOnly", account: "sandbox", user: "Alice Moreau", requestId: REQUESTS.alice },
  },
  {
    ...{ hoursAgo: 4, tool: "terraform", by: PIPELINE, source: IDENTITY_CENTER },
    ...{
      name: "AttachManagedPolicyToPermissionSet",
      set: "Engineer",
      policy: "arn:aws:iam::aws:policy/PowerUserAccess",
    },
  },
  {
    ...{ hoursAgo: 2, tool: "console", by: `${ADMIN}/ines.carvalho@example.com`, ...assigning },
    ...{ set: "Support", account: "search-prod", group: "Support", requestId: REQUESTS.support },
  },
];

const changesOf = (document: OrganizationDocument): readonly Recorded[] =>
  CHANGES.map(({ hoursAgo, tool, by = "", source, name, requestId, ...named }) => ({
    ...{ hoursAgo, tool, by, source, name },
    request: requestOf({ source, name, ...named }, document),
    ...(requestId !== undefined && {
      response: { accountAssignmentCreationStatus: { status: "IN_PROGRESS", requestId } },
    }),
  }));

function requestOf(
  { source, set, account, user, group, policy }: Omit<NamedChange, "hoursAgo" | "tool">,
  { instance, users, groups, accounts, permissionSets }: OrganizationDocument,
): Readonly<Record<string, unknown>> {
  const userId = users.find(({ displayName }) => displayName === user)?.id;
  const groupId = groups.find(({ displayName }) => displayName === group)?.id;
  if (source === SCIM) return { id: userId ?? groupId, httpBody: "HIDDEN_DUE_TO_SECURITY_REASONS" };
  if (source === DIRECTORY) return { identityStoreId: instance?.identityStoreId, groupId, memberId: { userId } };
  const content = {
    instanceArn: instance?.arn,
    permissionSetArn: permissionSets.find(({ name }) => name === set)?.arn,
  };
  if (policy !== undefined) return { ...content, managedPolicyArn: policy };
  const targetId = accounts.find(({ name }) => name === account)?.id;
  const principal = userId
    ? { principalType: "USER", principalId: userId }
    : { principalType: "GROUP", principalId: groupId };
  return { ...content, targetId, targetType: "AWS_ACCOUNT", ...principal };
}
