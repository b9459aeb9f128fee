/** account-access: the application of account access manager, and the entitlements of a user or group (facts AAM5, AAM12). */
import type { IAMClient } from "@aws-sdk/client-iam";
import type {
  AccountAccessApplicationFacts,
  ApplicationState,
  EntitledRoleFacts,
  EntitlementRow,
} from "../../facts/grant/second-road.ts";
import { type Principal, parseAccountId, parseGroupId, parseUserId } from "../../model/ids.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { mapReading, type Reading, unread } from "../../model/reading.ts";
import { isOffered } from "../../model/regions.ts";
import type { EntitlementQuestion } from "../additional-reader.ts";
import { getRole } from "./account-iam.ts";
import { sendAccountAccess } from "./calling/account-access-client.ts";
import { type CallContext, call, callPages } from "./calling/call.ts";
import { decodedPolicy, fromAnswer } from "./from-answer.ts";

const service = "account-access";

interface ApplicationsPage {
  readonly applications?: readonly { readonly applicationArn?: string; readonly tenantId?: string }[];
  readonly nextToken?: string;
}

/** The applications that the caller may see; other accounts than those that administer the service see none (facts AAM, section 9). */
export async function listApplications(
  calling: CallContext,
): Promise<Reading<readonly AccountAccessApplicationFacts[]>> {
  const region = calling.homeRegion();
  // Facts AAM28.
  if (!isOffered(region)) return unread(`account access manager is not offered in ${region}`);
  const answer = await callPages(calling, {
    service,
    operation: "ListApplications",
    isAdditional: true,
    region,
    input: {},
    send: async (nextToken, abortSignal) =>
      sendAccountAccess<ApplicationsPage>(await calling.clients.accountAccess(region), "ListApplications", {
        input: { maxResults: LARGEST_PAGE, nextToken },
        abortSignal,
      }),
    rows: ({ applications }) =>
      (applications ?? []).flatMap(({ applicationArn: arn, tenantId }) => (arn ? [{ arn, tenantId }] : [])),
    next: ({ nextToken }) => nextToken,
    matters: ({ applications }) => ({ applications: applications?.map(({ applicationArn }) => applicationArn) ?? [] }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** Null: the application is gone. */
export async function applicationState(
  calling: CallContext,
  applicationArn: string,
): Promise<Reading<ApplicationState | null>> {
  const region = calling.homeRegion();
  const answer = await call(calling, {
    service,
    operation: "GetApplication",
    isAdditional: true,
    region,
    input: { applicationArn },
    send: async (abortSignal) =>
      sendAccountAccess<{
        readonly status?: string;
        readonly error?: { readonly code?: string; readonly message?: string };
      }>(await calling.clients.accountAccess(region), "GetApplication", { input: { applicationArn }, abortSignal }),
    matters: ({ status, error }) => ({ status, error }),
    absent: ["ResourceNotFoundException"],
  });
  return mapReading(answer, (found) => found && { status: found.status ?? "unknown", error: found.error?.message });
}

interface SdkEntitlement {
  readonly entitlementId?: string;
  readonly createdAt?: Date;
  readonly entitlement?: {
    readonly principalRole?: {
      readonly principal?: { readonly identityCenter?: { readonly userId?: string; readonly groupId?: string } };
      readonly roleArn?: string;
      readonly account?: string;
      readonly accountName?: string;
    };
  };
}

interface EntitlementsPage {
  readonly entitlements?: readonly SdkEntitlement[];
  readonly nextToken?: string;
}

/** The service does not expand groups (facts AAM12). */
export async function listEntitlements(
  calling: CallContext,
  { applicationArn, principal, accountId }: EntitlementQuestion,
): Promise<Reading<readonly EntitlementRow[]>> {
  const region = calling.homeRegion();
  const identityCenter =
    principal && (principal.type === "USER" ? { userId: principal.id } : { groupId: principal.id });
  const filter = {
    principalRole: {
      ...(identityCenter && { principal: { identityCenter } }),
      ...(accountId && { account: accountId }),
    },
  };
  const answer = await callPages(calling, {
    service,
    operation: "ListEntitlements",
    isAdditional: true,
    region,
    input: { applicationArn, filter },
    send: async (nextToken, abortSignal) =>
      sendAccountAccess<EntitlementsPage>(await calling.clients.accountAccess(region), "ListEntitlements", {
        input: { applicationArn, filter, maxResults: LARGEST_PAGE, nextToken },
        abortSignal,
      }),
    rows: ({ entitlements }) => (entitlements ?? []).flatMap((row) => entitlementRow(row, principal) ?? []),
    next: ({ nextToken }) => nextToken,
    matters: ({ entitlements }) => ({ entitlements: entitlements?.map(entitledAs) ?? [] }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** What proves that somebody is entitled: whom it names, and the role. A group without a readable name is told by its id. */
function entitledAs({ entitlement }: SdkEntitlement) {
  const { roleArn, principal } = entitlement?.principalRole ?? {};
  return { principalId: principal?.identityCenter?.groupId ?? principal?.identityCenter?.userId, roleArn };
}

/** Undefined: a kind of entitlement that is none of a role. */
function entitlementRow(
  { entitlementId: id, entitlement, createdAt }: SdkEntitlement,
  asked: Principal | undefined,
): EntitlementRow | undefined {
  const { roleArn, account, accountName, principal: named } = entitlement?.principalRole ?? {};
  if (!id || !roleArn) return undefined;
  const accountId = fromAnswer(parseAccountId(account ?? roleArn.split(":")[4] ?? ""));
  const principal = asked ?? principalIn(named?.identityCenter ?? {});
  return principal && { id, roleArn, accountId, accountName, principal, createdAt: createdAt?.toISOString() };
}

function principalIn({ userId, groupId }: { readonly userId?: string; readonly groupId?: string }) {
  if (userId !== undefined) return { type: "USER", id: fromAnswer(parseUserId(userId)) } as const;
  return groupId === undefined ? undefined : ({ type: "GROUP", id: fromAnswer(parseGroupId(groupId)) } as const);
}

/** A role, path included; null: there is no such role. */
export async function entitledRoleOf(
  calling: CallContext,
  client: IAMClient,
  roleArn: string,
): Promise<Reading<EntitledRoleFacts | null>> {
  const role = await getRole(calling, client, roleArn.slice(roleArn.lastIndexOf("/") + 1));
  return mapReading(role, (found) => {
    if (found?.Arn !== roleArn) return null;
    const { TemplateArn: arn, TemplateMinorVersion: minorVersion = 0 } = found.SourceRoleTemplate ?? {};
    return {
      trustPolicy: decodedPolicy(found.AssumeRolePolicyDocument ?? "{}"),
      template: arn === undefined ? undefined : { arn, minorVersion },
    };
  });
}
