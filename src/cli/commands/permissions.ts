/** `idc-doctor permissions --for diagnose|fix|watch`, `permissions --check` */
import { checkCaller } from "../../app/permission-check.ts";
import { notesFor, policyFor } from "../../app/permissions.ts";
import { AccessError } from "../../model/errors.ts";
import type { PermissionCheck } from "../../model/permissions.ts";
import { callPrinter, note } from "../answer.ts";
import { connected } from "../connection.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { checkFormats, type PermissionsFlags, policyFormats } from "../flags/permissions.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

export async function run(this: CliContext, flags: PermissionsFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    if (flags.check === true) return check(this, flags);
    for (const line of notesFor(flags.for)) note(this, flags, `note: ${line}`);
    await policyFormats.write(this, flags, { purpose: flags.for, policy: policyFor(flags.for) });
    return EXIT.ok;
  });
}

async function check(cli: CliContext, { output, ...flags }: PermissionsFlags): Promise<ExitCode> {
  if (output === "cloudformation" || output === "terraform")
    throw new AccessError(
      "bad-input",
      `--check shows what the caller lacks, and ${output} is a form of the whole policy`,
      {
        next: "Leave --check out, or take text, json or yaml",
      },
    );
  const connection = await connected(cli, { ...flags, from: undefined });
  const context = contextOf(cli, flags.verbose === true);
  const found = await checkCaller(flags.for, connection, context, callPrinter(cli, flags));
  await checkFormats.write(cli, { ...flags, ...(output && { output }) }, found);
  return exitOf(found);
}

/** 1: something is missing; 3: nothing is, as far as could be read. */
function exitOf({ actions }: PermissionCheck): ExitCode {
  if (actions.some(({ state }) => state === "denied")) return EXIT.found;
  return actions.some(({ state }) => state === "unknown") ? EXIT.undecided : EXIT.ok;
}
