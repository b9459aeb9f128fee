/** `idc-doctor explain [file|-]` */
import { type Explained, explain } from "../../app/explain.ts";
import { readPasted } from "../../app/pasted-file.ts";
import { EXIT, type ExitCode } from "../../model/errors.ts";
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
    const explained = explain(await readPasted(file));
    await writeAnswer(this, output, flags.query, {
      value: explained,
      text: () => explanationsText(explained.explanations, styleFor(this, this.stdout, flags)),
      markdown: () => explanationsMarkdown(explained.explanations),
    });
    return exitOf(explained);
  });
}

/** 2 nothing was understood; 1 the text proves a cause or makes one likely; else 0. */
export function exitOf({ explanations }: Explained): ExitCode {
  if (explanations.every(({ kind }) => kind === "not-recognised")) return EXIT.badInput;
  const namesCause = explanations.some(
    ({ causes, fits }) => causes.length > 0 || fits.some(({ confidence }) => confidence !== "possible"),
  );
  return namesCause ? EXIT.found : EXIT.ok;
}
