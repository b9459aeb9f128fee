/** Runs a pager on the terminal of this process. */
import { spawn } from "node:child_process";

/** What a shell answers for a command that it does not find or may not run (POSIX, 2.8.2). */
const NOT_RUN = [126, 127];

/**
 * Resolves when the reader is done; false: the pager could not be run, and nothing was shown.
 *
 * @param command a command line for the shell, as git reads PAGER
 * @param output where it shows the text: the terminal
 */
export function runPager(command: string, text: string, output: "inherit" | "ignore" = "inherit"): Promise<boolean> {
  // As git sets them: F quits where one screen is enough, R shows colors, X leaves the text on the screen.
  const env = { LESS: "FRX", LV: "-c", ...process.env };
  const child = spawn(command, { shell: true, stdio: ["pipe", output, "inherit"], env });
  // Ctrl-C in the pager is for the pager.
  const ignore = (): void => undefined;
  process.on("SIGINT", ignore);
  return new Promise((resolve) => {
    const end = (wasRun: boolean): void => {
      process.off("SIGINT", ignore);
      resolve(wasRun);
    };
    child.on("error", () => end(false));
    child.on("close", (code) => end(!NOT_RUN.includes(code ?? 0)));
    // Whoever quits the pager has read enough.
    child.stdin.on("error", ignore);
    child.stdin.end(text);
  });
}
