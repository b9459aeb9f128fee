/** What `who-can` and `what-can` share: the document, the output and the exit code. */
import type { EffectiveAccess } from "../model/effective-access.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { note } from "./answer.ts";
import { EXIT } from "./exit-codes.ts";
import { type AccessFlags, accessFormats } from "./flags/organization.ts";
import { openedOrganization } from "./organization.ts";
import { runCommand } from "./run-command.ts";
import type { CliContext } from "./terminal.ts";

/** Exit 0, or 3 where something that could not be read touches the answer. */
export async function runEffectiveAccess(
  cli: CliContext,
  flags: AccessFlags,
  answer: (document: OrganizationDocument) => EffectiveAccess,
): Promise<void> {
  await runCommand(cli, flags, async () => {
    const { document } = await openedOrganization(cli, flags);
    const access = answer(document);
    await accessFormats.write(cli, flags, access);
    if (access.isWhole) return EXIT.ok;
    const permissions = [...new Set(access.unread.map(({ permission }) => permission))].join(", ");
    note(cli, flags, `Incomplete answer. Missing permissions: ${permissions}`);
    return EXIT.undecided;
  });
}
