/** `idc-doctor snapshot load <file>` */
import { readDocumentFile } from "../../app/document-file.ts";
import { loadIntoLab } from "../../app/load-into-lab.ts";
import { EXIT } from "../../model/errors.ts";
import { snapshotText } from "../../report/snapshot-text.ts";
import { note } from "../answer.ts";
import type { OutputFlags } from "../flags.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export interface LoadFlags extends OutputFlags {
  readonly url?: string;
}

/** What the document could not read does not exist in the lab: a lab has no unknowns. */
export async function run(this: CliContext, flags: LoadFlags, file: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const url = flags.url ?? "http://127.0.0.1:4747";
    const document = await readDocumentFile(file);
    await loadIntoLab(document, url);
    this.stdout.write(`Loaded into the lab at ${new URL(url).origin}\n${snapshotText(document)}`);
    const gaps = document.coverage?.gaps.length ?? 0;
    if (gaps > 0) note(this, flags, `In the lab, what ${gaps} failed reads left out does not exist.`);
    return EXIT.ok;
  });
}
