/** `idc-doctor causes [id]` */
import { causeById, listCauses } from "../../app/causes.ts";
import { EXIT } from "../../model/errors.ts";
import { causeMarkdown, causesText, causeText } from "../../report/causes-text.ts";
import { styleFor, writeAnswer } from "../answer.ts";
import { OUTPUTS, type OutputFlags, oneOf } from "../flags.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export interface CausesFlags extends OutputFlags {
  readonly output?: string;
  readonly query?: string;
}

export async function run(this: CliContext, flags: CausesFlags, id?: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const output = oneOf(OUTPUTS, flags.output ?? "text", "output format");
    const style = styleFor(this, this.stdout, flags);
    const value = id === undefined ? listCauses() : causeById(id);
    await writeAnswer(this, output, flags.query, {
      value,
      text: () => (id === undefined ? causesText(listCauses(), style) : causeText(causeById(id), style)),
      markdown: () => (id === undefined ? listCauses().map(causeMarkdown).join("\n") : causeMarkdown(causeById(id))),
    });
    return EXIT.ok;
  });
}
