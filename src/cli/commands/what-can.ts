/** `idc-doctor what-can <user>` */
import { answerWhatCan } from "../../app/effective-access.ts";
import { runEffectiveAccess } from "../effective-access.ts";
import type { AccessFlags } from "../flags/organization.ts";
import type { CliContext } from "../terminal.ts";

export async function run(this: CliContext, flags: AccessFlags, user: string): Promise<void> {
  await runEffectiveAccess(this, flags, (document) => answerWhatCan(document, user));
}
