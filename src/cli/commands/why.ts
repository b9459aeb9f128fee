/** `idc-doctor why <user> [account] [set]` */
import { actionAsked } from "../../app/action-asked.ts";
import { connectionOf, contextFor, openReader } from "../../app/connection.ts";
import { readDocumentFile } from "../../app/document-file.ts";
import { readOwnSide } from "../../app/own-side.ts";
import { snapshotReader, why } from "../../app/why.ts";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { AccessError } from "../../model/errors.ts";
import { callPrinter } from "../answer.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type WhyFlags, whyFormats } from "../flags/why.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

export async function run(
  this: CliContext,
  flags: WhyFlags,
  user: string,
  account?: string,
  permissionSet?: string,
): Promise<void> {
  await runCommand(this, flags, async () => {
    const diagnosis = await answered(this, flags, { user, account, permissionSet });
    await whyFormats.write(this, flags, diagnosis);
    if (flags.expect === undefined) return exitOf(diagnosis);
    return diagnosis.verdict === flags.expect ? EXIT.ok : EXIT.found;
  });
}

interface Words {
  readonly user: string;
  readonly account: string | undefined;
  readonly permissionSet: string | undefined;
}

async function answered(cli: CliContext, flags: WhyFlags, words: Words): Promise<Diagnosis> {
  const from = flags.from === undefined ? undefined : await readDocumentFile(flags.from);
  const before = flags.before === undefined ? undefined : await readDocumentFile(flags.before);
  if (from && flags.asMe)
    throw new AccessError("bad-input", "--as-me reads your access portal now, and --from reads a saved document", {
      next: "Give only one of the two",
    });
  const outside = contextOf(cli, flags.verbose === true);
  const { client, portalToken } = await readOwnSide(flags, cli.env, outside.now().toISOString());
  const connection = await connectionOf({ ...flags, from, portalToken, mayTakeCredentials: flags.asMe }, cli.env);
  const context = contextFor(connection, outside);
  const question = {
    user: words.user,
    account: words.account ?? null,
    permissionSet: words.permissionSet ?? null,
    isRegionGiven: connection.isRegionGiven,
    action: actionAsked(flags),
    client,
    isThorough: flags.thorough,
    before: before && snapshotReader(before),
  };
  return (await why(question, openReader(connection, context, callPrinter(cli, flags)), context)).diagnosis;
}

/** Works and nothing proved or likely against it: 0. Undecided: 3. Else 1. */
export function exitOf({ verdict, causes }: Diagnosis): ExitCode {
  if (verdict === "undecided") return EXIT.undecided;
  const isClean = verdict === "works" && causes.every(({ confidence }) => confidence === "possible");
  return isClean ? EXIT.ok : EXIT.found;
}
