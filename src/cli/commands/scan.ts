/** `idc-doctor scan` */
import { planTarget, scanOrganization, writePlan } from "../../app/scan.ts";
import type { Findings } from "../../model/finding.ts";
import { shellWord } from "../../model/shell-word.ts";
import { counted } from "../../report/counted.ts";
import { plain } from "../../report/sanitize.ts";
import { note } from "../answer.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type ScanFlags, scanFormats } from "../flags/organization.ts";
import { openedOrganization } from "../organization.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export async function run(this: CliContext, flags: ScanFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    const target = flags.plan === undefined ? undefined : await planTarget(flags.plan);
    const { document, context, region } = await openedOrganization(this, flags);
    const { findings, plan } = scanOrganization(document, context, region);
    await scanFormats.write(this, flags, findings);
    if (target !== undefined) {
      if (plan) await writePlan(target, plan);
      note(this, flags, plan ? planLine(target.path, plan.steps.length) : NO_PLAN);
    }
    return exitOf(findings);
  });
}

const NO_PLAN = "None of these findings can be fixed through an API, so no plan was written";

const planLine = (path: string, steps: number): string =>
  `Plan of ${counted(steps, "step")} written to ${plain(path)}. Review it, then run idc-doctor fix --plan ${shellWord(path)}`;

/** 1: something was found; 3: nothing was found, but something could not be read. */
const exitOf = ({ findings, unread }: Findings): ExitCode =>
  findings.length > 0 ? EXIT.found : unread.length > 0 ? EXIT.undecided : EXIT.ok;
