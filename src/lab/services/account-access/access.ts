/** Who may ask what of account access manager, and the application that a call is about. */
import type { AccountAccessApplication } from "../../../model/organization-document/account-access.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { ACCOUNT_ACCESS_SERVICE } from "../../world/account-access.ts";
import type { Call } from "../operation.ts";

export const isManagement = ({ world, caller }: Call): boolean =>
  caller.accountId === world.organization.managementAccountId;

/** The management account, or a delegated administrator of this service (facts AAM25, AAM27). */
export const mayAdminister = (call: Call): boolean =>
  isManagement(call) ||
  (call.world.organization.delegatedServices?.[ACCOUNT_ACCESS_SERVICE] ?? []).some(
    (id) => id === call.caller.accountId,
  );

/** The form of IAM's refusals (facts 5.6); for callers of other accounts it is inferred. */
export const denied = ({ caller }: Call, operation: string, resource: string): ApiError =>
  new ApiError(
    "AccessDeniedException",
    `User: ${caller.arn} is not authorized to perform: account-access:${operation} on resource: ${resource}`,
  );

export const invalid = (message: string): ApiError => new ApiError("ValidationException", message);
export const conflict = (message: string): ApiError => new ApiError("ConflictException", message);

/** The application by ARN, in its own Region. @throws ApiError for callers that do not administer, then for unknown ARNs. */
export function applicationFor(call: Call, operation: string, arn: string): AccountAccessApplication {
  if (!mayAdminister(call)) throw denied(call, operation, arn);
  const application = call.world.accountAccessApplications.get(arn);
  if (!application || arn.split(":")[3] !== call.region)
    throw new ApiError("ResourceNotFoundException", `Application ${arn} not found`);
  return application;
}

/** As `applicationFor`, for what only an application that works can do; the error is inferred. */
export function activeApplicationFor(call: Call, operation: string, arn: string): AccountAccessApplication {
  const application = applicationFor(call, operation, arn);
  if (application.status !== "ACTIVE") throw conflict(`Application ${arn} is ${application.status}`);
  return application;
}
