/** One line for each account, with what to do where it failed. */
import { expect, test } from "vitest";
import type { Provisioned, ProvisionedAccount } from "../app/provision.ts";
import { palette } from "../report/palette.ts";
import { exitOf } from "./commands/provision.ts";
import { provisionedText } from "./provisioned-text.ts";

const STYLE = { palette: palette({ isColored: false }), width: 100 };
const resultOf = (account: object): Provisioned => ({
  kind: "provisioned",
  permissionSetName: "ReadOnly",
  planId: "p",
  accounts: [{ accountId: "111122223333", ...account } as ProvisionedAccount],
});

test.each([
  {
    what: "provisioned",
    account: { kind: "provisioned", isAssigned: true },
    exit: 0,
    line: "provisioned, verified with ListPermissionSetsProvisionedToAccount",
  },
  {
    what: "assigned to nobody",
    account: { kind: "provisioned", isAssigned: false },
    exit: 0,
    line: "provisioned, verified with ListPermissionSetsProvisionedToAccount. It is not assigned to anyone there, so no access portal shows it",
  },
  {
    what: "a suspended account",
    account: { kind: "failed", reason: "AWS SSO is unable to complete", accountState: "SUSPENDED" },
    exit: 4,
    line: "failed because the account is SUSPENDED. Reactivate the account or leave it out. AWS says: AWS SSO is unable to complete",
  },
  {
    what: "another failure",
    account: { kind: "failed", reason: "quota", accountState: null },
    exit: 4,
    line: "failed: quota",
  },
  {
    what: "not verified",
    account: { kind: "unverified", reason: "the result could not be read" },
    exit: 4,
    line: "not verified: the result could not be read",
  },
])("$what", ({ account, exit, line }) => {
  expect(provisionedText(resultOf(account), STYLE)).toBe(`ReadOnly in 111122223333: ${line}\n`);
  expect(exitOf(resultOf(account))).toBe(exit);
});

test("a refusal that is foreseen says that nothing was sent", () => {
  const refused = {
    kind: "refusal-predicted",
    permissionSetName: "ReadOnly",
    refusals: [{ summary: "no", steps: ["do"] }],
  };
  expect(provisionedText(refused as unknown as Provisioned, STYLE)).toBe(
    "AWS would refuse this, so nothing was sent:\n  - no.\n      do\n",
  );
  expect(exitOf(refused as unknown as Provisioned)).toBe(1);
});
