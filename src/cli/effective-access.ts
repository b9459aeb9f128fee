/** What `who-can` and `what-can` share: the document, the output and the exit code. */
import type { OpenOptions } from "../app/open-organization.ts";
import type { Context } from "../model/context.ts";
import type { EffectiveAccess } from "../model/effective-access.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import type { Origin } from "../model/origin.ts";
import { EXIT } from "./exit-codes.ts";
import { type AccessFlags, accessFormats } from "./flags/organization.ts";
import { noteIncomplete, openedOrganization } from "./organization.ts";
import { runCommand } from "./run-command.ts";
import { type CliContext, contextOf } from "./terminal.ts";

/** Without a kept snapshot, only what the question needs is read. */
interface AccessQuestion {
  readonly readTargeted: (
    opened: Parameters<NonNullable<OpenOptions["readTargeted"]>>[0],
    context: Context,
  ) => Promise<OrganizationDocument>;
  readonly answer: (document: OrganizationDocument, origin: Origin) => EffectiveAccess;
}

/** Exit 0, or 3 where something that could not be read touches the answer. */
export async function runEffectiveAccess(
  cli: CliContext,
  flags: AccessFlags,
  { readTargeted, answer }: AccessQuestion,
): Promise<void> {
  await runCommand(cli, flags, async () => {
    const context = contextOf(cli, flags.verbose === true);
    const { document, origin } = await openedOrganization(cli, flags, {
      readTargeted: (opened) => readTargeted(opened, context),
    });
    const access = answer(document, origin);
    await accessFormats.write(cli, flags, access);
    if (access.isWhole) return EXIT.ok;
    noteIncomplete(cli, flags, access.unread);
    return EXIT.undecided;
  });
}
