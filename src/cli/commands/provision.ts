/** `idc-doctor provision <set> <account…>` or `--all` */
import { connectionOf } from "../../app/connection.ts";
import { openJournal } from "../../app/journal.ts";
import { type Provisioned, provision, provisionedAccounts } from "../../app/provision.ts";
import { AccessError } from "../../model/errors.ts";
import { counted } from "../../report/counted.ts";
import { plain } from "../../report/sanitize.ts";
import { note, styleFor } from "../answer.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type ProvisionFlags, provisionFormats } from "../flags/provision.ts";
import { applyLine } from "../progress.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

export async function run(this: CliContext, flags: ProvisionFlags, ...words: readonly string[]): Promise<void> {
  const [set = "", ...accounts] = words;
  await runCommand(this, flags, async () => {
    const connection = await connectionOf(flags, this.env);
    const context = contextOf(this, flags.verbose === true);
    if ((accounts.length === 0) !== (flags.all === true))
      throw new AccessError("bad-input", "Give either accounts or --all", {
        next: "For example: idc-doctor provision ReadOnly 111122223333 --yes",
      });
    const targets = flags.all === true ? await provisionedAccounts(set, connection, context) : accounts;
    await askFirst(this, flags, { set, accounts: targets });
    const journal = await openJournal(this.env);
    try {
      const style = styleFor(this, this.stderr, flags);
      const onProgress = (progress: Parameters<typeof applyLine>[0]) => note(this, flags, applyLine(progress, style));
      const result = await provision(set, targets, { connection, journal, context, onProgress });
      await provisionFormats.write(this, flags, result);
      return exitOf(result);
    } finally {
      await journal.close();
    }
  });
}

/** 0: all were provisioned and checked; 1: AWS would refuse it; 4: in part, or not verified. */
export function exitOf(result: Provisioned): ExitCode {
  if (result.kind === "refusal-predicted") return EXIT.found;
  return result.accounts.every(({ kind }) => kind === "provisioned") ? EXIT.ok : EXIT.partly;
}

interface Targets {
  readonly set: string;
  readonly accounts: readonly string[];
}

/** Provisioning replaces the policies of the role (facts S12), so it asks like every write. */
async function askFirst(cli: CliContext, flags: ProvisionFlags, { set, accounts }: Targets): Promise<void> {
  if (flags.yes === true) return;
  if (!cli.isInteractive)
    throw new AccessError("bad-input", "provision asks before it writes, and there is no terminal to ask on", {
      next: "Add --yes",
    });
  const { confirm, isCancel } = await import("@clack/prompts");
  const [only = ""] = accounts;
  const where = accounts.length === 1 ? plain(only) : counted(accounts.length, "account");
  const answer = await confirm({
    message: `Provision ${plain(set)} to ${where}? This replaces the policies of the roles there with those of the permission set.`,
    initialValue: false,
  });
  if (isCancel(answer) || !answer) throw new AccessError("interrupted", "Nothing was changed");
}
