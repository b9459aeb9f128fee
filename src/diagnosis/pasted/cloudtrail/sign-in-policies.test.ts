/** Events of changed Sign-In policies: what they mean for the console, and of which account. */
import { expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const explained = (eventName: string, requestParameters: object, more: object = {}) =>
  explainPasted(
    JSON.stringify({
      eventVersion: "1.11",
      eventSource: "signin.amazonaws.com",
      eventName,
      eventTime: "2026-09-14T09:30:00Z",
      userIdentity: { type: "AssumedRole", arn: "arn:aws:sts::111122223333:assumed-role/Security/carol" },
      recipientAccountId: "111122223333",
      requestParameters,
      ...more,
    }),
  )[0];

test.each([
  ["PutConsoleAuthorizationConfiguration", { targetId: "o-a1b2c3d4e5" }, null, true],
  ["PutConsoleAuthorizationConfiguration", { targetId: "444455556666" }, "444455556666", true],
  ["PutResourcePermissionStatement", { sourceIp: "192.0.2.0/24" }, "111122223333", true],
  ["DeleteResourcePermissionStatement", { statementId: "a" }, "111122223333", false],
  ["DeleteConsoleAuthorizationConfiguration", {}, "111122223333", false],
])("%s %j", (name, input, account, closes) => {
  const found = explained(name, input);
  expect(found).toMatchObject({ title: `${name}: a change of who may open the console`, account });
  expect(found?.fits.map(({ id }) => id)).toEqual(closes ? ["console-sign-in-policy"] : []);
  expect(found?.meaning.length).toBeGreaterThan(0);
});

test("one that was refused changed nothing", () => {
  const found = explained(
    "PutConsoleAuthorizationConfiguration",
    {},
    { errorCode: "AccessDenied", errorMessage: "no" },
  );
  expect(found?.fits.map(({ id }) => id)).not.toContain("console-sign-in-policy");
});
