/** `idc-doctor snapshot refresh [document]` */
import { readDocumentFile } from "../../app/document-file.ts";
import { openOrganization } from "../../app/open-organization.ts";
import { refreshSnapshot } from "../../app/refresh-snapshot.ts";
import { saveSnapshot, snapshotTarget } from "../../app/snapshot.ts";
import { AccessError } from "../../model/errors.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { notKeptLines } from "../../report/origin-text.ts";
import { refreshLines } from "../../report/refresh-text.ts";
import { snapshotText } from "../../report/snapshot-text.ts";
import { note } from "../answer.ts";
import { collecting } from "../collecting.ts";
import { connected } from "../connection.ts";
import { costLine } from "../cost-line.ts";
import { EXIT } from "../exit-codes.ts";
import type { RefreshFlags } from "../flags/snapshot.ts";
import { sayOrigin } from "../organization.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf, widthOf } from "../terminal.ts";

/** `--fresh` as in the other commands; `--full` is its older name. */
const isFresh = ({ fresh, full }: RefreshFlags): boolean => fresh === true || full === true;

/** 0: everything was read; 3: the document lists what could not be read. */
export async function run(this: CliContext, flags: RefreshFlags, file?: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const document = file === undefined ? await refreshedKept(this, flags) : await refreshedFile(this, flags, file);
    this.stdout.write(snapshotText(document, { width: widthOf(this.stdout) }));
    return document.coverage?.gaps.length === 0 ? EXIT.ok : EXIT.undecided;
  });
}

async function refreshedFile(cli: CliContext, flags: RefreshFlags, file: string): Promise<OrganizationDocument> {
  if (file === "-" && flags.to === undefined)
    throw new AccessError("bad-input", "A document from standard input needs a file to be written to", {
      next: "Name a file with --to",
    });
  const document = await readDocumentFile(file);
  const target = await snapshotTarget(flags.to ?? file);
  const { aws } = await connected(cli, { ...flags, from: undefined });
  const refreshed = await collecting(cli, flags, (sayings) =>
    refreshSnapshot(document, aws, contextOf(cli, flags.verbose === true), cli.env, {
      ...sayings,
      isFull: isFresh(flags),
      addsUnits: flags.units === true,
    }),
  );
  await saveSnapshot(target, refreshed);
  if (refreshed.kind === "refreshed") for (const line of refreshLines(refreshed)) note(cli, flags, line);
  note(cli, flags, costLine(refreshed));
  return refreshed.document;
}

/** One that cannot be caught up, or is not there, is collected. */
async function refreshedKept(cli: CliContext, flags: RefreshFlags): Promise<OrganizationDocument> {
  const target = flags.to === undefined ? undefined : await snapshotTarget(flags.to);
  const connection = await connected(cli, { ...flags, from: undefined });
  const context = contextOf(cli, flags.verbose === true);
  const opened = await collecting(cli, flags, (sayings) =>
    openOrganization(connection, context, cli.env, {
      ...sayings,
      isFresh: isFresh(flags),
      isUnrefreshed: false,
      isComplete: false,
      includesUnits: flags.units === true,
    }),
  );
  if (target) await saveSnapshot(target, opened);
  const { refreshed } = opened;
  if (refreshed === undefined) sayOrigin(cli, flags, opened, context);
  // What was found is told once, with what was read again for it.
  else
    for (const line of [...refreshLines(refreshed), costLine(refreshed), ...notKeptLines(opened.origin)])
      note(cli, flags, line);
  return opened.document;
}
