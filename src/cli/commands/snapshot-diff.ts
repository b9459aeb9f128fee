/** `idc-doctor snapshot diff <before> <after>` */
import { connectionOf, contextFor } from "../../app/connection.ts";
import { readDocumentFile } from "../../app/document-file.ts";
import { diffSnapshots, recordedChangesSince } from "../../app/snapshot-diff.ts";
import { EXIT, type ExitCode } from "../../model/errors.ts";
import type { SnapshotDiff } from "../../model/snapshot-diff.ts";
import { snapshotDiffCsv, snapshotDiffMarkdown, snapshotDiffText } from "../../report/snapshot-diff.ts";
import { callPrinter, styleFor, writeAnswer } from "../answer.ts";
import { type ConnectionFlags, OUTPUTS, type OutputFlags, oneOf } from "../flags.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

export interface DiffFlags extends ConnectionFlags, OutputFlags {
  readonly who?: boolean;
  readonly output?: string;
  readonly query?: string;
}

export async function run(this: CliContext, flags: DiffFlags, earlier: string, later: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const output = oneOf([...OUTPUTS, "csv"] as const, flags.output ?? "text", "output format");
    const [before, after] = [await readDocumentFile(earlier), await readDocumentFile(later)];
    const recorded = flags.who === true ? await recordedChanges(this, flags, before.takenAt) : undefined;
    const diff = diffSnapshots(before, after, recorded);
    if (output === "csv" && flags.query === undefined) this.stdout.write(snapshotDiffCsv(diff));
    else
      await writeAnswer(this, output === "csv" ? "json" : output, flags.query, {
        value: diff,
        text: () => snapshotDiffText(diff, styleFor(this, this.stdout, flags)),
        markdown: () => snapshotDiffMarkdown(diff),
      });
    return exitOf(diff);
  });
}

async function recordedChanges(cli: CliContext, flags: DiffFlags, since: string) {
  const connection = await connectionOf({ ...flags, from: undefined }, cli.env);
  const context = contextFor(connection, contextOf(cli, flags.verbose === true));
  return recordedChangesSince(new Date(since), connection.aws, context, callPrinter(cli, flags));
}

/** 1: something changed; 3: nothing was seen to, but something could not be read. */
const exitOf = ({ changes, access, isWhole }: SnapshotDiff): ExitCode =>
  changes.length + access.rows.length > 0 ? EXIT.found : isWhole ? EXIT.ok : EXIT.undecided;
