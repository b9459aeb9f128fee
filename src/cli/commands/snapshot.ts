/** `idc-doctor snapshot save <file>` and `snapshot show <file>` */
import { connectionOf } from "../../app/connection.ts";
import { readDocumentFile } from "../../app/document-file.ts";
import { collectSnapshot, saveSnapshot } from "../../app/snapshot.ts";
import { EXIT } from "../../model/errors.ts";
import { writtenForm } from "../../model/organization-document/write.ts";
import { snapshotText } from "../../report/snapshot-text.ts";
import { callPrinter, note, writeAnswer } from "../answer.ts";
import { costLine } from "../cost-line.ts";
import { type ConnectionFlags, OUTPUTS, type OutputFlags, oneOf } from "../flags.ts";
import { progressLine } from "../progress-line.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

export interface SaveFlags extends ConnectionFlags, OutputFlags {
  readonly complete?: boolean;
  readonly units?: boolean;
}

/** 0: everything was read; 3: the file names what could not be. */
export async function save(this: CliContext, flags: SaveFlags, file: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const { aws } = await connectionOf(flags, this.env);
    const line = progressLine(this, flags);
    const onCall = callPrinter(this, flags);
    const collection = await collectSnapshot(aws, contextOf(this, flags.verbose === true), this.env, {
      isComplete: flags.complete === true,
      includesUnits: flags.units === true,
      onProgress: line.show,
      onContinued: (answers, startedAt) =>
        note(this, flags, `Continuing the collection of ${startedAt}: ${answers} answers are there already`),
      ...(onCall ? { onCall } : {}),
    }).finally(line.end);
    await saveSnapshot(file, collection);
    const { document } = collection;
    note(this, flags, costLine(collection));
    this.stdout.write(snapshotText(document));
    return document.coverage?.gaps.length === 0 ? EXIT.ok : EXIT.undecided;
  });
}

export interface ShowFlags extends OutputFlags {
  readonly output?: string;
  readonly query?: string;
}

export async function show(this: CliContext, flags: ShowFlags, file: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const output = oneOf(OUTPUTS, flags.output ?? "text", "output format");
    const document = await readDocumentFile(file);
    const text = () => snapshotText(document);
    await writeAnswer(this, output, flags.query, { value: writtenForm(document), text, markdown: text });
    return EXIT.ok;
  });
}
