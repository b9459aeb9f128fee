/** How the commands about a whole organization obtain it: from a saved document, the kept snapshot or a collection. */
import { type Connection, contextFor } from "../app/connection.ts";
import { readDocumentFile } from "../app/document-file.ts";
import { type Opened, type OpenOptions, openOrganization } from "../app/open-organization.ts";
import type { Context } from "../model/context.ts";
import type { Unread } from "../model/effective-access.ts";
import { AccessError } from "../model/errors.ts";
import { missingInWords } from "../model/reading.ts";
import { wrap } from "../report/layout.ts";
import { originLines } from "../report/origin-text.ts";
import { note } from "./answer.ts";
import { collecting } from "./collecting.ts";
import { connected } from "./connection.ts";
import type { OrganizationFlags } from "./flags/organization.ts";
import type { OutputFlags } from "./flags/shared.ts";
import { type CliContext, contextOf, widthOf } from "./terminal.ts";

export interface OpenedOrganization extends Opened {
  readonly context: Context;
  readonly region: string;
  readonly aws: Connection["aws"];
}

/** Says how old the organization is. @throws AccessError where neither a document nor AWS can be read. */
export async function openedOrganization(
  cli: CliContext,
  flags: OrganizationFlags,
  {
    includesUnits = false,
    readTargeted,
  }: Pick<OpenOptions, "readTargeted"> & { readonly includesUnits?: boolean } = {},
): Promise<OpenedOrganization> {
  refuseContradiction(flags);
  const from = flags.from === undefined ? undefined : await readDocumentFile(flags.from);
  const connection = await connected(cli, { ...flags, from });
  const outside = contextOf(cli, flags.verbose === true);
  const context = contextFor(connection, outside);
  const opened = await collecting(cli, flags, (sayings) =>
    openOrganization(connection, context, cli.env, {
      ...sayings,
      isFresh: flags.fresh === true,
      isUnrefreshed: flags.refresh === false,
      isComplete: flags.complete === true,
      includesUnits,
      ...(readTargeted && { readTargeted }),
    }),
  );
  sayOrigin(cli, flags, opened, outside);
  return { ...opened, context, region: connection.aws.region, aws: connection.aws };
}

/** A note of where the answer is from and how old it is. */
export function sayOrigin(cli: CliContext, flags: OutputFlags, { document, origin }: Opened, context: Context): void {
  // In a pipe each is one line, for whoever searches in them.
  const width = cli.stderr.isTTY === true ? widthOf(cli.stderr) : Number.POSITIVE_INFINITY;
  for (const line of originLines(origin, document.takenAt, context.now()))
    for (const part of wrap(line, width)) note(cli, flags, part);
}

/** A note of the permissions without which the answer is not whole. */
export function noteIncomplete(cli: CliContext, flags: OutputFlags, unread: readonly Unread[]): void {
  note(cli, flags, `Incomplete answer. ${missingInWords(unread)}`);
}

/** @throws AccessError `bad-input` for flags of which only one can be meant. */
export function refuseContradiction({ from, fresh, refresh, complete }: OrganizationFlags): void {
  const given = [
    ...(from === undefined ? [] : ["--from"]),
    ...(fresh ? ["--fresh"] : []),
    ...(refresh === false ? ["--no-refresh"] : []),
  ];
  if (given.length > 1)
    throw new AccessError("bad-input", `${given.join(" and ")} exclude each other`, { next: "Give only one of them" });
  if (refresh === false && complete === true)
    throw new AccessError("bad-input", "--no-refresh reads nothing from AWS, and --complete does", {
      next: "Give only one of the two",
    });
}
