/** What Terraform looked for, as its messages name it. */
import { expect, test } from "vitest";
import { explainPasted } from "../index.ts";

test.each([
  // The name of Terraform's own block is not the name in the directory.
  ["data.aws_identitystore_user.kim has an empty result", "get-user-id", "<userName>"],
  [
    'data.aws_identitystore_group.team: reading IdentityStore Group: empty result, AttributeValue = "Team A"',
    "get-group-id",
    "Team A",
  ],
  ['IdentityStore Group: empty result, AttributeValue = "Team A"', "get-group-id", "Team A"],
  ['IdentityStore User: no matching, AttributeValue" : "kim"', "get-user-id", "kim"],
  ['IdentityStore User: no matching, module.x.this["kim@example.com"]', "get-user-id", "kim@example.com"],
  ["IdentityStore User: no matching", "get-user-id", "<userName>"],
  ["IdentityStore Group: no matching", "get-group-id", "<group name>"],
])("%s: %s %s", (text, operation, name) => {
  const command = explainPasted(text)[0]?.next.find((step) => step.startsWith("aws ")) ?? "";
  expect(command).toContain(operation);
  expect(command).toContain(`"AttributeValue":"${name}"`);
});
