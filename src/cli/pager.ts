/** Long output on a terminal goes through a pager, as git and gh do it: PAGER, or less, which leaves at once what fits. */
import type { OutputFlags } from "./flags/shared.ts";
import type { CliContext, Stream } from "./terminal.ts";

/** Writes to stdout, or shows it in the pager where a terminal reads and the text is longer than its screen. */
export async function writeOut(cli: CliContext, { pager }: OutputFlags, text: string): Promise<void> {
  const command = pager === false ? undefined : pagerCommand(cli.env);
  const isShown =
    command !== undefined && isTallerThan(cli.stdout, text) && (await cli.runPager?.(command, text)) === true;
  if (!isShown) cli.stdout.write(text);
}

/** IDC_DOCTOR_PAGER, PAGER, else less. Undefined: empty or `cat`, which page nothing. */
export function pagerCommand(env: CliContext["env"]): string | undefined {
  const command = (env["IDC_DOCTOR_PAGER"] ?? env["PAGER"] ?? "less").trim();
  return command === "" || command === "cat" || env["TERM"] === "dumb" ? undefined : command;
}

/** Colors take no place on the screen. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
const COLOR = /\u001b\[[\d;]*m/g;

/** More lines than the screen has, the prompt that follows included; lines that wrap count as often as they wrap. */
function isTallerThan({ isTTY, rows, columns }: Stream, text: string): boolean {
  if (isTTY !== true || rows === undefined) return false;
  const width = Math.max(1, columns ?? 80);
  let height = 1;
  for (const line of text.trimEnd().split("\n")) {
    height += Math.max(1, Math.ceil(line.replace(COLOR, "").length / width));
    if (height > rows) return true;
  }
  return false;
}
