/** `idc-doctor snapshot load <file>` */
import { readDocumentFile } from "../../app/document-file.ts";
import { loadIntoLab } from "../../app/load-into-lab.ts";
import { counted } from "../../report/counted.ts";
import { snapshotText } from "../../report/snapshot-text.ts";
import { note } from "../answer.ts";
import { EXIT } from "../exit-codes.ts";
import type { LoadFlags } from "../flags/snapshot.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, widthOf } from "../terminal.ts";

/** What the document could not read does not exist in the lab: a lab has no unknowns. */
export async function run(this: CliContext, flags: LoadFlags, file: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const url = flags.url ?? "http://127.0.0.1:4747";
    const document = await readDocumentFile(file);
    await loadIntoLab(document, url);
    this.stdout.write(
      `Loaded into the lab at ${new URL(url).origin}\n${snapshotText(document, { width: widthOf(this.stdout) })}`,
    );
    const gaps = document.coverage?.gaps.length ?? 0;
    if (gaps > 0) note(this, flags, `What ${counted(gaps, "failed read")} left out does not exist in the lab.`);
    return EXIT.ok;
  });
}
