/** The result of `provision` for people: one line for each account. */
import type { Provisioned, ProvisionedAccount } from "../app/provision.ts";
import { plain } from "../report/sanitize.ts";
import type { TextStyle } from "../report/text-style.ts";
import { fixedText } from "./fixed-text.ts";

export function provisionedText(result: Provisioned, style: TextStyle): string {
  if (result.kind !== "provisioned") return fixedText(result, style);
  return result.accounts.map((account) => `${accountLine(result.permissionSetName, account)}\n`).join("");
}

function accountLine(set: string, account: ProvisionedAccount): string {
  const head = `${plain(set)} in ${account.accountId}`;
  switch (account.kind) {
    case "failed":
      if (account.accountState === null) return `${head}: failed: ${plain(account.reason)}`;
      return `${head}: failed because the account is ${account.accountState}. Reactivate the account or leave it out. AWS says: ${plain(account.reason)}`;
    case "left-out":
      return `${head}: not sent, because AWS would refuse it: ${plain(account.reason)}`;
    case "unverified":
      return `${head}: not verified: ${plain(account.reason)}`;
    case "provisioned": {
      const hint = account.isAssigned ? "" : ". It is not assigned to anyone there, so no access portal shows it";
      return `${head}: provisioned, verified with ListPermissionSetsProvisionedToAccount${hint}`;
    }
  }
}
