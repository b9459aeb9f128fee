/** The command in this process, where a process of its own is not the point: a start costs more than most of what it then does. */
import { runProgram } from "../../src/cli/main.ts";
import { fakeTerminal } from "../../src/cli/testing/fake-terminal.ts";
import { commandEnvironment } from "./cli.ts";

export interface Answered {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Begun {
  /** What it has written so far. */
  readonly stderr: () => string;
  readonly ended: Promise<Answered>;
}

/** One command line with these variables, while it runs. The AWS SDK takes its credentials from `process.env`, which the caller has set. */
export function begun(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Begun {
  const { cli, stdout, stderr } = fakeTerminal();
  const code = runProgram(args, { ...cli, env }, "0.0.0");
  return { stderr, ended: code.then((ended) => ({ code: ended, stdout: stdout(), stderr: stderr() })) };
}

/** What it answered, once it has ended. */
export const answerOf = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Answered> => begun(args, env).ended;

/** As `runCli` does it in another process: `process.env` holds the variables for as long as the command runs, one at a time. */
export async function runInProcess(args: readonly string[], env: Record<string, string> = {}): Promise<Answered> {
  const before = { ...process.env };
  const variables = { ...commandEnvironment(), ...env };
  setEnvironment(variables);
  try {
    return await answerOf(args, variables);
  } finally {
    setEnvironment(before);
  }
}

function setEnvironment(variables: Readonly<Record<string, string | undefined>>): void {
  for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
  Object.assign(process.env, variables);
}
