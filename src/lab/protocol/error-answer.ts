/** Errors as each protocol writes them. */
import { ApiError } from "./api-error.ts";
import { toJson } from "./json-body.ts";
import type { ServiceModel } from "./model.ts";
import type { CompileShape } from "./shape.ts";
import type { WireAnswer } from "./wire.ts";
import { escapeXml, tag } from "./xml.ts";

/** Where the portal's error names live (facts 4.1). */
const PORTAL_NAMESPACE = "com.amazonaws.switchboard.portal#";

/** The error as the service's protocol writes it. */
export function errorAnswer(
  model: ServiceModel,
  compile: CompileShape,
  thrown: ApiError,
  requestId: string,
): WireAnswer {
  const error = signInError(model, thrown);
  const { status, code } = statusAndCode(model, named(model, error));
  const headers = { "x-amzn-requestid": requestId, "x-amzn-errortype": code, ...queryName(model, code) };
  if (model.metadata.protocol === "query")
    return {
      status,
      headers: { ...headers, "content-type": "text/xml" },
      body: xmlBody(model, { status, code, message: error.message, requestId }),
    };
  const fields = errorFields(model, compile, error, requestId);
  return {
    status,
    headers: { ...headers, "content-type": jsonContentType(model) },
    body: JSON.stringify({ ...fields, ...jsonNames(model, code, error.message) }),
  };
}

/** Smithy, "AWS query compatible trait": clients made for the Query protocol know the error by this header. */
function queryName({ metadata, shapes }: ServiceModel, code: string): Record<string, string> {
  if (metadata.awsQueryCompatible === undefined) return {};
  const shape = Object.hasOwn(shapes, code) ? shapes[code] : undefined;
  return { "x-amzn-query-error": `${shape?.queryError ?? code};Sender` };
}

/** What JSON bodies of the service are declared as. */
export const jsonContentType = ({ metadata }: ServiceModel): string =>
  metadata.protocol === "json" ? `application/x-amz-json-${metadata.jsonVersion ?? "1.1"}` : "application/json";

/** The model's where it lists the error, else what the error says. Query errors may go by another name than their shape. */
function statusAndCode({ shapes }: ServiceModel, { code, status }: ApiError): { status: number; code: string } {
  const shape = Object.hasOwn(shapes, code) ? shapes[code] : undefined;
  const modelled = shape?.error?.httpStatusCode ?? (shape?.fault ? 500 : 400);
  return { status: status ?? modelled, code: shape?.error?.code ?? code };
}

/** `Message` is what sso-admin's errors carry (facts 3.1), `message` what every SDK also reads. */
function jsonNames({ metadata }: ServiceModel, code: string, message: string): Record<string, unknown> {
  if (metadata.endpointPrefix === "portal.sso") return { message, __type: `${PORTAL_NAMESPACE}${code}` };
  if (isTokenService(metadata)) return { error: oauthName(code), error_description: message };
  // In REST JSON the error's name is in the header; the member is lower case in every model of that protocol here.
  if (metadata.protocol === "rest-json") return { __type: code, message };
  return { __type: code, Message: message, message };
}

const isTokenService = ({ endpointPrefix }: ServiceModel["metadata"]): boolean => endpointPrefix === "oidc";

/** Every error of Sign-In has a code of OAuth, too, and a refusal is 403 (API model, `OAuth2ErrorCode`, `AccessDeniedException`). */
const SIGN_IN_ERRORS: Readonly<Record<string, { readonly error: string; readonly status?: number }>> = {
  AccessDeniedException: { error: "INSUFFICIENT_PERMISSIONS", status: 403 },
  ConflictException: { error: "CONFLICT" },
  InternalServerException: { error: "server_error" },
  ResourceNotFoundException: { error: "RESOURCE_NOT_FOUND" },
  SerializationException: { error: "INVALID_REQUEST" },
  ServiceQuotaExceededException: { error: "SERVICE_QUOTA_EXCEEDED" },
  TooManyRequestsError: { error: "INVALID_REQUEST" },
  ValidationException: { error: "INVALID_REQUEST" },
};

function signInError({ metadata }: ServiceModel, error: ApiError): ApiError {
  const own = metadata.endpointPrefix === "signin" ? SIGN_IN_ERRORS[error.code] : undefined;
  if (!own) return error;
  const status = own.status === undefined ? {} : { status: own.status };
  return new ApiError(error.code, error.message, { ...status, fields: { ...error.fields, error: own.error } });
}

/** sso-oidc has no ValidationException: what the model's constraints refuse is an invalid request (API model). */
function named({ metadata }: ServiceModel, error: ApiError): ApiError {
  const isKernels = error.code === "ValidationException" || error.code === "SerializationException";
  if (!isTokenService(metadata) || !isKernels) return error;
  return new ApiError("InvalidRequestException", error.message, { status: 400, fields: { ...error.fields } });
}

/** `AuthorizationPendingException` is `authorization_pending` in the body (facts 4.3, RFC 6749). */
const oauthName = (code: string): string =>
  code === "InternalServerException"
    ? "server_error"
    : code
        .replace(/Exception$/, "")
        .replace(/(?<=[a-z])(?=[A-Z])/g, "_")
        .toLowerCase();

/** Further members by the error's shape, the request's id among them where the model has it (identitystore, facts 3.1). */
function errorFields(
  model: ServiceModel,
  compile: CompileShape,
  { code, fields }: ApiError,
  requestId: string,
): Readonly<Record<string, unknown>> {
  if (!Object.hasOwn(model.shapes, code)) return fields;
  const rendered = toJson(compile({ shape: code }), { RequestId: requestId, ...fields }) as Record<string, unknown>;
  return { ...fields, ...rendered };
}

function xmlBody(
  { metadata }: ServiceModel,
  { status, code, message, requestId }: { status: number; code: string; message: string; requestId: string },
): string {
  const type = tag("Type", status < 500 ? "Sender" : "Receiver");
  const content = type + tag("Code", escapeXml(code)) + tag("Message", escapeXml(message));
  return `<ErrorResponse xmlns="${metadata.xmlNamespace ?? ""}">${tag("Error", content)}${tag("RequestId", requestId)}</ErrorResponse>`;
}
