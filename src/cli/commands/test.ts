/** `idc-doctor test <file>` */
import { namesUnits, readAccessTests, readPlannedChanges, testAccess } from "../../app/access-test.ts";
import type { AccessTests } from "../../model/access-test.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type TestFlags, testFormats } from "../flags/organization.ts";
import { openedOrganization } from "../organization.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

/** Exit 0: all pass; 1: some fail; 3: none fails, and some are undecided. */
export async function run(this: CliContext, flags: TestFlags, file: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const expectations = await readAccessTests(file);
    const plan = flags.with === undefined ? undefined : await readPlannedChanges(flags.with);
    const { document } = await openedOrganization(this, flags, { includesUnits: namesUnits(expectations) });
    const tests = testAccess(document, expectations, plan);
    await testFormats.write(this, flags, tests);
    return exitOf(tests);
  });
}

function exitOf({ failed, undecided }: AccessTests): ExitCode {
  if (failed > 0) return EXIT.found;
  return undecided > 0 ? EXIT.undecided : EXIT.ok;
}
