/** `idc-doctor why <user> [account] [set]`, `why -` */
import type { ActionAsked, ActionWords } from "../../app/action-asked.ts";
import { type Connection, contextFor } from "../../app/connection.ts";
import { lookAhead } from "../../app/look-ahead.ts";
import type { OwnSide } from "../../app/own-side.ts";
import type { Context } from "../../model/context.ts";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { AccessError } from "../../model/errors.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { connected } from "../connection.ts";
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
    const asked = { user, account, set: permissionSet };
    const answer = await asking(this, flags, asked);
    const diagnosis = await answer(asked);
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

type Answer = (asked: AskedWords) => Promise<Diagnosis>;

/**
 * Opens what the flags name, once: questions that are asked one after another share what was read. The code that answers is loaded
 * while the first call is on its way.
 *
 * @param first the question, where there is only one
 */
async function asking(cli: CliContext, flags: WhyFlags, first?: AskedWords): Promise<Answer> {
  const [from, before] = [await documentIn(flags.from), await documentIn(flags.before)];
  if (from && flags.asMe)
    throw new AccessError("bad-input", "--as-me reads your access portal now, and --from reads a saved document", {
      next: "Give only one of the two",
    });
  const outside = contextOf(cli, flags.verbose === true);
  const { client, portalToken } = await ownSideIn(flags, cli, outside);
  const named = await connected(cli, { ...flags, from, portalToken, mayTakeCredentials: flags.asMe });
  const action = await actionIn(flags);
  await remarkOn(action, cli, flags);
  const connection = first === undefined ? named : await lookAhead(named, first, cli.env);
  const answering = await answererOf(cli, flags, { connection, context: contextFor(connection, outside), before });
  return async ({ user, account, set, ...own }) => {
    const words = { user, account: account ?? null, permissionSet: set ?? null };
    const { isRegionGiven } = connection;
    const asked = { ...words, isRegionGiven, client, isThorough: flags.thorough };
    return answering({ ...asked, action: (await actionIn(own)) ?? action });
  };
}

interface Opened {
  readonly connection: Connection;
  readonly context: Context;
  readonly before: OrganizationDocument | undefined;
}

async function answererOf(cli: CliContext, flags: WhyFlags, { connection, context, before: earlier }: Opened) {
  const [{ openReader }, { snapshotReader, why }, { callPrinter }] = await Promise.all([
    import("../../app/open-reader.ts"),
    import("../../app/why.ts"),
    import("../answer.ts"),
  ]);
  const reader = openReader(connection, context, callPrinter(cli, flags));
  const before = earlier && snapshotReader(earlier);
  return async (question: Omit<Parameters<typeof why>[0], "before">): Promise<Diagnosis> => {
    try {
      const answering = why({ ...question, before }, reader, context);
      // Opening the stream and loading what writes take longer than writing.
      reader.meanwhile?.(() => cli.stdout);
      reader.meanwhile?.(() => whyFormats.prepare(cli, flags));
      return (await answering).diagnosis;
    } finally {
      connection.aws.sentAhead?.discard();
    }
  };
}

const documentIn = async (path: string | undefined): Promise<OrganizationDocument | undefined> =>
  path === undefined ? undefined : (await import("../../app/document-file.ts")).readDocumentFile(path);

async function ownSideIn(flags: WhyFlags, { env }: CliContext, { now }: Context): Promise<OwnSide> {
  const { asMe, awsConfig, userProfile } = flags;
  if (!asMe && awsConfig === undefined && userProfile === undefined) return { client: undefined };
  return (await import("../../app/own-side.ts")).readOwnSide(flags, env, now().toISOString());
}

/** Undefined where the words name no action. */
async function actionIn(words: ActionWords): Promise<ActionAsked | undefined> {
  const { action, resource, actionRegion, context } = words;
  if ([action, resource, actionRegion, context].every((one) => one === undefined)) return undefined;
  return (await import("../../app/action-asked.ts")).actionAsked(words);
}

async function remarkOn(action: ActionAsked | undefined, cli: CliContext, flags: WhyFlags): Promise<void> {
  if (action === undefined) return;
  const [app, { note }] = await Promise.all([import("../../app/action-asked.ts"), import("../answer.ts")]);
  const remark = app.remarkOn(action);
  if (remark !== undefined) note(cli, flags, remark);
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
