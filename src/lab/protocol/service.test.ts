/** The kernel per protocol: routing, hostile bodies, answers and errors on the wire. */
import { describe, expect, test } from "vitest";
import { models } from "../models/index.ts";
import { ApiError } from "./api-error.ts";
import { compileService } from "./service.ts";
import { checkedInput, errorOf, formRequest, jsonRequest, restRequest } from "./testing/requests.ts";

const ssoAdmin = compileService(models["sso-admin"]);
const identitystore = compileService(models.identitystore);
const organizations = compileService(models.organizations);
const iam = compileService(models.iam);
const sts = compileService(models.sts);
const sso = compileService(models.sso);

const INSTANCE = "arn:aws:sso:::instance/ssoins-7223a5d90eexampl";
const admin = (operation: string, body: unknown) => jsonRequest(`SWBExternalService.${operation}`, body);
const jsonOf = ({ body }: { readonly body: string }): unknown => JSON.parse(body);

describe("routing", () => {
  test.each(["SWBExternalService.NoSuchThing", "SWBExternalService.__proto__", "constructor", ""])(
    "an unknown target %o is refused",
    (target) => {
      expect(errorOf(ssoAdmin, jsonRequest(target, {}))).toMatchObject({ code: "UnknownOperationException" });
    },
  );

  test("an unknown action names the version", () => {
    expect(errorOf(iam, formRequest({ Action: "toString", Version: "2010-05-08" }))).toMatchObject({
      code: "InvalidAction",
      message: "Could not find operation toString for version 2010-05-08",
    });
  });

  test("Query takes its form from the query string too", () => {
    const request = restRequest("GET", "/?Action=GetCallerIdentity&Version=2011-06-15");
    expect(sts.route(request).operation.name).toBe("GetCallerIdentity");
  });

  test("the portal refuses other methods and paths", () => {
    expect(errorOf(sso, restRequest("POST", "/assignment/accounts"))).toMatchObject({
      code: "MethodNotAllowedException",
      status: 405,
    });
    expect(errorOf(sso, restRequest("GET", "/nothing"))).toMatchObject({ status: 404 });
  });
});

describe("hostile and broken bodies", () => {
  test.each(["null", "[]", "3", '"x"', "{", '{"InstanceArn":3}', '{"InstanceArn":{}}', '{"Tags":{}}', '{"Tags":[3]}'])(
    "%s is refused, not a failure of the lab",
    (body) => {
      expect(errorOf(ssoAdmin, admin("CreatePermissionSet", body))).toMatchObject({ code: "SerializationException" });
    },
  );

  test("names of the prototype are plain data", () => {
    const body = `{"InstanceArn":"${INSTANCE}","__proto__":{"Name":"x"},"constructor":{"prototype":{"Name":"x"}}}`;
    expect(errorOf(ssoAdmin, admin("CreatePermissionSet", body))).toMatchObject({
      message: expect.stringContaining("Value null at 'name'"),
    });
    expect(({} as Record<string, unknown>)["Name"]).toBeUndefined();
  });

  test("keys of a map may be called __proto__", () => {
    const request = (key: string) =>
      jsonRequest("AWSIdentityStore.CreateUser", `{"IdentityStoreId":"d-1234567890","Extensions":{"${key}":{"a":1}}}`);
    const call = identitystore.route(request("__proto__"));
    const input = identitystore.parse(call, request("__proto__"));
    expect(Object.keys(input["Extensions"] as object)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(input["Extensions"])).toBeNull();
  });

  test("forms whose names are hostile", () => {
    const form = "Action=CreateRole&__proto__.x=1&constructor.prototype.y=2&Tags.member.__proto__.Key=a&RoleName=r";
    expect(errorOf(iam, formRequest(form))).toMatchObject({ code: "ValidationError" });
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
    const deep = `Action=CreateRole&${"a.".repeat(100)}b=1`;
    expect(errorOf(iam, formRequest(deep))).toMatchObject({ code: "SerializationException" });
  });

  test("documents nested beyond all reason", () => {
    const nested = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const body = `{"IdentityStoreId":"d-1234567890","Extensions":{"aws:x":{"a":${nested}}}}`;
    expect(errorOf(identitystore, jsonRequest("AWSIdentityStore.CreateUser", body))).toMatchObject({
      message: "The request body is nested too deeply",
    });
  });

  test.each(["abc", "", "0x10", "1.5", "Infinity"])("a form's number %o is refused", (text) => {
    const form = { Action: "AssumeRole", RoleArn: "arn:aws:iam::111122223333:role/r", RoleSessionName: "session" };
    expect(errorOf(sts, formRequest({ ...form, DurationSeconds: text }))).toMatchObject({
      code: "SerializationException",
      message: "Value at 'durationSeconds' is not an integer",
    });
  });

  test("list members are taken in the order of their numbers, gaps closed", () => {
    const form =
      "Action=UntagRole&RoleName=r&TagKeys.member.10=c&TagKeys.member.2=b&TagKeys.member.1=a&TagKeys.member.x=d";
    expect(checkedInput(iam, formRequest(form))["TagKeys"]).toEqual(["a", "b", "c"]);
  });
});

