/** Who may ask what of an instance, and where: the checks that come before every sso-admin operation. */
import type { Instance, PermissionSet } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { grantKey, type World } from "../../world/world.ts";
import type { Call } from "../operation.ts";

export const isManagement = ({ world, caller }: Call): boolean =>
  caller.accountId === world.organization.managementAccountId;

const isDelegate = ({ world, caller }: Call): boolean =>
  world.organization.delegatedAdministrators.some((id) => id === caller.accountId);

/** An account instance belongs to its own account; the organization's to the management account and its delegate (facts 3.7). */
export const mayAdminister = (call: Call): boolean =>
  isManagement(call) || isDelegate(call) || call.world.instance?.ownerAccountId === call.caller.accountId;

export function denied({ caller }: Call, operation: string, resource: string): ApiError {
  return new ApiError(
    "AccessDeniedException",
    `User: ${caller.arn} is not authorized to perform: sso:${operation} on resource: ${resource}`,
  );
}

/** The instance by ARN, in its primary Region. Elsewhere it is not found; the error's kind is inferred (facts S9, A13). */
export function instanceFor(call: Call, operation: string, instanceArn: string | undefined): Instance {
  const { world, region } = call;
  const { instance } = world;
  if (!mayAdminister(call)) throw denied(call, operation, instanceArn ?? "*");
  const isHere =
    instance && (region === instance.primaryRegion || instance.additionalRegions.some((one) => one === region));
  if (!isHere || instance.arn !== instanceArn)
    throw notFound(`Instance ${instanceArn ?? ""} does not exist in ${region}`);
  return instance;
}

/** As `instanceFor`, for what only the organization instance's primary Region can do (facts 3.8, A13). */
export function primaryInstanceFor(call: Call, operation: string, instanceArn: string | undefined): Instance {
  const instance = instanceFor(call, operation, instanceArn);
  if (instance.kind === "account")
    throw new ApiError(
      "ValidationException",
      `The operation ${operation} is not supported for account instances of IAM Identity Center.`,
    );
  if (call.region !== instance.primaryRegion)
    throw new ApiError(
      "AccessDeniedException",
      `The operation ${operation} is supported in the primary Region ${instance.primaryRegion} only`,
    );
  return instance;
}

/** The set by ARN, with its instance checked. */
export function permissionSetFor(
  call: Call,
  operation: string,
  input: { readonly InstanceArn: string | undefined; readonly PermissionSetArn: string | undefined },
): PermissionSet {
  primaryInstanceFor(call, operation, input.InstanceArn);
  const set = call.world.permissionSets.get(input.PermissionSetArn ?? "");
  if (!set) throw notFound(`Could not find PermissionSet with id ${input.PermissionSetArn ?? ""}`);
  return set;
}

/** The delegated administrator may not touch the management account, nor sets that are provisioned there (facts 3.7, D4). */
export function refuseDelegate(call: Call, operation: string, set: PermissionSet, accountId?: string): void {
  if (isManagement(call)) return;
  const { managementAccountId } = call.world.organization;
  if (accountId === managementAccountId) throw denied(call, operation, `arn:aws:sso:::account/${accountId}`);
  if (isInManagementAccount(call.world, set)) throw denied(call, operation, set.arn);
}

const isInManagementAccount = (world: World, set: PermissionSet): boolean =>
  world.roles.has(grantKey({ accountId: world.organization.managementAccountId, permissionSetArn: set.arn }));

export const notFound = (message: string): ApiError => new ApiError("ResourceNotFoundException", message);
export const conflict = (message: string): ApiError => new ApiError("ConflictException", message);
