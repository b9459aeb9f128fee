/** `idc-doctor test <file>` */
import { namesUnits, readAccessTests, readTerraformPlan, testAccess } from "../../app/access-test.ts";
import type { AccessTests } from "../../model/access-test.ts";
import { EXIT, type ExitCode } from "../../model/errors.ts";
import { accessTestsJunit, accessTestsMarkdown, accessTestsText } from "../../report/access-tests-text.ts";
import { styleFor, writeAnswer } from "../answer.ts";
import { OUTPUTS, oneOf } from "../flags.ts";
import { type OrganizationFlags, openedOrganization } from "../organization.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export interface TestFlags extends OrganizationFlags {
  /** A Terraform plan as JSON. */
  readonly with?: string;
  readonly output?: string;
  readonly query?: string;
}

/** Exit 0: all pass; 1: some fail; 3: none fails, and some are undecided. */
export async function run(this: CliContext, flags: TestFlags, file: string): Promise<void> {
  await runCommand(this, flags, async () => {
    const output = oneOf([...OUTPUTS, "junit"] as const, flags.output ?? "text", "output format");
    const expectations = await readAccessTests(file);
    const plan = flags.with === undefined ? undefined : await readTerraformPlan(flags.with);
    const { document } = await openedOrganization(this, flags, { includesUnits: namesUnits(expectations) });
    const tests = testAccess(document, expectations, plan);
    if (output === "junit" && flags.query === undefined) this.stdout.write(accessTestsJunit(tests));
    else
      await writeAnswer(this, output === "junit" ? "json" : output, flags.query, {
        value: tests,
        text: () => accessTestsText(tests, styleFor(this, this.stdout, flags)),
        markdown: () => accessTestsMarkdown(tests),
      });
    return exitOf(tests);
  });
}

function exitOf({ failed, undecided }: AccessTests): ExitCode {
  if (failed > 0) return EXIT.found;
  return undecided > 0 ? EXIT.undecided : EXIT.ok;
}
