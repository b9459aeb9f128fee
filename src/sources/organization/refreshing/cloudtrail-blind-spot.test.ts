/** Whose changes another account's history holds. */
import { expect, test } from "vitest";
import { type FakeAnswers, fakeAws, REFUSED } from "../../aws/testing/fake-calling.ts";
import { AT, documentWith, MANAGEMENT, SHOP } from "../../question/testing/asked-organization.ts";
import { otherHistories } from "./cloudtrail-blind-spot.ts";

const callerIn = (accountId: typeof SHOP) => ({ accountId, arn: "x" });

function look(answers: FakeAnswers, accountId: typeof SHOP, isListed = false) {
  const aws = fakeAws(answers);
  const document = documentWith({
    organization: { managementAccountId: MANAGEMENT, delegatedAdministrators: isListed ? [SHOP] : [] },
  });
  const answered = new Set(isListed ? [JSON.stringify({ kind: "delegated-administrators" })] : []);
  return otherHistories(aws.calling, { document, answered }, callerIn(accountId)).then((said) => ({
    said,
    asked: aws.asked,
  }));
}
const delegating = { ListDelegatedAdministrators: { DelegatedAdministrators: [{ Id: SHOP }] } };

test.each([
  { what: "nobody else", answers: { ListDelegatedAdministrators: {} }, caller: MANAGEMENT, said: undefined },
  { what: "a delegate", answers: delegating, caller: MANAGEMENT, said: `made from ${SHOP}:` },
  { what: "the management account", answers: delegating, caller: SHOP, said: `made from ${MANAGEMENT}:` },
  {
    what: "a delegate whom nobody may list",
    answers: { ListDelegatedAdministrators: REFUSED },
    caller: MANAGEMENT,
    said: "made from a delegated administrator, if there is one:",
  },
])("$what", async ({ answers, caller, said }) => {
  const found = await look(answers, caller);
  if (said === undefined) expect(found.said).toBeUndefined();
  else expect(found.said).toMatch(new RegExp(`^changes since ${AT} .*${said}`));
});

test("delegates that were just listed are not asked for again", async () => {
  const { said, asked } = await look({}, MANAGEMENT, true);
  expect(said).toContain(SHOP);
  expect(asked).toEqual([]);
});
