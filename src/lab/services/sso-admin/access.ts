/** Who may ask what of an instance, and where: the checks that come before every sso-admin operation. */
import type { Instance, KmsProblem, PermissionSet } from "../../../model/organization-document/document.ts";
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

/** The caller's own account instance of this ARN, in its Region. */
export function ownAccountInstance(
  { world, caller, region }: Call,
  instanceArn: string | undefined,
): Instance | undefined {
  const instance = world.accountInstances.get(instanceArn ?? "");
  return instance?.ownerAccountId === caller.accountId && instance.primaryRegion === region ? instance : undefined;
}

/** The instance by ARN, in its Regions. Elsewhere the resource does not exist in this Region (facts N7); the error's kind is inferred. */
export function instanceFor(call: Call, operation: string, instanceArn: string | undefined): Instance {
  const { world, region } = call;
  const own = ownAccountInstance(call, instanceArn);
  if (own) return own;
  const { instance } = world;
  if (!mayAdminister(call)) throw denied(call, operation, instanceArn ?? "*");
  const isHere =
    instance && (region === instance.primaryRegion || instance.additionalRegions.some((one) => one === region));
  if (!isHere || instance.arn !== instanceArn)
    throw notFound(`${instanceArn ?? ""}: the resource does not exist in this Region`);
  refuseUnusableKey(instance);
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
  refuseAdditionalRegion(call, operation, instance);
  refusePermissionSetsOff(call, operation, instance);
  return instance;
}

/** Operations of the primary Region that have nothing to do with permission sets. */
const OF_THE_INSTANCE = /Region$|AccessControlAttributeConfiguration$/;

/** What is answered where permission sets are switched off is open; the wording is inferred (facts N2). */
function refusePermissionSetsOff({ world }: Call, operation: string, instance: Instance): void {
  if (instance.permissionSetsEnabled !== false || OF_THE_INSTANCE.test(operation)) return;
  if (operation.startsWith("List") && world.settings.permissionSetsOff === "empty") return;
  throw new ApiError("ValidationException", `Permission sets are not enabled for the instance ${instance.arn}.`);
}

/** Additional Regions read instances and applications, nothing of sets and assignments (facts 3.8); the wording is inferred. */
export function refuseAdditionalRegion({ region }: Call, operation: string, instance: Instance): void {
  if (region !== instance.primaryRegion)
    throw new ApiError(
      "AccessDeniedException",
      `The operation ${operation} is supported in the primary Region ${instance.primaryRegion} only`,
    );
}

/** The set by ARN, with its instance checked. */
export function permissionSetFor(
  call: Call,
  operation: string,
  input: { readonly InstanceArn: string | undefined; readonly PermissionSetArn: string | undefined },
): PermissionSet {
  primaryInstanceFor(call, operation, input.InstanceArn);
  const set = call.world.permissionSets.get(input.PermissionSetArn ?? "");
  if (!set) throw notFound(`Could not find PermissionSet with id ${shortId(input.PermissionSetArn)}`);
  return set;
}

/** `ps-…`, as AWS's sentences name a set (observed). */
export const shortId = (permissionSetArn = ""): string => permissionSetArn.slice(permissionSetArn.lastIndexOf("/") + 1);

/** The delegated administrator may not touch the management account, nor sets that are provisioned there (facts 3.7, D4). */
export function refuseDelegate(call: Call, operation: string, set: PermissionSet, accountId?: string): void {
  if (isManagement(call)) return;
  const { managementAccountId } = call.world.organization;
  if (accountId === managementAccountId) throw denied(call, operation, `arn:aws:sso:::account/${accountId}`);
  if (isInManagementAccount(call.world, set)) throw denied(call, operation, set.arn);
}

const isInManagementAccount = (world: World, set: PermissionSet): boolean =>
  world.roles.has(grantKey({ accountId: world.organization.managementAccountId, permissionSetArn: set.arn }));

/** API model: which error has which reason (facts A19). */
const KMS_ERRORS: Readonly<Record<KmsProblem, string>> = {
  KMS_AccessDeniedException: "AccessDeniedException",
  KMS_NotFoundException: "ResourceNotFoundException",
  KMS_ThrottlingException: "ThrottlingException",
  KMS_InvalidKeyUsageException: "ValidationException",
  KMS_InvalidStateException: "ValidationException",
  KMS_DisabledException: "ValidationException",
};

function refuseUnusableKey({ encryption }: Instance): void {
  if (encryption?.problem === undefined) return;
  const message = `The customer managed key ${encryption.kmsKeyArn} cannot be used`;
  throw new ApiError(KMS_ERRORS[encryption.problem], message, { fields: { Reason: encryption.problem } });
}

export const notFound = (message: string): ApiError => new ApiError("ResourceNotFoundException", message);
export const conflict = (message: string): ApiError => new ApiError("ConflictException", message);
export const quotaExceeded = (message: string): ApiError => new ApiError("ServiceQuotaExceededException", message);

/** Puts the changed instance in its place: the organization's, or an account's. */
export function putInstance({ world }: Call, instance: Instance): void {
  if (world.instance?.arn === instance.arn) world.instance = instance;
  else world.accountInstances.put(instance);
}
