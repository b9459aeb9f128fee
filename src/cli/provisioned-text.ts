/** The result of `provision` for people: one line for each account. */
import type { Provisioned, ProvisionedAccount } from "../app/provision.ts";
import { refusalLines } from "../report/plan-text.ts";
import { plain } from "../report/sanitize.ts";
import type { TextStyle } from "../report/text-style.ts";

export function provisionedText(result: Provisioned, { width }: TextStyle): string {
  if (result.kind === "refusal-predicted") {
    const lines = result.refusals.flatMap((refusal) => refusalLines(refusal, width));
    return `AWS would refuse this, so nothing was sent:\n${lines.join("\n")}\n`;
  }
  return result.accounts.map((account) => `${accountLine(result.permissionSetName, account)}\n`).join("");
}

function accountLine(set: string, account: ProvisionedAccount): string {
  const head = `${plain(set)} in ${account.accountId}`;
  switch (account.kind) {
    case "failed":
      if (account.accountState === null) return `${head}: failed: ${plain(account.reason)}`;
      return `${head}: failed because the account is ${account.accountState}. Reactivate the account or leave it out. AWS says: ${plain(account.reason)}`;
    case "unverified":
      return `${head}: not verified: ${plain(account.reason)}`;
    case "provisioned": {
      const hint = account.isAssigned ? "" : ". It is not assigned to anyone there, so no access portal shows it";
      return `${head}: provisioned, verified with ListPermissionSetsProvisionedToAccount${hint}`;
    }
  }
}
