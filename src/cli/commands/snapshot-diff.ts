/** `idc-doctor snapshot diff <before> <after>` */
import { contextFor } from "../../app/connection.ts";
import { readDocumentFile } from "../../app/document-file.ts";
import { diffSnapshots, recordedChangesSince } from "../../app/snapshot-diff.ts";
import type { SnapshotDiff } from "../../model/snapshot-diff.ts";
import { callPrinter } from "../answer.ts";
import { connected } from "../connection.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type DiffFlags, diffFormats } from "../flags/snapshot.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

export async function run(this: CliContext, flags: DiffFlags, earlier: string, later: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const [before, after] = [await readDocumentFile(earlier), await readDocumentFile(later)];
    const recorded = flags.who === true ? await recordedChanges(this, flags, before.takenAt) : undefined;
    const diff = diffSnapshots(before, after, recorded);
    await diffFormats.write(this, flags, diff);
    return exitOf(diff);
  });
}

async function recordedChanges(cli: CliContext, flags: DiffFlags, since: string) {
  const connection = await connected(cli, { ...flags, from: undefined });
  const context = contextFor(connection, contextOf(cli, flags.verbose === true));
  return recordedChangesSince(new Date(since), connection.aws, context, callPrinter(cli, flags));
}

/** 1: something changed; 3: no change was seen, but something could not be read. */
const exitOf = ({ changes, access, isWhole }: SnapshotDiff): ExitCode =>
  changes.length + access.rows.length > 0 ? EXIT.found : isWhole ? EXIT.ok : EXIT.undecided;
