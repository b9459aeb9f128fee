/** `idc-doctor permissions --for diagnose|fix|watch` */
import { notesFor, policyFor } from "../../app/permissions.ts";
import { note, writeValue } from "../answer.ts";
import { EXIT } from "../exit-codes.ts";
import type { PermissionsFlags } from "../flags/offline.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export async function run(this: CliContext, flags: PermissionsFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    for (const line of notesFor(flags.for)) note(this, flags, `note: ${line}`);
    await writeValue(this, policyFor(flags.for), { format: "json", query: undefined });
    return EXIT.ok;
  });
}
