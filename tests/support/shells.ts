/** Interactive shells at a pseudo terminal, with the bundled command's completion loaded. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { BUNDLE } from "./cli.ts";

const programNamed = (name: string): string | undefined =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);

/** Why a shell cannot be tried here; undefined: it can. Other systems have another `script` than util-linux's. */
export function missingFor(shell: string): string | undefined {
  if (process.platform !== "linux") return "pseudo terminals are opened with script of util-linux";
  const missing = [shell, "script"].filter((name) => programNamed(name) === undefined);
  return missing.length === 0 ? undefined : `${missing.join(" and ")} is not on this machine`;
}

/** Completes with the bundle; for anything else it writes the words that it got, so that a test sees what the shell understood. */
const COMMAND = `#!/bin/sh
case "$1" in __complete|completion) exec "${process.execPath}" "${BUNDLE}" "$@";; esac
printf '<%s>' "$@" >> "$WORDS"
echo >> "$WORDS"
`;

const STARTS = {
  bash: { command: "bash --norc -i", load: "source <(idc-doctor completion bash)" },
  zsh: { command: "zsh -f -i", load: "autoload -U compinit; compinit -D; source <(idc-doctor completion zsh)" },
} as const;

interface Shell {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A folder with the command in it, in front of the PATH. */
export function shellFolder(): Shell {
  const folder = mkdtempSync(join(tmpdir(), "idc-doctor-shell-"));
  writeFileSync(join(folder, "idc-doctor"), COMMAND);
  chmodSync(join(folder, "idc-doctor"), 0o755);
  const env = {
    PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}`,
    HOME: folder,
    IDC_DOCTOR_HOME: join(folder, "state"),
    LC_ALL: "C.UTF-8",
    TERM: "xterm",
    NODE_COMPILE_CACHE: join(tmpdir(), "idc-doctor-compile-cache"),
  };
  return { folder, env };
}

/** Types the lines, each ended by Enter, and gives the words that the command got of each. */
export async function typedInto(
  name: keyof typeof STARTS,
  lines: readonly string[],
  { folder, env: base }: Shell,
): Promise<readonly string[]> {
  const words = join(folder, `words-of-${name}`);
  const env = { ...base, WORDS: words };
  const { command, load } = STARTS[name];
  const child = spawn("script", ["-qfec", command, "/dev/null"], {
    cwd: folder,
    env,
    stdio: ["pipe", "ignore", "ignore"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.stdin.end([load, ...lines, "exit", ""].join("\n"));
  await ended;
  return readFileSync(words, "utf8").trimEnd().split("\n");
}

/** What fish would offer for each line. */
export async function offeredByFish(
  lines: readonly string[],
  { folder, env }: Shell,
): Promise<readonly (readonly string[])[]> {
  const asked = lines.map((_, at) => `complete -C $argv[${at + 1}]; echo ---`).join("; ");
  const script = `idc-doctor completion fish | source; ${asked}`;
  const child = spawn("fish", ["-N", "-c", script, ...lines], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  await new Promise((resolve) => child.once("close", resolve));
  return text
    .split("---\n")
    .slice(0, lines.length)
    .map((part) => part.trimEnd().split("\n").filter(Boolean));
}
