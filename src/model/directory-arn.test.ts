/** Only ARNs of the identity store give way to the id in them. */
import { expect, test } from "vitest";
import { plainId, withPlainIds } from "./directory-arn.ts";

const ID = "906ab1c2d3-11112222-3333-4444-5555-666677778888";

test.each([
  [`arn:aws:identitystore:::user/${ID}`, ID],
  [`arn:aws-us-gov:identitystore:::group/${ID}`, ID],
  [`arn:aws-cn:identitystore:::membership/${ID}`, ID],
  ["arn:aws:identitystore::123456789012:identitystore/d-906ab1c2d3", "d-906ab1c2d3"],
  [ID, ID],
  [`arn:aws:identitystore:::user/${ID} `, `arn:aws:identitystore:::user/${ID} `],
  [`arn:aws:identitystore:::device/${ID}`, `arn:aws:identitystore:::device/${ID}`],
  ["arn:aws:identitystore:::user/*", "arn:aws:identitystore:::user/*"],
  ["arn:aws:iam::123456789012:user/alice", "arn:aws:iam::123456789012:user/alice"],
])("%s is %s", (text, id) => {
  expect(plainId(text)).toBe(id);
});

test("in every part of a value", () => {
  const userId = `arn:aws:identitystore:::user/${ID}`;
  expect(withPlainIds({ memberId: { userId }, groupIds: [userId, 1, null], is: true })).toEqual({
    memberId: { userId: ID },
    groupIds: [ID, 1, null],
    is: true,
  });
});
