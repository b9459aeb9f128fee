/** A terminal that keeps what is written to it, for tests of the command line. */
import type { CliContext } from "../terminal.ts";

export interface FakeTerminal {
  readonly cli: CliContext;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export function fakeTerminal(changes: { readonly isTTY?: boolean; readonly columns?: number } = {}): FakeTerminal {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
    ...changes,
  });
  const [stdout, stderr] = [stream("stdout"), stream("stderr")];
  return {
    cli: {
      process: { stdout, stderr },
      stdout,
      stderr,
      isInteractive: false,
      env: {},
      signal: new AbortController().signal,
    },
    stdout: () => written.stdout,
    stderr: () => written.stderr,
  };
}
