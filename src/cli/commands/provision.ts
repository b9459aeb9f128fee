/** `idc-doctor provision <set> <account…>` or `--all` */
import { type Provisioned, provision, provisionedAccounts } from "../../app/provision.ts";
import { AccessError } from "../../model/errors.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type ProvisionFlags, provisionFormats } from "../flags/provision.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";
import { writeExit, writeServices } from "../writing.ts";

export async function run(this: CliContext, flags: ProvisionFlags, ...words: readonly string[]): Promise<void> {
  const [set = "", ...accounts] = words;
  await runCommand(this, flags, async () => {
    if ((accounts.length === 0) !== (flags.all === true))
      throw new AccessError("bad-input", "Give either accounts or --all", {
        next: "For example: idc-doctor provision ReadOnly 111122223333",
      });
    const services = await writeServices(this, flags, "provision");
    try {
      const { connection, context } = services;
      const targets = flags.all === true ? await provisionedAccounts(set, connection, context) : accounts;
      const result = await provision(set, targets, services);
      await provisionFormats.write(this, flags, result);
      return exitOf(result);
    } finally {
      await services.journal.close();
    }
  });
}

/** 0: all were provisioned and checked; 1: nothing was sent; 4: in part, or not verified. */
export function exitOf(result: Provisioned): ExitCode {
  if (result.kind !== "provisioned") return writeExit(result);
  return result.accounts.every(({ kind }) => kind === "provisioned") ? EXIT.ok : EXIT.partly;
}
