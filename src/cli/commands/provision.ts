/** `idc-doctor provision <set> <account…>` or `--all` */
import { connectionOf } from "../../app/connection.ts";
import { openJournal } from "../../app/journal.ts";
import { type ProvisionedAccount, provision, provisionedAccounts } from "../../app/provision.ts";
import { AccessError, EXIT } from "../../model/errors.ts";
import { refusalLines } from "../../report/plan-text.ts";
import { plain } from "../../report/sanitize.ts";
import { note, styleFor, writeAnswer } from "../answer.ts";
import { type ConnectionFlags, type OutputFlags, oneOf } from "../flags.ts";
import { applyLine } from "../progress.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

export interface ProvisionFlags extends ConnectionFlags, OutputFlags {
  readonly all?: boolean;
  readonly yes?: boolean;
  readonly output?: string;
}

export async function run(this: CliContext, flags: ProvisionFlags, ...words: readonly string[]): Promise<void> {
  const [set = "", ...accounts] = words;
  await runCommand(this, flags, async () => {
    const output = oneOf(["text", "json", "yaml"] as const, flags.output ?? "text", "output format");
    const connection = await connectionOf(flags, this.env);
    const context = contextOf(this, flags.verbose === true);
    if ((accounts.length === 0) !== (flags.all === true))
      throw new AccessError("bad-input", "Give either accounts or --all", {
        next: "For example: idc-doctor provision ReadOnly 111122223333 --yes",
      });
    const targets = flags.all === true ? await provisionedAccounts(set, connection, context) : accounts;
    await askFirst(this, flags, set, targets);
    const journal = await openJournal(this.env);
    try {
      const style = styleFor(this, this.stderr, flags);
      const result = await provision(set, targets, {
        connection,
        journal,
        context,
        onProgress: (progress) => note(this, flags, applyLine(progress, style)),
      });
      if (result.kind === "refusal-predicted") {
        const lines = result.refusals.flatMap((refusal) => refusalLines(refusal, style.width));
        const text = () => `AWS would refuse this, so nothing was sent:\n${lines.join("\n")}\n`;
        await writeAnswer(this, output, undefined, { value: result, text, markdown: text });
        return EXIT.found;
      }
      const lines = result.accounts.map((account) => `${accountLine(result.permissionSetName, account)}\n`);
      await writeAnswer(this, output, undefined, { value: result, text: () => lines.join(""), markdown: () => "" });
      return result.accounts.every(({ kind }) => kind === "provisioned") ? EXIT.ok : EXIT.partly;
    } finally {
      await journal.close();
    }
  });
}

/** Provisioning replaces what the role carries (facts S12), so it is asked about like every write. */
async function askFirst(
  cli: CliContext,
  flags: ProvisionFlags,
  set: string,
  accounts: readonly string[],
): Promise<void> {
  if (flags.yes === true) return;
  if (!cli.isInteractive)
    throw new AccessError("bad-input", "provision asks before it writes, and there is no terminal to ask on", {
      next: "Add --yes",
    });
  const { confirm, isCancel } = await import("@clack/prompts");
  const answer = await confirm({
    message: `Provision ${plain(set)} to ${accounts.length === 1 ? accounts[0] : `${accounts.length} accounts`}? The roles there take the set's present policies.`,
    initialValue: false,
  });
  if (isCancel(answer) || !answer) throw new AccessError("interrupted", "Nothing was changed");
}

function accountLine(set: string, account: ProvisionedAccount): string {
  const head = `${plain(set)} in ${account.accountId}`;
  if (account.kind === "failed" && account.accountState !== null)
    return `${head}: failed, because the account is ${account.accountState}; leave it out or bring it back first. AWS says: ${plain(account.reason)}`;
  if (account.kind !== "provisioned") return `${head}: ${account.kind}: ${plain(account.reason)}`;
  const hint = account.isAssigned ? "" : ", but it is assigned to nobody there, so no portal shows it";
  return `${head}: provisioned, checked with ListPermissionSetsProvisionedToAccount${hint}`;
}
