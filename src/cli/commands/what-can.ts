/** `idc-doctor what-can <user>` */
import { answerWhatCan, readForUser } from "../../app/effective-access.ts";
import { runEffectiveAccess } from "../effective-access.ts";
import type { AccessFlags } from "../flags/organization.ts";
import type { CliContext } from "../terminal.ts";

export async function run(this: CliContext, flags: AccessFlags, user: string): Promise<void> {
  await runEffectiveAccess(this, flags, {
    readTargeted: (opened, context) => readForUser(opened, context, user),
    answer: (document, origin) => answerWhatCan(document, user, { isTargeted: origin.kind === "targeted" }),
  });
}
