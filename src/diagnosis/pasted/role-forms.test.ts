import { expect, test } from "vitest";
import { listRolesCommand, roleWithoutPathIn } from "./role-forms.ts";

const ROLE = "arn:aws:iam::111122223333:role/AWSReservedSSO_ReadOnly_0123456789abcdef";

test.each([
  [`the role ${ROLE} is`, "AWSReservedSSO_ReadOnly_0123456789abcdef"],
  [`the role ${ROLE}.`, "AWSReservedSSO_ReadOnly_0123456789abcdef"],
  [`the role ${ROLE}.,. So`, "AWSReservedSSO_ReadOnly_0123456789abcdef"],
  [
    "arn:aws:iam::111122223333:role/AWSReservedSSO_Read.Only_0123456789abcdef",
    "AWSReservedSSO_Read.Only_0123456789abcdef",
  ],
  ["arn:aws:iam::111122223333:role/AWSReservedSSO_R,W_<suffix>", "AWSReservedSSO_R,W_<suffix>"],
  ["arn:aws-us-gov:iam::111122223333:role/AWSReservedSSO_A_*", "AWSReservedSSO_A_*"],
])("the role without its path in %s", (line, roleName) => {
  expect(roleWithoutPathIn(line)).toMatchObject({ account: "111122223333", roleName });
});

test.each([
  "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_0123456789abcdef",
  "arn:aws:iam::111122223333:role/Other",
  "AWSReservedSSO_A_0123456789abcdef",
])("none in %s", (line) => {
  expect(roleWithoutPathIn(line)).toBeUndefined();
});

test.each(["Read Only", "a".repeat(33), " A", "A ", "$(x)", ""])(
  "a name that no set has is in no command: %j",
  (set) => {
    expect(listRolesCommand(set)).toBe("aws iam list-roles --path-prefix /aws-reserved/sso.amazonaws.com/");
  },
);

test("the set's role is printed", () => {
  expect(listRolesCommand("ReadOnly")).toContain("AWSReservedSSO_ReadOnly_");
  expect(listRolesCommand(null)).not.toContain("query");
});
