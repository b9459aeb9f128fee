/** Provisioning: asked for, and how sets stand in accounts. */
import { type AccountId, certain, parseAccountId, parseRequestId, type RequestId } from "../../../model/ids.ts";
import type { PermissionSet, ProvisionedRole, RequestRecord } from "../../../model/organization-document/document.ts";
import { missingRights } from "../../authorization/management-account.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { type NumberedRows, paginate } from "../../protocol/paginate.ts";
import { isInAccount } from "../../world/provisioning.ts";
import { endOfWork } from "../../world/schedule.ts";
import { grantKey } from "../../world/world.ts";
import type { Call, Handlers } from "../operation.ts";
import { permissionSetFor, primaryInstanceFor, refuseDelegate } from "./access.ts";
import { inProgress } from "./assignments.ts";
import { provisioningStatus } from "./requests.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

/** Facts 3.6: ProvisionPermissionSet calls at once. */
const CONCURRENT_PROVISIONING = 3;

export const provisioning: Handlers<SsoAdmin> = {
  ProvisionPermissionSet: (input, call) => {
    const set = permissionSetFor(call, "ProvisionPermissionSet", input);
    const accounts = targetAccounts(call, set, input);
    for (const accountId of accounts) refuseDelegate(call, "ProvisionPermissionSet", set, accountId);
    if (new Set(inProgress(call.world, "provision").map(({ createdAt }) => createdAt)).size >= CONCURRENT_PROVISIONING)
      throw new ApiError("ThrottlingException", "There are too many requests processing. Please try again later.");
    const [first, ...others] = accounts;
    const request = startProvisioning(call, set, first, certain(parseRequestId(call.requestId)));
    // Which account the one status names for ALL_PROVISIONED_ACCOUNTS is open (facts 8.5): here the first.
    for (const accountId of others)
      startProvisioning(call, set, accountId, certain(parseRequestId(call.world.random.uuid())));
    return { PermissionSetProvisioningStatus: provisioningStatus(request) };
  },

  ListPermissionSetsProvisionedToAccount: (input, call) => {
    primaryInstanceFor(call, "ListPermissionSetsProvisionedToAccount", input.InstanceArn);
    const { page, nextToken } = paginate(
      rolesWith(call, "account", input.AccountId ?? "", input.ProvisioningStatus),
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListPermissionSetsProvisionedToAccount", input.AccountId, input.ProvisioningStatus],
    );
    return { PermissionSets: page.map(({ permissionSetArn }) => permissionSetArn), NextToken: nextToken };
  },

  ListAccountsForProvisionedPermissionSet: (input, call) => {
    const set = permissionSetFor(call, "ListAccountsForProvisionedPermissionSet", input);
    const { page, nextToken } = paginate(
      rolesWith(call, "set", set.arn, input.ProvisioningStatus),
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListAccountsForProvisionedPermissionSet", set.arn, input.ProvisioningStatus],
    );
    return { AccountIds: page.map(({ accountId }) => accountId), NextToken: nextToken };
  },
};

/** What omitting the status means is open (facts 8.4), hence a switch. */
function rolesWith(
  { world }: Call,
  by: "account" | "set",
  value: string,
  status: string | undefined,
): NumberedRows<ProvisionedRole> | readonly ProvisionedRole[] {
  const [all, outdated] = [world.roles.under(by, value), world.roles.under(`${by} outdated`, value)];
  if (status === "LATEST_PERMISSION_SET_NOT_PROVISIONED") return outdated;
  const isWhole = status === undefined && world.settings.omittedProvisioningStatus === "all";
  return isWhole || outdated.size === 0 ? all : [...all].filter(({ freshness }) => freshness === "latest");
}

function targetAccounts(
  call: Call,
  set: PermissionSet,
  input: { readonly TargetType: string | undefined; readonly TargetId?: string | undefined },
): readonly AccountId[] {
  if (input.TargetType === "ALL_PROVISIONED_ACCOUNTS")
    return [...call.world.roles.under("set", set.arn)].map(({ accountId }) => accountId);
  // Facts 3.2: the model leaves TargetId optional, AWS_ACCOUNT needs it (inferred).
  if (input.TargetId === undefined)
    throw new ApiError("ValidationException", "TargetId is required for TargetType AWS_ACCOUNT");
  return [certain(parseAccountId(input.TargetId))];
}

/** Sentence observed for an account that has nothing of the set; an assignment on its way counts. */
function predictedFailure(call: Call, set: PermissionSet, accountId: AccountId): string | undefined {
  const grant = { accountId, permissionSetArn: set.arn };
  const isOnItsWay = inProgress(call.world, "create-assignment").some(
    (request) =>
      request.accountId !== undefined && grantKey({ ...request, accountId: request.accountId }) === grantKey(grant),
  );
  if (!isOnItsWay && !isInAccount(call.world, grant))
    return `Received a 404 status error: Permission set provision not found in AWS account ${accountId}.`;
  return missingRights(call, "provision", grant);
}

function startProvisioning(
  call: Call,
  set: PermissionSet,
  accountId: AccountId | undefined,
  id: RequestId,
): Extract<RequestRecord, { kind: "provision" }> {
  const request = {
    kind: "provision" as const,
    id,
    status: "IN_PROGRESS" as const,
    accountId,
    permissionSetArn: set.arn,
    createdAt: call.now.toISOString(),
    endsAt: endOfWork(call.world, accountId, call.now),
    failsWith: accountId === undefined ? undefined : predictedFailure(call, set, accountId),
  };
  call.world.requests.put(request);
  return request;
}
