/** `idc-doctor explain [file|-]` */
import { type Explained, explain } from "../../app/explain.ts";
import { askForRecords, hasAuthorizationId } from "../../app/explain-refusal.ts";
import { readPasted } from "../../app/pasted-file.ts";
import { callPrinter, note } from "../answer.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type ExplainFlags, explainFormats } from "../flags/offline.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

export async function run(this: CliContext, flags: ExplainFlags, file = "-"): Promise<void> {
  await runCommand(this, flags, async () => {
    if (file === "-" && this.isInteractive) note(this, flags, "Paste the event or message, then press Ctrl-D:");
    const text = explain(await readPasted(file));
    const explained = flags.offline === true || !hasAuthorizationId(text) ? text : await askAws(this, flags, text);
    await explainFormats.write(this, flags, explained);
    return exitOf(explained);
  });
}

const askAws = (cli: CliContext, flags: ExplainFlags, text: Explained): Promise<Explained> =>
  askForRecords(text, flags, {
    env: cli.env,
    context: contextOf(cli, flags.verbose === true),
    onCall: callPrinter(cli, flags),
    withContext: flags.full === true,
  });

/** 2 nothing was understood; 1 the text proves a cause or makes one likely; else 0. */
export function exitOf({ explanations }: Explained): ExitCode {
  if (explanations.every(({ kind }) => kind === "not-recognised")) return EXIT.badInput;
  const namesCause = explanations.some(
    ({ causes, fits }) => causes.length > 0 || fits.some(({ confidence }) => confidence !== "possible"),
  );
  return namesCause ? EXIT.found : EXIT.ok;
}
