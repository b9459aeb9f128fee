/** How the commands about a whole organization obtain it: from a saved document, or by a collection with visible progress. */
import { connectionOf, contextFor } from "../app/connection.ts";
import { readDocumentFile } from "../app/document-file.ts";
import { openOrganization } from "../app/open-organization.ts";
import type { Context } from "../model/context.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { callPrinter, note } from "./answer.ts";
import type { OrganizationFlags } from "./flags/organization.ts";
import { continuedLine, progressLine } from "./progress-line.ts";
import { type CliContext, contextOf } from "./terminal.ts";

export interface OpenedOrganization {
  readonly document: OrganizationDocument;
  readonly context: Context;
  readonly region: string;
}

/** @throws AccessError where neither a document nor AWS can be read. */
export async function openedOrganization(
  cli: CliContext,
  flags: OrganizationFlags,
  { includesUnits = false }: { readonly includesUnits?: boolean } = {},
): Promise<OpenedOrganization> {
  const from = flags.from === undefined ? undefined : await readDocumentFile(flags.from);
  const connection = await connectionOf({ ...flags, from }, cli.env);
  const context = contextFor(connection, contextOf(cli, flags.verbose === true));
  const line = progressLine(cli, flags);
  const onCall = callPrinter(cli, flags);
  const document = await openOrganization(connection, context, cli.env, {
    isComplete: flags.complete === true,
    includesUnits,
    onProgress: line.show,
    onContinued: (answers, startedAt) => note(cli, flags, continuedLine(answers, startedAt)),
    ...(onCall ? { onCall } : {}),
  }).finally(line.end);
  return { document, context, region: connection.aws.region };
}
