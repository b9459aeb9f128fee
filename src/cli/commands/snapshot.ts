/** `idc-doctor snapshot save <file>` and `snapshot show <file>` */
import { connectionOf } from "../../app/connection.ts";
import { readDocumentFile } from "../../app/document-file.ts";
import { collectSnapshot, saveSnapshot, snapshotTarget } from "../../app/snapshot.ts";
import { snapshotText } from "../../report/snapshot-text.ts";
import { callPrinter, note } from "../answer.ts";
import { costLine } from "../cost-line.ts";
import { EXIT } from "../exit-codes.ts";
import { type SaveFlags, type ShowFlags, showFormats } from "../flags/snapshot.ts";
import { continuedLine, progressLine } from "../progress-line.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

/** 0: everything was read; 3: the document lists what could not be read. */
export async function save(this: CliContext, flags: SaveFlags, file: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const target = await snapshotTarget(file);
    const { aws } = await connectionOf(flags, this.env);
    const line = progressLine(this, flags);
    const onCall = callPrinter(this, flags);
    const collection = await collectSnapshot(aws, contextOf(this, flags.verbose === true), this.env, {
      isComplete: flags.complete === true,
      includesUnits: flags.units === true,
      onProgress: line.show,
      onContinued: (answers, startedAt) => note(this, flags, continuedLine(answers, startedAt)),
      ...(onCall ? { onCall } : {}),
    }).finally(line.end);
    await saveSnapshot(target, collection);
    const { document } = collection;
    note(this, flags, costLine(collection));
    this.stdout.write(snapshotText(document));
    return document.coverage?.gaps.length === 0 ? EXIT.ok : EXIT.undecided;
  });
}

export async function show(this: CliContext, flags: ShowFlags, file: string): Promise<void> {
  await runCommand(this, flags, async () => {
    await showFormats.write(this, flags, await readDocumentFile(file));
    return EXIT.ok;
  });
}
