/** AWS's own sentences for inputs that break the API model. */
import { describe, expect, test } from "vitest";
import { models } from "../models/index.ts";
import { compileService } from "./service.ts";
import { patternExpression } from "./shape.ts";
import { checkedInput, errorOf, formRequest, jsonRequest, restRequest } from "./testing/requests.ts";

const ssoAdmin = compileService(models["sso-admin"]);
const identitystore = compileService(models.identitystore);
const organizations = compileService(models.organizations);
const iam = compileService(models.iam);
const sso = compileService(models.sso);

const INSTANCE = "arn:aws:sso:::instance/ssoins-7223a5d90eexampl";
const SET = "arn:aws:sso:::permissionSet/ssoins-7223a5d90eexampl/ps-a1b2c3d4e5f6g7h8";
const SET_PATTERN = "arn:aws(-[a-z]{1,5}){0,3}:sso:::permissionSet/(sso)?ins-[a-zA-Z0-9-.]{16}/ps-[a-zA-Z0-9-./]{16}";
const INSTANCE_PATTERN = "arn:aws(-[a-z]{1,5}){0,3}:sso:::instance/(sso)?ins-[a-zA-Z0-9-.]{16}";

const admin = (operation: string, input: unknown) => jsonRequest(`SWBExternalService.${operation}`, input);
const store = (operation: string, input: unknown) => jsonRequest(`AWSIdentityStore.${operation}`, input);

const refused = (code: string, message: string) => expect.objectContaining({ code, message });

