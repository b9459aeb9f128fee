/** How SCIM requests are refused: RFC 7644's error body with AWS's `exceptionRequestId` and `timeStamp` (observed sentences). */
import type { WireAnswer } from "../../protocol/wire.ts";
import type { Visit } from "../site.ts";

/** AWS's names for the refusals, with their statuses (facts 6). */
const STATUSES = {
  ValidationException: 400,
  UnauthorizedException: 401,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ConflictException: 409,
  ThrottlingException: 429,
} as const;

export type ScimCode = keyof typeof STATUSES;

export class ScimError extends Error {
  readonly code: ScimCode;

  constructor(code: ScimCode, message: string) {
    super(message);
    this.name = "ScimError";
    this.code = code;
  }
}

export const invalid = (message: string): ScimError => new ScimError("ValidationException", message);
export const missing = (what: string): ScimError => new ScimError("ResourceNotFoundException", `${what} not found.`);

export const scimAnswer = (status: number, body: unknown, requestId: string): WireAnswer => ({
  status,
  headers: { "content-type": "application/scim+json", "x-amzn-requestid": requestId },
  body: body === undefined ? "" : JSON.stringify(body),
});

export function errorAnswer(
  { code, message }: ScimError,
  { requestId, now }: Pick<Visit, "requestId" | "now">,
): WireAnswer {
  const status = STATUSES[code];
  const body = {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
    detail: message,
    status,
    exceptionRequestId: requestId,
    timeStamp: now.toISOString(),
  };
  const answer = scimAnswer(status, body, requestId);
  return { ...answer, headers: { ...answer.headers, "x-amzn-errortype": code } };
}
