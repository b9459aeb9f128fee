/** `idc-doctor explain [file|-]` */
import { readText } from "../../app/document-file.ts";
import { explainPasted } from "../../diagnosis/pasted/index.ts";
import { EXIT } from "../../model/errors.ts";
import { explanationsMarkdown, explanationsText } from "../../report/explanation-text.ts";
import { note, styleFor, writeAnswer } from "../answer.ts";
import { OUTPUTS, type OutputFlags, oneOf } from "../flags.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export interface ExplainFlags extends OutputFlags {
  readonly output?: string;
  readonly query?: string;
}

export async function run(this: CliContext, flags: ExplainFlags, file = "-"): Promise<void> {
  await runCommand(this, flags, async () => {
    const output = oneOf(OUTPUTS, flags.output ?? "text", "output format");
    if (file === "-" && this.isInteractive) note(this, flags, "Paste the event or message, then press Ctrl-D:");
    const explanations = explainPasted(await readText(file));
    await writeAnswer(this, output, flags.query, {
      value: { schema: "idc-doctor/explanation/1", explanations },
      text: () => explanationsText(explanations, styleFor(this, this.stdout, flags)),
      markdown: () => explanationsMarkdown(explanations),
    });
    if (explanations.every(({ kind }) => kind === "not-recognised")) return EXIT.badInput;
    return explanations.some(({ causes }) => causes.length > 0) ? EXIT.found : EXIT.ok;
  });
}
