/** `idc-doctor fix <user> <account> <set>`, `fix --plan <file>`, `fix --resume <id>`, `fix --undo <id>` */
import { connectionOf } from "../../app/connection.ts";
import { type Fixed, type FixServices, fix, type Proposal, resumeFix, undoFix } from "../../app/fix.ts";
import { fixPlan } from "../../app/fix-plan.ts";
import { openJournal } from "../../app/journal.ts";
import { AccessError } from "../../model/errors.ts";
import { plain } from "../../report/sanitize.ts";
import { note, styleFor } from "../answer.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { fixProgressText } from "../fix-progress.ts";
import { type FixFlags, fixFormats } from "../flags/fix.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

export async function run(
  this: CliContext,
  flags: FixFlags,
  user?: string,
  account?: string,
  permissionSet?: string,
): Promise<void> {
  await runCommand(this, flags, async () => {
    const services = await servicesFor(this, flags);
    try {
      const fixed = await started(flags, services, { user, account, permissionSet });
      await fixFormats.write(this, flags, fixed);
      return exitOf(fixed);
    } finally {
      await services.journal.close();
    }
  });
}

interface Words {
  readonly user: string | undefined;
  readonly account: string | undefined;
  readonly permissionSet: string | undefined;
}

function started(flags: FixFlags, services: FixServices, { user, account, permissionSet }: Words): Promise<Fixed> {
  const isDryRun = flags.dryRun === true;
  if (flags.resume !== undefined) return resumeFix(flags.resume, services);
  if (flags.undo !== undefined) return undoFix(flags.undo, services);
  if (flags.plan !== undefined) return fixPlan(flags.plan, { ...services, isDryRun });
  if (user === undefined || account === undefined || permissionSet === undefined)
    throw new AccessError("bad-input", "fix needs a user, an account and a permission set", {
      next: "For example: idc-doctor fix alice@example.com 111122223333 ReadOnly",
    });
  const question = { user, account, permissionSet, isRegionGiven: services.connection.isRegionGiven };
  return fix(question, { ...services, isDryRun });
}

async function servicesFor(cli: CliContext, flags: FixFlags): Promise<FixServices> {
  const writes = flags.dryRun !== true && flags.resume === undefined;
  if (writes && flags.yes !== true && !cli.isInteractive)
    throw new AccessError("bad-input", "fix asks before it writes, and there is no terminal to ask on", {
      next: "Add --yes to apply the repair, or --dry-run to rehearse it only",
    });
  const style = styleFor(cli, cli.stderr, flags);
  return {
    connection: await connectionOf(flags, cli.env),
    journal: await openJournal(cli.env),
    context: contextOf(cli, flags.verbose === true),
    confirm: (proposal) => confirm(cli, flags, proposal),
    onProgress: (progress) => note(cli, flags, fixProgressText(progress, style)),
  };
}

async function confirm(cli: CliContext, flags: FixFlags, { caller, region, endpointUrl }: Proposal): Promise<boolean> {
  const where = `${plain(caller)} in ${region}${endpointUrl === undefined ? "" : ` at ${plain(endpointUrl)}`}`;
  note(cli, flags, `Writing as ${where}`);
  if (flags.yes === true) return true;
  const { confirm: ask, isCancel } = await import("@clack/prompts");
  const answer = await ask({ message: "Apply this plan?", initialValue: false });
  return !isCancel(answer) && answer;
}

/** 0 fixed and verified, or nothing to fix; 1 a cause that no API can fix, or declined; 3 undecided; 4 in part, or not verified. */
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
