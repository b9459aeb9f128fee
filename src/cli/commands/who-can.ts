/** `idc-doctor who-can <account> [set]` */
import { answerWhoCan } from "../../app/effective-access.ts";
import { type EffectiveAccessFlags, runEffectiveAccess } from "../effective-access.ts";
import type { CliContext } from "../terminal.ts";

export async function run(
  this: CliContext,
  flags: EffectiveAccessFlags,
  account: string,
  permissionSet?: string,
): Promise<void> {
  await runEffectiveAccess(this, flags, (document) => answerWhoCan(document, account, permissionSet));
}
