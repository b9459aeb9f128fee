/** `idc-doctor fix <user> <account> <set>`, `fix -`, `fix --plan <file>`, `fix --resume <id>`, `fix --undo <id>`, `fix --list` */
import { type Fixed, fix, fixesOfList } from "../../app/fix.ts";
import { fixPlan } from "../../app/fix-plan.ts";
import { openJournal } from "../../app/journal.ts";
import { listPlans } from "../../app/list-plans.ts";
import { resumeFix } from "../../app/resume.ts";
import { undoFix } from "../../app/undo.ts";
import type { WriteServices } from "../../app/write/services.ts";
import { AccessError } from "../../model/errors.ts";
import { plain } from "../../report/sanitize.ts";
import { note } from "../answer.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type FixFlags, fixFormats, listFormats } from "../flags/fix.ts";
import { isList } from "../list-asked.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";
import { writeExit, writeServices } from "../writing.ts";

export async function run(
  this: CliContext,
  flags: FixFlags,
  user?: string,
  account?: string,
  permissionSet?: string,
): Promise<void> {
  await runCommand(this, flags, async () => {
    const words = [user, account, permissionSet].filter((word) => word !== undefined);
    const start = startOf(flags, words);
    if (isList(words)) return fixAll(this, flags);
    if (start === "list") return list(this, flags);
    const services = await writeServices(this, flags, "fix");
    try {
      const fixed = await start(services);
      await fixFormats.write(this, flags, fixed);
      return exitOf(fixed);
    } finally {
      await services.journal.close();
    }
  });
}

/** Every grant of the list takes the whole road: rehearsed, applied, verified. */
async function fixAll(cli: CliContext, flags: FixFlags): Promise<ExitCode> {
  if (flags.yes !== true && flags.dryRun !== true)
    throw new AccessError("bad-input", "fix cannot ask while it reads a list from standard input", {
      next: "Add --dry-run to rehearse every repair, or --yes to apply them",
    });
  const { answerList } = await import("../question-list.ts");
  const services = await writeServices(cli, flags, "fix");
  try {
    const fixOne = fixesOfList(services);
    return await answerList(cli, flags, async ({ user, account, set }, line) => {
      const question = fullQuestion([user, account, set], services);
      note(cli, flags, `Line ${line}: ${plain([user, account, set].join(" "))}`);
      const fixed = await fixOne(question);
      return { kind: "fixed", fixed, exitCode: exitOf(fixed) };
    });
  } finally {
    await services.journal.close();
  }
}

async function list(cli: CliContext, flags: FixFlags): Promise<ExitCode> {
  const journal = await openJournal(flags, cli.env);
  try {
    await listFormats.write(cli, flags, await listPlans(journal));
    return EXIT.ok;
  } finally {
    await journal.close();
  }
}

type Start = "list" | ((services: WriteServices) => Promise<Fixed>);

/** The one thing that is asked for. @throws AccessError `bad-input` where it is none or several */
function startOf(flags: FixFlags, words: readonly string[]): Start {
  const { resume, undo, plan } = flags;
  const asked: readonly (readonly [string, Start])[] = [
    ...(words.length > 0 ? [["a user, an account and a permission set", question(words)] as const] : []),
    ...(plan === undefined ? [] : [["--plan", (services: WriteServices) => fixPlan(plan, services)] as const]),
    ...(resume === undefined ? [] : [["--resume", (services: WriteServices) => resumeFix(resume, services)] as const]),
    ...(undo === undefined ? [] : [["--undo", (services: WriteServices) => undoFix(undo, services)] as const]),
    ...(flags.list === true ? [["--list", "list"] as const] : []),
  ];
  const [first, ...more] = asked;
  if (!first) return question(words);
  if (more.length === 0) return first[1];
  throw new AccessError("bad-input", `${asked.map(([name]) => name).join(" and ")} cannot be combined`, {
    next: "Give one of them",
  });
}

const question =
  (words: readonly string[]) =>
  (services: WriteServices): Promise<Fixed> =>
    fix(fullQuestion(words, services), services);

function fullQuestion(
  [user, account, permissionSet]: readonly (string | undefined)[],
  { connection: { isRegionGiven } }: WriteServices,
): Parameters<typeof fix>[0] {
  if (user !== undefined && account !== undefined && permissionSet !== undefined)
    return { user, account, permissionSet, isRegionGiven };
  throw new AccessError("bad-input", "fix needs a user, an account and a permission set", {
    next: "For example: idc-doctor fix alice@example.com 111122223333 ReadOnly",
  });
}

/** 0 fixed and verified, or nothing to fix; 1 a cause that no API can fix, or declined; 3 undecided; 4 in part, or not verified. */
export function exitOf(fixed: Fixed): ExitCode {
  switch (fixed.kind) {
    case "works-already":
      return EXIT.ok;
    case "undecided":
      return EXIT.undecided;
    case "no-api-remedy":
      return EXIT.found;
    default:
      return writeExit(fixed);
  }
}
