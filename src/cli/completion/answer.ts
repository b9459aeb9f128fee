/**
 * Answers a shell that asks how a command line goes on: `idc-doctor __complete <shell> …`. The first line is `files` where names of
 * files may follow, else `words`; each further line is a word, a tab, and what the word is. Nothing is asked of AWS.
 */
import { type Application, type InputCompletion, proposeCompletions } from "@stricli/core";
import { readLine } from "../../model/typed-line.ts";
import { plain } from "../../report/sanitize.ts";
import type { CliContext } from "../terminal.ts";
import { bashWord } from "./bash-word.ts";
import type { Completing } from "./completing.ts";

/** A word that a shell may put in. */
interface Offered {
  readonly word: string;
  readonly description: string;
}

interface Answer {
  readonly offered: readonly Offered[];
  readonly hasFiles: boolean;
}

/**
 * Writes what may stand at the cursor. Whatever goes wrong is kept quiet: a shell shows nothing then.
 *
 * @param args the shell; bash: the line up to the cursor, and its own current word; else: the words, the one at the cursor last
 */
export async function answerShell(
  application: Application<CliContext>,
  [shell = "", ...rest]: readonly string[],
  cli: CliContext,
): Promise<void> {
  const [lineText = "", current = ""] = rest;
  const line = shell === "bash" ? readLine(lineText) : undefined;
  const typed = line ? [...line.words.slice(1), line.partial] : rest;
  // What is described is named as what is run.
  const words = typed[0] === "help" && typed.length > 1 ? typed.slice(1) : typed;
  const { offered, hasFiles } = await offers(application, words, cli).catch(() => NOTHING);
  const lines = offered.flatMap(({ word, description }) => {
    // A name with control characters could not be typed, and might be an attack on the terminal.
    if (word !== plain(word)) return [];
    const written = line ? bashWord(word, line, current) : word;
    return written === undefined ? [] : [`${written}\t${plain(description)}`];
  });
  cli.stdout.write(`${[hasFiles ? "files" : "words", ...lines].join("\n")}\n`);
}

const NOTHING: Answer = { offered: [], hasFiles: false };

/** What may follow the words; flags only where one is begun, or nothing else fits. */
async function offers(
  application: Application<CliContext>,
  words: readonly string[],
  cli: CliContext,
): Promise<Answer> {
  const [, flag = "", value = ""] = /^(--[\w-]+=)(.*)$/s.exec(words.at(-1) ?? "") ?? [];
  const inputs = flag === "" ? words : [...words.slice(0, -1), flag.slice(0, -1), value];
  const descriptions = new Map<string, string>();
  const respelt = new Map<string, string>();
  let hasFiles = false;
  const completing: Completing = {
    words: inputs.slice(0, -1),
    connection: connectionIn(inputs),
    describe: (word, description) => void descriptions.set(word, description),
    respell: (word, description) => void respelt.set(word, description),
    addFiles: () => {
      hasFiles = true;
    },
  };
  const found = await proposeCompletions(application, inputs, { ...cli, completing });
  const isFlag = ({ kind }: InputCompletion): boolean => kind === "argument:flag";
  const isFlagBegun = inputs.at(-1)?.startsWith("-") === true;
  const values = found.filter((one) => !isFlag(one));
  const flags = found.filter((one) => isFlag(one) && one.completion !== "--");
  // Stricli leaves out what does not begin as it is typed.
  const isNothing = values.length === 0 && respelt.size === 0 && !hasFiles;
  const chosen = isFlagBegun || isNothing ? [...values, ...flags] : values;
  const offered = [
    ...chosen.map(({ completion, brief }) => ({
      word: completion,
      description: descriptions.get(completion) ?? brief,
    })),
    ...[...respelt].map(([word, description]) => ({ word, description })),
  ];
  return { hasFiles, offered: offered.map(({ word, description }) => ({ word: flag + word, description })) };
}

/** The flags that say whose names are meant, wherever they stand. */
function connectionIn(words: readonly string[]): Completing["connection"] {
  const flagValue = (flag: string): string | undefined => {
    const at = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
    const word = words[at];
    return word === flag ? words[at + 1] : word?.slice(flag.length + 1);
  };
  return {
    organization: flagValue("--organization"),
    profile: flagValue("--profile"),
    region: flagValue("--region"),
    endpointUrl: flagValue("--endpoint-url"),
    fromFile: flagValue("--from"),
  };
}
