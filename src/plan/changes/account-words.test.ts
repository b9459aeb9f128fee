/** An account is called by its name and id, or by the id alone. */
import { expect, test } from "vitest";
import { SANDBOX } from "../../facts/grant/testing/grant-facts.ts";
import { accountWords } from "./account-words.ts";

test.each([
  { what: "a name that was read", accountName: "sandbox", words: `sandbox (${SANDBOX})` },
  { what: "no name", accountName: undefined, words: SANDBOX },
  { what: "a name that is the id itself", accountName: SANDBOX, words: SANDBOX },
])("$what", ({ accountName, words }) => {
  expect(accountWords({ accountId: SANDBOX, accountName })).toBe(words);
});
