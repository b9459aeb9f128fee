/** `idc-doctor snapshot save [file]` and `snapshot show [file]` */
import { readDocumentFile } from "../../app/document-file.ts";
import { keptAsIs, keptOrigin } from "../../app/kept/open-kept.ts";
import { collectSnapshot, keepSnapshot, saveSnapshot, snapshotTarget } from "../../app/snapshot.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { freshnessOf } from "../../model/organization-document/freshness.ts";
import { plain } from "../../report/sanitize.ts";
import { snapshotText } from "../../report/snapshot-text.ts";
import { note } from "../answer.ts";
import { collecting } from "../collecting.ts";
import { connected } from "../connection.ts";
import { costLine } from "../cost-line.ts";
import { EXIT } from "../exit-codes.ts";
import { type SaveFlags, type ShowFlags, showFormats } from "../flags/snapshot.ts";
import { sayOrigin } from "../organization.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf, widthOf } from "../terminal.ts";

/** 0: everything was read; 3: the document lists what could not be read. */
export async function save(this: CliContext, flags: SaveFlags, file?: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const target = file === undefined ? undefined : await snapshotTarget(file);
    const { aws } = await connected(this, flags);
    const collect = target === undefined ? keepSnapshot : collectSnapshot;
    const collection = await collecting(this, flags, (sayings) =>
      collect(aws, contextOf(this, flags.verbose === true), this.env, {
        ...sayings,
        isComplete: flags.complete === true,
        includesUnits: flags.units === true,
      }),
    );
    if (target) await saveSnapshot(target, collection);
    const { document } = collection;
    if (collection.isShared) note(this, flags, sharedLine(document));
    note(this, flags, costLine(collection));
    if (!target) note(this, flags, "Kept: who-can, what-can, scan, test and names are answered from it");
    this.stdout.write(snapshotText(document, { width: widthOf(this.stdout) }));
    return document.coverage?.gaps.length === 0 ? EXIT.ok : EXIT.undecided;
  });
}

export async function show(this: CliContext, flags: ShowFlags, file?: string): Promise<void> {
  await runCommand(this, flags, async () => {
    await showFormats.write(
      this,
      flags,
      file === undefined ? await keptDocument(this, flags) : await readDocumentFile(file),
    );
    return EXIT.ok;
  });
}

const sharedLine = (document: OrganizationDocument): string =>
  `Another idc-doctor has collected all of it, begun ${plain(freshnessOf(document).collectedAt)}: nothing is read again`;

async function keptDocument(cli: CliContext, flags: ShowFlags): Promise<OrganizationDocument> {
  const context = contextOf(cli, flags.verbose === true);
  const { aws } = await connected(cli, flags);
  const found = await keptAsIs(aws, context, cli.env);
  sayOrigin(cli, flags, { document: found.document, origin: keptOrigin(found) }, context);
  return found.document;
}
