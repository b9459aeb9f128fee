/** `idc-doctor fix <user> <account> <set>`, `fix --plan <file>`, `fix --resume <id>`, `fix --undo <id>` */
import { connectionOf } from "../../app/connection.ts";
import {
  type Fixed,
  type FixProgress,
  type FixServices,
  fix,
  type Proposal,
  resumeFix,
  undoFix,
} from "../../app/fix.ts";
import { fixPlan } from "../../app/fix-plan.ts";
import { openJournal } from "../../app/journal.ts";
import { AccessError, EXIT, type ExitCode } from "../../model/errors.ts";
import { diagnosisText, remedyLines, type TextStyle } from "../../report/diagnosis-text.ts";
import { planMarkdown } from "../../report/plan-markdown.ts";
import { outdatedRoleLine, planText, refusalLines, rehearsalText } from "../../report/plan-text.ts";
import { plain } from "../../report/sanitize.ts";
import { note, styleFor, writeAnswer } from "../answer.ts";
import { type ConnectionFlags, OUTPUTS, type OutputFlags, oneOf } from "../flags.ts";
import { applyLine } from "../progress.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

export interface FixFlags extends ConnectionFlags, OutputFlags {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly resume?: string;
  readonly undo?: string;
  readonly plan?: string;
  readonly output?: string;
}

export async function run(
  this: CliContext,
  flags: FixFlags,
  user?: string,
  account?: string,
  permissionSet?: string,
): Promise<void> {
  await runCommand(this, flags, async () => {
    const output = oneOf(OUTPUTS, flags.output ?? "text", "output format");
    const services = await servicesFor(this, flags);
    try {
      const fixed = await started(flags, services, user, account, permissionSet);
      await writeAnswer(this, output, undefined, {
        value: fixed,
        text: () => resultText(this, flags, fixed),
        markdown: () => markdownOf(this, flags, fixed),
      });
      return exitOf(fixed);
    } finally {
      await services.journal.close();
    }
  });
}

function started(
  flags: FixFlags,
  services: FixServices,
  user?: string,
  account?: string,
  permissionSet?: string,
): Promise<Fixed> {
  if (flags.resume !== undefined) return resumeFix(flags.resume, services);
  if (flags.undo !== undefined) return undoFix(flags.undo, services);
  if (flags.plan !== undefined) return fixPlan(flags.plan, flags.dryRun === true, services);
  if (user === undefined || account === undefined || permissionSet === undefined)
    throw new AccessError("bad-input", "fix needs a user, an account and a permission set", {
      next: "For example: idc-doctor fix alice@example.com 111122223333 ReadOnly",
    });
  const question = { user, account, permissionSet, isRegionGiven: services.connection.isRegionGiven };
  return fix(question, flags.dryRun === true, services);
}

async function servicesFor(cli: CliContext, flags: FixFlags): Promise<FixServices> {
  const writes = flags.dryRun !== true && flags.resume === undefined;
  if (writes && flags.yes !== true && !cli.isInteractive)
    throw new AccessError("bad-input", "fix asks before it writes, and there is no terminal to ask on", {
      next: "Add --yes to apply, or --dry-run to look only",
    });
  return {
    connection: await connectionOf(flags, cli.env),
    journal: await openJournal(cli.env),
    context: contextOf(cli, flags.verbose === true),
    confirm: (proposal) => confirm(cli, flags, proposal),
    onProgress: (progress) => show(cli, flags, progress),
  };
}

function show(cli: CliContext, flags: FixFlags, progress: FixProgress): void {
  note(cli, flags, progressText(progress, styleFor(cli, cli.stderr, flags)));
}

function progressText(progress: FixProgress, style: TextStyle): string {
  switch (progress.kind) {
    case "diagnosed":
      return diagnosisText(progress.diagnosis, style);
    case "planned":
      return `${planText(progress.plan, style)}\n`;
    case "rehearsed":
      return `${rehearsalText(progress.rehearsal, style)}\n`;
    case "journaled": {
      const { id } = progress.plan;
      return style.palette.faint(`journal ${id}; if this is interrupted: idc-doctor fix --resume ${id.slice(0, 8)}`);
    }
    case "applying":
      return applyLine(progress.progress, style);
    case "verifying":
      return style.palette.faint("verifying with a fresh diagnosis …");
  }
}

async function confirm(cli: CliContext, flags: FixFlags, { caller, region, endpointUrl }: Proposal): Promise<boolean> {
  const where = `${plain(caller)} in ${region}${endpointUrl === undefined ? "" : ` at ${plain(endpointUrl)}`}`;
  note(cli, flags, `Writing as ${where}`);
  if (flags.yes === true) return true;
  const { confirm: ask, isCancel } = await import("@clack/prompts");
  const answer = await ask({ message: "Apply this plan?", initialValue: false });
  return !isCancel(answer) && answer;
}

