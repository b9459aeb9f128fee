/** What a client gets from a fault on purpose: AWS's own error for each service, or no answer at all. */
import type { ActiveFault } from "../faults/decide.ts";
import { ApiError } from "../protocol/api-error.ts";
import type { LabCaller, ServiceId } from "../services/operation.ts";

/** IAM's name for a service is not always the API's (facts 3.1: sso-admin's actions begin with `sso:`). */
const actionPrefix = (service: ServiceId): string => (service === "sso-admin" ? "sso" : service);

/** @throws ApiError for the faults that are answers. */
export function faultAnswer(
  fault: ActiveFault,
  service: ServiceId,
  operation: string,
  caller: LabCaller,
): "none" | "reset" {
  switch (fault.kind) {
    case "timeout":
      return "none";
    case "reset":
      return "reset";
    case "refuse":
      throw refused(service, operation, caller);
    case "throttle":
      throw throttled(service);
    default:
      throw new ApiError(
        service === "iam" || service === "sts" ? "ServiceFailure" : "InternalServerException",
        "An internal error on purpose",
        {
          status: 500,
        },
      );
  }
}

function refused(service: ServiceId, operation: string, caller: LabCaller): ApiError {
  const message = `User: ${caller.arn} is not authorized to perform: ${actionPrefix(service)}:${operation} because no identity-based policy allows the ${actionPrefix(service)}:${operation} action`;
  if (service === "iam" || service === "sts") return new ApiError("AccessDenied", message, { status: 403 });
  if (service === "sso") return new ApiError("ForbiddenException", "No access", { status: 403 });
  return new ApiError("AccessDeniedException", message);
}

/** Facts D14; the portal answers 429 (facts C17). */
function throttled(service: ServiceId): ApiError {
  if (service === "iam" || service === "sts") return new ApiError("Throttling", "Rate exceeded");
  if (service === "sso") return new ApiError("TooManyRequestsException", "HTTP 429 Unknown Code");
  if (service === "organizations") return new ApiError("TooManyRequestsException", "Rate exceeded");
  return new ApiError("ThrottlingException", "There are too many requests processing. Please try again later.");
}
