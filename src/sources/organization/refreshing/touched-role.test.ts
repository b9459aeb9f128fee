/** Which role an event of IAM changed; nothing for anything else. */
import { expect, test } from "vitest";
import { roleTouchedBy } from "./touched-role.ts";

const event = (more: object = {}) => ({
  eventSource: "iam.amazonaws.com",
  eventName: "UpdateAssumeRolePolicy",
  recipientAccountId: "111122223333",
  requestParameters: { roleName: "Developer", policyDocument: "{}" },
  ...more,
});

test.each([
  { what: "a changed trust policy", of: event(), role: "111122223333 Developer" },
  { what: "a deleted role", of: event({ eventName: "DeleteRole" }), role: "111122223333 Developer" },
  {
    what: "a role made from a template",
    of: event({
      eventName: "AcquireRole",
      requestParameters: { templateArn: "arn:aws:iam::aws:role-template/x:1" },
      responseElements: { role: { roleName: "Made" } },
    }),
    role: "111122223333 Made",
  },
  { what: "a call that failed", of: event({ errorCode: "AccessDenied" }), role: undefined },
  { what: "a tag", of: event({ eventName: "TagRole" }), role: undefined },
  { what: "another service", of: event({ eventSource: "sts.amazonaws.com" }), role: undefined },
  { what: "no account", of: event({ recipientAccountId: "x" }), role: undefined },
  { what: "no name", of: event({ requestParameters: null, responseElements: [] }), role: undefined },
])("$what", ({ of, role }) => {
  expect(roleTouchedBy(of)).toBe(role);
});