/** 0 fixed and verified, or nothing to fix; 1 a cause that no API mends, or declined; 3 undecided; 4 in part, or not verified. */
export function exitOf(fixed: Fixed): ExitCode {
  switch (fixed.kind) {
    case "works-already":
    case "rehearsed-only":
      return EXIT.ok;
    case "undecided":
      return EXIT.undecided;
    case "no-api-remedy":
    case "declined":
    case "rehearsal-failed":
    case "refusal-predicted":
      return EXIT.found;
    case "applied":
      return fixed.verification.kind === "verified" ? EXIT.ok : EXIT.partly;
    case "failed":
    case "unfinished":
      return EXIT.partly;
  }
}

function resultText(cli: CliContext, flags: FixFlags, fixed: Fixed): string {
  const { palette, width } = styleFor(cli, cli.stdout, flags);
  const resume = "plan" in fixed ? `idc-doctor fix --resume ${fixed.plan.id.slice(0, 8)}` : "";
  switch (fixed.kind) {
    case "works-already":
      return `${palette.good("Nothing to fix:")} it works.\n`;
    case "undecided":
      return `${palette.warn("Undecided:")} not everything could be read, so nothing was changed.\n`;
    case "no-api-remedy":
      return `${palette.warn("No API call can fix this:")} ${fixed.cause.id}\n${remedyLines(fixed.cause.remedy, fixed.diagnosis, { palette, width }).join("\n")}\n`;
    case "rehearsal-failed":
      return `${palette.bad("The rehearsal failed, so nothing was changed:")} ${plain(fixed.reason)}\n`;
    case "refusal-predicted":
      return `${palette.bad("AWS would refuse this, so nothing was sent:")}\n${fixed.refusals.flatMap((refusal) => refusalLines(refusal, width)).join("\n")}\n`;
    case "rehearsed-only":
      return `${palette.good("Rehearsed only:")} nothing was changed.\n`;
    case "declined":
      return "Nothing was changed.\n";
    case "failed":
      return `${palette.bad(`Step ${fixed.step.number} failed:`)} ${plain(fixed.reason)}\n${openText(fixed)}Ask again why, or continue with ${resume}\n`;
    case "unfinished":
      return `${palette.warn(`Step ${fixed.step.number} is not finished:`)} ${plain(fixed.reason)}${fixed.requestId ? ` (request ${fixed.requestId})` : ""}\n${openText(fixed)}Continue with ${resume}\n`;
    case "applied":
      return appliedText(fixed, palette);
  }
}

function appliedText(
  { plan, verification }: Extract<Fixed, { kind: "applied" }>,
  palette: ReturnType<typeof styleFor>["palette"],
): string {
  if (verification.kind === "not-verified")
    return `${palette.warn("Applied, but not verified:")} ${plain(verification.reason)}\n`;
  const undo = `Undo: idc-doctor fix --undo ${plan.id.slice(0, 8)}\n`;
  const { diagnosis, promises } = verification;
  if (!diagnosis) return `${palette.good("Done and verified:")} ${plan.steps.length} steps.\n${undo}`;
  if (promises.length > 1)
    return `${palette.good("Done and verified:")} ${promises.length} promises, each by a fresh diagnosis.\nTell them: sign out of the access portal and in again; without that it shows within the hour.\n${undo}`;
  const { userName, accountId, permissionSetName } = plan.promise;
  const portal = diagnosis.paths
    .flatMap(({ links }) => links)
    .find(({ stage, state }) => stage === "portal" && state === "ok");
  const seen = portal ? ` The portal of ${plain(userName)} shows it.` : "";
  const isIn = diagnosis.verdict === "works" || diagnosis.verdict === "stale";
  const tell = isIn
    ? `Tell ${plain(userName)}: sign out of the access portal and in again; without that it shows within the hour.\n`
    : "";
  const old = diagnosis.verdict === "stale" ? outdatedRoleLine(permissionSetName, accountId) : "";
  return `${palette.good("Done and verified:")} ${plain(userName)} → ${plain(permissionSetName)} in ${accountId}: ${diagnosis.verdict}.${seen}\n${tell}${old}${undo}`;
}

/** The plan with its impact, and how it ended. */
function markdownOf(cli: CliContext, flags: FixFlags, fixed: Fixed): string {
  const ending = resultText(cli, { ...flags, color: false }, fixed);
  if (!("plan" in fixed)) return ending;
  return `${planMarkdown(fixed.plan, "rehearsal" in fixed ? fixed.rehearsal : undefined)}\n${ending}`;
}

/** What else a long plan left open. */
function openText({ otherFailures, notBegun }: Extract<Fixed, { kind: "failed" | "unfinished" }>): string {
  const others = otherFailures.map(({ step, reason }) => `Step ${step.number}: ${plain(reason)}\n`);
  const rest = notBegun.length > 0 ? `Not begun: ${notBegun.length} steps that come behind these.\n` : "";
  return `${others.join("")}${rest}`;
}
