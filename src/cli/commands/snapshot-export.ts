/** `idc-doctor snapshot export <document> <file-or-folder>` */
import { readDocumentFile } from "../../app/document-file.ts";
import { exportFormatOf, exportSnapshot } from "../../app/snapshot-export.ts";
import { counted } from "../../report/counted.ts";
import { table } from "../../report/layout.ts";
import { plain } from "../../report/sanitize.ts";
import { coverageLines } from "../../report/snapshot-text.ts";
import { note } from "../answer.ts";
import { EXIT } from "../exit-codes.ts";
import type { ExportFlags } from "../flags/snapshot.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

const NAMES = { sqlite: "SQLite", parquet: "Parquet" } as const;

export async function run(this: CliContext, flags: ExportFlags, file: string, target: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const format = flags.format ?? exportFormatOf(target);
    const document = await readDocumentFile(file);
    const written = await exportSnapshot(document, target, format);
    const rows = table(written.map((one) => [`  ${one.name}`, String(one.rows)]));
    const { coverage } = document;
    const lines = [
      `Written to ${plain(target)} as ${NAMES[format]}`,
      ...rows,
      ...(coverage ? coverageLines(coverage) : []),
    ];
    this.stdout.write(`${lines.join("\n")}\n`);
    const gaps = coverage?.gaps.length ?? 0;
    if (gaps > 0)
      note(
        this,
        flags,
        `${counted(gaps, "read")} failed, so a missing row does not prove absence. See the table gaps.`,
      );
    return EXIT.ok;
  });
}
