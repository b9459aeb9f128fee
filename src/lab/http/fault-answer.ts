/** What a client gets from a fault on purpose: AWS's own error for each service, or no answer at all. */
import type { Fault } from "../../model/organization-document/document.ts";
import { ApiError } from "../protocol/api-error.ts";
import type { LabCaller, ServiceId } from "../services/operation.ts";

export interface StruckCall {
  readonly service: ServiceId;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly caller: LabCaller;
}

type Striking = Exclude<Fault["kind"], "delay" | "hang-after" | "torn">;

/** @throws ApiError for the faults that are answers. */
export function faultAnswer(kind: Striking, call: StruckCall): "none" | "reset" {
  switch (kind) {
    case "timeout":
      return "none";
    case "reset":
      return "reset";
    case "refuse":
      throw refused(call);
    case "throttle":
      throw throttled(call.service);
    case "fail":
      throw failed(call.service);
  }
}

/** The form of AWS's refusals (facts 5.6). IAM's name for a service is not always the API's (facts 3.1). */
function refused({ service, operation, input, caller }: StruckCall): ApiError {
  if (service === "sso") return new ApiError("ForbiddenException", "No access", { status: 403 });
  const action = `${service === "sso-admin" ? "sso" : service}:${operation}`;
  const message = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resourceIn(input)} because no identity-based policy allows the ${action} action`;
  if (isQuery(service)) return new ApiError("AccessDenied", message, { status: 403 });
  return new ApiError("AccessDeniedException", message);
}

const RESOURCES = ["PermissionSetArn", "ResourceArn", "RoleArn", "InstanceArn", "ApplicationArn", "PolicyArn"];

function resourceIn(input: Readonly<Record<string, unknown>>): string {
  const named = RESOURCES.map((name) => input[name]).find((value) => typeof value === "string");
  return typeof named === "string" ? named : "*";
}

/** Facts D14; the portal answers 429 (facts C17). */
function throttled(service: ServiceId): ApiError {
  if (isQuery(service)) return new ApiError("Throttling", "Rate exceeded");
  if (service === "sso") return new ApiError("TooManyRequestsException", "HTTP 429 Unknown Code");
  if (service === "organizations") return new ApiError("TooManyRequestsException", "Rate exceeded");
  // API model of signin.
  if (service === "signin") return new ApiError("TooManyRequestsError", "Rate exceeded");
  return new ApiError("ThrottlingException", "There are too many requests processing. Please try again later.");
}

/** Each model's own error for it; sts and the portal list none. */
function failed(service: ServiceId): ApiError {
  const message = "An internal error on purpose";
  if (isQuery(service)) return new ApiError("ServiceFailure", message, { status: 500 });
  if (service === "organizations") return new ApiError("ServiceException", message);
  return new ApiError("InternalServerException", message, { status: 500 });
}

const isQuery = (service: ServiceId): boolean => service === "iam" || service === "sts";
