/** Who was refused: read from the context of AWS's record, and only a person of Identity Center is asked about. */
import { expect, test } from "vitest";
import type { RefusalRecord } from "../../facts/refusal-record.ts";
import { principalOfRecord } from "./recorded-principal.ts";

const RESERVED = "AWSReservedSSO_Reader_0123456789abcdef";
const RESERVED_ARN = `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/${RESERVED}`;
const PERSON = "906ab1c2d3-00000001-1111-4222-8333-444455556666";

const of = (requestContext: RefusalRecord["requestContext"]) =>
  principalOfRecord({ requestContext, evaluations: [], policies: [] });
const session = (role: string, userId: string) => of({ "AWS:PrincipalArn": role, "aws:userid": userId });

test("the session of a reserved role is of a permission set", () => {
  expect(session(RESERVED_ARN, "AROAEXAMPLE0123456789:ana@example.com")).toEqual({
    roleArn: RESERVED_ARN,
    roleName: RESERVED,
    accountId: "111122223333",
    sessionName: "ana@example.com",
    grant: { kind: "permission set", name: "Reader" },
  });
});

test.each([
  { role: "arn:aws:iam::111122223333:role/team/Developer" },
  { role: "arn:aws-us-gov:iam::111122223333:role/Developer" },
])("the session of $role that is named by a user's id is of an entitlement", ({ role }) => {
  expect(session(role, `AROAEXAMPLE0123456789:${PERSON}`)).toMatchObject({
    roleName: "Developer",
    sessionName: PERSON,
    grant: { kind: "entitled role", name: "Developer" },
  });
});

test("another session of such a role is nobody's of Identity Center", () => {
  const found = session("arn:aws:iam::111122223333:role/Developer", "AROAEXAMPLE0123456789:deploy");
  expect(found).toMatchObject({ roleName: "Developer", sessionName: "deploy" });
  expect(found?.grant).toBeUndefined();
});

test.each([
  { what: "a user", role: "arn:aws:iam::111122223333:user/ana", userId: "AIDAEXAMPLE0123456789" },
  { what: "a role without a session", role: RESERVED_ARN, userId: "AROAEXAMPLE0123456789" },
  { what: "a session without a name", role: RESERVED_ARN, userId: "AROAEXAMPLE0123456789:" },
  { what: "an id that begins otherwise", role: RESERVED_ARN, userId: "x AROAEXAMPLE0123456789:ana" },
  { what: "an id that is none", role: RESERVED_ARN, userId: "123456789012:ana" },
  { what: "a short id", role: RESERVED_ARN, userId: "ARO:ana" },
  { what: "a text around the ARN", role: `see ${RESERVED_ARN}`, userId: "AROAEXAMPLE0123456789:ana" },
  { what: "an ARN that goes on", role: `${RESERVED_ARN}/`, userId: "AROAEXAMPLE0123456789:ana" },
  { what: "no account", role: `arn:aws:iam::1111:role/${RESERVED}`, userId: "AROAEXAMPLE0123456789:ana" },
  {
    what: "a session's ARN",
    role: `arn:aws:sts::111122223333:assumed-role/${RESERVED}/ana`,
    userId: "AROAEXAMPLE0123456789:ana",
  },
])("$what: nobody is asked about", ({ role, userId }) => {
  expect(session(role, userId)).toBeUndefined();
});

test("without these keys nobody is asked about", () => {
  expect(of({})).toBeUndefined();
  expect(of({ "aws:PrincipalArn": RESERVED_ARN })).toBeUndefined();
  expect(of({ "aws:userid": "AROAEXAMPLE0123456789:ana" })).toBeUndefined();
});
