/** The name in an ARN. */
import { expect, test } from "vitest";
import { arnName } from "./arn-name.ts";

test.each([
  ["arn:aws:iam::aws:policy/ReadOnlyAccess", "ReadOnlyAccess"],
  ["arn:aws:iam::111122223333:policy/team/Boundary", "Boundary"],
  ["arn:aws-cn:iam::111122223333:user/bob", "bob"],
  ["arn:aws:iam::111122223333:root", "the root user"],
  ["arn:aws:sts::123456789012:assumed-role/Janitor/nightly", "Janitor/nightly"],
  ["arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0", "instance/i-0123456789abcdef0"],
  ["arn:aws:s3:::reports/2026.csv", "reports/2026.csv"],
  ["arn:aws:logs:us-east-1:111122223333:log-group:app", "log-group:app"],
])("%s", (arn, name) => {
  expect(arnName(arn)).toBe(`${name} (${arn})`);
});

test.each(["*", "somebody", "arn:aws:iam", "arn:aws:s3:::a b", "the SCIM client of the identity provider"])(
  "%s is no ARN and stays as it is",
  (words) => {
    expect(arnName(words)).toBe(words);
  },
);
