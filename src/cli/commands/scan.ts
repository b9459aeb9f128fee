/** `idc-doctor scan`, `scan --last` */
import { keepScan, keptScan } from "../../app/kept-scan.ts";
import { lastScan, reachedBy } from "../../app/last-scan.ts";
import {
  baselineNotes,
  entitledRolesOf,
  planTarget,
  readBaseline,
  type Scanned,
  scanOrganization,
  writePlan,
} from "../../app/scan.ts";
import { AccessError } from "../../model/errors.ts";
import type { Findings } from "../../model/finding.ts";
import { shellWord } from "../../model/shell-word.ts";
import { counted } from "../../report/counted.ts";
import { isFresh } from "../../report/findings/state.ts";
import { plain } from "../../report/sanitize.ts";
import { note } from "../answer.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type ScanFlags, scanFormats } from "../flags/organization.ts";
import { openedOrganization } from "../organization.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export async function run(this: CliContext, flags: ScanFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    refuseContradiction(flags);
    if (flags.last === true) {
      const { findings } = await lastScan(withoutFile(flags), this.env);
      await scanFormats.write(this, flags, findings);
      return exitOf(findings, flags);
    }
    const target = flags.plan === undefined ? undefined : await planTarget(flags.plan);
    const { findings, plan } = await scanned(this, flags);
    await scanFormats.write(this, flags, findings);
    if (target !== undefined) {
      if (plan) await writePlan(target, plan);
      note(this, flags, plan ? planLine(target.path, plan.steps.length) : NO_PLAN);
    }
    return exitOf(findings, flags);
  });
}

/** What of the flags says which organization of AWS is asked. */
const withoutFile = ({ from: _, ...flags }: ScanFlags) => flags;

/** @throws AccessError `bad-input` */
function refuseContradiction({ last, from, plan, baseline }: ScanFlags): void {
  const others = Object.entries({ from, plan, baseline }).filter(([, value]) => value !== undefined);
  if (last === true && others.length > 0)
    throw new AccessError("bad-input", `--last shows a finished scan, and --${others[0]?.[0]} needs a new one`, {
      next: "Give only one of the two",
    });
}

/** A saved document is not the organization as it is now: its findings are not compared, and not kept. */
async function scanned(cli: CliContext, flags: ScanFlags): Promise<Scanned> {
  const baseline = flags.baseline === undefined ? undefined : await readBaseline(flags.baseline);
  const { document, context, region, aws } = await openedOrganization(cli, flags);
  for (const line of baselineNotes(baseline ?? [], document)) note(cli, flags, plain(line));
  const arn = document.instance?.arn;
  if (flags.from !== undefined || arn === undefined) return scanOrganization(document, context, { region, baseline });
  const instance = { instanceArn: arn, endpointUrl: aws.endpointUrl };
  const history = (await keptScan(cli.env, instance))?.history;
  const roles = flags.refresh === false ? {} : await entitledRolesOf(document, aws, context);
  const result = scanOrganization(document, context, { region, baseline, history, ...roles });
  const by = await reachedBy(withoutFile(flags), cli.env);
  await keepScan(cli.env, instance, { findings: result.findings, history: result.history, reachedBy: by });
  return result;
}

const NO_PLAN = "None of these findings can be fixed through an API, so no plan was written";

const planLine = (path: string, steps: number): string =>
  `Plan of ${counted(steps, "step")} written to ${plain(path)}. Review it, then run idc-doctor fix --plan ${shellWord(path)}`;

/** 1: something was found (with --new: that the last scan did not have); 3: nothing was, but something could not be read. */
function exitOf({ findings, unread }: Findings, flags: Pick<ScanFlags, "new">): ExitCode {
  const counting = flags.new === true ? findings.filter(isFresh) : findings;
  return counting.length > 0 ? EXIT.found : unread.length > 0 ? EXIT.undecided : EXIT.ok;
}
