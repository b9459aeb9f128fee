/** The frames in which the clients put AWS's errors: code, operation, service, request id and words out of each. */
import { describe, expect, test } from "vitest";
import { type ApiError, apiErrorIn } from "./api-error.ts";
import { readMessage } from "./readable.ts";

const ID = "11111111-2222-3333-4444-555555555555";
const read = (text: string) => apiErrorIn(readMessage(text));

describe("a frame is read", () => {
  test.each<{ readonly text: string; readonly expected: ApiError }>([
    // aws CLI, boto3
    {
      text: "An error occurred (ConflictException) when calling the CreateAccountAssignment operation: busy",
      expected: { code: "ConflictException", operation: "CreateAccountAssignment", message: "busy" },
    },
    {
      text: "x\nAn error occurred (Throttling.User) when calling the ListUsers operation (reached max retries: 12): Rate exceeded\nmore",
      expected: { code: "Throttling.User", operation: "ListUsers", message: "Rate exceeded" },
    },
    {
      text: "An error occurred (403) when calling the HeadObject operation:Forbidden",
      expected: { code: "403", operation: "HeadObject", message: "Forbidden" },
    },
    {
      text: "An error occurred (X) when calling the Y operation",
      expected: { code: "X", operation: "Y", message: "" },
    },
    // Go
    {
      text: `operation error SSO Admin: ListInstances, https response error StatusCode: 400, RequestID: ${ID}, api error ValidationException: wrong`,
      expected: {
        code: "ValidationException",
        service: "SSO Admin",
        operation: "ListInstances",
        requestId: ID,
        message: "wrong",
      },
    },
    {
      text: `operation error SSO: GetRoleCredentials, exceeded maximum number of attempts, 3, https response error StatusCode: 429, RequestID: ${ID}, TooManyRequestsException:slow`,
      expected: {
        code: "TooManyRequestsException",
        service: "SSO",
        operation: "GetRoleCredentials",
        requestId: ID,
        message: "slow",
      },
    },
    {
      text: "operation error S3: GetObject, StatusCode: 0, RequestID: , api error Denied:",
      expected: { code: "Denied", service: "S3", operation: "GetObject", requestId: "", message: "" },
    },
    // Java
    {
      text: `software.amazon.awssdk.services.sso.model.UnauthorizedException: Session token not found (Service: Sso, Status Code: 401, Request ID: ${ID})`,
      expected: { code: "UnauthorizedException", service: "Sso", requestId: ID, message: "Session token not found" },
    },
    {
      text: `The role is gone. (Service: AWSSSOAdmin; Status Code: 400; Error Code: ConflictException; Request ID: ${ID}; Proxy: null)`,
      expected: { code: "ConflictException", service: "AWSSSOAdmin", requestId: ID, message: "The role is gone." },
    },
    {
      text: `first line\nInternalError: words (service: sso, statuscode: 500, request id: ${ID})`,
      expected: { code: "InternalError", service: "sso", requestId: ID, message: "words" },
    },
    // wire bodies
    {
      text: '{"__type":"com.amazonaws.sso#ThrottlingException","message":"slow \\"down\\""}',
      expected: { code: "ThrottlingException", message: 'slow \\"down\\"' },
    },
    {
      text: `{ __type: 'AccessDeniedException', Message: 'no', requestId: '${ID}' }`,
      expected: { code: "AccessDeniedException", requestId: ID, message: "no" },
    },
    { text: `{"RequestId" : "${ID}", "__type" : "X"}`, expected: { code: "X", requestId: ID, message: "" } },
    // XML
    {
      text: `<Error><Code>NoSuchEntity</Code><Message>gone</Message></Error><RequestId>${ID}</RequestId>`,
      expected: { code: "NoSuchEntity", requestId: ID, message: "gone" },
    },
    { text: "<Code>A.B</Code>", expected: { code: "A.B", message: "" } },
    // OAuth
    {
      text: '{"error":"invalid_grant","error_description":"used up"}',
      expected: { code: "invalid_grant", message: "used up" },
    },
    { text: '{"error" : "slow_down"}', expected: { code: "slow_down", message: "" } },
    // names
    {
      text: `ResourceNotFoundException: gone\nrequest id: ${ID}`,
      expected: { code: "ResourceNotFoundException", requestId: ID, message: "gone" },
    },
    { text: "Error: (AccessDenied: no", expected: { code: "AccessDenied", message: "no" } },
    { text: "caused by\nEntityNotFound:x", expected: { code: "EntityNotFound", message: "x" } },
    { text: "aws.QuotaLimitExceeded: much", expected: { code: "QuotaLimitExceeded", message: "much" } },
    {
      text: "ServiceFault: x RequestID: 12345678",
      expected: { code: "ServiceFault", requestId: "12345678", message: "x RequestID: 12345678" },
    },
  ])("$text", ({ text, expected }) => {
    const found = read(text);
    expect(found && Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))).toEqual(
      expected,
    );
  });
});

describe("no frame", () => {
  test.each([
    "",
    "something went wrong",
    "An error occurred when calling the ListUsers operation: x",
    "operation error SSO: GetRoleCredentials, nobody answered",
    "words (Service: Sso, Status Code: 401, Request ID: x)",
    '{"type":"X"}',
    '{"error":"Not A Code"}',
    "<Code>two words</Code>",
    "lowerException: x",
    "MyExceptions: x",
    "SomethingException",
    "xAccessDenied: no",
  ])("%j", (text) => {
    expect(read(text)).toBeUndefined();
  });
});

test("words end with their line, and with two thousand characters", () => {
  expect(read(`An error occurred (X) when calling the Y operation: ${"a".repeat(3000)}`)?.message).toHaveLength(2000);
  expect(read("ResourceNotFoundException: gone\nand more")?.message).toBe("gone");
});

test("the first frame that fits is taken", () => {
  expect(read("AccessDenied: x\nAn error occurred (X) when calling the Y operation: z")?.code).toBe("X");
});
