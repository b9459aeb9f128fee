/** What `who-can` and `what-can` share: the document, the formats and the exit code. */
import { connectionOf, contextFor } from "../app/connection.ts";
import { readDocumentFile } from "../app/document-file.ts";
import { openSavedOrganization } from "../app/open-organization.ts";
import type { EffectiveAccess } from "../model/effective-access.ts";
import { EXIT } from "../model/errors.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { effectiveAccessCsv, effectiveAccessMarkdown, effectiveAccessText } from "../report/effective-access-text.ts";
import { note, styleFor, writeAnswer } from "./answer.ts";
import { type ConnectionFlags, OUTPUTS, type OutputFlags, oneOf } from "./flags.ts";
import { runCommand } from "./run-command.ts";
import { type CliContext, contextOf } from "./terminal.ts";

export interface EffectiveAccessFlags extends ConnectionFlags, OutputFlags {
  readonly from?: string;
  readonly output?: string;
  readonly query?: string;
}

/** Exit 0, or 3 where something that could not be read touches the answer. */
export async function runEffectiveAccess(
  cli: CliContext,
  flags: EffectiveAccessFlags,
  answer: (document: OrganizationDocument) => EffectiveAccess,
): Promise<void> {
  await runCommand(cli, flags, async () => {
    const output = oneOf([...OUTPUTS, "csv"] as const, flags.output ?? "text", "output format");
    const from = flags.from === undefined ? undefined : await readDocumentFile(flags.from);
    const connection = await connectionOf({ ...flags, from }, cli.env);
    const context = contextFor(connection, contextOf(cli, flags.verbose === true));
    const access = answer(await openSavedOrganization(connection, context));
    if (output === "csv" && flags.query === undefined) cli.stdout.write(effectiveAccessCsv(access));
    else
      await writeAnswer(cli, output === "csv" ? "json" : output, flags.query, {
        value: access,
        text: () => effectiveAccessText(access, styleFor(cli, cli.stdout, flags)),
        markdown: () => effectiveAccessMarkdown(access),
      });
    if (access.isWhole) return EXIT.ok;
    const permissions = [...new Set(access.unread.map(({ permission }) => permission))].join(", ");
    note(cli, flags, `The answer is not whole: needed and not read with ${permissions}.`);
    return EXIT.undecided;
  });
}
