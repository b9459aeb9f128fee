/** `idc-doctor causes`, `causes <id>`, `causes <words of a symptom>` */
import { causesFor, listCauses } from "../../app/causes.ts";
import { EXIT } from "../exit-codes.ts";
import { type CausesFlags, causesFormats } from "../flags/offline.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export async function run(this: CliContext, flags: CausesFlags, ...words: readonly string[]): Promise<void> {
  await runCommand(this, flags, async () => {
    const found = words.length === 0 ? listCauses() : causesFor(words);
    const [only] = found;
    await causesFormats.write(this, flags, found.length === 1 && only ? only : found);
    return EXIT.ok;
  });
}
