/** One lab a directory: two that append to the same files would tear each other's state. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Why a directory cannot hold a lab, and what to do about it. */
export class StateDirectoryError extends Error {
  readonly next: string;

  constructor(message: string, next: string) {
    super(message);
    this.name = "StateDirectoryError";
    this.next = next;
  }
}

/** A process that was killed is not gone at once: a restart that follows on its heels waits for it. */
const PATIENCE_MILLISECONDS = 3000;
const LOOK_AGAIN_MILLISECONDS = 25;

/** Takes the directory for this process; the function that comes back gives it free. @throws StateDirectoryError where another lives in it. */
export async function holdDirectory(path: string): Promise<() => void> {
  const file = join(path, "lab.pid");
  const until = performance.now() + PATIENCE_MILLISECONDS;
  for (let holder = holderIn(file); holder !== undefined; holder = holderIn(file)) {
    if (performance.now() > until)
      throw new StateDirectoryError(
        `${path} is in use by another lab (process ${holder})`,
        "Stop that lab, or use another directory",
      );
    await delay(LOOK_AGAIN_MILLISECONDS);
  }
  rmSync(file, { force: true });
  writeFileSync(file, `${process.pid} ${startOf(process.pid) ?? ""}\n`, { flag: "wx", mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** The process that holds the directory; undefined where none does: it ended, or its number belongs to another now. */
function holderIn(file: string): number | undefined {
  const [pid = "", start = ""] = textOf(file).trim().split(" ");
  const number = Number(pid);
  if (pid === "" || !Number.isInteger(number) || number === process.pid || !isAlive(number)) return undefined;
  return start === "" || startOf(number) === start ? number : undefined;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive, too.
    return (error as { code?: unknown }).code === "EPERM";
  }
}

/**
 * When a process started, in the kernel's ticks: with its number that is one process and no later one. Undefined for a
 * process that is gone, or dead and not yet buried, and where there is no /proc.
 */
function startOf(pid: number): string | undefined {
  // The name in parentheses may hold spaces: the fields are counted from behind it (man proc: stat).
  const fields = textOf(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  const [state, start] = [fields[0], fields[19]];
  return state === "Z" || state === "X" ? undefined : start;
}
