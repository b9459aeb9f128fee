/** `idc-doctor snapshot refresh <document>` */
import { connectionOf } from "../../app/connection.ts";
import { readDocumentFile } from "../../app/document-file.ts";
import { type RefreshedSnapshot, refreshSnapshot } from "../../app/refresh-snapshot.ts";
import { saveSnapshot, snapshotTarget } from "../../app/snapshot.ts";
import { AccessError } from "../../model/errors.ts";
import { refreshLines } from "../../report/refresh-text.ts";
import { plain } from "../../report/sanitize.ts";
import { snapshotText } from "../../report/snapshot-text.ts";
import { callPrinter, note } from "../answer.ts";
import { costLine } from "../cost-line.ts";
import { EXIT } from "../exit-codes.ts";
import type { RefreshFlags } from "../flags/snapshot.ts";
import { continuedLine, progressLine } from "../progress-line.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

/** 0: everything was read; 3: the document lists what could not be read. */
export async function run(this: CliContext, flags: RefreshFlags, file: string): Promise<void> {
  await runCommand(this, flags, async () => {
    if (file === "-" && flags.to === undefined)
      throw new AccessError("bad-input", "A document from standard input needs a file to be written to", {
        next: "Name a file with --to",
      });
    const document = await readDocumentFile(file);
    const target = await snapshotTarget(flags.to ?? file);
    const { aws } = await connectionOf({ ...flags, from: undefined }, this.env);
    const line = progressLine(this, flags);
    const refreshed = await refreshSnapshot(document, aws, contextOf(this, flags.verbose === true), this.env, {
      isFull: flags.full === true,
      addsUnits: flags.units === true,
      onFull: (reason) => note(this, flags, `Collecting everything again: ${plain(reason)}`),
      onProgress: line.show,
      onContinued: (answers, startedAt) => note(this, flags, continuedLine(answers, startedAt)),
      onCall: callPrinter(this, flags),
    }).finally(line.end);
    await saveSnapshot(target, refreshed);
    for (const words of linesOf(refreshed)) note(this, flags, words);
    this.stdout.write(snapshotText(refreshed.document));
    return refreshed.document.coverage?.gaps.length === 0 ? EXIT.ok : EXIT.undecided;
  });
}

const linesOf = (refreshed: RefreshedSnapshot): readonly string[] => [
  ...(refreshed.kind === "refreshed" ? refreshLines(refreshed) : []),
  costLine(refreshed),
];
