import { expect, test } from "vitest";
import {
  parseReservedRoleName,
  parseRoleArn,
  parseSessionArn,
  reservedRoleName,
  reservedRolePath,
} from "./reserved-role.ts";

test("a set's name may hold underscores and hyphens (facts 4.2)", () => {
  expect(parseReservedRoleName("AWSReservedSSO_Data_Team-RO_c194f596bcea55cc")).toEqual({
    permissionSetName: "Data_Team-RO",
    suffix: "c194f596bcea55cc",
  });
});

test("the longest name fits IAM's 64 characters (facts 3.5)", () => {
  expect(reservedRoleName("x".repeat(32), "0".repeat(16))).toHaveLength(64);
});

test("other roles are not reserved ones", () => {
  expect(parseReservedRoleName("AWSReservedSSO_X_notahexsuffix!!")).toBeUndefined();
  expect(parseReservedRoleName("OrganizationAccountAccessRole")).toBeUndefined();
});

test("the path carries the Region except in us-east-1 (facts 4.2)", () => {
  expect(reservedRolePath("us-east-1")).toBe("/aws-reserved/sso.amazonaws.com/");
  expect(reservedRolePath("eu-west-1")).toBe("/aws-reserved/sso.amazonaws.com/eu-west-1/");
});

test("role and session ARNs are taken apart", () => {
  const role =
    "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_RO_0123456789abcdef";
  expect(parseRoleArn(role)).toEqual({
    accountId: "111122223333",
    path: "/aws-reserved/sso.amazonaws.com/eu-west-1/",
    roleName: "AWSReservedSSO_RO_0123456789abcdef",
  });
  expect(
    parseSessionArn("arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_RO_0123456789abcdef/alice@example.com"),
  ).toEqual({
    accountId: "111122223333",
    roleName: "AWSReservedSSO_RO_0123456789abcdef",
    sessionName: "alice@example.com",
  });
});
