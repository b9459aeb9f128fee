/** `idc-doctor matrix people`, `matrix sets` */
import { answerMatrix } from "../../app/matrix.ts";
import type { MatrixView } from "../../model/matrix.ts";
import { EXIT } from "../exit-codes.ts";
import { type MatrixFlags, matrixFormats } from "../flags/matrix.ts";
import { noteIncomplete, openedOrganization } from "../organization.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export async function people(this: CliContext, flags: MatrixFlags): Promise<void> {
  await run(this, flags, "people");
}

export async function sets(this: CliContext, flags: MatrixFlags): Promise<void> {
  await run(this, flags, "sets");
}

/** Exit 0, or 3 where a count could be higher than what could be read. */
async function run(cli: CliContext, flags: MatrixFlags, view: MatrixView): Promise<void> {
  await runCommand(cli, flags, async () => {
    const { document } = await openedOrganization(cli, flags);
    const matrix = answerMatrix(document, view);
    await matrixFormats.write(cli, flags, matrix);
    if (matrix.isWhole) return EXIT.ok;
    noteIncomplete(cli, flags, matrix.unread);
    return EXIT.undecided;
  });
}
