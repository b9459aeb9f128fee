/** A terminal that keeps what is written to it, for tests of the command line. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CliContext } from "../terminal.ts";

/** No developer's configuration decides how a test ends. */
const NO_HOME = join(tmpdir(), "idc-doctor-without-home");

export interface FakeTerminal {
  readonly cli: CliContext;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export function fakeTerminal(
  changes: { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number } = {},
): FakeTerminal {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({
    write: (text: string, done?: () => void) => {
      written[name] += text;
      done?.();
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
      env: { IDC_DOCTOR_HOME: NO_HOME },
      signal: new AbortController().signal,
    },
    stdout: () => written.stdout,
    stderr: () => written.stderr,
  };
}
