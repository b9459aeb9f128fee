/** `idc-doctor what-can <user>` */
import { answerWhatCan } from "../../app/effective-access.ts";
import { type EffectiveAccessFlags, runEffectiveAccess } from "../effective-access.ts";
import type { CliContext } from "../terminal.ts";

export async function run(this: CliContext, flags: EffectiveAccessFlags, user: string): Promise<void> {
  await runEffectiveAccess(this, flags, (document) => answerWhatCan(document, user));
}
