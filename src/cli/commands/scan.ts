/** `idc-doctor scan`, `scan --last` */

import { baselineNotes, readBaseline } from "../../app/baseline.ts";
import { keepScanOrWhyNot, keptScan, type ScannedInstance } from "../../app/kept-scan.ts";
import { lastScan, reachedBy } from "../../app/last-scan.ts";
import { entitledRolesOf, planTarget, type Scanned, scanOrganization, writePlan } from "../../app/scan.ts";
import { AccessError } from "../../model/errors.ts";
import type { Findings } from "../../model/finding.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
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

/** @throws AccessError `bad-input` for flags of which only one can be meant */
function refuseContradiction({ last, from, plan, baseline, fresh, refresh, complete, auditRole, ...flags }: ScanFlags) {
  const given = {
    "--from": from !== undefined,
    "--plan": plan !== undefined,
    "--baseline": baseline !== undefined,
    "--fresh": fresh === true,
    "--refresh": refresh === true,
    "--no-refresh": refresh === false,
    "--complete": complete === true,
    "--audit-role": auditRole !== undefined,
  };
  const [other] = Object.entries(given).flatMap(([name, isGiven]) => (isGiven ? [name] : []));
  if (last === true && other !== undefined)
    throw new AccessError("bad-input", `--last shows a finished scan, and ${other} needs a new one`, {
      next: "Give only one of the two",
    });
  if (from !== undefined && flags.new === true)
    throw new AccessError(
      "bad-input",
      "--new compares with the last scan of the organization, and a saved document is not compared",
      { next: "Scan without --from, or compare two documents with idc-doctor snapshot diff" },
    );
}

/** A saved document is not the organization as it is now: its findings are not compared, and not kept. */
async function scanned(cli: CliContext, flags: ScanFlags): Promise<Scanned> {
  const baseline = flags.baseline === undefined ? undefined : await readBaseline(flags.baseline);
  const { document, context, region, aws, origin } = await openedOrganization(cli, flags);
  const instance = instanceOf(document, aws, flags);
  const history = instance && (await keptScan(cli.env, instance))?.history;
  const roles = !instance || flags.refresh === false ? {} : await entitledRolesOf(document, aws, context);
  const result = scanOrganization(document, context, { region, baseline, history, ...roles });
  for (const line of baselineNotes(baseline ?? [], { findings: result.findings, history, document }))
    note(cli, flags, plain(line));
  // Where nothing can be kept, that was said already.
  if (!instance || ("notKept" in origin && origin.notKept !== undefined)) return result;
  const by = await reachedBy(withoutFile(flags), cli.env);
  const kept = { findings: result.findings, history: result.history, reachedBy: by };
  const notKept = await keepScanOrWhyNot(cli.env, instance, kept);
  if (notKept !== undefined) note(cli, flags, `The scan could not be kept: ${plain(notKept)}`);
  return result;
}

/** Undefined: there is nothing to keep the scan for. */
function instanceOf(
  { instance }: OrganizationDocument,
  { endpointUrl }: { readonly endpointUrl?: string | undefined },
  { from }: ScanFlags,
): ScannedInstance | undefined {
  return from === undefined && instance ? { instanceArn: instance.arn, endpointUrl } : undefined;
}

const NO_PLAN = "None of these findings can be fixed through an API, so no plan was written";

const planLine = (path: string, steps: number): string =>
  `Plan of ${counted(steps, "step")} written to ${plain(path)}. Review it, then run idc-doctor fix --plan ${shellWord(path)}`;

/** 1: something was found (with --new: that the last scan did not have); 3: nothing was, but something could not be read. */
function exitOf({ findings, unread }: Findings, flags: Pick<ScanFlags, "new">): ExitCode {
  const counting = flags.new === true ? findings.filter(isFresh) : findings;
  return counting.length > 0 ? EXIT.found : unread.length > 0 ? EXIT.undecided : EXIT.ok;
}