describe("structures", () => {
  test("the article's malformed ARNs give both violations", () => {
    const permissionSet = "arn:aws:iam::aws:permission-set/sso_ps/ssoins-7223a5d90eexample/ps-a1b2c3d4e5f6g7h8";
    const instance = "arn:aws:sso:::instance/ssoins-7223a5d90eexample";
    const input = { InstanceArn: instance, PermissionSetArn: permissionSet, TargetType: "ALL_PROVISIONED_ACCOUNTS" };
    expect(errorOf(ssoAdmin, admin("ProvisionPermissionSet", input))).toEqual(
      refused(
        "ValidationException",
        `2 validation errors detected: Value '${instance}' at 'instanceArn' failed to satisfy constraint: Member must satisfy regular expression pattern: ${INSTANCE_PATTERN}; Value '${permissionSet}' at 'permissionSetArn' failed to satisfy constraint: Member must satisfy regular expression pattern: ${SET_PATTERN}`,
      ),
    );
  });

  test("every missing member is named", () => {
    const error = errorOf(
      ssoAdmin,
      admin("CreateAccountAssignment", { InstanceArn: INSTANCE, TargetId: "12345678901x" }),
    );
    const missing = ["targetType", "permissionSetArn", "principalType", "principalId"].map(
      (path) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`,
    );
    expect(error).toEqual(
      refused(
        "ValidationException",
        `5 validation errors detected: ${missing.join("; ")}; Value '12345678901x' at 'targetId' failed to satisfy constraint: Member must satisfy regular expression pattern: \\d{12}`,
      ),
    );
  });

  test("enums, numbers and null members", () => {
    const list = (input: object) => errorOf(ssoAdmin, admin("ListAccountAssignments", input));
    expect(list({ InstanceArn: INSTANCE, AccountId: "111122223333", PermissionSetArn: SET, MaxResults: 0 })).toEqual(
      refused(
        "ValidationException",
        "1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
      ),
    );
    expect(list({ InstanceArn: null, AccountId: "111122223333", PermissionSetArn: SET })).toEqual(
      refused(
        "ValidationException",
        "1 validation error detected: Value null at 'instanceArn' failed to satisfy constraint: Member must not be null",
      ),
    );
    const provisioned = { InstanceArn: INSTANCE, AccountId: "111122223333", ProvisioningStatus: "LATEST" };
    expect(errorOf(ssoAdmin, admin("ListPermissionSetsProvisionedToAccount", provisioned))).toEqual(
      refused(
        "ValidationException",
        "1 validation error detected: Value 'LATEST' at 'provisioningStatus' failed to satisfy constraint: Member must satisfy enum value set: [LATEST_PERMISSION_SET_PROVISIONED, LATEST_PERMISSION_SET_NOT_PROVISIONED]",
      ),
    );
  });

  test("a union has exactly one member", () => {
    const id = { IdentityStoreId: "d-1234567890", AlternateIdentifier: {} };
    expect(errorOf(identitystore, store("GetUserId", id))).toMatchObject({
      message:
        "1 validation error detected: Value at 'alternateIdentifier' failed to satisfy constraint: Member must have exactly one field set",
    });
  });
});

describe("lists", () => {
  const create = (tags: unknown) => admin("CreatePermissionSet", { InstanceArn: INSTANCE, Name: "Admin", Tags: tags });

  test("structures inside are named one by one", () => {
    const long = "k".repeat(129);
    expect(errorOf(ssoAdmin, create([{ Key: "a", Value: "b" }, { Key: long, Value: "x" }, null]))).toEqual(
      refused(
        "ValidationException",
        `2 validation errors detected: Value '${long}' at 'tags.2.member.key' failed to satisfy constraint: Member must have length less than or equal to 128; Value null at 'tags.3.member' failed to satisfy constraint: Member must not be null`,
      ),
    );
    expect(checkedInput(ssoAdmin, create([{ Key: "a", Value: "b" }]))).toMatchObject({ Tags: [{ Key: "a" }] });
  });

  test("plain values are told by the list and all that an element must be", () => {
    const query = { IdentityStoreId: "d-1234567890", MemberId: { UserId: "11112222-3333-4444-5555-666677778888" } };
    const error = errorOf(identitystore, store("IsMemberInGroups", { ...query, GroupIds: ["no-uuid"] }));
    const pattern = models.identitystore.shapes["ResourceId"]?.pattern;
    expect(error).toEqual(
      refused(
        "ValidationException",
        `1 validation error detected: Value '[no-uuid]' at 'groupIds' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 100, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ${pattern}]`,
      ),
    );
    expect(errorOf(identitystore, store("IsMemberInGroups", { ...query, GroupIds: [] }))).toMatchObject({
      message:
        "1 validation error detected: Value '[]' at 'groupIds' failed to satisfy constraint: Member must have length greater than or equal to 1",
    });
  });

  test("a list that is too long is printed as Java prints it", () => {
    const error = errorOf(ssoAdmin, create(Array.from({ length: 76 }, () => ({ Key: "k", Value: "v" }))));
    expect(error).toMatchObject({
      message: expect.stringContaining("Value '[Tag(key=k, value=v), Tag(key=k, value=v)"),
    });
    expect(error).toMatchObject({ message: expect.stringContaining("less than or equal to 75") });
  });
});

test("sensitive values are not shown", () => {
  const error = errorOf(iam, formRequest({ Action: "CreateLoginProfile", UserName: "a b", Password: "p".repeat(129) }));
  expect(error).toEqual(
    refused(
      "ValidationError",
      "2 validation errors detected: Value 'a b' at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+; Value at 'password' failed to satisfy constraint: Member must have length less than or equal to 128",
    ),
  );
});

test("services without a ValidationException use their general error", () => {
  expect(errorOf(organizations, jsonRequest("AWSOrganizationsV20161128.DescribeAccount", { AccountId: "12" }))).toEqual(
    expect.objectContaining({
      code: "InvalidInputException",
      message: "You provided a value that does not match the required pattern.",
      fields: { Reason: "INVALID_PATTERN" },
    }),
  );
  expect(errorOf(sso, restRequest("GET", "/assignment/roles?max_result=1000"))).toMatchObject({
    code: "InvalidRequestException",
    message:
      // The page size has a sentence of its own, which the portal's operations give (observed sentences).
      "1 validation error detected: Value null at 'accountId' failed to satisfy constraint: Member must not be null",
  });
});

test("lengths count characters, and a value far too long costs no pattern", () => {
  const name = (text: string) =>
    errorOf(identitystore, store("CreateGroup", { IdentityStoreId: "d-1234567890", DisplayName: text }));
  expect(name("😀".repeat(1024))).toBeUndefined();
  expect(name("😀".repeat(1025))).toMatchObject({ message: expect.stringContaining("less than or equal to 1024") });
  // A pattern that looked at all of it would not end within the test's time.
  expect(name("\u0000".repeat(3_000_000))).toMatchObject({ code: "ValidationException" });
});

test("every pattern of the models is understood, Unicode properties as such", () => {
  const patterns = Object.values(models).flatMap(({ shapes }) =>
    Object.values(shapes).flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern])),
  );
  expect(patterns.length).toBeGreaterThan(150);
  expect(patterns.filter((pattern) => patternExpression(pattern)?.unicode !== true)).toEqual([]);
  expect(patternExpression(String.raw`\p{L}+(?:(\.|\_)\p{L}+){0,2}`)?.test("é_ß")).toBe(true);
});
