/** `idc-doctor completion <shell>` */
import type { Shell } from "../completion/completing.ts";
import { COMPLETION_SCRIPTS } from "../completion/scripts.ts";
import { EXIT } from "../exit-codes.ts";
import type { OutputFlags } from "../flags/shared.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export async function run(this: CliContext, flags: OutputFlags, shell: Shell): Promise<void> {
  await runCommand(this, flags, async () => {
    this.stdout.write(COMPLETION_SCRIPTS[shell]);
    return EXIT.ok;
  });
}
