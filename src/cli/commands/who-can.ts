/** `idc-doctor who-can <account> [set]` */
import { answerWhoCan, readForAccount } from "../../app/effective-access.ts";
import { runEffectiveAccess } from "../effective-access.ts";
import type { AccessFlags } from "../flags/organization.ts";
import type { CliContext } from "../terminal.ts";

export async function run(
  this: CliContext,
  flags: AccessFlags,
  account: string,
  permissionSet?: string,
): Promise<void> {
  await runEffectiveAccess(this, flags, {
    readTargeted: (opened, context) => readForAccount(opened, context, { account, permissionSet }),
    answer: (document) => answerWhoCan(document, account, permissionSet),
  });
}
