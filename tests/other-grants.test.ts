/** Of very many grants that a user has, `why` names those that may have been meant: the same account, or the same set. */
import { expect, test } from "vitest";
import { documentOf } from "../scenes/scene.ts";
import { why } from "../src/app/why.ts";
import { createDocumentReader } from "../src/sources/document/reader.ts";
import { testContext } from "./support/reader.ts";

const HERE = "222200000000";
const account = (at: number): string => String(111100000000 + at);
const sets = (count: number) => Array.from({ length: count }, (_none, at) => `Other-${at}`);
const accounts = (count: number) => Array.from({ length: count }, (_none, at) => account(at));

async function causesWith(assignments: readonly { readonly account: string; readonly permissionSet: string }[]) {
  const document = documentOf("test", {
    schema: "idc-doctor/organization/1",
    accounts: [...accounts(40).map((id) => ({ id })), { id: HERE }],
    users: [{ userName: "alice" }],
    permissionSets: ["Wanted", ...sets(40)].map((name) => ({ name })),
    assignments: assignments.map((row) => ({ ...row, user: "alice" })),
  });
  const question = { user: "alice", account: HERE, permissionSet: "Wanted", isRegionGiven: false };
  const { diagnosis } = await why(question, createDocumentReader(document), testContext());
  return diagnosis.causes;
}

test("another set in this account, behind many sets in other accounts", async () => {
  const elsewhere = sets(40).map((permissionSet, at) => ({ account: account(at), permissionSet }));
  const [first] = await causesWith([...elsewhere, { account: HERE, permissionSet: "Other-7" }]);
  expect(first?.id).toBe("other-set-assigned");
  expect(first?.summary).toContain("has Other-7 in");
});

test("the same set in another account, behind many sets in this and other accounts", async () => {
  const here = sets(40).map((permissionSet) => ({ account: HERE, permissionSet }));
  const elsewhere = sets(40).map((permissionSet, at) => ({ account: account(at), permissionSet }));
  const causes = await causesWith([...elsewhere, ...here, { account: account(3), permissionSet: "Wanted" }]);
  expect(causes.map(({ id }) => id)).toEqual(["other-set-assigned", "other-account-assigned", "no-assignment"]);
  expect(causes[1]?.summary).toContain(`has Wanted in account ${account(3)}`);
});

test("every account in which the user has the set is counted", async () => {
  const [first] = await causesWith(accounts(30).map((id) => ({ account: id, permissionSet: "Wanted" })));
  expect(first?.id).toBe("other-account-assigned");
  expect(first?.summary).toContain("27 more accounts");
});
