/** `idc-doctor permissions --for diagnose|fix|watch` */
import { notesFor, PURPOSES, policyFor } from "../../app/permissions.ts";
import { EXIT } from "../../model/errors.ts";
import { valueText } from "../../report/values.ts";
import { note } from "../answer.ts";
import { type OutputFlags, oneOf } from "../flags.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export interface PermissionsFlags extends OutputFlags {
  readonly for?: string;
}

export async function run(this: CliContext, flags: PermissionsFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    const purpose = oneOf(PURPOSES, flags.for ?? "diagnose", "purpose");
    for (const line of notesFor(purpose)) note(this, flags, `note: ${line}`);
    this.stdout.write(valueText(policyFor(purpose), "json"));
    return EXIT.ok;
  });
}
