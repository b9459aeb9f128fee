/** `idc-doctor test <file>` */
import { namesUnits, readAccessTests, readPlannedChanges, testAccess } from "../../app/access-test.ts";
import type { AccessTests } from "../../model/access-test.ts";
import { AccessError } from "../../model/errors.ts";
import type { PlannedChanges } from "../../model/organization-document/written/planned-change.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type TestFlags, testFormats } from "../flags/organization.ts";
import { openedOrganization } from "../organization.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

/** Exit 0: all pass; 1: some fail; 3: none fails, and some are undecided. */
export async function run(this: CliContext, flags: TestFlags, file: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const expectations = await readAccessTests(file);
    const plan = await planned(flags);
    const { document } = await openedOrganization(this, flags, { includesUnits: namesUnits(expectations) });
    const tests = testAccess(document, expectations, plan);
    await testFormats.write(this, flags, tests);
    return exitOf(tests);
  });
}

/** @throws AccessError `bad-input` */
async function planned({ with: path, parameter = [] }: TestFlags): Promise<PlannedChanges | undefined> {
  if (path !== undefined) return readPlannedChanges(path, parameter);
  if (parameter.length === 0) return undefined;
  throw new AccessError("bad-input", "--parameter was given without a template", {
    next: "Give the template, too: --with template.yaml",
  });
}

function exitOf({ failed, undecided }: AccessTests): ExitCode {
  if (failed > 0) return EXIT.found;
  return undecided > 0 ? EXIT.undecided : EXIT.ok;
}
