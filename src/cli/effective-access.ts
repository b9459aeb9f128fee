/** What `who-can` and `what-can` share: the document, the formats and the exit code. */
import type { EffectiveAccess } from "../model/effective-access.ts";
import { EXIT } from "../model/errors.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { effectiveAccessCsv, effectiveAccessMarkdown, effectiveAccessText } from "../report/effective-access-text.ts";
import { effectiveAccessMermaid } from "../report/mermaid/effective-access.ts";
import { note, styleFor, writeAnswer } from "./answer.ts";
import { OUTPUTS, oneOf } from "./flags.ts";
import { type OrganizationFlags, openedOrganization } from "./organization.ts";
import { runCommand } from "./run-command.ts";
import type { CliContext } from "./terminal.ts";

export interface EffectiveAccessFlags extends OrganizationFlags {
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
    const output = oneOf([...OUTPUTS, "csv", "mermaid"] as const, flags.output ?? "text", "output format");
    const { document } = await openedOrganization(cli, flags);
    const access = answer(document);
    const drawn = output === "csv" ? effectiveAccessCsv : output === "mermaid" ? effectiveAccessMermaid : undefined;
    if (drawn && flags.query === undefined) cli.stdout.write(drawn(access));
    else
      await writeAnswer(cli, output === "csv" || output === "mermaid" ? "json" : output, flags.query, {
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