describe("answers", () => {
  const { operations } = models["sso-admin"];
  const describeSet = operations["DescribePermissionSet"];
  const set = { CreatedDate: new Date(1_650_989_104_461), Description: undefined, Name: "Admin", Secret: "x" };

  test("JSON: epoch seconds with fraction, members in the model's order, absent ones left out", () => {
    if (!describeSet) throw new TypeError("the model lacks DescribePermissionSet");
    const answer = ssoAdmin.renderOutput(describeSet, { PermissionSet: set }, "id-1");
    expect(answer).toEqual({
      status: 200,
      headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "id-1" },
      body: '{"PermissionSet":{"Name":"Admin","CreatedDate":1650989104.461}}',
    });
  });

  test("Query: ISO 8601, escaped, control characters replaced", () => {
    const operation = models.iam.operations["GetUser"];
    if (!operation) throw new TypeError("the model lacks GetUser");
    const user = { UserName: "a<b>&\u0000\ud800", Path: "/", CreateDate: new Date("2026-01-05T08:00:00Z") };
    const { body } = iam.renderOutput(operation, { User: user }, "id-2");
    expect(body).toBe(
      '<GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetUserResult><User><Path>/</Path><UserName>a&#x3c;b&#x3e;&#x26;\ufffd\ufffd</UserName><CreateDate>2026-01-05T08:00:00.000Z</CreateDate></User></GetUserResult><ResponseMetadata><RequestId>id-2</RequestId></ResponseMetadata></GetUserResponse>',
    );
  });

  test("REST: the portal's expiration is epoch milliseconds, Logout has no body", () => {
    const [get, logout] = [models.sso.operations["GetRoleCredentials"], models.sso.operations["Logout"]];
    if (!get || !logout) throw new TypeError("the model lacks the portal's operations");
    const output = { roleCredentials: { expiration: 1_767_600_000_000, accessKeyId: "ASIA" } };
    expect(sso.renderOutput(get, output, "id").body).toBe(
      '{"roleCredentials":{"accessKeyId":"ASIA","expiration":1767600000000}}',
    );
    expect(sso.renderOutput(logout, {}, "id")).toMatchObject({ status: 200, body: "" });
  });
});

describe("errors", () => {
  test("sso-admin: Message and message, the name in header and body", () => {
    const error = new ApiError("ResourceNotFoundException", "No such set", {
      fields: { Reason: "KMS_NotFoundException" },
    });
    const answer = ssoAdmin.renderError(error, "id-3");
    expect(answer).toMatchObject({
      status: 400,
      headers: { "x-amzn-errortype": "ResourceNotFoundException", "x-amzn-requestid": "id-3" },
    });
    expect(jsonOf(answer)).toEqual({
      __type: "ResourceNotFoundException",
      Message: "No such set",
      message: "No such set",
      Reason: "KMS_NotFoundException",
    });
  });

  test("identitystore carries the request's id; what is the service's fault is a 500", () => {
    expect(jsonOf(identitystore.renderError(new ApiError("ConflictException", "x"), "id-4"))).toMatchObject({
      RequestId: "id-4",
    });
    expect(identitystore.renderError(new ApiError("InternalServerException", "x"), "id").status).toBe(500);
    expect(organizations.renderError(new ApiError("ServiceException", "x"), "id").status).toBe(500);
  });

  test("fields cannot change what the error is", () => {
    const error = new ApiError("ConflictException", "x", { fields: { __type: "Other", message: "y" } });
    expect(jsonOf(ssoAdmin.renderError(error, "id"))).toMatchObject({ __type: "ConflictException", message: "x" });
  });

  test("the portal: the switchboard's name, the model's status, 403 by our correction", () => {
    const answer = sso.renderError(new ApiError("UnauthorizedException", "Session token not found or invalid"), "id");
    expect(answer.status).toBe(401);
    expect(answer.headers["x-amzn-errortype"]).toBe("UnauthorizedException");
    expect(answer.body).toBe(
      '{"message":"Session token not found or invalid","__type":"com.amazonaws.switchboard.portal#UnauthorizedException"}',
    );
    expect(sso.renderError(new ApiError("ForbiddenException", "No access"), "id").status).toBe(403);
  });

  test("Query: the model's code and status, in XML", () => {
    const answer = iam.renderError(new ApiError("NoSuchEntityException", "The role <r> cannot be found."), "id-5");
    expect(answer.status).toBe(404);
    expect(answer.headers["content-type"]).toBe("text/xml");
    expect(answer.body).toBe(
      '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>The role &#x3c;r&#x3e; cannot be found.</Message></Error><RequestId>id-5</RequestId></ErrorResponse>',
    );
  });
});
