/** `idc-doctor why <user> [account] [set]`, `why -` */
import { actionAsked, remarkOn } from "../../app/action-asked.ts";
import { connectionOf, contextFor, openReader } from "../../app/connection.ts";
import { readDocumentFile } from "../../app/document-file.ts";
import { readOwnSide } from "../../app/own-side.ts";
import { snapshotReader, why } from "../../app/why.ts";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { AccessError } from "../../model/errors.ts";
import { callPrinter, note } from "../answer.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type WhyFlags, whyFormats } from "../flags/why.ts";
import { isList } from "../list-asked.ts";
import type { AskedWords } from "../question-list.ts";
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
    if (isList([user, account, permissionSet])) return answerAll(this, flags);
    const answer = await asking(this, flags);
    const diagnosis = await answer({ user, account, set: permissionSet });
    await whyFormats.write(this, flags, diagnosis);
    return exitAsExpected(diagnosis, flags);
  });
}

async function answerAll(cli: CliContext, flags: WhyFlags): Promise<ExitCode> {
  if (flags.asMe)
    throw new AccessError("bad-input", "--as-me is about one user, and a list may be about many", {
      next: "Leave it out",
    });
  const { answerList } = await import("../question-list.ts");
  const answer = await asking(cli, flags);
  return answerList(cli, flags, async (question) => {
    const diagnosis = await answer(question);
    return { kind: "diagnosis", diagnosis, exitCode: exitAsExpected(diagnosis, flags) };
  });
}

/** Opens what the flags name, once: questions that are asked one after another share what was read. */
async function asking(cli: CliContext, flags: WhyFlags): Promise<(asked: AskedWords) => Promise<Diagnosis>> {
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
  const shared = {
    isRegionGiven: connection.isRegionGiven,
    client,
    isThorough: flags.thorough,
    before: before && snapshotReader(before),
  };
  const action = actionAsked(flags);
  const remark = remarkOn(action);
  if (remark !== undefined) note(cli, flags, remark);
  const reader = openReader(connection, context, callPrinter(cli, flags));
  return async ({ user, account, set, ...own }) => {
    const question = { ...shared, user, account: account ?? null, permissionSet: set ?? null };
    const answering = why({ ...question, action: actionAsked(own) ?? action }, reader, context);
    // Opening the stream takes as long as writing the answer.
    reader.meanwhile?.(() => cli.stdout);
    return (await answering).diagnosis;
  };
}

function exitAsExpected(diagnosis: Diagnosis, { expect }: WhyFlags): ExitCode {
  if (expect === undefined) return exitOf(diagnosis);
  return diagnosis.verdict === expect ? EXIT.ok : EXIT.found;
}

/** Works and nothing proved or likely against it: 0. Undecided: 3. Else 1. */
export function exitOf({ verdict, causes }: Diagnosis): ExitCode {
  if (verdict === "undecided") return EXIT.undecided;
  const isClean = verdict === "works" && causes.every(({ confidence }) => confidence === "possible");
  return isClean ? EXIT.ok : EXIT.found;
}
