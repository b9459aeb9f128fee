/** What the commands that write have in common: they ask on a terminal, show who writes where, and end with the same codes. */
import { openJournal } from "../app/journal.ts";
import type { Proposal, WriteServices } from "../app/write/services.ts";
import type { Written } from "../app/write/written.ts";
import { AccessError } from "../model/errors.ts";
import { counted } from "../report/counted.ts";
import { planSummary } from "../report/plan-summary.ts";
import { plain } from "../report/sanitize.ts";
import { note, styleFor } from "./answer.ts";
import { connected } from "./connection.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { fixProgressText } from "./fix-progress.ts";
import type { FixFlags } from "./flags/fix.ts";
import { type CliContext, contextOf } from "./terminal.ts";

type WriteFlags = Omit<FixFlags, "output" | "resume" | "undo" | "plan" | "list">;

/** @throws AccessError `bad-input` where it could neither ask nor may go on without asking */
export async function writeServices(cli: CliContext, flags: WriteFlags, command: string): Promise<WriteServices> {
  const isDryRun = flags.dryRun === true;
  if (!isDryRun && flags.yes !== true && !cli.isInteractive)
    throw new AccessError("bad-input", `${command} asks before it writes, and there is no terminal to ask on`, {
      next: "Add --yes to apply the plan, or --dry-run to rehearse it only",
    });
  const style = styleFor(cli, cli.stderr, flags);
  // Whoever is asked has to see what about.
  const shown = { ...flags, quiet: flags.quiet === true && (isDryRun || flags.yes === true) };
  return {
    connection: await connected(cli, flags),
    journal: await openJournal(flags, cli.env),
    context: contextOf(cli, flags.verbose === true),
    isDryRun,
    confirm: (proposal) => confirm(cli, shown, proposal),
    onProgress: (progress) => note(cli, shown, fixProgressText(progress, style)),
  };
}

/** Sentences that are written out before a question. */
const SHOWN = 5;

/** `--yes` agrees to what is found first, not to what it turned into meanwhile. */
async function confirm(
  cli: CliContext,
  flags: WriteFlags,
  { plan, rehearsal, changes, unchecked }: Proposal,
): Promise<boolean> {
  const summary = planSummary(plan, rehearsal);
  note(cli, flags, `Apply: ${plain(summary)}`);
  for (const sentence of unchecked.slice(0, SHOWN)) note(cli, flags, `  not checked: ${plain(sentence)}`);
  if (unchecked.length > SHOWN)
    note(cli, flags, `  not checked: ${counted(unchecked.length - SHOWN, "more policy", "more policies")}`);
  if (flags.yes === true) return changes.length === 0;
  const { confirm: ask, isCancel } = await import("@clack/prompts");
  const agrees = async (message: string): Promise<boolean> => {
    const answer = await ask({ message, initialValue: false });
    return !isCancel(answer) && answer;
  };
  if (
    unchecked.length > 0 &&
    !(await agrees("Do these customer managed policies exist, under exactly these names and paths?"))
  )
    return false;
  return agrees(`Apply this plan? ${plain(summary)}`);
}

/** 0 written and verified, or nothing to write; 1 not written; 4 in part (steps that were left out, too), or not verified. */
export function writeExit(written: Written): ExitCode {
  switch (written.kind) {
    case "nothing-to-do":
    case "rehearsed-only":
      return EXIT.ok;
    case "declined":
    case "changed-meanwhile":
    case "rehearsal-failed":
    case "refusal-predicted":
      return EXIT.found;
    case "applied":
      return written.verification.kind === "verified" && (written.plan.leftOut ?? []).length === 0
        ? EXIT.ok
        : EXIT.partly;
    case "failed":
    case "unfinished":
      return EXIT.partly;
  }
}
