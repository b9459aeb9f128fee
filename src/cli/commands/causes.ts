/** `idc-doctor causes [id]` */
import { causeById, listCauses } from "../../app/causes.ts";
import { EXIT } from "../exit-codes.ts";
import { type CausesFlags, causesFormats } from "../flags/offline.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export async function run(this: CliContext, flags: CausesFlags, id?: string): Promise<void> {
  await runCommand(this, flags, async () => {
    await causesFormats.write(this, flags, id === undefined ? listCauses() : causeById(id));
    return EXIT.ok;
  });
}
